import * as v from "valibot";
import { type OperationTable, operation } from "../../gateway/operation";
import { blob, existingPhoneNumber, permission, phoneNumberId } from "./inputs";
import type { LinkedWaba, LinkedWabas } from "./linked-wabas";

export interface MessageDeps {
  readonly wabas: LinkedWabas;
  /** Takes a Cloud API message. @returns AWS's id of it. @throws AwsError */
  readonly send: (waba: LinkedWaba, message: Buffer) => string;
}

/** Messages of the business. */
export function messageOperations(deps: MessageDeps): OperationTable {
  const { wabas } = deps;
  return {
    SendWhatsAppMessage: operation({
      route: "POST /v1/whatsapp/send",
      input: v.object({
        originationPhoneNumberId: phoneNumberId,
        message: blob(2_048_000),
        metaApiVersion,
      }),
      authorise: ({ originationPhoneNumberId: id }) =>
        permission("SendWhatsAppMessage", "phone-number-id", id),
      run: ({ originationPhoneNumberId: id, message }) => ({
        messageId: deps.send(existingPhoneNumber(wabas, id), message),
      }),
    }),
  };
}

/** The user guide names version 20 and later; the API itself gives no pattern. */
const metaApiVersion = v.pipe(
  v.string(),
  v.regex(/^v\d{1,3}(\.\d)?$/, "the version has the form v23.0"),
  v.check(
    (version) => Number.parseInt(version.slice(1), 10) >= 20,
    "version 20 and later are supported",
  ),
);
