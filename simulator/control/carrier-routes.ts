import * as v from "valibot";
import { ControlError, nothing, route, wholeNumber } from "./route";
import { phoneNumber, time } from "./views";

const header = v.variant("format", [
  v.strictObject({ format: v.literal("TEXT"), text: v.string() }),
  v.strictObject({ format: v.picklist(["IMAGE", "VIDEO", "DOCUMENT", "LOCATION"]) }),
]);

const button = v.variant("type", [
  v.strictObject({
    type: v.literal("QUICK_REPLY"),
    text: v.string(),
    id: v.exactOptional(
      v.pipe(
        v.string(),
        v.metadata({ description: "what a tap brings back by Twilio, which keeps it" }),
      ),
    ),
  }),
  v.strictObject({ type: v.literal("URL"), text: v.string(), url: v.string() }),
  v.strictObject({ type: v.literal("PHONE_NUMBER"), text: v.string(), phoneNumber: v.string() }),
  v.strictObject({ type: v.literal("COPY_CODE"), text: v.string() }),
]);

const template = v.strictObject({
  name: v.string(),
  language: v.string(),
  category: v.picklist(["utility", "marketing", "authentication"]),
  header: v.exactOptional(header),
  body: v.string(),
  footer: v.exactOptional(v.string()),
  buttons: v.exactOptional(v.array(button)),
});

/** Its placeholders are counted through all its texts. */
const content = v.strictObject({
  ...template.entries,
  variables: v.exactOptional(
    v.pipe(
      v.record(v.string(), v.string()),
      v.metadata({ description: "samples by placeholder", examples: [{ 1: "Ana" }] }),
    ),
  ),
});

/** A probability. */
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const templateStatus = v.picklist(["PENDING", "APPROVED", "REJECTED", "PAUSED", "DISABLED"]);
const quality = v.picklist(["GREEN", "YELLOW", "RED", "UNKNOWN"]);
const review = {
  status: v.exactOptional(templateStatus),
  quality: v.exactOptional(quality),
  reason: v.exactOptional(
    v.pipe(
      v.string(),
      v.metadata({ description: "in Meta's words", examples: ["INVALID_FORMAT"] }),
    ),
  ),
};

/** What is set up at Meta and Twilio by hand, in consoles that no program reaches. */
export const carrierRoutes = {
  "PUT /provider-unkindness": route({
    summary: "How Meta, Twilio and the carriers deliver events from now on; what is left out stays",
    input: v.strictObject({
      duplicates: v.exactOptional(share),
      reorderings: v.exactOptional(share),
      lateStatuses: v.exactOptional(share),
      lateMessages: v.exactOptional(share),
      lostStatuses: v.exactOptional(share),
      latestMs: v.exactOptional(wholeNumber),
    }),
    answer: nothing,
    run: ({ carriers: { eumSocial, eumSms, twilio } }, change) => {
      for (const carrier of [eumSocial, eumSms, twilio])
        carrier.unkindness = { ...carrier.unkindness, ...change };
      return {};
    },
  }),
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
      contents: v.optional(v.record(v.string(), content), {}),
    }),
    answer: nothing,
    run: ({ carriers }, sender) => {
      carriers.twilio.configureSender(sender);
      return {};
    },
  }),
  "DELETE /twilio/senders/{number}": route({
    summary: "A number leaves Twilio: nobody can write to it there, and it sends no more",
    input: v.strictObject({ number: phoneNumber }),
    answer: nothing,
    run: ({ carriers }, { number }) => {
      if (!carriers.twilio.numbers().includes(number))
        throw new ControlError(404, `Twilio has no sender ${number}.`);
      carriers.twilio.removeSender(number);
      return {};
    },
  }),
  "GET /templates": route({
    summary:
      "The templates that Meta has of each WhatsApp Business Account, and what it holds of them",
    input: nothing,
    answer: v.array(
      v.object({
        ...template.entries,
        wabaId: v.string(),
        id: v.string(),
        status: templateStatus,
        quality,
      }),
    ),
    run: ({ carriers }) => carriers.eumSocial.templates(),
  }),
  "PUT /wabas/{wabaId}/templates/{templateId}/review": route({
    summary: "Meta decides of a template; the business hears of a new status",
    input: v.strictObject({ wabaId: v.string(), templateId: v.string(), ...review }),
    answer: nothing,
    run: async ({ carriers }, { wabaId, templateId, ...decision }) => {
      await carriers.eumSocial.reviewTemplate(wabaId, templateId, decision);
      return {};
    },
  }),
  "PUT /template-reviews": route({
    summary: "How long Meta takes for the review of templates from now on, and what comes of it",
    input: v.strictObject({
      ...review,
      status: v.optional(v.picklist(["APPROVED", "REJECTED"]), "APPROVED"),
      afterMilliseconds: wholeNumber,
    }),
    answer: nothing,
    run: ({ carriers }, reviews) => {
      carriers.eumSocial.templateReview = reviews;
      return {};
    },
  }),
  "POST /media": route({
    summary: "The business has a file at Meta, as if it had uploaded it from S3",
    input: v.strictObject({
      number: phoneNumber,
      mimeType: v.pipe(v.string(), v.metadata({ examples: ["image/jpeg"] })),
      kilobytes: v.pipe(v.number(), v.gtValue(0, "a file is larger than nothing")),
    }),
    answer: v.object({ id: v.string(), expiresAt: time }),
    run: ({ carriers }, { number, ...file }) => {
      const { id, expiresAt } = carriers.eumSocial.uploadMedia(number, file);
      return { id, expiresAt };
    },
  }),
};
