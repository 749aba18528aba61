import * as v from "valibot";
import { entries, nextOf, nothing, route, span, wholeNumber } from "./route";
import { alarm, clock, deployment, email, fault, logLine } from "./views";

/** A rule that runs each minute fires 132,480 times meanwhile; more is no answer but a wait. */
const longestPass = 92 * 24 * 3_600_000;
const fastest = 3600;
const [earliest, latest] = [Date.UTC(2020, 0, 1), Date.UTC(2100, 0, 1) - 1];

/** The clock, the deployments, and what there is to watch. */
export const watchRoutes = {
  "GET /clock": route({
    summary: "What time it is in the world, and how fast it runs",
    input: nothing,
    answer: clock,
    run: ({ cloud }) => ({ now: cloud.clock.now(), speed: cloud.clock.speed }),
  }),
  "POST /clock/pass": route({
    summary: "Lets time pass at once: all that falls due happens, one after the other",
    input: v.strictObject({
      milliseconds: v.pipe(
        wholeNumber,
        v.maxValue(longestPass, "at most 92 days pass at once: let them pass one after the other"),
      ),
    }),
    answer: clock,
    run: async (world, { milliseconds }) => {
      await world.pass(milliseconds);
      return { now: world.cloud.clock.now(), speed: world.cloud.clock.speed };
    },
  }),
  "PUT /clock": route({
    summary: "Sets the time, forward or back, or the speed",
    input: v.strictObject({
      now: v.optional(
        v.pipe(
          wholeNumber,
          v.minValue(earliest, "it is before 2020"),
          v.maxValue(latest, "it is after 2099"),
        ),
      ),
      speed: v.optional(
        v.pipe(
          v.number(),
          v.gtValue(0, "the speed is greater than 0"),
          v.maxValue(fastest, "an hour a second is the fastest"),
        ),
      ),
    }),
    answer: clock,
    run: ({ cloud }, { now, speed }) => {
      if (now !== undefined) cloud.clock.set(now);
      if (speed !== undefined) cloud.clock.setSpeed(speed);
      return { now: cloud.clock.now(), speed: cloud.clock.speed };
    },
  }),
  "POST /quiet": route({
    summary: "Answers when nothing is under way: what has not happened by then will not",
    input: nothing,
    answer: nothing,
    run: async (world) => {
      await world.quiet();
      return {};
    },
  }),
  "GET /config": route({
    summary: "The stack's config in force, and what the program exports",
    input: nothing,
    answer: v.object({
      project: v.string(),
      stack: v.string(),
      config: v.record(v.string(), v.string()),
      outputs: v.record(v.string(), v.unknown()),
    }),
    run: ({ deployments: { settings, deployment } }) => ({
      project: settings.project,
      stack: settings.stack,
      config: settings.config,
      outputs: deployment.stackOutputs,
    }),
  }),
  "PUT /config": route({
    summary: "Sets a config value by Pulumi's path form, and deploys the difference",
    input: v.strictObject({ path: v.pipe(v.string(), v.minLength(1)), value: v.string() }),
    answer: deployment,
    run: ({ deployments }, { path, value }) => deployments.setConfig(path, value),
  }),
  "POST /config/preview": route({
    summary: "What setting a config value would change; changes nothing",
    input: v.strictObject({ path: v.pipe(v.string(), v.minLength(1)), value: v.string() }),
    answer: deployment.entries.steps,
    run: ({ deployments }, { path, value }) => deployments.preview(path, value),
  }),
  "GET /deployments": route({
    summary: "All deployments so far, with what each changed",
    input: nothing,
    answer: v.array(deployment),
    run: ({ deployments }) => deployments.history,
  }),
  "GET /faults": route({
    summary: "What went wrong in the world since a cursor",
    input: v.strictObject(span),
    answer: entries(fault),
    run: ({ cloud: { faults } }, input) => ({
      entries: [...faults.since(input.since, input.until)],
      next: nextOf(input, faults.mark()),
    }),
  }),
  "GET /logs": route({
    summary: "What the functions logged since a cursor",
    input: v.strictObject({ ...span, functionName: v.optional(v.string()) }),
    answer: entries(logLine),
    run: ({ logs }, input) => ({
      entries: logs
        .since(input.since, input.until)
        .filter(({ functionName }) => (input.functionName ?? functionName) === functionName),
      next: nextOf(input, logs.cursor),
    }),
  }),
  "GET /alarms": route({
    summary: "The declared alarms and their states",
    input: nothing,
    answer: v.array(alarm),
    run: ({ cloud }) => cloud.alarms.all(),
  }),
  "GET /emails": route({
    summary: "What the e-mail subscriptions have received",
    input: nothing,
    answer: v.array(email),
    run: ({ cloud }) => [...cloud.sns.mail.emails()],
  }),
};
