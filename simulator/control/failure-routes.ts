import * as v from "valibot";
import { type FailureRule, failureRule } from "../kernel/failures";
import { ControlError, entries, nextOf, nothing, route, span } from "./route";
import { time } from "./views";

const variants = failureRule.options.map((option) => option.entries.failure);
const names = variants.flatMap(({ options }) => options.map(({ entries }) => entries.kind.literal));
const kinds = v.union(variants, `it is none of ${names.join(", ")}, or lacks what its kind needs`);
const setRule = v.looseObject({
  id: v.string(),
  service: v.string(),
  share: v.number(),
  failure: kinds,
});

export const failureList = v.array(setRule);

/** What is to go wrong between clients and services: a rotten network, an outage, a throttle. */
export const failureRoutes = {
  "GET /failures": route({
    summary: "What is set to go wrong now",
    input: nothing,
    answer: failureList,
    run: ({ cloud }) => [...cloud.failures.list()],
  }),
  "GET /failures/struck": route({
    summary: "What did go wrong because of them since a cursor, and in which traces",
    input: v.strictObject(span),
    answer: entries(
      v.object({
        at: time,
        service: v.string(),
        operation: v.string(),
        kind: v.picklist(names),
        status: v.exactOptional(v.number()),
        by: v.exactOptional(v.pipe(v.string(), v.metadata({ description: "the function's name" }))),
        traces: v.array(v.string()),
      }),
    ),
    run: ({ cloud: { failures } }, input) => ({
      entries: failures.struck
        .since(input.since, input.until)
        .map((strike) => ({ ...strike, traces: [...strike.traces] })),
      next: nextOf(input, failures.struck.cursor),
    }),
  }),
  "POST /failures": route({
    summary:
      "Lets requests fail: of a service, of one operation of it, with a chance; " +
      "over loopback `refuse` is a reset before the body is read, because all services share a port",
    input: v.strictObject({
      service: v.pipe(
        v.string(),
        v.metadata({
          description: "an AWS service by its signature's scope, or another party by its name",
          examples: ["social-messaging", "secretsmanager", "twilio"],
        }),
      ),
      operation: v.optional(
        v.pipe(v.string(), v.metadata({ examples: ["SendWhatsAppMessage", "POST *"] })),
      ),
      share: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
      failure: kinds,
    }),
    answer: v.object({ id: v.string() }),
    // Which members go with which failure is checked there.
    run: ({ cloud }, rule) => ({ id: cloud.failures.add(rule as FailureRule) }),
  }),
  "DELETE /failures/{id}": route({
    summary: "Ends one of them",
    input: v.strictObject({ id: v.string() }),
    answer: nothing,
    run: ({ cloud }, { id }) => {
      if (!cloud.failures.remove(id)) throw new ControlError(404, `There is no failure ${id}.`);
      return {};
    },
  }),
  "DELETE /failures": route({
    summary: "Ends all of them, or those of one service",
    input: v.strictObject({ service: v.optional(v.string()) }),
    answer: nothing,
    run: ({ cloud }, { service }) => {
      cloud.failures.clear(service);
      return {};
    },
  }),
};
