import * as v from "valibot";
import { businessContent } from "../phones/business-content";
import { isPhoneNumber, type PhoneNumber } from "../phones/phone-number";
import { personContent } from "../phones/whatsapp-content";

/* What the control API shows and takes, as schemas: its description and its client come of them. */

export const phoneNumber = v.pipe(
  v.string(),
  v.check(isPhoneNumber, "it is not a phone number in E.164 form, such as +12025550142"),
  v.transform((number) => number as PhoneNumber),
  v.metadata({ description: "E.164 with its plus sign", examples: ["+12025550142"] }),
);

export const channel = v.picklist(["whatsapp", "sms"]);
export const provider = v.picklist(["aws", "twilio"]);

/** Milliseconds since the epoch, on the world's clock. */
export const time = v.pipe(
  v.number(),
  v.metadata({ description: "milliseconds since the epoch, on the world's clock" }),
);

export const person = v.strictObject({
  name: v.pipe(v.string(), v.minLength(1)),
  number: phoneNumber,
  bsuid: v.exactOptional(v.string()),
  hidesNumber: v.exactOptional(v.boolean()),
  withoutWhatsApp: v.exactOptional(v.boolean()),
});

export const phoneMessage = v.object({
  id: v.string(),
  channel,
  direction: v.picklist(["from-person", "from-business"]),
  person: phoneNumber,
  businessNumber: phoneNumber,
  provider,
  text: v.string(),
  /** Of a message that is more than a text: what the person wrote, or what the business sent. */
  content: v.exactOptional(v.union([businessContent, personContent])),
  replyTo: v.exactOptional(v.string()),
  reactions: v.exactOptional(
    v.array(v.object({ from: v.picklist(["person", "business"]), emoji: v.string() })),
  ),
  edited: v.exactOptional(v.boolean()),
  deleted: v.exactOptional(v.boolean()),
  at: time,
  tick: v.picklist(["pending", "sent", "delivered", "read", "failed"]),
  failure: v.exactOptional(v.string()),
  /** When the business marked it as read, and began to be shown typing an answer to it. */
  readAt: v.exactOptional(time),
  typingAt: v.exactOptional(time),
});

export const fault = v.object({ at: time, service: v.string(), message: v.string() });

export const logLine = v.object({
  at: time,
  functionName: v.string(),
  level: v.picklist(["debug", "info", "warn", "error"]),
  text: v.string(),
});

export const queue = v.object({
  name: v.pipe(v.string(), v.metadata({ description: "in the program, or else in the account" })),
  arn: v.string(),
  takesDeadLetters: v.pipe(
    v.boolean(),
    v.metadata({ description: "of other queues or of subscriptions" }),
  ),
  visible: v.number(),
  inFlight: v.number(),
  delayed: v.number(),
});

export const queuedMessage = v.object({
  messageId: v.string(),
  body: v.string(),
  groupId: v.exactOptional(v.string()),
  sentAt: time,
  receiveCount: v.number(),
});

export const alarm = v.object({
  name: v.string(),
  arn: v.string(),
  kind: v.picklist(["metric", "composite"]),
  description: v.optional(v.string()),
  state: v.picklist(["OK", "ALARM", "INSUFFICIENT_DATA"]),
  since: time,
  reason: v.string(),
  actionsEnabled: v.boolean(),
});

export const email = v.object({
  messageId: v.string(),
  to: v.string(),
  topicArn: v.string(),
  subject: v.exactOptional(v.string()),
  message: v.string(),
  publishedAt: time,
});

export const subscription = v.object({
  topicArn: v.string(),
  to: v.string(),
  confirmed: v.boolean(),
});

export const deployment = v.object({
  at: time,
  milliseconds: v.number(),
  set: v.array(v.string()),
  steps: v.array(
    v.object({
      kind: v.picklist(["create", "update", "replace", "delete", "same"]),
      type: v.string(),
      logicalName: v.string(),
      changed: v.array(v.string()),
    }),
  ),
});

export const resource = v.object({
  type: v.string(),
  logicalName: v.string(),
  id: v.string(),
  inputs: v.record(v.string(), v.unknown()),
  outputs: v.record(v.string(), v.unknown()),
});

export const clock = v.object({ now: time, speed: v.number() });

export const hop = v.object({
  at: time,
  place: v.picklist(["phone", "topic", "queue", "function", "request"]),
  name: v.string(),
  what: v.string(),
  ids: v.optional(v.record(v.string(), v.string())),
  body: v.optional(v.string()),
});
