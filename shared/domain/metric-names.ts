/** What a metric counts, for alarms, dashboards and the runbook, which are made from this table. */
interface Metric {
  /** Each count stands once by all of these and once without any. */
  readonly dimensions: readonly string[];
  /** What one count says, for people. */
  readonly means: string;
  /** When somebody must look: at each one, where there are many in a short time, or never. */
  readonly look: "each" | "many" | "never";
}

/**
 * Every metric that our functions emit, by its name in CloudWatch. Values of dimensions are few (a
 * code, a kind), never a person's.
 */
export const metricTable = {
  InboundMessage: {
    dimensions: ["channel", "provider", "content"],
    means: "a message was handed over to its conversation",
    look: "never",
  },
  InboundIgnored: {
    dimensions: ["source", "why"],
    means: "not ours, or nothing to do about it: dropped at ingress",
    look: "never",
  },
  InboundUnreadable: {
    dimensions: ["source"],
    means: "an item that could not be read was put into the quarantine",
    look: "each",
  },
  AccountEvent: {
    dimensions: ["about", "field", "event"],
    means: "a template, a number or an account changed at the provider",
    look: "never",
  },
  AccountNeedsAttention: {
    dimensions: ["about"],
    means: "one of those changes that is not harmless",
    look: "each",
  },
  WebhookForged: {
    dimensions: ["source"],
    means: "a webhook was refused, because its signature does not fit",
    look: "many",
  },
  TurnDied: {
    dimensions: [],
    means: "a turn failed four times and was put into the dead-letter queue",
    look: "each",
  },
  AnswererFailed: {
    dimensions: ["channel"],
    means: "a question was answered with an apology",
    look: "many",
  },
  TooManyAnswers: {
    dimensions: ["channel"],
    means: "one person wrote more in an hour than is answered: perhaps a machine",
    look: "many",
  },
  OptOutKeptByAws: {
    dimensions: [],
    means: "a person came back by SMS, and AWS keeps them on its opt-out list",
    look: "each",
  },
  RequestRefused: {
    dimensions: ["code"],
    means: "what the business asked for will not be sent",
    look: "never",
  },
  RequestGone: {
    dimensions: [],
    means: "a send came up of which no request is kept",
    look: "each",
  },
  PrepareFailed: {
    dimensions: ["sender"],
    means: "a send could not be prepared and waits a minute",
    look: "many",
  },
  SendOutcome: {
    dimensions: ["sender", "outcome"],
    means: "a call to a provider ended",
    look: "never",
  },
  SendRefused: {
    dimensions: ["sender", "disposition", "code"],
    means: "a provider, or a rule of ours, refused a message at the time of the call",
    look: "never",
  },
  DeliveryFailed: {
    dimensions: ["provider", "disposition", "code"],
    means: "a provider reported later that a message did not arrive",
    look: "never",
  },
  SendNeedsAttention: {
    dimensions: ["provider", "code"],
    means: "a refusal or failure whose code asks for somebody",
    look: "each",
  },
  UnknownCode: {
    dimensions: ["provider", "code"],
    means: "a code that is in no table of ours; it got its provider's default",
    look: "each",
  },
  DeliveryOfUnknownMessage: {
    dimensions: ["provider"],
    means: "a status of a message that the ledger does not know",
    look: "many",
  },
  LookUpFailed: {
    dimensions: ["sender"],
    means: "a provider could not be asked about an outcome that nobody knows",
    look: "many",
  },
  MessageUnknown: {
    dimensions: ["channel", "purpose"],
    means: "nobody will ever know whether a message arrived",
    look: "each",
  },
  MessageRejected: {
    dimensions: ["channel", "purpose"],
    means: "a message was given up, because it would be refused everywhere",
    look: "each",
  },
  MessageExpired: {
    dimensions: ["channel", "purpose"],
    means: "a message was given up, because its time was over before anybody took it",
    look: "each",
  },
  MessageSuppressed: {
    dimensions: ["channel", "purpose"],
    means: "a message was given up for the person's sake: an opt-out, or nobody is there",
    look: "never",
  },
  ArmDown: {
    dimensions: ["arm"],
    means: "three calls of an arm in a row failed; its circuit is open for 30 seconds",
    look: "each",
  },
  RolloutUnreadable: {
    dimensions: [],
    means: "the declared weight or the brake cannot be read",
    look: "each",
  },
} as const satisfies Readonly<Record<string, Metric>>;

export type MetricName = keyof typeof metricTable;

type DimensionOf<Name extends MetricName> = (typeof metricTable)[Name]["dimensions"][number];

/** All dimensions of a metric, and no other; an empty object where it has none. */
export type DimensionsOf<Name extends MetricName> = [DimensionOf<Name>] extends [never]
  ? Readonly<Record<string, never>>
  : { readonly [Dimension in DimensionOf<Name>]: string };
