import fc from "fast-check";
import { type Alias, type AliasKey, aliasKey } from "../../shared/domain/contact/alias";
import { type Purpose, purposes } from "../../shared/domain/contact/consent";
import { stopPromotionsPayload } from "../../shared/domain/content/template-catalogue";
import type { Channel } from "../../shared/domain/message/channel";
import type { ConversationItem } from "../../shared/domain/message/conversation-item";
import type { PersonEvent } from "../../shared/domain/message/message";
import { attemptId, readAttemptId } from "../../shared/domain/message/message-id";
import type { Commit, NewAttempt } from "../../shared/ports";
import { initiate } from "../initiate/initiate";
import { TestWorld, type Wrap } from "./conversation.testing";
import { takeItem } from "./take-item";

/*
 * Histories of three people who write, stop, start, change their numbers and user ids, while the
 * business sends, providers refuse, and runs die, fail or are overtaken between any two calls. What
 * the people said is kept apart from the store, under the addresses that were ever told to be one
 * person's; and whatever a provider is asked to carry for the business is held against it.
 */

type Says = "eggs" | "STOP" | "START" | "stop promotions";

type Act =
  | {
      readonly kind: "write";
      readonly to: "A" | "B" | "sms";
      readonly form: "both" | "number" | "user id";
      readonly says: Says;
    }
  | { readonly kind: "new number"; readonly form: "all" | "numbers" }
  | { readonly kind: "new user id" }
  | {
      readonly kind: "campaign";
      readonly to: "number" | "user id";
      readonly channel: Channel;
      readonly purpose: Purpose;
    }
  | { readonly kind: "refused as opted out" }
  | { readonly kind: "throttled" }
  | { readonly kind: "time" };

export interface Action {
  readonly who: 0 | 1 | 2;
  readonly act: Act;
  /** It is done now, and taken only after what is done next. */
  readonly isLate?: boolean;
  /** What happens at the n-th call of the run. */
  readonly trouble?: {
    readonly at: number;
    readonly what: "dies before" | "dies after" | "fails before" | "fails after" | Action;
  };
}

const anyAct: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant("write" as const),
      to: fc.constantFrom("A", "B", "sms"),
      form: fc.constantFrom("both", "both", "number", "user id"),
      says: fc.constantFrom<Says[]>("eggs", "STOP", "START", "stop promotions"),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("campaign" as const),
      to: fc.constantFrom("number", "user id"),
      channel: fc.constantFrom<Channel[]>("whatsapp", "whatsapp", "sms"),
      purpose: fc.constantFrom(...purposes),
    }),
  },
  fc.record({
    kind: fc.constant("new number" as const),
    form: fc.constantFrom("all", "numbers"),
  }),
  fc.constantFrom<Act[]>(
    { kind: "new user id" },
    { kind: "refused as opted out" },
    { kind: "throttled" },
    { kind: "time" },
  ),
);
const anyWho = fc.constantFrom<Action["who"][]>(0, 1, 2);
const calm = fc.record({ who: anyWho, act: anyAct });
const anyAction: fc.Arbitrary<Action> = fc
  .record({
    who: anyWho,
    act: anyAct,
    isLate: fc.nat(3).map((n) => n === 0),
    trouble: fc.option(
      fc.record({
        at: fc.integer({ min: 1, max: 10 }),
        what: fc.oneof(
          fc.constantFrom("dies before", "dies after", "fails before", "fails after"),
          calm,
        ),
      }),
      { nil: undefined },
    ),
  })
  .map(({ trouble, ...rest }) => ({ ...rest, ...(trouble ? { trouble } : {}) }) as Action);
export const anyHistory = fc.array(anyAction, { minLength: 4, maxLength: 16 });

/** What came of the histories, so that nobody takes silence for safety. */
export interface Tally {
  campaigns: number;
  sent: number;
  keptBack: number;
  merges: number;
}

class Trouble extends Error {}

interface Said {
  readonly channel: Channel;
  readonly about: readonly Purpose[];
  readonly state: "in" | "out";
  readonly at: number;
}

/** An address with whoever has it: a number that changes hands is another one. */
type Place = string;

class History {
  readonly broken: string[] = [];
  readonly #said: (Said & { readonly place: Place; readonly tick: number })[] = [];
  readonly #linked = new Map<Place, Place>();
  readonly #numbers = [0, 1, 2];
  readonly #userIds = [0, 1, 2];
  #free: { readonly number: number; readonly leftBy: number }[] = [];
  readonly #intended = new Map<string, number>();
  readonly #campaigns = new Map<string, { who: number; channel: Channel; purpose: Purpose }>();
  readonly #later: (() => Promise<void>)[] = [];
  #refused: { readonly place: Place; readonly said: Said } | undefined;
  #fresh = 3;
  #tick = 0;

  constructor(
    private readonly world: TestWorld,
    private readonly tally: Tally,
  ) {
    world.answersAnHour = 1_000;
    world.onCarried = () => this.#carried();
  }

  async play(actions: readonly Action[]): Promise<void> {
    for (const action of actions) {
      const again = this.#later.splice(0);
      await this.#act(action);
      for (const run of again) await run();
    }
    for (const run of this.#later.splice(0)) await run();
    await this.#takeDue(24 * 60 * 60_000);
  }

  async #act({ who, act, trouble, isLate }: Action): Promise<void> {
    this.world.now += 1_000;
    const run = await this.#runOf(who, act);
    if (!run) return;
    if (isLate) return void this.#later.push(() => run((_, port) => port));
    if (!trouble) return run((_, port) => port);
    await run(this.#troubled(trouble)).catch((error: unknown) => {
      if (!(error instanceof Error)) throw error;
      // Whether the run still wrote down what the provider said is not held against it.
      this.#refused = undefined;
    });
    // Its queue delivers it again.
    this.#later.push(async () => {
      this.world.now += 7_000;
      await run((_, port) => port);
    });
  }

  async #runOf(who: number, act: Act): Promise<((wrap: Wrap) => Promise<void>) | undefined> {
    switch (act.kind) {
      case "write":
        return this.#write(who, act);
      case "new number": {
        const [before, beforeId] = [this.#numbers[who] ?? 0, this.#userIds[who] ?? 0];
        const [after, afterId] = [this.#freeFor(who), this.#fresh++];
        this.#numbers[who] = after;
        this.#userIds[who] = afterId;
        const isAll = act.form === "all";
        return this.#notice(
          who,
          [waId(before), ...(isAll ? [userId(beforeId)] : [])],
          [waId(after), ...(isAll ? [userId(afterId)] : [])],
          // Nobody has the old one before the notice of it is taken.
          () => this.#free.push({ number: before, leftBy: who }),
        );
      }
      case "new user id": {
        const before = this.#userIds[who] ?? 0;
        const after = this.#fresh++;
        this.#userIds[who] = after;
        return this.#notice(who, [userId(before)], [userId(after)], () => {});
      }
      case "campaign":
        return this.#campaign(who, act);
      case "refused as opted out":
      case "throttled": {
        const disposition = act.kind === "throttled" ? "wait" : "suppress";
        const suppression = act.kind === "throttled" ? {} : ({ suppression: "opt-out" } as const);
        const refusal = { code: "x", alarm: false, known: true, explanation: "x" };
        for (const by of ["A", "B", "sms"] as const)
          this.world.outcomes[by] = [
            { kind: "refused", refusal: { ...refusal, disposition, ...suppression } },
          ];
        return undefined;
      }
      case "time":
        await this.#takeDue(10 * 60_000);
        return undefined;
    }
  }

  /** One that somebody else left, or one that nobody had; whoever comes back is another case. */
  #freeFor(who: number): number {
    const found = this.#free.find(({ leftBy }) => leftBy !== who);
    if (!found) return this.#fresh++;
    this.#free = this.#free.filter((one) => one !== found);
    return found.number;
  }

  #write(who: number, { to, form, says }: Extract<Act, { kind: "write" }>) {
    const [n, u] = [this.#numbers[who] ?? 0, this.#userIds[who] ?? 0];
    const number = to === "B" ? waId(n) : phone(n);
    const from = (
      to === "sms" || form === "number"
        ? [number]
        : form === "both"
          ? [number, userId(u)]
          : [userId(u)]
    ) as [Alias, ...Alias[]];
    const content =
      says === "stop promotions"
        ? ({ type: "choice", id: stopPromotionsPayload, title: says } as const)
        : ({ type: "text", body: says } as const);
    const message = this.world.message(to, "", { from, content });
    const said = saidBy(says, message.channel, message.writtenAt);
    return this.#taking({ kind: "inbound", message }, who, from, said);
  }

  #notice(who: number, before: Alias[], after: Alias[], taken: () => unknown) {
    const event = {
      kind: "aliases-changed",
      channel: "whatsapp",
      provider: "aws",
      eventId: `notice-${this.#fresh++}`,
      who: before,
      to: after,
      at: this.world.now,
    } as unknown as PersonEvent;
    return this.#taking({ kind: "person", event }, who, [...before, ...after], undefined, taken);
  }

  #taking(
    item: ConversationItem,
    who: number,
    aliases: readonly Alias[],
    said?: Said,
    taken: () => unknown = () => {},
  ) {
    let isTaken = false;
    const done = () => {
      if (isTaken) return;
      isTaken = true;
      taken();
      const places = aliases.map((alias) => placeOf(aliasKey(alias), who));
      for (const place of places) this.#link(places[0] ?? place, place);
      if (said && places[0]) this.#said.push({ ...said, place: places[0], tick: this.#tick });
    };
    return async (wrap: Wrap) => {
      await takeItem(item, this.world.ports(this.#noted(wrap, done)));
      // By now it is durable, whatever was seen being written.
      done();
      this.#noteRefused();
    };
  }

  async #campaign(who: number, { to, channel, purpose }: Extract<Act, { kind: "campaign" }>) {
    const isSms = channel === "sms";
    const [n, u] = [this.#numbers[who] ?? 0, this.#userIds[who] ?? 0];
    const item = await this.world.ask(`campaign-${this.#fresh++}`, {
      channel,
      purpose,
      to: isSms || to === "number" ? phone(n) : userId(u),
      ...(isSms ? { content: { type: "text", body: "Lunch?" } } : {}),
    });
    if (item.kind !== "request") throw new Error("A request was expected.");
    this.#campaigns.set(item.messageId, { who, channel, purpose });
    this.tally.campaigns += 1;
    return async (wrap: Wrap) => {
      await initiate(item, this.world.initiatePorts(this.#noted(wrap, () => {})));
      this.#noteRefused();
    };
  }

  async #takeDue(ms: number): Promise<void> {
    const until = this.world.now + ms;
    const { parked } = this.world;
    for (;;) {
      parked.sort((one, other) => one.dueAt - other.dueAt);
      const [first] = parked;
      if (!first || first.dueAt > until) break;
      parked.shift();
      this.world.now = Math.max(this.world.now, first.dueAt);
      await this.world.takeWakeUp(
        first,
        this.#noted(
          (_, port) => port,
          () => {},
        ),
      );
    }
    this.world.now = until;
  }

  /** Notes what became durable, below whatever befalls the run. */
  #noted(outer: Wrap, done: () => void): Wrap {
    return (name, port) => {
      const inner = new Proxy(port, {
        get: (target, key) => {
          const member: unknown = Reflect.get(target, key, target);
          if (typeof member !== "function") return member;
          return async (...parameters: unknown[]) => {
            const result: unknown = await member.apply(target, parameters);
            this.#note(`${name}.${String(key)}`, parameters, result, done);
            return result;
          };
        },
      });
      return outer(name, inner);
    };
  }

  #note(call: string, parameters: readonly unknown[], result: unknown, done: () => void): void {
    this.#tick += 1;
    if (call === "conversations.commit" && result === "committed") {
      const commit = parameters[0] as Commit;
      this.tally.merges += commit.people.merged.length;
      for (const { record, attempt } of commit.messages)
        if (attempt) this.#intended.set(attemptId(record.messageId, attempt.number), this.#tick);
      if (commit.claim || commit.event) done();
      const told = commit.statements.find(({ source }) => source === "provider");
      if (told && told.channel === this.#refused?.said.channel) this.#noteRefused();
    }
    if (call === "ledger.intend" && result === true) {
      const [{ messageId }, { number }] = parameters as [{ messageId: never }, NewAttempt];
      this.#intended.set(attemptId(messageId, number), this.#tick);
    }
    if (call === "ledger.begin" && result === true) {
      const [messageId, { number }] = parameters as [never, NewAttempt];
      this.#intended.set(attemptId(messageId, number), this.#tick);
    }
  }

  #noteRefused(): void {
    if (!this.#refused) return;
    const { said, place } = this.#refused;
    this.#refused = undefined;
    this.#said.push({ ...said, place, tick: this.#tick });
  }

  /** A provider is asked to carry a message: is it one that the person does not want? */
  #carried(): void {
    const request = this.world.carried.at(-1);
    const [to] = request?.to ?? [];
    if (!request || !to) return;
    const channel = request.by === "sms" ? "sms" : "whatsapp";
    const holder = this.#holderOf(to);
    const place = holder === undefined ? undefined : placeOf(aliasKey(to), holder);
    const [next] = this.world.outcomes[request.by];
    if (next?.kind === "refused" && next.refusal.suppression && place)
      this.#refused = {
        place,
        said: { channel, about: purposes, state: "out", at: this.world.now },
      };
    const { messageId = "" } = readAttemptId(request.attemptId) ?? {};
    const campaign = this.#campaigns.get(messageId);
    if (!campaign) return;
    this.tally.sent += 1;
    const begun = this.#intended.get(request.attemptId) ?? 0;
    if (place && this.#isOut(place, campaign.channel, campaign.purpose, begun))
      this.broken.push(`${campaign.purpose} by ${channel} to ${place} after their opt-out`);
  }

  /** What the person at a place wanted before a moment, by all that was told of them by now. */
  #isOut(place: Place, channel: Channel, purpose: Purpose, before: number): boolean {
    const root = this.#root(place);
    const about = this.#said.filter(
      (one) =>
        one.tick < before &&
        one.channel === channel &&
        one.about.includes(purpose) &&
        this.#root(one.place) === root,
    );
    const latest = Math.max(...about.map(({ at }) => at));
    return about.some(({ at, state }) => at === latest && state === "out");
  }

  #holderOf(alias: Alias): number | undefined {
    const key = aliasKey(alias);
    const isHis = (who: number) =>
      key === aliasKey(waId(this.#numbers[who] ?? 0)) ||
      key === aliasKey(userId(this.#userIds[who] ?? 0));
    return [0, 1, 2].find(isHis);
  }

  #link(one: Place, other: Place): void {
    const [a, b] = [this.#root(one), this.#root(other)];
    if (a !== b) this.#linked.set(a, b);
  }

  #root(place: Place): Place {
    const next = this.#linked.get(place);
    return next === undefined ? place : this.#root(next);
  }

  #troubled({ at, what }: NonNullable<Action["trouble"]>): Wrap {
    let calls = 0;
    return (_, port) =>
      new Proxy(port, {
        get: (target, key) => {
          const member: unknown = Reflect.get(target, key, target);
          if (typeof member !== "function") return member;
          return async (...parameters: unknown[]) => {
            calls += 1;
            const mine = calls;
            const isDead = typeof what === "string" && what.startsWith("dies") && mine > at;
            if (isDead || (mine === at && (what === "dies before" || what === "fails before")))
              throw new Trouble();
            if (mine === at && typeof what === "object") await this.#act(what);
            const result: unknown = await member.apply(target, parameters);
            if (mine === at && (what === "dies after" || what === "fails after"))
              throw new Trouble();
            return result;
          };
        },
      });
  }
}

const saying: Readonly<Record<Says, Pick<Said, "about" | "state"> | undefined>> = {
  eggs: undefined,
  STOP: { state: "out", about: purposes },
  START: { state: "in", about: purposes },
  "stop promotions": { state: "out", about: ["marketing"] },
};

function saidBy(says: Says, channel: Channel, at: number): Said | undefined {
  const what = saying[says];
  return what && { ...what, channel, at };
}

function placeOf(key: AliasKey, who: number): Place {
  return `${key}@${who}`;
}

const digits = (n: number) => `120255501${String(n).padStart(2, "0")}`;
const waId = (n: number): Alias => ({ kind: "waId", value: digits(n) });
const phone = (n: number): Alias => ({ kind: "phone", value: `+${digits(n)}` });
const userId = (n: number): Alias => ({ kind: "bsuid", value: `US.${n}` });

/** Plays histories, and throws the shortest one found in which somebody's opt-out was forgotten. */
export async function playHistories(
  numRuns: number,
  seed: number,
  where: "cloud" | "memory" = "memory",
): Promise<Tally> {
  const tally: Tally = { campaigns: 0, sent: 0, keptBack: 0, merges: 0 };
  await fc.assert(
    fc.asyncProperty(anyHistory, async (actions) => {
      const world = await TestWorld.open({}, where);
      try {
        const history = new History(world, tally);
        await history.play(actions);
        tally.keptBack += world.counted.filter(
          ({ name, dimensions }) =>
            (name === "RequestRefused" && dimensions.code === "opted-out") ||
            name === "MessageSuppressed",
        ).length;
        if (history.broken.length > 0) throw new Error(history.broken.join("; "));
      } finally {
        await world.close();
      }
    }),
    { numRuns, seed },
  );
  return tally;
}
