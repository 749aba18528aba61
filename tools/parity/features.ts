import type { Carriage, Carrier } from "../../shared/domain/content/carriage";

/** What goes with a message, whatever its kind. */
export interface Feature {
  readonly name: string;
  readonly by: Readonly<Record<Carrier, Carriage>>;
}

const native = (note: string): Carriage => ({ how: "native", note });
const degraded = (note: string): Carriage => ({ how: "degraded", note });
const refused = (note: string): Carriage => ({ how: "refused", note });

const noSms = (note: string) => ({ sms: refused(note), mms: refused(note) });

export const features: readonly Feature[] = [
  {
    name: "Quoting the message that is answered",
    by: {
      B: native("`context.message_id`; not on reactions, and not shown on templates."),
      A: refused("Twilio's API has no field for it."),
      ...noSms("SMS has none."),
    },
  },
  {
    name: "Read receipt for the person",
    by: {
      B: native("`status: read`."),
      A: degraded("Comes with the typing indicator alone."),
      ...noSms("SMS has none."),
    },
  },
  {
    name: "Typing indicator",
    by: {
      B: native("`typing_indicator`, for up to 25 s."),
      A: native("Twilio's `Indicators/Typing`."),
      ...noSms("SMS has none."),
    },
  },
  {
    name: "Sent, delivered, failed",
    by: {
      B: native("Meta's statuses, with their times and prices."),
      A: native("Status callbacks, without times."),
      sms: native("`TEXT_` events; they can be three days late."),
      mms: native("`MEDIA_` events; they can be three days late."),
    },
  },
  {
    name: "Read",
    by: {
      B: native("Where the person lets it be told."),
      A: native("Where the person lets it be told."),
      ...noSms("Carriers do not tell."),
    },
  },
  {
    name: "Our own id, given back with each status",
    by: {
      B: native("`biz_opaque_callback_data`."),
      A: native("In the callback's URL."),
      sms: native("`Context`."),
      mms: native("`Context`."),
    },
  },
  {
    name: "A person without a phone number",
    by: {
      B: native("`recipient`: the business-scoped user id."),
      A: native("`To=whatsapp:` and the business-scoped user id."),
      ...noSms("SMS needs a number."),
    },
  },
];
