import {
  codeTable,
  failover,
  hopeless,
  hour,
  retry,
  retryFault,
  suppress,
  wait,
  waitAndAlarm,
  wrong,
} from "./code-rows";

const http = "RFC 9110, 15.5";

/**
 * Codes of Twilio's REST API and of its status callbacks. `HTTP …` is an answer without a code,
 * such as a gateway's page. Twilio says what a code is; which disposition follows is our reading.
 */
export const twilioCodes = codeTable("Twilio, Error and Warning Dictionary", {
  // Sign-in, account, sender: another sender may.
  "20003": failover("the sign-in was refused"),
  "20404": failover("the account or resource is not there"),
  "20410": failover("the account or resource is gone"),
  "21603": failover("no sender was named"),
  "21606": failover("the sender is not ours, or not for this"),
  "21703": failover("the messaging service has no sender"),
  "21704": failover("the messaging service has no sender for this"),
  "21910": failover("sender and recipient are of different channels"),
  "30034": failover("SMS: the sender is not registered with the carriers"),
  "63001": failover("the channel refused the sign-in"),
  "63002": failover("the channel does not know the sender"),
  "63007": failover("the account has no such sender on this channel"),
  "63008": failover("the channel is configured wrongly"),
  "63020": failover("the business has not accepted Twilio's invitation at Meta"),
  "63059": failover("the number was moved to another WhatsApp account: it has left Twilio"),
  "63110": failover("registration: the number is already registered with WhatsApp"),
  // Each account has templates of its own.
  "21654": failover("this account has no such ContentSid"),
  "63027": failover("this account has no such template, or not in this language"),
  "HTTP 401": { ...failover("the sign-in was refused"), source: http },
  "HTTP 403": { ...failover("the account may not do this"), source: http },
  "HTTP 404": { ...failover("the account is not there"), source: http },

  // Twilio's or the channel's own faults, and what passes.
  "20500": retryFault("a fault at Twilio"),
  "11200": retry("a medium could not be fetched"),
  "30008": retry("SMS: an unknown fault at the carrier"),
  "63009": retryFault("a fault at the channel"),
  "63010": retryFault("a fault at Twilio"),
  "63012": retryFault("a fault at the channel"),
  "63019": retry("a medium could not be downloaded"),
  "HTTP 408": { ...retry("the request was not whole in time"), source: http },

  // Limits: sending from the other number would evade them.
  "20429": wait("too many requests at once; not processed"),
  "21611": wait("the sender's queue is full"),
  "30001": wait("the sender's queue is full"),
  "30003": wait("SMS: the phone cannot be reached now"),
  // Twilio advises 24 h for WhatsApp's messaging limit, but the account's rate has the same code.
  "63018": wait("the account's rate, or WhatsApp's messaging limit"),
  "63038": waitAndAlarm("the account's messages of the day are used up", hour),
  "63041": waitAndAlarm("the template is paused for its low quality", 3 * hour),
  "63049": wait("Meta holds marketing back, always so in the US", 24 * hour),
  // It says no longer what it means: as an unknown one.
  "63033": waitAndAlarm("deprecated"),
  "HTTP 429": { ...wait("too many requests"), source: "RFC 6585, 4" },

  // The person.
  "21610": suppress("opt-out", "the person has opted out"),
  "63014": suppress("opt-out", "the person has blocked the business or opted out"),
  "14101": suppress("dead-address", "the recipient's address is invalid"),
  "21211": suppress("dead-address", "the recipient's address is invalid"),
  "21401": suppress("dead-address", "the recipient's number is invalid"),
  "21614": suppress("dead-address", "the recipient's number takes no messages"),
  "30005": suppress("dead-address", "SMS: the number does not exist"),
  "30006": suppress("dead-address", "SMS: a landline, or a carrier that cannot be reached"),
  "63003": suppress("dead-address", "not on this channel"),
  "63024": suppress("dead-address", "not a recipient on this channel"),
  "63036": hopeless("RCS: the person cannot be reached"),
  "63032": hopeless("the person is in an experiment of Meta without marketing"),

  // The message.
  "63016": hopeless("free-form outside the customer service window: it takes a template"),
  "11751": wrong("a medium of a kind or size that is not taken"),
  "12300": wrong("a medium's content type"),
  // Our own setting at Twilio, which the other number would evade.
  "21408": wrong("messages to this country are switched off"),
  "21617": wrong("the text is too long"),
  "21619": wrong("the message is empty"),
  "21620": wrong("a medium's URL is invalid"),
  "21658": wrong("a parameter is too long"),
  "30007": wrong("SMS: filtered by the carrier"),
  "63005": wrong("the channel does not take the content"),
  "63006": wrong("the message cannot be put in the channel's form"),
  // Third parties say so: unverified.
  "63013": wrong("a violation of the channel's policy"),
  "63015": wrong("the sandbox: the recipient has not joined"),
  "63021": wrong("the content is invalid, or a template's text too long"),
  "63028": wrong("the number of a template's parameters"),
  "63029": wrong("the form of a template's parameters"),
  "63030": wrong("a parameter that the channel does not know"),
  "63031": wrong("sender and recipient are the same"),
  "63034": wrong("a medium is too large"),
  "63040": wrong("the template was rejected"),
  "63042": wrong("the template is disabled for its low quality"),
});
