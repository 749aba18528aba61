import * as aws from "@pulumi/aws";
import { allNeeds } from "../functions/all-needs";
import { needs as conversationNeeds } from "../functions/conversation/needs";
import { needs as initiateNeeds } from "../functions/initiate/needs";
import { needs as mediaNeeds } from "../functions/media/needs";
import { needs as messagesApiNeeds } from "../functions/messages-api/needs";
import { type FunctionNeeds, twilioStatusUrl } from "../functions/needs";
import { needs as smsIngressNeeds } from "../functions/sms-ingress/needs";
import { needs as startNeeds } from "../functions/start/needs";
import { needs as twilioWebhookNeeds } from "../functions/twilio-webhook/needs";
import { needs as wakeUpsNeeds } from "../functions/wake-ups/needs";
import { needs as whatsappIngressNeeds } from "../functions/whatsapp-ingress/needs";
import { hasTwilio } from "../shared/domain/rollout/stage";
import { SmsChannel } from "./channels/sms/sms-channel";
import { TwilioCredentials } from "./channels/twilio/twilio-credentials";
import { WhatsAppChannel } from "./channels/whatsapp/whatsapp-channel";
import { onlyPool } from "./config/schema";
import { settingsOf } from "./config/settings";
import { stackConfig } from "./config/stack-config";
import { PublicApi } from "./edge/public-api";
import { bundleFunctions } from "./flow/bundle";
import { LambdaFunction } from "./flow/lambda-function";
import { EventQueue, EventTopic, Quarantine, WorkQueue } from "./flow/queues";
import { MediaBucket } from "./foundation/media-bucket";
import { MessagingTable } from "./foundation/table";
import { guardState } from "./guard/guard-state";
import { Alarms } from "./watch/alarms";
import { dashboard } from "./watch/dashboard";

const {
  twilio,
  rollout,
  sms,
  whatsapp,
  conversation: talk,
  alarms,
  protect,
  title,
} = stackConfig();
guardState(protect);
const pool = onlyPool(sms);
const withTwilio = hasTwilio(twilio.stage);
const { accountId } = aws.getCallerIdentityOutput();
const { region } = aws.getRegionOutput();

// Events come in by topic and queue, one pair for each channel; Twilio's come in by the API below.
const whatsappTopic = new EventTopic("whatsapp-events", {
  publisher: "social-messaging.amazonaws.com",
  accountId,
});
const smsTopic = new EventTopic("sms-events", { publisher: "sms-voice.amazonaws.com", accountId });
const whatsappEvents = new EventQueue("whatsapp-events", {
  topic: whatsappTopic,
  functionTimeoutSeconds: whatsappIngressNeeds.timeoutSeconds,
});
const smsEvents = new EventQueue("sms-events", {
  topic: smsTopic,
  functionTimeoutSeconds: smsIngressNeeds.timeoutSeconds,
});

// Whatever the channel, a person's messages are answered in order: one FIFO queue, in it a group
// for each conversation.
const conversationQueue = new WorkQueue("conversation", {
  functionTimeoutSeconds: conversationNeeds.timeoutSeconds,
  fifo: true,
  poison: "fast",
});
// What the business starts has a queue of its own, so that a campaign never delays an answer; and
// what waits for a time lies in a third.
const sends = new WorkQueue("sends", {
  functionTimeoutSeconds: initiateNeeds.timeoutSeconds,
  fifo: false,
  poison: "slow",
});
const wakeUps = new WorkQueue("wake-ups", {
  functionTimeoutSeconds: wakeUpsNeeds.timeoutSeconds,
  fifo: false,
  poison: "slow",
});
// Files that people send are brought in apart from their answers, however long that takes.
const mediaQueue = new WorkQueue("media", {
  functionTimeoutSeconds: mediaNeeds.timeoutSeconds,
  fifo: false,
  poison: "slow",
});
const queues = {
  whatsappEvents: whatsappEvents.queue,
  smsEvents: smsEvents.queue,
  conversation: conversationQueue,
  sends,
  wakeUps,
  media: mediaQueue,
};

// What cannot be read of an event lies here for two weeks, and rings the same alarm as dead letters.
const quarantine = new Quarantine("quarantine");

// What is remembered: contacts, claims, the ledger, and the weight that this stack declares.
const table = new MessagingTable("messaging", {
  declared: { awsWeight: rollout.awsWeight, salt: rollout.salt, stage: twilio.stage },
});

// The files of messages, both ways, for as long as somebody needs them.
const media = new MediaBucket("media");

// Whom we send through.
const smsChannel = new SmsChannel("sms", { pool, events: smsTopic });
const whatsappChannel = new WhatsAppChannel("whatsapp", {
  whatsapp,
  events: whatsappTopic,
  region,
  accountId,
});
const twilioCredentials = withTwilio
  ? new TwilioCredentials("twilio-credentials", { stage: twilio.stage })
  : undefined;

// What runs. The API stands between, because the conversation function tells Twilio the API's
// address.
const functionDeps = {
  bundles: bundleFunctions(allNeeds.filter(isDeployed), twilio.stage),
  queues,
  granted: {
    table: { arns: [table.arn, table.indexArns], handle: table.name },
    conversationQueue: { arns: [conversationQueue.arn], handle: conversationQueue.url },
    conversationDeadLetters: {
      arns: [conversationQueue.deadLetters.arn],
      handle: conversationQueue.deadLetters.url,
    },
    quarantineQueue: { arns: [quarantine.queue.arn], handle: quarantine.queue.url },
    sendsQueue: { arns: [sends.arn], handle: sends.url },
    wakeUpsQueue: { arns: [wakeUps.arn], handle: wakeUps.url },
    mediaQueue: { arns: [mediaQueue.arn], handle: mediaQueue.url },
    // A right on the bucket and one on its objects are asked for in one statement.
    outgoingMedia: { arns: [media.arn, media.outgoing], handle: media.name },
    incomingMedia: { arns: [media.incoming], handle: media.name },
    optOutList: { arns: [smsChannel.pool.optOutList.arn], handle: smsChannel.pool.optOutList.name },
    whatsappSender: { arns: [whatsappChannel.senderArn], handle: whatsapp.phoneNumberId },
    // SendTextMessage asks for the permission on every resource that the call names.
    smsSender: {
      arns: [...smsChannel.pool.allowedArns, smsChannel.configurationSet.arn],
      handle: smsChannel.pool.senderArn,
    },
    ...(twilioCredentials && {
      twilioCredentials: { arns: [twilioCredentials.arn], handle: twilioCredentials.arn },
    }),
  },
  settings: settingsOf({
    whatsapp,
    pool,
    twilio,
    conversation: talk,
    configurationSet: smsChannel.configurationSet.name,
    smsNumber: smsChannel.pool.number,
  }),
  withTwilio,
};
const whatsappIngress = new LambdaFunction(whatsappIngressNeeds, functionDeps);
const smsIngress = new LambdaFunction(smsIngressNeeds, functionDeps);
const start = new LambdaFunction(startNeeds, functionDeps);
const twilioWebhook = withTwilio ? new LambdaFunction(twilioWebhookNeeds, functionDeps) : undefined;
const messagesApi = new LambdaFunction(messagesApiNeeds, functionDeps);
const api = new PublicApi("public", {
  title,
  functions: [
    { needs: startNeeds, lambda: start },
    { needs: messagesApiNeeds, lambda: messagesApi },
    ...(twilioWebhook ? [{ needs: twilioWebhookNeeds, lambda: twilioWebhook }] : []),
  ],
});
// Whatever sends tells Twilio where to report.
const sendingDeps = {
  ...functionDeps,
  settings: {
    ...functionDeps.settings,
    [twilioStatusUrl.environmentKey]: api.urlOf("/twilio/status"),
  },
};
const conversation = new LambdaFunction(conversationNeeds, sendingDeps);
const initiate = new LambdaFunction(initiateNeeds, sendingDeps);
const keepMedia = new LambdaFunction(mediaNeeds, functionDeps);
const wakeUp = new LambdaFunction(wakeUpsNeeds, functionDeps);

// Who is told when something goes wrong, and where to look.
new Alarms("alarms", {
  title,
  deadLetterQueues: [...Object.values(queues).map((queue) => queue.deadLetters), quarantine.queue],
  recipients: alarms.recipients,
});
dashboard("messaging", {
  title,
  region,
  functions: {
    whatsappIngress,
    smsIngress,
    start,
    messagesApi,
    conversation,
    initiate,
    keepMedia,
    wakeUp,
    ...(twilioWebhook && { twilioWebhook }),
  },
  queues,
});

function isDeployed(needs: FunctionNeeds): boolean {
  return withTwilio || needs.onlyWith !== "twilio";
}

/**
 * `start` is the entry link for newcomers; `twilioInbound` is number A's webhook, which Twilio
 * calls again on our errors only because the fragment says so.
 */
export const urls = {
  start: api.urlOf("/start"),
  messages: api.urlOf("/v1/messages"),
  ...(withTwilio && { twilioInbound: api.urlOf("/twilio/inbound#rc=3&rp=5xx,ct,rt") }),
};
/** ARNs of the secrets whose values the operator puts in. */
export const secrets = { ...(twilioCredentials && { twilioCredentials: twilioCredentials.arn }) };
export const numbers = { whatsapp: whatsapp.phoneNumber, sms: smsChannel.pool.number };
export const tableName = table.name;
/** Where the files are that messages take out (`out/…`) and bring in (`in/…`). */
export const mediaBucketName = media.name;
/** With the table's name, where `npm run contact` finds people and whom AWS sends nothing. */
export const optOutListName = smsChannel.pool.optOutList.name;
