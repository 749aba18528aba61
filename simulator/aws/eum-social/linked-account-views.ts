import type { WireRequest } from "../../gateway/aws-service";
import type { EventDestination, LinkedWaba, LinkedWabas } from "./linked-waba";
import { SocialError } from "./social-error";

/** GetLinkedWhatsAppBusinessAccount */
export function getAccount(wabas: LinkedWabas, request: WireRequest): object {
  const id = idIn(request);
  const waba = wabas.get(id);
  if (!waba)
    throw new SocialError(
      "ResourceNotFoundException",
      `There is no WhatsApp Business Account ${id}.`,
    );
  return { account: { ...summaryOf(waba), phoneNumbers: [phoneNumberOf(waba)] } };
}

/** GetLinkedWhatsAppBusinessAccountPhoneNumber */
export function getPhoneNumber(wabas: LinkedWabas, request: WireRequest): object {
  const id = idIn(request);
  const waba = wabas.withPhoneNumber(id);
  if (!waba)
    throw new SocialError("ResourceNotFoundException", `There is no WhatsApp phone number ${id}.`);
  return { phoneNumber: phoneNumberOf(waba), linkedWhatsAppBusinessAccountId: waba.wabaId };
}

/**
 * ListLinkedWhatsAppBusinessAccounts; an account has at most 25 in a Region (user guide, quotas),
 * so there is one page.
 */
export function listAccounts(wabas: LinkedWabas): object {
  return { linkedAccounts: wabas.all().map(summaryOf) };
}

function summaryOf(waba: LinkedWaba): object {
  return {
    arn: waba.arn,
    id: waba.wabaId,
    wabaId: waba.metaWabaId,
    registrationStatus: "COMPLETE",
    linkDate: waba.linkDate,
    wabaName: waba.displayName,
    eventDestinations:
      waba.eventDestination === undefined ? [] : [destinationView(waba.eventDestination)],
  };
}

function destinationView({ topicArn, roleArn }: EventDestination): object {
  return { eventDestinationArn: topicArn, ...(roleArn === undefined ? {} : { roleArn }) };
}

function phoneNumberOf(waba: LinkedWaba): object {
  return {
    arn: waba.phoneNumberArn,
    phoneNumber: waba.phoneNumber,
    phoneNumberId: waba.phoneNumberId,
    metaPhoneNumberId: waba.metaPhoneNumberId,
    displayPhoneNumberName: waba.displayName,
    displayPhoneNumber: waba.phoneNumber,
    qualityRating: "GREEN",
  };
}

function idIn(request: WireRequest): string {
  const id = request.query.get("id");
  if (!id) throw new SocialError("ValidationException", "The id is missing.");
  return id;
}
