import {
  codeTable,
  failover,
  hopeless,
  hour,
  retry,
  retryFault,
  second,
  suppress,
  wait,
  waitAndAlarm,
  wrong,
} from "./code-rows";

/** `API permission`: the page gives the range as a whole. */
const permissions = Object.fromEntries(
  Array.from({ length: 100 }, (_, index) => [
    String(200 + index),
    failover("a permission was not granted or was removed"),
  ]),
);

/**
 * Codes of Meta's Cloud API. Under AWS they come with the failed status, never with the answer to a
 * send. The page says what a code is; which disposition follows is our reading.
 */
export const metaCodes = codeTable("Meta, WhatsApp Cloud API, Error codes (copy of 2026-09-11)", {
  // Sign-in and permissions: the link between AWS and Meta is broken.
  "0": failover("the app could not be signed in"),
  "3": failover("the app may not call this"),
  "10": failover("a permission was not granted or was removed"),
  "190": failover("the access token has expired"),
  ...permissions,
  "131005": failover("access was denied"),

  // Meta's own faults, and what passes: the same number may send it later.
  "1": retryFault("an unknown fault at Meta"),
  "2": retryFault("Meta is down or overloaded"),
  "131000": retryFault("an unknown fault at Meta"),
  "131016": retryFault("the service is unavailable for the time being"),
  "133004": retryFault("a server is unavailable for the time being"),
  "135000": { ...retry("an unknown fault, as a rule of the parameters"), alarm: true },
  "131052": retry("a medium could not be downloaded"),
  "131057": retryFault("the number is in maintenance", 20 * second),

  // Limits: sending from the other number would evade them.
  "4": wait("the app's rate of calls"),
  "80007": wait("the account's rate of calls"),
  "130429": wait("the number's throughput"),
  "131048": waitAndAlarm(
    "too many of the number's messages were blocked or reported as spam",
    hour,
  ),
  "131049": wait("Meta holds marketing back to keep each person's small", 24 * hour),
  "131056": wait("more than a message in six seconds to one person", 6 * second),
  "131064": waitAndAlarm("the messaging limit, lowered for misclassified templates", 24 * hour),
  "132015": waitAndAlarm("the template is paused for its low quality", 3 * hour),
  "132069": waitAndAlarm("the flow is throttled to ten messages an hour"),

  // The person.
  "131050": suppress("marketing-opt-out", "the person has stopped marketing of this business"),
  "131026": suppress("dead-address", "not on WhatsApp, or its terms or version too old"),
  // The person has said nothing: it is no opt-out. Somebody has to lift the block.
  "130403": {
    ...suppress("dead-address", "the business itself has blocked the person"),
    alarm: true,
  },
  // Meta: never to be sent again; any number of ours would get the same.
  "130472": hopeless("the person is in an experiment of Meta without marketing"),

  // Our account and number there.
  "33": failover("the number was deleted"),
  "368": failover("the account is restricted for a violation of policy"),
  "131031": failover("the account is locked"),
  "131037": failover("the number's display name is not approved"),
  "131042": failover("the account's payment"),
  // Both are seen after a number was moved away.
  "131045": failover("the number is not registered"),
  "133010": failover("the number is not registered"),
  "133006": failover("the number is not verified"),
  // Each account has templates of its own.
  "132001": failover("this account has no such template in this language, or not approved"),
  "133005": failover("registration: the PIN is wrong"),
  "133008": failover("registration: too many wrong PINs"),
  "133009": failover("registration: PINs entered too fast"),
  "133015": failover("registration: the number was deleted a short while ago"),
  "133016": failover("registration: too many attempts"),
  "2388012": failover("the number's migration"),
  "2388091": failover("the number's migration"),
  "2388093": failover("the number's migration"),
  "2388103": failover("the number's migration: a condition of an account is not met"),
  "2494100": failover("the number's migration"),

  // The message.
  "131047": hopeless("free-form outside the customer service window: it takes a template"),
  "100": wrong("a parameter is invalid"),
  // A rule of Meta, which the other number would evade.
  "130497": wrong("the business may not write to people in this country"),
  "131008": wrong("a parameter is missing"),
  "131009": wrong("a parameter's value is invalid"),
  "131021": wrong("the recipient is the sender"),
  "131030": wrong("a test number may not write to this recipient"),
  "131051": wrong("a kind of message that is not supported"),
  "131053": wrong("a medium could not be uploaded, often for its type"),
  "131055": wrong("not for the marketing API"),
  "131062": wrong("this message needs a phone number, not a business-scoped user id"),
  "131063": wrong("marketing is disabled on the Cloud API"),
  "132000": wrong("the number of a template's parameters"),
  "132005": wrong("the template's text is too long with its parameters"),
  "132007": wrong("the template violates a policy"),
  "132008": wrong("the form of a template's parameters"),
  "132012": wrong("the form of a template's parameters"),
  "132016": wrong("the template is disabled for its low quality"),
  "132018": wrong("the form of a template's parameters"),
  "132068": wrong("the flow is blocked"),
  "134100": wrong("the marketing API's own"),
  "134101": wrong("the marketing API's own"),
  "134102": wrong("the marketing API's own"),
  "137000": wrong("the person's identity has changed: verify it before anything is sent"),
});
