import {
  allowedCountries,
  type FunctionNeeds,
  mayAskToSend,
  mayKeepRequests,
  smsCapabilities,
} from "../needs";

/**
 * Where our own backend asks for messages that the business starts, and what became of them. Signed
 * with IAM: the API lets in only who may invoke it.
 */
export const needs = {
  name: "messages-api",
  trigger: {
    kind: "http",
    routes: [
      { method: "POST", path: "/v1/messages", authorization: "iam", body: "message-request" },
      { method: "GET", path: "/v1/messages/{id}", authorization: "iam" },
    ],
  },
  memoryMb: 256,
  timeoutSeconds: 10,
  grants: [mayKeepRequests, mayAskToSend],
  settings: [allowedCountries, smsCapabilities],
} as const satisfies FunctionNeeds;
