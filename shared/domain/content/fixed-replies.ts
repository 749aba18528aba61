/**
 * What a person reads after a consent keyword. Each is plain ASCII within one SMS (160 characters);
 * the one after STOP confirms and says nothing else, since US rules (TCPA, by secondary sources:
 * unverified) allow one confirmation that promotes nothing.
 */
export const stopReply =
  "AI Nutritionist: you are unsubscribed. We write to you no more; what you ask is still " +
  "answered. Reply START to come back.";

export const startReply =
  "AI Nutritionist: you are subscribed again. Ask me about food. Reply HELP for help, STOP to " +
  "end. Msg & data rates may apply.";

export const helpReply =
  'AI Nutritionist: ask "how many calories in two eggs?". Message frequency varies. Msg & data ' +
  "rates may apply. Reply STOP to end, START to return.";

/**
 * What a person reads who sent something other than text. `kind` is the provider's own word; an
 * unknown one is not repeated.
 */
export function unsupportedReply(kind: string): string {
  return (
    `Sorry, I cannot read ${kindName(kind)} yet. ` +
    'Please write your question as text, such as "two eggs and a banana".'
  );
}

/**
 * What a person reads when the answer failed. It promises nothing: nobody answers later by itself.
 */
export const apologyReply =
  "Sorry, something went wrong on our side and I have no answer. " +
  "Please ask again in a few minutes.";

/**
 * Message types of Meta's Cloud API; Twilio names a file by its media type, such as `image/jpeg`.
 */
const kindNames = new Map([
  ["image", "pictures"],
  ["audio", "voice messages"],
  ["voice", "voice messages"],
  ["video", "videos"],
  ["document", "documents"],
  ["application", "documents"],
  ["text", "documents"],
  ["sticker", "stickers"],
  ["location", "locations"],
  ["contacts", "contact cards"],
  ["reaction", "reactions"],
  ["interactive", "buttons and lists"],
  ["button", "buttons"],
  ["order", "orders"],
]);

function kindName(kind: string): string {
  return kindNames.get(kind.toLowerCase().split("/")[0] ?? "") ?? "this kind of message";
}
