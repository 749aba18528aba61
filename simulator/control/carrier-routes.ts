import * as v from "valibot";
import { nothing, route } from "./route";
import { phoneNumber } from "./views";

const template = v.strictObject({
  name: v.string(),
  language: v.string(),
  category: v.picklist(["utility", "marketing", "authentication"]),
  body: v.string(),
});

/** What is set up at Meta and Twilio by hand, in consoles that no program reaches. */
export const carrierRoutes = {
  "POST /wabas": route({
    summary: "Links a WhatsApp Business Account with its number, as AWS's console does",
    input: v.strictObject({
      wabaId: v.pipe(v.string(), v.metadata({ examples: [`waba-${"0".repeat(32)}`] })),
      phoneNumberId: v.pipe(
        v.string(),
        v.metadata({ examples: [`phone-number-id-${"0".repeat(32)}`] }),
      ),
      metaWabaId: v.string(),
      metaPhoneNumberId: v.string(),
      phoneNumber,
      displayName: v.string(),
      templates: v.optional(v.array(template), []),
    }),
    answer: v.object({ arn: v.string(), phoneNumberArn: v.string() }),
    run: ({ carriers }, link) => {
      const { arn, phoneNumberArn } = carriers.eumSocial.link(link);
      return { arn, phoneNumberArn };
    },
  }),
  "POST /twilio/senders": route({
    summary: "Sets up a WhatsApp sender of a Twilio account, as Twilio's console does",
    input: v.strictObject({
      accountSid: v.pipe(v.string(), v.regex(/^AC[0-9a-f]{32}$/, "it is not an account SID")),
      authToken: v.pipe(v.string(), v.minLength(1)),
      number: phoneNumber,
      inboundWebhookUrl: v.pipe(v.string(), v.url()),
      contents: v.optional(v.record(v.string(), template), {}),
    }),
    answer: nothing,
    run: ({ carriers }, sender) => {
      carriers.twilio.configureSender(sender);
      return {};
    },
  }),
};
