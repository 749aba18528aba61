import { createHash } from "node:crypto";
import type { ControlAnswer, PhoneMessage } from "end-user-messaging-simulator";
import { type Act, type CampaignAct, channelOf, type PersonAct, type Script } from "./script";

/*
 * Judges a run by what was on the phones, what providers took and what the world did to requests.
 * It knows nothing of the product's ledger or logs; what the product says of a message comes in as
 * a claim, to be compared.
 */

export type Strike = ControlAnswer<"GET /failures/struck">["entries"][number];

/** Something that was done, and what the run knows of it. */
export interface Done {
  readonly act: Act;
  /** Its traces' ids: the phone's of what a person wrote, those of what the business asked. */
  readonly traces: readonly string[];
  /** When it was done, on the world's clock. */
  readonly at: number;
  /** What the product says became of it, where it says anything. */
  readonly said?: Said;
}

export interface Said {
  readonly status: string;
  readonly reason?: string;
  /** What it heard of each attempt. */
  readonly attempts: readonly { readonly status: string; readonly heard: readonly string[] }[];
}

export interface Sighting {
  readonly script: Script;
  readonly done: readonly Done[];
  /** What came from the business, as it stands at the end, in the order in which it was taken. */
  readonly arrived: readonly PhoneMessage[];
  readonly strikes: readonly Strike[];
  readonly numbers: Readonly<Partial<Record<PersonAct["to"], string>>>;
  /** What lies in dead-letter queues and the quarantine at the end. */
  readonly dead: number;
  /** What still waits in other queues. */
  readonly stuck: number;
  /** How often the product counted a message as unknown. */
  readonly unknownCounted: number;
}

export const wrongs = [
  "lost",
  "twice",
  "wrong sender",
  "after opt-out",
  "status wrong",
  "out of order",
  "stuck",
  "dead",
  "unknown without cause",
] as const;

export type Wrong = (typeof wrongs)[number];

export interface Finding {
  readonly wrong: Wrong;
  readonly what: string;
  /** By which `GET /traces/{id}` finds it. */
  readonly trace: string;
}

export interface Verdict {
  readonly sent: number;
  readonly answered: number;
  readonly silent: number;
  readonly unknown: number;
  /** What the world did that leaves an outcome unknown. */
  readonly swallowed: number;
  readonly findings: readonly Finding[];
  /** How often each kind of failure struck. */
  readonly struck: Readonly<Record<string, number>>;
  /** A line for each thing that was done or went wrong: the same for the same run. */
  readonly lines: readonly string[];
  readonly digest: string;
}

/** Providers, by whose calls a person hears something. */
const sends: Readonly<Record<string, RegExp>> = {
  twilio: /^POST .*\/Messages\.json$|^connect$/,
  "social-messaging": /^SendWhatsAppMessage$|^connect$/,
  "sms-voice": /^SendTextMessage$|^connect$/,
};

export function judge(sighting: Sighting): Verdict {
  const seen = new Seen(sighting);
  const outcomes = sighting.done.map((done) => outcomeOf(done, seen));
  const count = (kind: Outcome["kind"]) => outcomes.filter((one) => one.kind === kind).length;
  const lines = linesOf(sighting, outcomes);
  const findings = outcomes.flatMap(({ findings }) => findings);
  const unknown = count("unknown");
  const statuses = sighting.done
    .filter((_, index) => outcomes[index]?.kind === "unknown")
    .map(({ said }) => said?.status ?? "nothing");
  const swallowed = sighting.strikes.filter(swallows).length;
  if (unknown > swallowed || sighting.unknownCounted < unknown)
    findings.push({
      wrong: "unknown without cause",
      what: `${unknown} are unknown, ${swallowed} were swallowed, ${sighting.unknownCounted} counted; the API says ${statuses.join(", ")}`,
      trace: "-",
    });
  findings.push(...disorder(sighting, seen));
  for (const wrong of ["stuck", "dead"] as const)
    if (sighting[wrong] > 0)
      findings.push({ wrong, what: `${sighting[wrong]} in the queues at the end`, trace: "-" });
  return {
    sent: outcomes.length,
    answered: count("answered"),
    silent: count("silent"),
    unknown,
    swallowed,
    findings,
    struck: struckOf(sighting.strikes),
    lines,
    digest: createHash("sha256").update(lines.join("\n")).digest("hex").slice(0, 16),
  };
}

interface Outcome {
  readonly kind: "answered" | "silent" | "unknown" | "lost";
  readonly copies: number;
  readonly from: string;
  /** When the first of them was taken. */
  readonly takenAt: number | undefined;
  readonly findings: readonly Finding[];
}

/** What was seen, found by person, mark and trace. */
class Seen {
  readonly #arrived: Map<string, PhoneMessage[]>;
  readonly #strikes = new Map<string, Strike[]>();

  constructor(readonly sighting: Sighting) {
    this.#arrived = Map.groupBy(sighting.arrived, ({ person }) => person);
    for (const strike of sighting.strikes)
      for (const trace of strike.traces)
        this.#strikes.set(trace, [...(this.#strikes.get(trace) ?? []), strike]);
  }

  /** Messages to the person with the mark in them. */
  with({ person, mark }: Act): readonly PhoneMessage[] {
    const number = this.numberOf(person);
    // A mark that ends in a digit must not be found in a longer number.
    const pattern = new RegExp(`${mark.replace(/[.+]/g, "\\$&")}(?!\\d)`);
    return (this.#arrived.get(number) ?? []).filter(({ text }) => pattern.test(text));
  }

  strikesOf({ traces }: Done): readonly Strike[] {
    return traces.flatMap((trace) => this.#strikes.get(trace) ?? []);
  }

  numberOf(person: number): string {
    return this.sighting.script.people[person]?.number ?? "";
  }

  /** Statements of the person on a channel, in the order in which they were written. */
  statements(person: number, channel: string): readonly (Done & { readonly act: PersonAct })[] {
    return this.sighting.done.filter(
      (done): done is Done & { readonly act: PersonAct } =>
        done.act.person === person &&
        (done.act.kind === "stop" || done.act.kind === "start") &&
        channelOf(done.act.to) === channel,
    );
  }
}

function outcomeOf(done: Done, seen: Seen): Outcome {
  const { act } = done;
  if (act.kind === "campaign") return ofCampaign({ ...done, act }, seen);
  return act.kind === "question"
    ? ofQuestion({ ...done, act }, seen)
    : ofStatement({ ...done, act }, seen);
}

function ofQuestion(done: Done & { readonly act: PersonAct }, seen: Seen): Outcome {
  const copies = seen.with(done.act);
  const read = copies.filter(isOnPhone);
  const findings = [
    ...twice(done, read),
    ...wrongSender(done, copies, seen),
    ...statusWrong(done, read),
    ...copies.flatMap((copy) => answeredAfterOptOut(done, copy, seen)),
  ];
  const isBlocked = done.act.to === "sms" && isOutAround(done, "sms", seen);
  const mayBeSilent = isBlocked || stopsSince(done, seen).length > 0;
  return concluded(done, { copies, read, findings, mayBeSilent }, seen);
}

/** So long an answer may wait. */
const answerableMs = 6 * 60 * 60_000;

/** STOPs that the person wrote after it, on the same channel. */
function stopsSince(done: Done & { readonly act: PersonAct }, seen: Seen) {
  return seen
    .statements(done.act.person, channelOf(done.act.to))
    .filter(
      ({ act, at }) =>
        act.kind === "stop" && secondOf(at) > secondOf(done.at) && at <= done.at + answerableMs,
    );
}

/** Times are told by the second: within one, the STOP holds. */
function secondOf(at: number): number {
  return Math.floor(at / 1000);
}

/** Whether another statement, which holds over it, may have been written down before it was. */
function isOverruled(done: Done & { readonly act: PersonAct }, seen: Seen): boolean {
  return seen
    .statements(done.act.person, channelOf(done.act.to))
    .some(
      (other) =>
        other.act.kind !== done.act.kind &&
        holding([done, other]) === other &&
        other.at <= done.at + statementTravelsMs,
    );
}

/** Of several statements the one that holds. */
function holding<One extends Done & { readonly act: PersonAct }>(
  statements: readonly One[],
): One | undefined {
  const rank = ({ at, act }: One) => secondOf(at) * 2 + (act.kind === "stop" ? 1 : 0);
  return statements.toSorted((one, other) => rank(one) - rank(other)).at(-1);
}

/** Each statement is confirmed once: what the person said is counted against what came back. */
function ofStatement(done: Done & { readonly act: PersonAct }, seen: Seen): Outcome {
  const { act } = done;
  const alike = seen
    .statements(act.person, channelOf(act.to))
    .filter((one) => one.act.mark === act.mark)
    // Confirmations look alike: one that is missing is that of a statement whose call was swallowed,
    // or that another one overruled.
    .toSorted((one, other) => mayBeMissing(one, seen) - mayBeMissing(other, seen));
  const all = seen.with(act).filter(isOnPhone);
  const index = alike.findIndex((one) => one.act === act);
  const read = all.length > index ? all.slice(index, index + 1) : [];
  const surplus = index === alike.length - 1 ? all.slice(alike.length) : [];
  const findings = surplus.map(() => found("twice", done, "confirmed more often than said"));
  const mayBeSilent = isOverruled(done, seen);
  return concluded(done, { copies: read, read, findings, mayBeSilent }, seen);
}

function mayBeMissing(done: Done & { readonly act: PersonAct }, seen: Seen): number {
  return isSwallowed(done, seen) || isOverruled(done, seen) ? 1 : 0;
}

function ofCampaign(done: Done & { readonly act: CampaignAct }, seen: Seen): Outcome {
  const copies = seen.with(done.act);
  const read = copies.filter(isOnPhone);
  const findings = [
    ...twice(done, read),
    ...copies.flatMap((copy) => afterOptOut(done, copy, seen)),
    ...statusWrong(done, read),
  ];
  const mayBeSilent = isOutAround(done, done.act.channel, seen);
  return concluded(done, { copies, read, findings, mayBeSilent }, seen);
}

function concluded(
  done: Done,
  {
    copies,
    read,
    findings,
    mayBeSilent,
  }: {
    readonly copies: readonly PhoneMessage[];
    readonly read: readonly PhoneMessage[];
    readonly findings: readonly Finding[];
    readonly mayBeSilent: boolean;
  },
  seen: Seen,
): Outcome {
  const base = {
    copies: copies.length,
    from: copies[0]?.businessNumber ?? "",
    takenAt: copies[0]?.at,
    findings,
  };
  if (read.length > 0) return { ...base, kind: "answered" };
  if (mayBeSilent) return { ...base, kind: "silent" };
  if (isSwallowed(done, seen)) return { ...base, kind: "unknown" };
  return { ...base, kind: "lost", findings: [...findings, found("lost", done, textOf(done.act))] };
}

function twice(done: Done, read: readonly PhoneMessage[]): readonly Finding[] {
  return read.length < 2 ? [] : [found("twice", done, `${read.length} times: ${textOf(done.act)}`)];
}

/** From the number that was written to; from the other one only where the first was in trouble. */
function wrongSender(
  done: Done & { readonly act: PersonAct },
  copies: readonly PhoneMessage[],
  seen: Seen,
): readonly Finding[] {
  const { numbers, strikes } = seen.sighting;
  const own = numbers[done.act.to];
  return copies
    .filter(({ businessNumber }) => businessNumber !== own)
    .filter((copy) => copy.channel !== channelOf(done.act.to) || !wasInTrouble(done, copy, strikes))
    .map((copy) =>
      found("wrong sender", done, `${textOf(done.act)} answered from ${copy.businessNumber}`),
    );
}

/** So long a circuit stays open, and a little more. */
const circuitMs = 45_000;
const failuresThatOpen = 3;

/** Whether its own provider failed this very message, or several just before it. */
function wasInTrouble(
  done: Done & { readonly act: PersonAct },
  copy: PhoneMessage,
  strikes: readonly Strike[],
): boolean {
  const own = done.act.to === "A" ? "twilio" : "social-messaging";
  const failures = strikes.filter(
    (strike) => strike.service === own && isSend(strike) && failsTheProvider(strike),
  );
  if (failures.some(({ traces }) => traces.some((one) => done.traces.includes(one)))) return true;
  const before = failures.filter(({ at }) => at <= copy.at && at >= copy.at - circuitMs);
  // Who refuses connections is down for everybody.
  return before.length >= failuresThatOpen || before.some(({ kind }) => kind === "refuse");
}

/** A throttle is no failure of the provider: going round it would evade a limit. */
function failsTheProvider({ kind }: Strike): boolean {
  return kind !== "throttle" && kind !== "slow" && kind !== "caller-dies";
}

/** A statement whose confirmation the world swallowed may be on its way, or come late, for so long. */
const statementTravelsMs = 20 * 60_000;
/** A call that was under way when a STOP was written down ends with its run. */
const runMs = 6_000;

/**
 * By when a statement was surely written down: when a provider took its confirmation, which is sent
 * after that.
 */
function heldFrom(statement: Done & { readonly act: PersonAct }, seen: Seen): number {
  const confirmed = seen.with(statement.act).filter(({ at }) => at >= statement.at);
  const travels = statement.at + statementTravelsMs;
  return Math.min(travels, ...confirmed.map(({ at }) => at));
}

function afterOptOut(
  done: Done & { readonly act: CampaignAct },
  copy: PhoneMessage,
  seen: Seen,
): readonly Finding[] {
  const before = seen
    .statements(done.act.person, done.act.channel)
    .filter(({ at }) => at <= copy.at);
  const last = holding(before);
  if (last?.act.kind !== "stop" || copy.at <= heldFrom(last, seen) + runMs) return [];
  return [found("after opt-out", done, `${done.act.mark} left after STOP ${last.traces[0]}`)];
}

/** An answer to what was asked before a STOP that was written down. */
function answeredAfterOptOut(
  done: Done & { readonly act: PersonAct },
  copy: PhoneMessage,
  seen: Seen,
): readonly Finding[] {
  const stop = stopsSince(done, seen).find((one) => copy.at > heldFrom(one, seen) + runMs);
  if (!stop) return [];
  // By then they may have come back, which lets what waits go out.
  const last = holding(
    seen.statements(done.act.person, channelOf(done.act.to)).filter(({ at }) => at <= copy.at),
  );
  if (last?.act.kind !== "stop") return [];
  return [found("after opt-out", done, `${textOf(done.act)} answered after ${stop.traces[0]}`)];
}

/**
 * Whether the person was out when it was done (a START does not count before it is written down),
 * or said STOP while it was under way.
 */
function isOutAround(done: Done, channel: string, seen: Seen): boolean {
  const said = seen.statements(done.act.person, channel);
  const before = holding(said.filter(({ at }) => at <= done.at));
  if (before?.act.kind === "stop") return true;
  if (before && heldFrom(before, seen) + runMs >= done.at) return true;
  return said.some(
    ({ act, at }) => act.kind === "stop" && at >= done.at && at <= done.at + statementTravelsMs,
  );
}

function statusWrong({ said, ...done }: Done, read: readonly PhoneMessage[]): readonly Finding[] {
  if (!said) return [];
  const claimed = said.status === "delivered" || said.status === "read";
  const heard = said.attempts.some(({ heard }) => heard.includes("delivered"));
  const wrong =
    (claimed && read.length === 0) ||
    (said.status === "failed" && read.length > 0 && heard) ||
    (heard && !claimed) ||
    (said.status === "refused" && read.length > 0);
  return wrong
    ? [found("status wrong", done, `said ${said.status}, on the phone ${read.length} times`)]
    : [];
}

/** Two questions to one number, with nothing in their way but runs that failed and were tried again. */
function disorder({ done }: Sighting, seen: Seen): readonly Finding[] {
  const findings: Finding[] = [];
  const last = new Map<string, Done>();
  for (const one of done) {
    const { act } = one;
    if (act.kind !== "question" || !seen.strikesOf(one).every(isOfTurn)) continue;
    const key = `${act.person} ${act.to}`;
    const before = last.get(key);
    last.set(key, one);
    const [earlier] = before ? seen.with(before.act) : [];
    const [later] = seen.with(act);
    if (!before || before.at === one.at || !earlier || !later) continue;
    if (later.at < earlier.at) findings.push(found("out of order", one, textOf(act)));
  }
  return findings;
}

/**
 * It made a turn fail before anything was decided: the person's next one has to wait for it. What
 * costs a turn its time is another thing: an answer that cannot be sent in it is parked, and does
 * not hold up the next one.
 */
function isOfTurn({ by = "", service, kind }: Strike): boolean {
  return by.startsWith("conversation") && service === "dynamodb" && !takesTime.has(kind);
}

/** After a throttle the SDK's client waits up to a second before it tries again. */
const takesTime = new Set<Strike["kind"]>(["hang", "slow", "throttle"]);

function isSwallowed(done: Done, seen: Seen): boolean {
  return seen.strikesOf(done).some(swallows);
}

function isSend({ service, operation }: Strike): boolean {
  return sends[service]?.test(operation) ?? false;
}

/** Functions that call providers: what dies elsewhere has sent nothing, and is done again. */
const senders = /^(conversation|initiate)-/;

/** After it nobody knows what became of a call, or of a run that may have made one. */
function swallows(strike: Strike): boolean {
  if (strike.kind === "caller-dies") return senders.test(strike.by ?? "");
  if (!isSend(strike)) return false;
  return (
    strike.kind === "answer-lost" ||
    strike.kind === "hang" ||
    strike.kind === "reset-after-reading" ||
    (strike.status ?? 0) >= 500
  );
}

function isOnPhone({ tick }: PhoneMessage): boolean {
  return tick === "delivered" || tick === "read";
}

function found(wrong: Wrong, { traces }: Pick<Done, "traces">, what: string): Finding {
  return { wrong, what, trace: traces[0] ?? "-" };
}

function struckOf(strikes: readonly Strike[]): Readonly<Record<string, number>> {
  const byKind = Object.entries(Object.groupBy(strikes, ({ kind }) => kind));
  return Object.fromEntries(byKind.map(([kind, alike]) => [kind, alike.length]));
}

function textOf(act: Act): string {
  return act.kind === "campaign" ? `${act.mark} by ${act.channel}` : `"${act.text}" to ${act.to}`;
}

function linesOf({ done, strikes }: Sighting, outcomes: readonly Outcome[]): string[] {
  return [
    ...done.map(({ act }, index) => {
      const { kind, copies, from, takenAt } = outcomes[index] ?? {};
      return [act.at, act.person, textOf(act), kind, copies, from, takenAt].join(" ");
    }),
    ...strikes.map(({ at, service, operation, kind, by }) =>
      [at, service, operation, kind, by].join(" "),
    ),
  ];
}
