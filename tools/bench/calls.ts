import { controlOf } from "end-user-messaging-simulator";
import { allNeeds } from "../../functions/all-needs";
import { crowd } from "../../local/rehearsal/people";
import { RunningSystem, type SenderKey } from "../../local/system/running-system";
import { deliveries, drawn, latencyOf, memoryOfOneCpuMb } from "./aws-latencies";
import { type Bench, quantile, type Report } from "./figures";
import { awsCalls, callOf, type Hop, type Run, type Step, wayToProvider } from "./round-trips";

type Control = ReturnType<typeof controlOf>;

const question = "how many calories in two eggs and a banana?";
/** By AWS one call more shows that a WhatsApp message was read and is being answered. */
const aims = { roundTrips: 3, calls: 10, callsWithTyping: 11, p50: 250, p99: 500 } as const;

const people = 8;
/** New to the business, known twice, known to it but not to the environment. */
const rounds = 4;

/** Much longer than a turn's own work; it still has the time left that an attempt needs. */
const lateMs = 300;
const delayed = ["dynamodb", "sqs", "secretsmanager", "social-messaging", "sms-voice", "twilio"];
/** Long enough that nothing is cached any more. */
const quietMs = 20 * 60_000;
const slowMessages = 4;

const samples = 20_000;

/**
 * What an answer asks of AWS, as the simulated cloud's gateway saw it: how many calls, and how many
 * of them one after another from the conversation's start to the provider call. What Lambda does
 * for itself (it polls the queues) is not counted.
 */
export function benchCalls(withLatency: boolean): Bench {
  return async (report) => {
    const system = await RunningSystem.start({ stack: "dev" });
    try {
      for (const key of ["B", "A", "sms"] as const) await benchSender(system, key, report);
    } finally {
      await system.stop();
    }
  };

  async function benchSender(system: RunningSystem, key: SenderKey, report: Report) {
    const { provider } = await system.sender(key);
    const label = `${key === "sms" ? "SMS" : "WhatsApp"} by ${provider}`;
    const control = controlOf(system.world);
    report.progress(`${label}: the calls of ${people * rounds} messages`);
    const { met, unmet, cpuMs } = await quick(system, control, key);
    tellCalls(label, met, report);
    tellCalls(`${label}, new environment`, unmet, report);
    report.progress(`${label}: the order of calls, each answered ${lateMs} ms late`);
    const ways = await slowly(system, control, key);
    const longest = tellSteps(label, ways, report);
    if (withLatency) tellLatency(label, longest, cpuMs, report);
  }
}

/**
 * @returns the hops of messages to environments that have met the person and of those that have
 * not, and the functions' CPU a message.
 */
async function quick(system: RunningSystem, control: Control, key: SenderKey) {
  const everybody = crowd(people * senders.length).slice(
    senders.indexOf(key) * people,
    (senders.indexOf(key) + 1) * people,
  );
  const round = async () => {
    const traces: (readonly Hop[])[] = [];
    for (const { number } of everybody)
      traces.push(await send(system, control, key, number, 6_000));
    return traces;
  };
  for (const person of everybody) await control.call("POST /people", person);
  // Whatever is read once in an environment's life is read by now, and V8 knows the code.
  await round();
  const [all, world] = [process.cpuUsage(), process.threadCpuUsage()];
  const met = [...(await round()), ...(await round())];
  const [ofAll, ofWorld] = [process.cpuUsage(all), process.threadCpuUsage(world)];
  const micros = ofAll.user + ofAll.system - ofWorld.user - ofWorld.system;
  await startAnew(system);
  return { met, unmet: await round(), cpuMs: micros / 1000 / met.length };
}

let answersAnHour = 1000;

/** A changed variable is a new version of the function, with environments that know nothing. */
async function startAnew(system: RunningSystem): Promise<void> {
  answersAnHour -= 1;
  await system.setConfig("conversation.answersAnHour", String(answersAnHour));
}

const senders: readonly SenderKey[] = ["B", "A", "sms"];

/** @returns the ways of somebody who is new, of the same person later, and to a new environment. */
async function slowly(system: RunningSystem, control: Control, key: SenderKey) {
  const person = crowd(people * senders.length + senders.length).at(-1 - senders.indexOf(key));
  if (!person) throw new Error("There is nobody to write.");
  await control.call("POST /people", person);
  const ways: (readonly Run[])[] = [];
  for (const service of delayed)
    await control.call("POST /failures", {
      service,
      failure: { kind: "slow", milliseconds: lateMs },
    });
  try {
    for (let message = 1; message <= slowMessages; message += 1) {
      if (message === slowMessages) await startAnew(system);
      const way = wayToProvider(await send(system, control, key, person.number, quietMs), lateMs);
      if (way) ways.push(way);
    }
  } finally {
    await control.call("DELETE /failures", {});
  }
  return ways;
}

/** @returns the hops of the message and of all that came of it. */
async function send(
  system: RunningSystem,
  control: Control,
  key: SenderKey,
  number: string,
  thenPassMs: number,
): Promise<readonly Hop[]> {
  const { channel, number: to } = await system.sender(key);
  const content = { type: "text", body: question } as const;
  const sent = await control.call("POST /phones/{number}/{channel}/messages", {
    number,
    channel,
    to,
    content,
  });
  await system.world.quiet();
  await control.call("POST /clock/pass", { milliseconds: thenPassMs });
  return control.call("GET /traces/{id}", { id: sent.id });
}

function tellCalls(label: string, traces: readonly (readonly Hop[])[], report: Report): void {
  const all = traces.flatMap(awsCalls).map(callOf);
  report.figure({
    name: `${label}: AWS calls an answered message`,
    value: all.length / traces.length,
    unit: "calls",
    aim: { most: label.startsWith("WhatsApp by aws") ? aims.callsWithTyping : aims.calls },
  });
  const kinds = Map.groupBy(all, (call) => call);
  for (const [kind, found] of [...kinds].toSorted(([, one], [, two]) => two.length - one.length))
    report.figure({
      name: `${label}:   ${kind}`,
      value: found.length / traces.length,
      unit: "calls",
    });
}

function turnOf(way: readonly Run[]): readonly Step[] {
  return way.at(-1)?.steps ?? [];
}

/** @returns the way with the most round trips of those that were seen. */
function tellSteps(label: string, ways: readonly (readonly Run[])[], report: Report) {
  const [longest] = ways.toSorted((one, two) => turnOf(two).length - turnOf(one).length);
  if (!longest) throw new Error(`No message to ${label} was followed to its provider call.`);
  report.figure({
    name: `${label}: round trips, turn's start → call`,
    value: turnOf(longest).length,
    unit: "in a row",
    aim: { most: aims.roundTrips },
  });
  for (const [index, step] of turnOf(longest).entries())
    report.figure({
      name: `${label}:   ${index + 1}. ${step.join(" ‖ ")}`,
      value: step.length,
      unit: "calls",
    });
  return longest;
}

/** The same seed draws the same. */
function tellLatency(label: string, way: readonly Run[], cpuMs: number, report: Report): void {
  const random = mulberry32(1);
  const totals = Array.from({ length: samples }, () => {
    const runs = way.map((run) => drawRun(run, cpuMs / way.length, random));
    const sum = (part: "arrival" | "work") => runs.reduce((all, run) => all + run[part], 0);
    return { all: sum("arrival") + sum("work"), work: sum("work") };
  });
  const tell = (what: string, share: number, of: "all" | "work", most?: number) =>
    report.figure({
      name: `${label}: ${what}: p${share * 100}`,
      value: quantile(
        totals.map((total) => total[of]),
        share,
      ),
      unit: "ms",
      ...(most === undefined ? {} : { aim: { most } }),
    });
  tell("on AWS, inbound → call, modelled", 0.5, "all", aims.p50);
  tell("on AWS, inbound → call, modelled", 0.99, "all", aims.p99);
  tell("  of it the functions and their calls", 0.5, "work");
  tell("  of it the functions and their calls", 0.99, "work");
}

/**
 * The CPU is all that a message took of the functions, of which the outcome and the status events
 * come after the call: more than is on the way.
 */
function drawRun({ by, functionName, steps }: Run, cpuMs: number, random: () => number) {
  const needs = allNeeds.find(({ name }) => functionName.startsWith(name));
  if (!needs) throw new Error(`The function ${functionName} is none of ours.`);
  const arrivals = deliveries[by].map((each) => drawn(each, random()));
  const calls = steps.map((step) =>
    Math.max(...step.map((call) => drawn(latencyOf(call), random()))),
  );
  const sum = (times: readonly number[]) => times.reduce((all, each) => all + each, 0);
  const code = (cpuMs * memoryOfOneCpuMb) / needs.memoryMb;
  return { arrival: sum(arrivals), work: sum(calls) + code };
}

/** A generator by a seed; the simulator has the same for itself. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
