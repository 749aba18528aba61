/**
 * What is lost when a resource of a type is deleted, or registered under another name: Pulumi then
 * makes the new one first and deletes the old one after it.
 */
export type Kept =
  /** What lies in it, or the address by which others know it. */
  | { readonly kept: "state"; readonly protection?: Protection }
  /**
   * What has just been put into its place: the new one and the old one are one thing to AWS, such
   * as a queue's policy or an alarm by its name, and deleting the old one takes it away.
   */
  | { readonly kept: "place" }
  | { readonly kept: "nothing" };

/** The properties by which AWS itself protects a resource, or lets it go. */
type Protection = (
  protect: boolean,
  props: Readonly<Record<string, unknown>>,
) => Readonly<Record<string, unknown>>;

const state: Kept = { kept: "state" };
const place: Kept = { kept: "place" };
const nothing: Kept = { kept: "nothing" };

/** What a component says itself, counts: a number in a pool is protected by the pool. */
const deletionProtection: Protection = (protect, { deletionProtectionEnabled = protect }) => ({
  deletionProtectionEnabled,
});

/** Every type that the program may register; the guard refuses one that is not here. */
export const keptTypes: Readonly<Record<string, Kept>> = {
  "aws:apigateway/deployment:Deployment": nothing,
  "aws:apigateway/restApi:RestApi": state,
  "aws:apigateway/stage:Stage": place,
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": place,
  "aws:cloudwatch/dashboard:Dashboard": place,
  "aws:cloudwatch/eventRule:EventRule": nothing,
  "aws:cloudwatch/eventTarget:EventTarget": nothing,
  "aws:cloudwatch/logGroup:LogGroup": nothing,
  "aws:cloudwatch/metricAlarm:MetricAlarm": place,
  "aws:dynamodb/table:Table": { ...state, protection: deletionProtection },
  "aws:dynamodb/tableItem:TableItem": place,
  "aws:iam/role:Role": nothing,
  "aws:iam/rolePolicy:RolePolicy": nothing,
  "aws:kms/alias:Alias": place,
  "aws:kms/key:Key": state,
  "aws:lambda/eventSourceMapping:EventSourceMapping": nothing,
  "aws:lambda/function:Function": nothing,
  "aws:lambda/permission:Permission": nothing,
  "aws:pinpoint/smsvoicev2ConfigurationSet:Smsvoicev2ConfigurationSet": state,
  "aws:pinpoint/smsvoicev2EventDestination:Smsvoicev2EventDestination": place,
  "aws:pinpoint/smsvoicev2Keyword:Smsvoicev2Keyword": place,
  "aws:pinpoint/smsvoicev2OptOutList:Smsvoicev2OptOutList": state,
  "aws:pinpoint/smsvoicev2PhoneNumber:Smsvoicev2PhoneNumber": {
    ...state,
    protection: deletionProtection,
  },
  "aws:pinpoint/smsvoicev2Pool:Smsvoicev2Pool": { ...state, protection: deletionProtection },
  // Nothing in it outlives a month: where nobody depends on it, it may go with its objects.
  "aws:s3/bucket:Bucket": { ...state, protection: (protect) => ({ forceDestroy: !protect }) },
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": place,
  "aws:s3/bucketPolicy:BucketPolicy": place,
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": place,
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": place,
  "aws:secretsmanager/secret:Secret": state,
  "aws:sns/topic:Topic": state,
  "aws:sns/topicPolicy:TopicPolicy": place,
  // To subscribe again gives the same subscription; a person has to confirm one by e-mail anew.
  "aws:sns/topicSubscription:TopicSubscription": place,
  "aws:sqs/queue:Queue": state,
  "aws:sqs/queuePolicy:QueuePolicy": place,
  "pulumi-nodejs:dynamic/whatsapp:EventDestination": place,
};
