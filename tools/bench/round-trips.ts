import type { ControlAnswer } from "end-user-messaging-simulator";

export type Hop = ControlAnswer<"GET /traces/{id}">[number];

/** Calls that a function made side by side, such as `dynamodb:UpdateItem`. */
export type Step = readonly string[];

/** Everybody who is called to carry a message on, AWS's services and Twilio. */
const providers: readonly string[] = ["social-messaging", "sms-voice", "twilio"];

export const callOf = ({ name, what }: Hop) => `${name}:${what.split(" ")[0]}`;

export const isProviderCall = ({ place, name }: Hop) =>
  place === "request" && providers.includes(name);

/** Of requests that the functions made; Twilio's are none of AWS's. */
export const awsCalls = (hops: readonly Hop[]) =>
  hops.filter(({ place, name }) => place === "request" && name !== "twilio");

/** A function that runs, up to the hop that makes it part of another one's story. */
export interface Run {
  readonly functionName: string;
  /** How its event came: from a queue or a topic before it, or straight over HTTP. */
  readonly by: "queue" | "fifo" | "topic" | "http";
  readonly steps: readonly Step[];
}

/**
 * A message's way from the person to the provider call, as the world saw it: each function with
 * the calls that it made one after another. A hop is noted when a request is answered, and each
 * request was answered so many milliseconds late: two that overlap were made side by side.
 * @param lateMs how late the world answered each request
 * @returns nothing where a queue gave a message twice meanwhile, or nobody was called.
 */
export function wayToProvider(hops: readonly Hop[], lateMs: number): readonly Run[] | undefined {
  // By then the provider has it; the one before may have shown that an answer is being written.
  const taken = hops.findIndex(({ place, what }) => place === "phone" && what === "pending");
  const end = taken < 0 ? -1 : hops.findIndex((hop, at) => at > taken && isProviderCall(hop));
  const call = hops[end];
  if (!call) return undefined;
  const before = hops.slice(0, end);
  const invoked = before.flatMap((hop, index) =>
    hop.place === "function" && hop.what === "invoked" ? [{ hop, index }] : [],
  );
  if (new Set(invoked.map(({ hop }) => hop.name)).size !== invoked.length) return undefined;
  return invoked.map(({ hop, index }, order) => {
    const next = invoked[order + 1]?.hop.at ?? call.at - lateMs / 2;
    // A turn waits for nobody who is shown that an answer is being written.
    const requests = before.filter(
      (one) =>
        one.place === "request" &&
        !isProviderCall(one) &&
        one.at - lateMs / 2 > hop.at &&
        one.at - lateMs / 2 < next,
    );
    const by = origin(before.slice(invoked[order - 1]?.index ?? 0, index));
    return { functionName: hop.name, by, steps: stepsOf(requests, lateMs) };
  });
}

function origin(hops: readonly Hop[]): Run["by"] {
  const queue = hops.findLast(({ place }) => place === "queue");
  if (queue?.name.endsWith(".fifo")) return "fifo";
  if (!queue) return "http";
  return hops.some(({ place }) => place === "topic") ? "topic" : "queue";
}

/** A request belongs to the step after the last one that was answered before it began. */
function stepsOf(requests: readonly Hop[], lateMs: number): Step[] {
  const steps: { readonly endedAt: number; readonly calls: string[] }[] = [];
  for (const request of requests.toSorted((one, other) => one.at - other.at)) {
    const last = steps.at(-1);
    if (last && request.at - lateMs < last.endedAt - lateMs / 4) last.calls.push(callOf(request));
    else steps.push({ endedAt: request.at, calls: [callOf(request)] });
  }
  return steps.map(({ calls }) => calls.toSorted());
}
