import * as v from "valibot";
import { type OperationTable, operation } from "../../gateway/operation";
import { socialError } from "./errors";
import {
  existingPhoneNumber,
  existingWaba,
  pageOf,
  paging,
  permission,
  phoneNumberId,
  wabaId,
} from "./inputs";
import type { EventDestination, LinkedWaba, LinkedWabas, Tags } from "./linked-wabas";

/** What is linked, where its events go, and its tags. */
export function accountOperations(wabas: LinkedWabas): OperationTable {
  return {
    GetLinkedWhatsAppBusinessAccount: operation({
      route: "GET /v1/whatsapp/waba/details",
      input: v.object({ id: wabaId }),
      authorise: ({ id }) => permission("GetLinkedWhatsAppBusinessAccount", "waba", id),
      run: ({ id }) => {
        const waba = existingWaba(wabas, id);
        return { account: { ...summaryOf(waba), phoneNumbers: [phoneNumberOf(waba)] } };
      },
    }),
    GetLinkedWhatsAppBusinessAccountPhoneNumber: operation({
      route: "GET /v1/whatsapp/waba/phone/details",
      input: v.object({ id: phoneNumberId }),
      authorise: ({ id }) =>
        permission("GetLinkedWhatsAppBusinessAccountPhoneNumber", "phone-number-id", id),
      run: ({ id }) => {
        const waba = existingPhoneNumber(wabas, id);
        return { phoneNumber: phoneNumberOf(waba), linkedWhatsAppBusinessAccountId: waba.wabaId };
      },
    }),
    ListLinkedWhatsAppBusinessAccounts: operation({
      route: "GET /v1/whatsapp/waba/list",
      input: v.object(paging),
      authorise: () => [["social-messaging:ListLinkedWhatsAppBusinessAccounts", "*"]],
      run: (input) => {
        const { page, next } = pageOf(wabas.all(), input);
        return { linkedAccounts: page.map(summaryOf), ...next };
      },
    }),
    PutWhatsAppBusinessAccountEventDestinations: operation({
      route: "PUT /v1/whatsapp/waba/eventdestinations",
      input: v.object({
        id: wabaId,
        eventDestinations: v.pipe(v.array(eventDestination), v.maxLength(1)),
      }),
      authorise: ({ id }) => permission("PutWhatsAppBusinessAccountEventDestinations", "waba", id),
      run: ({ id, eventDestinations: [destination] }) => {
        const waba = wabas.get(id);
        // Of its errors ResourceNotFoundException is none.
        if (!waba)
          throw socialError(
            "InvalidParametersException",
            `There is no WhatsApp Business Account ${id} linked.`,
          );
        waba.eventDestination = destination && standardTopic(destination);
        return {};
      },
    }),
    ListTagsForResource: operation({
      route: "GET /v1/tags/list",
      input: v.object({ resourceArn }),
      authorise: ({ resourceArn }) => [["social-messaging:ListTagsForResource", resourceArn]],
      run: ({ resourceArn }) => ({
        statusCode: 200,
        tags: [...tagsOf(wabas, resourceArn)].map(([key, value]) => ({ key, value })),
      }),
    }),
    TagResource: operation({
      route: "POST /v1/tags/tag-resource",
      input: v.object({ resourceArn, tags: v.array(tag) }),
      authorise: ({ resourceArn }) => [["social-messaging:TagResource", resourceArn]],
      run: ({ resourceArn, tags }) => {
        const kept = tagsOf(wabas, resourceArn);
        const keys = new Set([...kept.keys(), ...tags.map(({ key }) => key)]);
        if (keys.size > mostTags)
          throw socialError(
            "InvalidParametersException",
            `A resource has at most ${mostTags} tags.`,
          );
        for (const { key, value } of tags) kept.set(key, value);
        return { statusCode: 200 };
      },
    }),
    UntagResource: operation({
      route: "POST /v1/tags/untag-resource",
      input: v.object({ resourceArn, tagKeys: v.array(v.string()) }),
      authorise: ({ resourceArn }) => [["social-messaging:UntagResource", resourceArn]],
      run: ({ resourceArn, tagKeys }) => {
        const kept = tagsOf(wabas, resourceArn);
        for (const key of tagKeys) kept.delete(key);
        return { statusCode: 200 };
      },
    }),
  };
}

const resourceArn = v.pipe(v.string(), v.maxLength(2048), v.regex(/^arn:.*/));

const tag = v.object({
  key: v.pipe(v.string(), v.minLength(1), v.maxLength(128)),
  value: v.optional(v.pipe(v.string(), v.maxLength(256)), ""),
});

/** AWS's general limit for a resource. */
const mostTags = 50;

const eventDestination = v.object({
  eventDestinationArn: v.pipe(
    v.string(),
    v.maxLength(2048),
    v.regex(/^arn:.*:[a-z-]+([/:](.*))?$/),
  ),
  // No path: the role's name comes right after `role/`.
  roleArn: v.optional(
    v.pipe(v.string(), v.regex(/^arn:.*:iam::\d{12}:role\/[a-zA-Z0-9+=,.@\-_]+$/)),
  ),
});

/**
 * AWS End User Messaging Social user guide, message and event destinations: an SNS standard topic,
 * or an instance of Amazon Connect, which the simulated world does not have.
 */
function standardTopic({
  eventDestinationArn: topicArn,
  roleArn,
}: v.InferOutput<typeof eventDestination>): EventDestination {
  if (!/^arn:[a-z-]+:sns:/.test(topicArn))
    throw socialError(
      "InvalidParametersException",
      `The event destination ${topicArn} is not an SNS topic, and there is nothing else here.`,
    );
  if (topicArn.endsWith(".fifo"))
    throw socialError(
      "InvalidParametersException",
      `FIFO topics are not supported as an event destination: ${topicArn}.`,
    );
  return { topicArn, ...(roleArn === undefined ? {} : { roleArn }) };
}

/** Of the errors of the tag operations ResourceNotFoundException is none. @throws AwsError */
function tagsOf(wabas: LinkedWabas, arn: string): Tags {
  const tags = wabas.tagsOf(arn);
  if (tags) return tags;
  throw socialError("InvalidParametersException", `There is no resource ${arn}.`);
}

function summaryOf(waba: LinkedWaba): object {
  const { eventDestination } = waba;
  return {
    arn: waba.arn,
    id: waba.wabaId,
    wabaId: waba.metaWabaId,
    registrationStatus: "COMPLETE",
    linkDate: waba.linkDate,
    wabaName: waba.displayName,
    eventDestinations: eventDestination ? [destinationView(eventDestination)] : [],
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
