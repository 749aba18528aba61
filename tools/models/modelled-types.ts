import type { Constraints } from "./source-shape";

/** Where the constraints of one resource type are read. */
export interface ModelledType {
  /** Pulumi's type token. */
  readonly type: string;
  /** Where the file stands under `simulator/aws`. */
  readonly file: string;
  /** The resource type of CloudFormation; in brackets the property whose elements it is. */
  readonly cloudFormation?: string;
  /** API operations, as `service.Operation`. */
  readonly botocore?: readonly string[];
  /**
   * Paths in the sources by Pulumi's path, where the names do not agree by themselves; lists are
   * stepped through. `null` is a namesake that means something else.
   */
  readonly names?: Readonly<Record<string, string | null>>;
  /** What stands only in a sentence of the documentation in `@pulumi/aws`, by Pulumi's path. */
  readonly sentences?: Readonly<Record<string, Sentence>>;
}

/** A sentence and what it means; a sentence that is no longer there fails the run. */
export interface Sentence {
  readonly quote: string;
  readonly means: Constraints & {
    readonly kind?: "integer" | "json" | "set";
    readonly also?: readonly number[];
    readonly default?: string | number | boolean;
  };
}

/** Every type that the simulated provider knows, by service. */
export const modelledTypes: readonly ModelledType[] = [
  {
    type: "aws:apigateway/restApi:RestApi",
    file: "apigateway/declared/rest-api.json",
    cloudFormation: "AWS::ApiGateway::RestApi",
    botocore: ["apigateway.CreateRestApi"],
    names: { apiKeySource: "ApiKeySourceType", putRestApiMode: "Mode" },
  },
  {
    type: "aws:apigateway/deployment:Deployment",
    file: "apigateway/declared/deployment.json",
    cloudFormation: "AWS::ApiGateway::Deployment",
    botocore: ["apigateway.CreateDeployment"],
    names: { restApi: "RestApiId" },
  },
  {
    type: "aws:apigateway/stage:Stage",
    file: "apigateway/declared/stage.json",
    cloudFormation: "AWS::ApiGateway::Stage",
    botocore: ["apigateway.CreateStage"],
    names: {
      restApi: "RestApiId",
      deployment: "DeploymentId",
      xrayTracingEnabled: "TracingEnabled",
    },
  },
  {
    type: "aws:cloudwatch/logGroup:LogGroup",
    file: "cloudwatch/declared/log-group.json",
    cloudFormation: "AWS::Logs::LogGroup",
    botocore: ["logs.CreateLogGroup", "logs.PutRetentionPolicy"],
    names: { name: "LogGroupName" },
    sentences: {
      retentionInDays: {
        quote: "2922, 3288, 3653, and 0",
        means: {
          enum: [
            0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192,
            2557, 2922, 3288, 3653,
          ],
        },
      },
    },
  },
  {
    type: "aws:cloudwatch/metricAlarm:MetricAlarm",
    file: "cloudwatch/declared/metric-alarm.json",
    cloudFormation: "AWS::CloudWatch::Alarm",
    botocore: ["cloudwatch.PutMetricAlarm"],
    names: {
      name: "AlarmName",
      evaluateLowSampleCountPercentiles: "EvaluateLowSampleCountPercentile",
      metricQueries: "Metrics",
      "metricQueries.metric": "Metrics.MetricStat",
      "metricQueries.metric.metricName": "Metrics.MetricStat.Metric.MetricName",
      "metricQueries.metric.namespace": "Metrics.MetricStat.Metric.Namespace",
    },
  },
  {
    type: "aws:cloudwatch/compositeAlarm:CompositeAlarm",
    file: "cloudwatch/declared/composite-alarm.json",
    cloudFormation: "AWS::CloudWatch::CompositeAlarm",
    botocore: ["cloudwatch.PutCompositeAlarm"],
  },
  {
    type: "aws:cloudwatch/dashboard:Dashboard",
    file: "cloudwatch/declared/dashboard.json",
    cloudFormation: "AWS::CloudWatch::Dashboard",
    botocore: ["cloudwatch.PutDashboard"],
    sentences: {
      dashboardBody: {
        quote: "The detailed information about the dashboard, including what widgets are included",
        means: { kind: "json" },
      },
    },
  },
  {
    type: "aws:cloudwatch/eventRule:EventRule",
    file: "events/declared/rule.json",
    cloudFormation: "AWS::Events::Rule",
    botocore: ["events.PutRule"],
    sentences: {
      eventPattern: {
        quote: "The event pattern described a JSON object",
        means: { kind: "json" },
      },
    },
  },
  {
    type: "aws:cloudwatch/eventTarget:EventTarget",
    file: "events/declared/target.json",
    cloudFormation: "AWS::Events::Rule",
    botocore: ["events.PutTargets"],
  },
  {
    type: "aws:dynamodb/table:Table",
    file: "dynamodb/declared/table.json",
    cloudFormation: "AWS::DynamoDB::Table",
    botocore: ["dynamodb.CreateTable"],
    names: {
      name: "TableName",
      attributes: "AttributeDefinitions",
      "attributes.name": "AttributeDefinitions.AttributeName",
      "attributes.type": "AttributeDefinitions.AttributeType",
      "globalSecondaryIndexes.name": "GlobalSecondaryIndexes.IndexName",
      "globalSecondaryIndexes.projectionType": "GlobalSecondaryIndexes.Projection.ProjectionType",
      "globalSecondaryIndexes.nonKeyAttributes":
        "GlobalSecondaryIndexes.Projection.NonKeyAttributes",
      "localSecondaryIndexes.name": "LocalSecondaryIndexes.IndexName",
      "localSecondaryIndexes.projectionType": "LocalSecondaryIndexes.Projection.ProjectionType",
      "localSecondaryIndexes.nonKeyAttributes": "LocalSecondaryIndexes.Projection.NonKeyAttributes",
      importTable: "ImportSourceSpecification",
      pointInTimeRecovery: "PointInTimeRecoverySpecification",
      "pointInTimeRecovery.enabled": "PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled",
      serverSideEncryption: "SSESpecification",
      streamViewType: "StreamSpecification.StreamViewType",
      ttl: "TimeToLiveSpecification",
    },
    sentences: {
      "ttl.attributeName": {
        quote: "Required if `enabled` is `true`",
        means: { minLength: 1 },
      },
    },
  },
  {
    type: "aws:dynamodb/tableItem:TableItem",
    file: "dynamodb/declared/table-item.json",
    sentences: {
      item: {
        quote: "JSON representation of a map of attribute name/value pairs",
        means: { kind: "json" },
      },
    },
  },
  {
    type: "aws:iam/role:Role",
    file: "iam/declared/role.json",
    cloudFormation: "AWS::IAM::Role",
    botocore: ["iam.CreateRole"],
    names: { name: "RoleName", assumeRolePolicy: "AssumeRolePolicyDocument" },
  },
  {
    type: "aws:iam/rolePolicy:RolePolicy",
    file: "iam/declared/role-policy.json",
    cloudFormation: "AWS::IAM::RolePolicy",
    botocore: ["iam.PutRolePolicy"],
    names: { name: "PolicyName", policy: "PolicyDocument", role: "RoleName" },
  },
  {
    type: "aws:kms/key:Key",
    file: "kms/declared/key.json",
    cloudFormation: "AWS::KMS::Key",
    botocore: ["kms.CreateKey"],
    names: { deletionWindowInDays: "PendingWindowInDays", customerMasterKeySpec: "KeySpec" },
    sentences: {
      deletionWindowInDays: {
        quote: "it must be between `7` and `30`, inclusive",
        means: { kind: "integer", minimum: 7, maximum: 30 },
      },
      rotationPeriodInDays: {
        quote: "Must be a number between 90 and 2560 (inclusive)",
        means: { kind: "integer", minimum: 90, maximum: 2560 },
      },
      policy: {
        quote: "A valid policy JSON document",
        means: { kind: "json" },
      },
    },
  },
  {
    type: "aws:kms/alias:Alias",
    file: "kms/declared/alias.json",
    cloudFormation: "AWS::KMS::Alias",
    botocore: ["kms.CreateAlias"],
    names: { name: "AliasName" },
  },
  {
    type: "aws:lambda/function:Function",
    file: "lambda/declared/function.json",
    cloudFormation: "AWS::Lambda::Function",
    botocore: ["lambda.CreateFunction"],
    names: { name: "FunctionName", code: null },
    sentences: {
      timeout: {
        quote: "Valid between 1 and 900",
        means: { minimum: 1, maximum: 900 },
      },
      "ephemeralStorage.size": {
        quote: "Valid between 512 MB and 10,240 MB (10 GB)",
        means: { minimum: 512, maximum: 10240 },
      },
      reservedConcurrentExecutions: {
        quote:
          "`-1` removes any concurrency limitations. Defaults to Unreserved Concurrency " +
          "Limits `-1`",
        means: { minimum: -1, default: -1 },
      },
    },
  },
  {
    type: "aws:lambda/permission:Permission",
    file: "lambda/declared/permission.json",
    cloudFormation: "AWS::Lambda::Permission",
    botocore: ["lambda.AddPermission"],
    names: { function: "FunctionName" },
  },
  {
    type: "aws:lambda/eventSourceMapping:EventSourceMapping",
    file: "lambda/declared/event-source-mapping.json",
    cloudFormation: "AWS::Lambda::EventSourceMapping",
    botocore: ["lambda.CreateEventSourceMapping"],
    sentences: {
      batchSize: {
        quote: "Defaults to `100` for DynamoDB, Kinesis, MQ and MSK, `10` for SQS",
        means: { default: 10 },
      },
    },
  },
  {
    type: "aws:pinpoint/smsvoicev2PhoneNumber:Smsvoicev2PhoneNumber",
    file: "eum-sms/declared/phone-number.json",
    cloudFormation: "AWS::SMSVOICE::PhoneNumber",
    botocore: ["pinpoint-sms-voice-v2.RequestPhoneNumber"],
    names: {
      twoWayChannelArn: "TwoWay.ChannelArn",
      twoWayChannelEnabled: "TwoWay.Enabled",
      twoWayChannelRole: "TwoWay.ChannelRole",
    },
    sentences: {
      optOutListName: {
        quote: "If omitted, AWS assigns the `Default` opt-out list",
        means: { default: "Default" },
      },
    },
  },
  {
    type: "aws:pinpoint/smsvoicev2Pool:Smsvoicev2Pool",
    file: "eum-sms/declared/pool.json",
    cloudFormation: "AWS::SMSVOICE::Pool",
    botocore: ["pinpoint-sms-voice-v2.CreatePool"],
    names: {
      twoWayChannelArn: "TwoWay.ChannelArn",
      twoWayChannelRole: "TwoWay.ChannelRole",
      twoWayEnabled: "TwoWay.Enabled",
    },
    sentences: {
      isoCountryCode: {
        quote: "Cannot be changed after creation",
        means: { createOnly: true },
      },
    },
  },
  {
    type: "aws:pinpoint/smsvoicev2OptOutList:Smsvoicev2OptOutList",
    file: "eum-sms/declared/opt-out-list.json",
    cloudFormation: "AWS::SMSVOICE::OptOutList",
    botocore: ["pinpoint-sms-voice-v2.CreateOptOutList"],
    names: { name: "OptOutListName" },
  },
  {
    type: "aws:pinpoint/smsvoicev2ConfigurationSet:Smsvoicev2ConfigurationSet",
    file: "eum-sms/declared/configuration-set.json",
    cloudFormation: "AWS::SMSVOICE::ConfigurationSet",
    botocore: [
      "pinpoint-sms-voice-v2.CreateConfigurationSet",
      "pinpoint-sms-voice-v2.SetDefaultMessageType",
      "pinpoint-sms-voice-v2.SetDefaultSenderId",
    ],
    names: {
      name: "ConfigurationSetName",
      defaultMessageType: "MessageType",
      defaultSenderId: "SenderId",
    },
  },
  {
    type: "aws:pinpoint/smsvoicev2EventDestination:Smsvoicev2EventDestination",
    file: "eum-sms/declared/event-destination.json",
    botocore: ["pinpoint-sms-voice-v2.CreateEventDestination"],
  },
  {
    type: "aws:pinpoint/smsvoicev2Keyword:Smsvoicev2Keyword",
    file: "eum-sms/declared/keyword.json",
    botocore: ["pinpoint-sms-voice-v2.PutKeyword"],
    names: { originationIdentityArn: "OriginationIdentity" },
    sentences: {
      keyword: {
        quote:
          "Must be upper-case; AWS stores keywords in upper-case. 1-30 characters and cannot " +
          "start or end with a space",
        means: { patterns: ["^[^\\p{Ll}]*$", "^\\S(.*\\S)?$"] },
      },
    },
  },
  {
    type: "aws:secretsmanager/secret:Secret",
    file: "secretsmanager/declared/secret.json",
    cloudFormation: "AWS::SecretsManager::Secret",
    botocore: ["secretsmanager.CreateSecret"],
    names: { replicas: "ReplicaRegions" },
    sentences: {
      recoveryWindowInDays: {
        quote:
          "This value can be `0` to force deletion without recovery or range from `7` to `30` days",
        means: { kind: "integer", minimum: 7, maximum: 30, also: [0] },
      },
      type: {
        quote: "This attribute cannot be changed after creation",
        means: { createOnly: true },
      },
      policy: {
        quote: "Valid JSON document representing a [resource policy]",
        means: { kind: "json" },
      },
    },
  },
  {
    type: "aws:sns/topic:Topic",
    file: "sns/declared/topic.json",
    cloudFormation: "AWS::SNS::Topic",
    botocore: ["sns.CreateTopic"],
    names: { name: "TopicName" },
    sentences: {
      policy: {
        quote: "The fully-formed AWS policy as JSON",
        means: { kind: "json" },
      },
      deliveryPolicy: {
        quote: "The SNS delivery policy",
        means: { kind: "json" },
      },
      fifoThroughputScope: {
        quote: "two possible values, `Topic` and `MessageGroup`",
        means: { enum: ["Topic", "MessageGroup"] },
      },
      signatureVersion: {
        quote: "[1 (SHA1) or 2 (SHA256)]",
        means: { kind: "integer", enum: [1, 2] },
      },
    },
  },
  {
    type: "aws:sns/topicPolicy:TopicPolicy",
    file: "sns/declared/topic-policy.json",
    cloudFormation: "AWS::SNS::TopicPolicy",
    names: { policy: "PolicyDocument" },
  },
  {
    type: "aws:sns/topicSubscription:TopicSubscription",
    file: "sns/declared/topic-subscription.json",
    cloudFormation: "AWS::SNS::Subscription",
    botocore: ["sns.Subscribe"],
    names: { topic: "TopicArn" },
    sentences: {
      protocol: {
        quote:
          "Protocols `email`, `email-json`, `http` and `https` are also valid but partially " +
          "supported",
        means: {
          enum: [
            "application",
            "email",
            "email-json",
            "firehose",
            "http",
            "https",
            "lambda",
            "sms",
            "sqs",
          ],
        },
      },
      filterPolicyScope: {
        quote: "applies to `MessageAttributes` (default) or `MessageBody`",
        means: { enum: ["MessageAttributes", "MessageBody"], default: "MessageAttributes" },
      },
    },
  },
  {
    type: "aws:s3/bucket:Bucket",
    file: "s3/declared/bucket.json",
    cloudFormation: "AWS::S3::Bucket",
    botocore: ["s3.CreateBucket"],
    names: { bucket: "BucketName" },
  },
  {
    type: "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    file: "s3/declared/bucket-lifecycle-configuration.json",
    botocore: ["s3.PutBucketLifecycleConfiguration"],
  },
  {
    type: "aws:s3/bucketNotification:BucketNotification",
    file: "s3/declared/bucket-notification.json",
    botocore: ["s3.PutBucketNotificationConfiguration"],
  },
  {
    type: "aws:s3/bucketPolicy:BucketPolicy",
    file: "s3/declared/bucket-policy.json",
    cloudFormation: "AWS::S3::BucketPolicy",
    names: { policy: "PolicyDocument" },
  },
  {
    type: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    file: "s3/declared/bucket-public-access-block.json",
    botocore: ["s3.PutPublicAccessBlock"],
  },
  {
    type: "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    file: "s3/declared/bucket-server-side-encryption-configuration.json",
    botocore: ["s3.PutBucketEncryption"],
  },
  {
    type: "aws:sqs/queue:Queue",
    file: "sqs/declared/queue.json",
    cloudFormation: "AWS::SQS::Queue",
    botocore: ["sqs.CreateQueue"],
    names: {
      name: "QueueName",
      maxMessageSize: "MaximumMessageSize",
      messageRetentionSeconds: "MessageRetentionPeriod",
      receiveWaitTimeSeconds: "ReceiveMessageWaitTimeSeconds",
      visibilityTimeoutSeconds: "VisibilityTimeout",
    },
    sentences: {
      policy: {
        quote: "JSON policy for the SQS queue",
        means: { kind: "json" },
      },
    },
  },
  {
    type: "aws:sqs/queuePolicy:QueuePolicy",
    file: "sqs/declared/queue-policy.json",
    cloudFormation: "AWS::SQS::QueuePolicy",
    names: { policy: "PolicyDocument" },
  },
];
