/**
 * What a person reads after a consent keyword. Each is plain ASCII within one SMS (160 characters);
 * the one after STOP confirms and says nothing else, since US rules (TCPA, by secondary sources:
 * unverified) allow one confirmation that promotes nothing.
 */
export const stopReply =
  "AI Nutritionist: you are unsubscribed. We write to you no more; what you ask is still answered. Reply START to come back.";

export const startReply =
  "AI Nutritionist: you are subscribed again. Ask me about food. Reply HELP for help, STOP to end. Msg & data rates may apply.";

export const helpReply =
  'AI Nutritionist: ask "how many calories in two eggs?". Message frequency varies. Msg & data rates may apply. Reply STOP to end, START to return.';
