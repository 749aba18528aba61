import type { DeliveryEvent } from "./event";

/** What is told of one attempt. */
export interface AttemptNews<Told extends { readonly event: DeliveryEvent }> {
  readonly events: readonly [DeliveryEvent, ...DeliveryEvent[]];
  readonly told: readonly Told[];
}

/**
 * Events in groups of one attempt each, so that each group is one write. Some of an attempt's
 * events may carry our own id, some only the provider's; what one of them tells holds for all.
 */
export function byAttempt<Told extends { readonly event: DeliveryEvent }>(
  all: readonly Told[],
): readonly AttemptNews<Told>[] {
  let groups: { readonly keys: ReadonlySet<string>; readonly told: readonly Told[] }[] = [];
  for (const one of all) {
    const keys = keysOf(one.event);
    const akin = groups.filter((group) => keys.some((key) => group.keys.has(key)));
    const joined = {
      keys: new Set([...akin.flatMap((group) => [...group.keys]), ...keys]),
      told: [...akin.flatMap((group) => group.told), one],
    };
    groups = [...groups.filter((group) => !akin.includes(group)), joined];
  }
  return groups.flatMap(({ told }) => {
    const [first, ...others] = withSharedIds(told.map(({ event }) => event));
    return first === undefined ? [] : [{ events: [first, ...others], told }];
  });
}

function keysOf({ provider, attemptId, providerMessageIds }: DeliveryEvent): string[] {
  const ids = providerMessageIds.map((id) => `${provider}:${id}`);
  return attemptId === undefined ? ids : [attemptId, ...ids];
}

function withSharedIds(events: readonly DeliveryEvent[]): DeliveryEvent[] {
  const attemptId = events.find((event) => event.attemptId)?.attemptId;
  const providerMessageIds = [...new Set(events.flatMap((event) => event.providerMessageIds))];
  return events.map((event) => ({
    ...event,
    providerMessageIds,
    ...(attemptId === undefined ? {} : { attemptId }),
  }));
}
