import * as v from "valibot";
import { readRecordedEvent } from "../aws/eum-social/recorded-event";
import { ControlError, nothing, route } from "./route";
import { phoneNumber } from "./views";

/** What reaches the business without a person at a phone. */
export const eventRoutes = {
  "POST /events/whatsapp": route({
    summary:
      "Publishes an event of a WhatsApp Business Account as it is; who wrote in it gets a phone",
    input: v.strictObject({
      event: v.union([
        v.pipe(
          v.string(),
          v.metadata({
            description:
              "what was recorded, as text: AWS's message, an SNS notification, a Lambda event with " +
              "one, a webhook of Meta, an entry or value of one",
          }),
        ),
        v.pipe(
          v.record(v.string(), v.unknown()),
          v.metadata({ description: "the same as an object: any webhook that Meta has" }),
        ),
      ]),
    }),
    answer: v.object({
      id: v.pipe(v.string(), v.metadata({ description: "by which its trace is found" })),
    }),
    run: async ({ carriers, cloud: { traces } }, { event }) => {
      const recorded =
        typeof event === "object"
          ? readRecordedEvent(JSON.stringify(event))
          : readRecordedEvent(event);
      const id = traces.nextId("event");
      await traces.begin(() => {
        traces.name(id);
        return carriers.eumSocial.publishRecorded(recorded);
      });
      return { id };
    },
  }),
  "POST /events/twilio/forged": route({
    summary: "Posts a message to Twilio's webhook that is signed with another token than Twilio's",
    input: v.strictObject({ from: phoneNumber, to: phoneNumber, text: v.string() }),
    answer: v.object({ status: v.number() }),
    run: async ({ carriers }, message) => ({
      status: await carriers.twilio.forgeInbound(message),
    }),
  }),
  "POST /messages/{id}/redeliver": route({
    summary: "The provider delivers a person's message a second time, as at-least-once allows",
    input: v.strictObject({ id: v.string() }),
    answer: nothing,
    run: async ({ carriers }, { id }) => {
      const carrier = [carriers.eumSocial, carriers.eumSms, carriers.twilio].find((each) =>
        each.remembers(id),
      );
      if (!carrier) throw new ControlError(404, `No message ${id} of a person came lately.`);
      await carrier.redeliver(id);
      return {};
    },
  }),
  "POST /requests": route({
    summary: "A request of the outside world, to an API of the account or to a simulated host",
    input: v.strictObject({
      url: v.pipe(v.string(), v.url()),
      method: v.optional(v.string(), "GET"),
      headers: v.optional(v.record(v.string(), v.string()), {}),
      body: v.optional(v.string(), ""),
    }),
    answer: v.object({
      status: v.number(),
      headers: v.record(v.string(), v.string()),
      body: v.string(),
      trace: v.pipe(v.string(), v.metadata({ description: "by which it is followed" })),
    }),
    run: async ({ cloud }, { url, ...request }) => {
      const { traces } = cloud;
      const trace = traces.nextId("request");
      const {
        status,
        headers = {},
        body,
      } = await traces.begin(() => {
        traces.name(trace);
        return cloud.fetch(url, request);
      });
      return { status, headers, body: body.toString(), trace };
    },
  }),
};
