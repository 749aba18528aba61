import * as v from "valibot";
import type { AwsRequest } from "../../gateway/aws-service";
import type { EventDestination, LinkedWabas } from "./linked-waba";
import { SocialError } from "./social-error";
import { socialInput } from "./social-input";

/**
 * PutWhatsAppBusinessAccountEventDestinations: replaces the WABA's one destination; an empty list
 * clears it.
 */
export function putEventDestinations(wabas: LinkedWabas, request: AwsRequest): object {
  const { id, eventDestinations } = socialInput(putShape, request);
  const waba = wabas.get(id);
  if (!waba)
    throw new SocialError(
      "InvalidParametersException",
      `There is no WhatsApp Business Account ${id}.`,
    );
  const destination = eventDestinations[0];
  wabas.setEventDestination(waba, destination && eventDestination(destination));
  return {};
}

function eventDestination({ eventDestinationArn, roleArn }: DestinationInput): EventDestination {
  refuseOtherThanStandardTopic(eventDestinationArn);
  return { topicArn: eventDestinationArn, ...(roleArn === undefined ? {} : { roleArn }) };
}

/**
 * AWS End User Messaging Social user guide, message and event destinations: an SNS standard topic
 * (or Amazon Connect).
 */
function refuseOtherThanStandardTopic(arn: string): void {
  if (!/^arn:[a-z-]+:sns:/.test(arn))
    throw new SocialError(
      "NotSimulatedException",
      `An event destination other than an SNS topic is not simulated yet: ${arn}.`,
    );
  if (arn.endsWith(".fifo"))
    throw new SocialError(
      "InvalidParametersException",
      `FIFO topics are not supported as an event destination: ${arn}.`,
    );
}

const destinationShape = v.object({
  eventDestinationArn: v.pipe(
    v.string(),
    v.maxLength(2048),
    v.regex(/^arn:.*:[a-z-]+([/:](.*))?$/),
  ),
  // No path: the role's name comes right after `role/` (the API's own pattern).
  roleArn: v.optional(
    v.pipe(v.string(), v.regex(/^arn:.*:iam::\d{12}:role\/[a-zA-Z0-9+=,.@\-_]+$/)),
  ),
});

type DestinationInput = v.InferOutput<typeof destinationShape>;

const putShape = v.object({
  id: v.pipe(v.string(), v.minLength(1), v.maxLength(115)),
  eventDestinations: v.pipe(v.array(destinationShape), v.maxLength(1)),
});
