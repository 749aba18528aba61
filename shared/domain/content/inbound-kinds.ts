import type { PersonEvent } from "../message/message";
import type { Carriage, InboundCarriage } from "./carriage";

/** The three ways that a person's message comes in. */
export const inboundWires = ["B", "A", "sms"] as const;

export type InboundWire = (typeof inboundWires)[number];

const smsHasNone = { how: "refused", note: "SMS has none." } as const;

/** AWS: two-way messaging carries text alone (AWS End User Messaging SMS user guide). */
const noMmsIn = { how: "refused", note: "AWS receives no MMS." } as const;

/** What comes of each kind at each wire. `refused`: it does not come, or nothing comes of it. */
export const inboundKinds: { readonly [Wire in InboundWire]: InboundCarriage } = {
  B: {
    text: { how: "native", note: "`text`, with the message it quotes." },
    image: { how: "native", note: "`image`, by media id, with caption." },
    video: { how: "native", note: "`video`, by media id, with caption." },
    audio: { how: "native", note: "`audio`, by media id; `voice` tells a recording." },
    document: { how: "native", note: "`document`, by media id, with caption and file name." },
    sticker: { how: "native", note: "`sticker`, by media id." },
    location: { how: "native", note: "`location`, with name and address." },
    contacts: { how: "native", note: "`contacts`, as cards." },
    reaction: { how: "native", note: "`reaction` and its removal, as an event of the person." },
    choice: { how: "native", note: "`button`, and `interactive` replies of buttons and lists." },
    "form-reply": { how: "native", note: "`interactive` reply of a flow." },
    order: { how: "native", note: "`order`: the number of its items, and its text." },
    unsupported: { how: "native", note: "`unsupported`, and every type we do not know." },
  },
  A: {
    text: { how: "native", note: "`Body`, with the message it quotes." },
    image: { how: "native", note: "`MediaUrl0`, with `Body` as caption." },
    video: { how: "native", note: "`MediaUrl0`, with `Body` as caption." },
    audio: {
      how: "degraded",
      note: "`MediaUrl0`; whether it was recorded in the chat is not told.",
    },
    document: { how: "native", note: "`MediaUrl0`; `Body` is its name or caption (unverified)." },
    sticker: { how: "native", note: "`MediaUrl0` as image/webp." },
    location: { how: "native", note: "`Latitude`, `Longitude`, `Label`, `Address`." },
    contacts: { how: "degraded", note: "A vCard behind `MediaUrl0`, which is not opened." },
    reaction: { how: "refused", note: "Twilio documents none; one that comes is not answered." },
    choice: { how: "native", note: "`ButtonPayload`; of lists `ListId` (unverified)." },
    "form-reply": { how: "native", note: "`InteractiveData` or `FlowData` (unverified)." },
    order: { how: "refused", note: "Twilio documents none." },
    unsupported: { how: "native", note: "Every `MessageType` we do not know." },
  },
  sms: {
    text: { how: "native", note: "`messageBody`." },
    image: noMmsIn,
    video: noMmsIn,
    audio: noMmsIn,
    document: noMmsIn,
    sticker: noMmsIn,
    location: smsHasNone,
    contacts: smsHasNone,
    reaction: smsHasNone,
    choice: smsHasNone,
    "form-reply": smsHasNone,
    order: smsHasNone,
    unsupported: { how: "native", note: "An empty message." },
  },
};

type ChangeOf<Event> = Event extends { readonly change: infer Change } ? Change : never;

/** What a person does beside writing: nothing is answered, and the record follows. */
export type InboundEventKind =
  | Exclude<PersonEvent["kind"], "message-changed">
  | ChangeOf<PersonEvent>;

const twilioTellsNone = {
  how: "refused",
  note: "Twilio documents none; one that comes is not answered.",
} as const;

/** What comes of each at each wire. */
export const inboundEvents: {
  readonly [Wire in InboundWire]: Readonly<Record<InboundEventKind, Carriage>>;
} = {
  B: {
    deleted: { how: "native", note: "`revoke`." },
    edited: { how: "native", note: "`edit`." },
    reacted: { how: "native", note: "`reaction`." },
    "reaction-removed": { how: "native", note: "`reaction` without an emoji." },
    "aliases-changed": {
      how: "native",
      note: "`system` of a changed number or user id, and the field `user_id_update`.",
    },
    "marketing-preference": { how: "native", note: "The field `user_preferences`." },
  },
  A: {
    deleted: twilioTellsNone,
    edited: twilioTellsNone,
    reacted: twilioTellsNone,
    "reaction-removed": twilioTellsNone,
    "aliases-changed": twilioTellsNone,
    "marketing-preference": {
      how: "degraded",
      note: "Not told; found out by the code of a message that is refused.",
    },
  },
  sms: {
    deleted: smsHasNone,
    edited: smsHasNone,
    reacted: smsHasNone,
    "reaction-removed": smsHasNone,
    "aliases-changed": smsHasNone,
    "marketing-preference": { how: "refused", note: "Keywords alone." },
  },
};
