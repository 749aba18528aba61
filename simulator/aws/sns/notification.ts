import { arn } from "../account/account";

/** A message that a topic took. */
export interface Notification {
  readonly messageId: string;
  readonly topicArn: string;
  readonly message: string;
  readonly subject?: string;
  /** Milliseconds since the epoch, on the simulated clock. */
  readonly publishedAt: number;
}

/**
 * The JSON in which SNS wraps a message (SNS developer guide, notification JSON format). The
 * signature is no signature: nobody behind a queue verifies it, the queue's policy says who may
 * send.
 */
export function envelope(notification: Notification): string {
  const { messageId, topicArn, message, subject, publishedAt } = notification;
  const host = `https://sns.${arn("sns", "").split(":")[3]}.amazonaws.com`;
  return JSON.stringify({
    Type: "Notification",
    MessageId: messageId,
    TopicArn: topicArn,
    ...(subject === undefined ? {} : { Subject: subject }),
    Message: message,
    Timestamp: new Date(publishedAt).toISOString(),
    SignatureVersion: "1",
    Signature: "c2ltdWxhdGVk",
    SigningCertURL: `${host}/SimpleNotificationService-simulated.pem`,
    UnsubscribeURL: `${host}/?Action=Unsubscribe&SubscriptionArn=${topicArn}:simulated`,
  });
}
