import * as v from "valibot";
import { outcomes, type SmsOutcome } from "../aws/eum-sms/delivery-events";
import { activateNumber, numberType } from "../aws/eum-sms/resource-rules";
import { found, nothing, route } from "./route";
import { phoneNumber } from "./views";

type Decided = Exclude<SmsOutcome, "TEXT_QUEUED">;
const decided = Object.keys(outcomes).filter((name): name is Decided => name !== "TEXT_QUEUED");

/** What carriers, regulators and AWS's support decide of the account's texts. */
export const smsRoutes = {
  "GET /phone-numbers": route({
    summary: "The account's SMS numbers: of which type, whether they can send, in which pool",
    input: nothing,
    answer: v.array(
      v.object({
        number: phoneNumber,
        type: v.string(),
        status: v.string(),
        isoCountryCode: v.string(),
        poolId: v.optional(v.string()),
      }),
    ),
    run: ({ carriers }) => carriers.eumSms.senders(),
  }),
  "POST /phone-numbers/{id}/activation": route({
    summary: "The registration of an SMS number is through: it becomes ACTIVE",
    input: v.strictObject({ id: v.string() }),
    answer: nothing,
    run: async ({ cloud }, { id }) => {
      found(cloud.controlPlane.get(numberType, id), `phone number "${id}"`);
      await activateNumber(cloud.controlPlane, id);
      return {};
    },
  }),
  "GET /sms/reach": route({
    summary: "Whether a number of the account can send to a phone, and why not",
    input: v.strictObject({ from: phoneNumber, to: phoneNumber }),
    answer: v.object({ refusal: v.optional(v.string()) }),
    run: ({ carriers: { eumSms } }, { from, to }) => {
      const sender = eumSms.senders().find(({ number }) => number === from);
      found(sender, `number ${from} of the account`);
      const refusal = eumSms.cannotReach(from, to);
      return refusal === undefined ? {} : { refusal };
    },
  }),
  "PUT /sms/outcomes/{number}": route({
    summary: "The carrier makes every text to a phone end so from now on",
    input: v.strictObject({ number: phoneNumber, outcome: v.picklist(decided) }),
    answer: nothing,
    run: ({ carriers }, { number, outcome }) => {
      carriers.eumSms.decideOutcome(number, outcome);
      return {};
    },
  }),
  "DELETE /sms/outcomes/{number}": route({
    summary: "Texts to the phone arrive again",
    input: v.strictObject({ number: phoneNumber }),
    answer: nothing,
    run: ({ carriers }, { number }) => {
      carriers.eumSms.decideOutcome(number, undefined);
      return {};
    },
  }),
  "PUT /sms/spend-limit": route({
    summary: "AWS's support sets what the account may spend on texts in a calendar month",
    input: v.strictObject({
      usDollars: v.pipe(v.number(), v.minValue(0, "a limit is no less than 0")),
    }),
    answer: nothing,
    run: ({ carriers }, { usDollars }) => {
      carriers.eumSms.limitMonthlySpending(usDollars);
      return {};
    },
  }),
};
