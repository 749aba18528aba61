/** The queues that can trigger a function; `infra/` declares each, with its dead-letter queue. */
export type QueueName =
  | "whatsappEvents"
  | "smsEvents"
  | "conversation"
  | "sends"
  | "wakeUps"
  | "media";

export type Trigger =
  /** An event source mapping; failed items alone go back (`ReportBatchItemFailures`). */
  | {
      readonly kind: "queue";
      readonly queue: Exclude<QueueName, "conversation">;
      readonly batchSize: number;
      readonly maximumConcurrency: number;
    }
  /** One turn at a time (docs/decisions/0003-one-turn-at-a-time.md). */
  | {
      readonly kind: "queue";
      readonly queue: "conversation";
      readonly batchSize: 1;
      readonly maximumConcurrency: number;
    }
  /** Routes of the REST API, proxied whole. */
  | { readonly kind: "http"; readonly routes: readonly HttpRoute[] };

export interface HttpRoute {
  readonly method: "GET" | "POST";
  /** Below the stage, such as `/twilio/inbound`. */
  readonly path: `/${string}`;
  /** `iam`: signed by who may invoke the API. Without it anybody may call. */
  readonly authorization?: "iam";
  /** What the API says of the body that it takes. */
  readonly body?: "message-request";
}

/**
 * What a function asks of the account, as plain data: read by `infra/` when it declares, by the
 * handler when it runs.
 */
export interface FunctionNeeds {
  /** Also the folder's name: `functions/<name>/handler.ts`. */
  readonly name: string;
  readonly trigger: Trigger;
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  readonly grants: readonly Grant[];
  readonly settings: readonly Setting[];
  /** A function that serves Twilio alone is not declared at stage `removed`. */
  readonly onlyWith?: "twilio";
}

/**
 * The things in the account that a function may be allowed to use; `infra/` knows the ARN behind
 * each name.
 */
export type GrantedResource =
  | "table"
  | "conversationQueue"
  | "conversationDeadLetters"
  | "quarantineQueue"
  | "sendsQueue"
  | "wakeUpsQueue"
  | "mediaQueue"
  | "outgoingMedia"
  | "incomingMedia"
  | "optOutList"
  | "whatsappSender"
  | "smsSender"
  | "twilioCredentials";

/**
 * A permission and the environment variable that tells the function what it was permitted to use,
 * in one value: `infra/` writes the IAM statement and the variable from it, the handler reads the
 * variable through it, so the two cannot drift apart.
 */
export interface Grant<Key extends string = string> {
  /** The IAM actions, exactly those the adapter calls. */
  readonly actions: readonly string[];
  readonly resource: GrantedResource;
  /**
   * The name of the variable that carries the resource's handle (a table name, a queue URL, a
   * sender's id, a secret's ARN).
   */
  readonly environmentKey: Key;
  /** A grant that serves Twilio goes with it: no permission and no variable at stage `removed`. */
  readonly onlyWith?: "twilio";
}

/** Plain values from the stack that a function reads: no permission goes with them. */
export interface Setting<Key extends string = string> {
  readonly environmentKey: Key;
  /** A setting that serves Twilio goes with it: no variable at stage `removed`. */
  readonly onlyWith?: "twilio";
}

/** Number B, in E.164: the WhatsApp sender at AWS. */
export const whatsappNumber = { environmentKey: "WHATSAPP_NUMBER" } as const satisfies Setting;
/** Meta's id of number B, in digits: webhooks name it by this. */
export const metaPhoneNumberId = {
  environmentKey: "META_PHONE_NUMBER_ID",
} as const satisfies Setting;
/** The numbers that people send SMS to, in E.164, with commas between. */
export const smsNumbers = { environmentKey: "SMS_NUMBERS" } as const satisfies Setting;
/**
 * Where the API is reached by a domain of ours, with its base path (`https://chat.example.com/v1`);
 * `gateway` where it is reached by the gateway's own host, which the gateway tells by itself.
 */
export const publicUrl = { environmentKey: "PUBLIC_URL" } as const satisfies Setting;
export const gatewaysOwn = "gateway";
/** Meta's API version that SendWhatsAppMessage asks for, such as `v23.0`. */
export const metaApiVersion = { environmentKey: "META_API_VERSION" } as const satisfies Setting;
/** The configuration set whose event destination reports what became of an SMS. */
export const smsConfigurationSet = {
  environmentKey: "SMS_CONFIGURATION_SET",
} as const satisfies Setting;
/** `TRANSACTIONAL` or `PROMOTIONAL`. */
export const smsMessageType = { environmentKey: "SMS_MESSAGE_TYPE" } as const satisfies Setting;
/** What the number behind SMS can: `SMS`, or `SMS,MMS`. */
export const smsCapabilities = { environmentKey: "SMS_CAPABILITIES" } as const satisfies Setting;
/** Message parts that the phone pool's number may send in a second. */
export const smsPartsASecond = {
  environmentKey: "SMS_PARTS_A_SECOND",
} as const satisfies Setting;
/** Number A, in E.164: the WhatsApp sender at Twilio. */
export const twilioSender = {
  environmentKey: "TWILIO_SENDER",
  onlyWith: "twilio",
} as const satisfies Setting;
export const twilioAccountSid = {
  environmentKey: "TWILIO_ACCOUNT_SID",
  onlyWith: "twilio",
} as const satisfies Setting;
/** JSON object: our template name → Twilio's ContentSid (`HX…`). */
export const twilioContentSids = {
  environmentKey: "TWILIO_CONTENT_SIDS",
  onlyWith: "twilio",
} as const satisfies Setting;
/**
 * Where Twilio reports what became of a message; the function adds the message's own id and the
 * retry rule.
 */
export const twilioStatusUrl = {
  environmentKey: "TWILIO_STATUS_URL",
  onlyWith: "twilio",
} as const satisfies Setting;

/** The countries whose people the business writes to, in two letters, with commas between. */
export const allowedCountries = {
  environmentKey: "ALLOWED_COUNTRIES",
} as const satisfies Setting;

/** So many answers to one person in an hour are enough; more are two machines talking. */
export const answersAnHour = { environmentKey: "ANSWERS_AN_HOUR" } as const satisfies Setting;

/**
 * Read and write the one table: contacts, claims and ledger. A transaction is allowed as the writes
 * in it. The weight is in it too, and is only read: Pulumi writes it.
 */
export const mayUseTable = {
  actions: [
    "dynamodb:BatchGetItem",
    "dynamodb:GetItem",
    "dynamodb:Query",
    "dynamodb:PutItem",
    "dynamodb:UpdateItem",
    "dynamodb:DeleteItem",
    "dynamodb:ConditionCheckItem",
  ],
  resource: "table",
  environmentKey: "TABLE_NAME",
} as const satisfies Grant;

/** Read the table: the weight in force for the entry link. */
export const mayReadTable = {
  actions: ["dynamodb:Query"],
  resource: "table",
  environmentKey: "TABLE_NAME",
} as const satisfies Grant;

/** Keep what the business asked for, and read what became of it. */
export const mayKeepRequests = {
  actions: ["dynamodb:PutItem", "dynamodb:GetItem", "dynamodb:Query"],
  resource: "table",
  environmentKey: "TABLE_NAME",
} as const satisfies Grant;

/** Write delivery events to the ledger; the index finds an attempt by the provider's id. */
export const mayRecordDelivery = {
  actions: ["dynamodb:UpdateItem", "dynamodb:Query"],
  resource: "table",
  environmentKey: "TABLE_NAME",
} as const satisfies Grant;

/** Hand an item over to its conversation. */
export const mayHandOver = {
  actions: ["sqs:SendMessage"],
  resource: "conversationQueue",
  environmentKey: "CONVERSATION_QUEUE_URL",
} as const satisfies Grant;

/** Let a turn that reported an error come back soon, and not when a run that died would. */
export const mayRetryTurns = {
  actions: ["sqs:ChangeMessageVisibility"],
  resource: "conversationQueue",
  environmentKey: "CONVERSATION_QUEUE_URL",
} as const satisfies Grant;

/** Put a turn that fails time and again out of the person's way. */
export const mayBuryTurns = {
  actions: ["sqs:SendMessage"],
  resource: "conversationDeadLetters",
  environmentKey: "CONVERSATION_DEAD_LETTERS_URL",
} as const satisfies Grant;

/** Park what waits. */
export const mayPark = {
  actions: ["sqs:SendMessage"],
  resource: "wakeUpsQueue",
  environmentKey: "WAKE_UPS_QUEUE_URL",
} as const satisfies Grant;

/** Ask for a message that the business starts. */
export const mayAskToSend = {
  actions: ["sqs:SendMessage"],
  resource: "sendsQueue",
  environmentKey: "SENDS_QUEUE_URL",
} as const satisfies Grant;

/** Keep AWS's opt-out list like ours. */
export const mayMirrorOptOuts = {
  actions: ["sms-voice:PutOptedOutNumber", "sms-voice:DeleteOptedOutNumber"],
  resource: "optOutList",
  environmentKey: "OPT_OUT_LIST_NAME",
} as const satisfies Grant;

/** Put aside what could not be read. */
export const mayQuarantine = {
  actions: ["sqs:SendMessage"],
  resource: "quarantineQueue",
  environmentKey: "QUARANTINE_QUEUE_URL",
} as const satisfies Grant;

/** Send WhatsApp from number B. */
export const maySendWhatsApp = {
  actions: ["social-messaging:SendWhatsAppMessage"],
  resource: "whatsappSender",
  environmentKey: "WHATSAPP_PHONE_NUMBER_ID",
} as const satisfies Grant;

/** Send SMS from the phone pool, or from the number that is not in it yet. */
export const maySendSms = {
  actions: ["sms-voice:SendTextMessage"],
  resource: "smsSender",
  environmentKey: "SMS_SENDER_ARN",
} as const satisfies Grant;

/** The same with files: they are uploaded for the number that sends them. */
export const maySendWhatsAppFiles = {
  ...maySendWhatsApp,
  actions: [...maySendWhatsApp.actions, "social-messaging:PostWhatsAppMessageMedia"],
} as const satisfies Grant;

/** The same, and MMS. */
export const maySendMms = {
  ...maySendSms,
  actions: [...maySendSms.actions, "sms-voice:SendMediaMessage"],
} as const satisfies Grant;

/**
 * Read the files that go out; a provider reads them with this right too. Who may not list is not
 * told that a file is missing.
 */
export const mayReadMedia = {
  actions: ["s3:GetObject", "s3:ListBucket"],
  resource: "outgoingMedia",
  environmentKey: "MEDIA_BUCKET",
} as const satisfies Grant;

/** Keep the files that people send; AWS writes those of WhatsApp with this right. */
export const mayKeepMedia = {
  actions: ["s3:PutObject"],
  resource: "incomingMedia",
  environmentKey: "MEDIA_BUCKET",
} as const satisfies Grant;

/** Have AWS put a file that came to number B into the bucket. */
export const mayFetchWhatsAppFiles = {
  actions: ["social-messaging:GetWhatsAppMessageMedia"],
  resource: "whatsappSender",
  environmentKey: "WHATSAPP_PHONE_NUMBER_ID",
} as const satisfies Grant;

/** Have the file of a message kept, apart from its answer. */
export const mayHandOverMedia = {
  actions: ["sqs:SendMessage"],
  resource: "mediaQueue",
  environmentKey: "MEDIA_QUEUE_URL",
} as const satisfies Grant;

/** Write beside a message's record where its file is. */
export const mayRecordMedia = {
  actions: ["dynamodb:PutItem"],
  resource: "table",
  environmentKey: "TABLE_NAME",
} as const satisfies Grant;

/** Read Twilio's auth token: to sign in when sending, to check the signature of a webhook. */
export const mayReadTwilioCredentials = {
  actions: ["secretsmanager:GetSecretValue"],
  resource: "twilioCredentials",
  environmentKey: "TWILIO_CREDENTIALS_ARN",
  onlyWith: "twilio",
} as const satisfies Grant;
