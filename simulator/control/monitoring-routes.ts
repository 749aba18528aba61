import * as v from "valibot";
import { found, nothing, route, wholeNumber } from "./route";
import { alarm, subscription, time } from "./views";

const state = v.picklist(["OK", "ALARM", "INSUFFICIENT_DATA"]);
const named = { name: v.string() };

const place = { x: v.number(), y: v.number(), width: v.number(), height: v.number() };
const widget = v.variant("type", [
  v.object({
    type: v.literal("metric"),
    ...place,
    title: v.string(),
    view: v.string(),
    stacked: v.boolean(),
    lines: v.array(
      v.object({
        id: v.string(),
        label: v.string(),
        axis: v.picklist(["left", "right"]),
        color: v.optional(v.string()),
        period: v.pipe(v.number(), v.metadata({ description: "seconds" })),
        points: v.array(v.object({ at: time, value: v.number() })),
      }),
    ),
    alarms: v.array(alarm),
    annotations: v.array(v.looseObject({})),
  }),
  v.object({ type: v.literal("text"), ...place, markdown: v.string() }),
  v.object({ type: v.literal("alarm"), ...place, title: v.string(), alarms: v.array(alarm) }),
]);

/** Milliseconds; what CloudWatch's console shows at first. */
const usualRange = 3 * 3_600_000;

/** What there is in CloudWatch beyond the list of alarms, and the mailbox of who is told. */
export const monitoringRoutes = {
  "PUT /alarms/{name}": route({
    summary: "Somebody sets an alarm's state; it holds until the alarm is next evaluated",
    input: v.strictObject({ ...named, state, reason: v.string() }),
    answer: alarm,
    run: ({ cloud: { alarms } }, input) => {
      const one = found(alarms.find(input.name), `alarm "${input.name}"`);
      alarms.setState(one, input.state, input.reason);
      return one.view();
    },
  }),
  "GET /alarms/{name}/history": route({
    summary: "What an alarm went through, the oldest first",
    input: v.strictObject(named),
    answer: v.array(
      v.object({ at: time, type: v.string(), summary: v.string(), data: v.string() }),
    ),
    run: ({ cloud: { alarms } }, { name }) => found(alarms.find(name), `alarm "${name}"`).history,
  }),
  "GET /dashboards": route({
    summary: "The names of the declared dashboards",
    input: nothing,
    answer: v.array(v.string()),
    run: ({ cloud: { cloudwatch } }) =>
      cloudwatch.dashboards.all().map(({ dashboardName }) => dashboardName),
  }),
  "GET /dashboards/{name}": route({
    summary:
      "What a dashboard draws of a range, as data; of the last three hours when none is given",
    input: v.strictObject({ ...named, from: v.optional(wholeNumber), to: v.optional(wholeNumber) }),
    answer: v.object({ name: v.string(), widgets: v.array(widget) }),
    run: ({ cloud: { cloudwatch, clock } }, { name, to = clock.now(), from = to - usualRange }) =>
      found(cloudwatch.dashboards.data(name, { from, to }), `dashboard "${name}"`),
  }),
  "GET /emails/subscriptions": route({
    summary: "The e-mail subscriptions, and whether their recipients have confirmed them",
    input: nothing,
    answer: v.array(subscription),
    run: ({ cloud }) => cloud.sns.mail.subscriptions(),
  }),
  "POST /emails/confirm": route({
    summary: "A recipient opens the link of the confirmation mails; before, nothing else is mailed",
    input: v.strictObject({ to: v.string() }),
    answer: v.object({ confirmed: v.number() }),
    run: ({ cloud }, { to }) => ({ confirmed: cloud.sns.mail.confirm(to) }),
  }),
};
