import { simulatedAccount } from "../account/account";
import { md5OfAttributes } from "../sqs/md5";
import type { ReceivedMessage } from "../sqs/message";
import { systemAttributes } from "../sqs/received-message-wire";

/**
 * The event that a function gets for a batch of messages (Lambda developer guide, "Using Lambda
 * with Amazon SQS").
 */
export function sqsEvent(queueArn: string, messages: readonly ReceivedMessage[]): object {
  return { Records: messages.map((message) => recordOf(queueArn, message)) };
}

function recordOf(queueArn: string, message: ReceivedMessage): object {
  const digest = md5OfAttributes(message.attributes);
  return {
    messageId: message.messageId,
    receiptHandle: message.receiptHandle,
    body: message.body,
    attributes: systemAttributes(message),
    messageAttributes: Object.fromEntries(
      Object.entries(message.attributes).map(([name, attribute]) => [
        name,
        {
          ...(attribute.StringValue === undefined ? {} : { stringValue: attribute.StringValue }),
          ...(attribute.BinaryValue === undefined ? {} : { binaryValue: attribute.BinaryValue }),
          stringListValues: [],
          binaryListValues: [],
          dataType: attribute.DataType,
        },
      ]),
    ),
    ...(digest === undefined ? {} : { md5OfMessageAttributes: digest }),
    md5OfBody: message.md5OfBody,
    eventSource: "aws:sqs",
    eventSourceARN: queueArn,
    awsRegion: simulatedAccount.region,
  };
}
