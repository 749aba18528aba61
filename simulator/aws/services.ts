import type { AwsService } from "../gateway/aws-service";
import { ApiGateway } from "./apigateway/api-gateway";
import { CloudWatch } from "./cloudwatch/cloudwatch";
import { cloudWatchService } from "./cloudwatch/operations";
import { DynamoDb } from "./dynamodb/dynamodb";
import { dynamoDb } from "./dynamodb/operations";
import { Rules } from "./events/rules";
import type { CredentialStore } from "./iam/credentials";
import { Keys } from "./kms/keys";
import { keyManagement } from "./kms/operations";
import { AsyncInvocations } from "./lambda/async-invocations";
import { EventSourceMappings } from "./lambda/event-source-mappings";
import { Lambda, type LambdaDeps } from "./lambda/lambda";
import { functionService } from "./lambda/operations";
import { cloudWatchLogs } from "./logs/operations";
import { Buckets } from "./s3/buckets";
import { Notifications } from "./s3/notifications";
import { Objects } from "./s3/objects";
import { objectStorage } from "./s3/operations";
import { secretsManager } from "./secretsmanager/operations";
import { Secrets } from "./secretsmanager/secrets";
import { drawsOf, type ServiceDeps } from "./service-deps";
import { notificationService } from "./sns/operations";
import { Sns } from "./sns/sns";
import { queueService } from "./sqs/operations";
import { reportUnreadQueues, Sqs } from "./sqs/sqs";

export interface Services {
  readonly keys: Keys;
  readonly sqs: Sqs;
  readonly sns: Sns;
  readonly dynamodb: DynamoDb;
  readonly objects: Objects;
  readonly secrets: Secrets;
  readonly lambda: Lambda;
  readonly mappings: EventSourceMappings;
  readonly apis: ApiGateway;
  readonly cloudwatch: CloudWatch;
  /** S3, which is also found by host names of its own. */
  readonly storage: AwsService;
  /** As clients reach them. */
  readonly onTheWire: readonly AwsService[];
}

export interface ServicesOptions {
  readonly seed: number;
  readonly credentials: CredentialStore;
  readonly join: LambdaDeps["join"];
  readonly turns?: LambdaDeps["turns"];
}

/**
 * The services of an account. They hear of a declaration in the order in which they stand here, and
 * queues come first: the others look for them.
 */
export function servicesOf(
  account: ServiceDeps,
  { seed, credentials, join, turns }: ServicesOptions,
): Services {
  const drawing = (own: number) => ({ ...account, ...drawsOf(seed + own) });
  const keys = new Keys(drawing(7));
  const sqs = new Sqs(drawing(1));
  const sns = new Sns({ ...drawing(2), keys, sqs });
  const dynamodb = new DynamoDb(drawing(4));
  const objects = new Objects(new Buckets({ ...account, keys }), account);
  const secrets = new Secrets(drawing(5));
  const lambda = new Lambda({ ...drawing(12), credentials, join, ...(turns ? { turns } : {}) });
  const mappings = new EventSourceMappings({ ...account, keys, sqs, lambda });
  const apis = new ApiGateway({ ...drawing(13), lambda, credentials });
  const cloudwatch = new CloudWatch({ ...account, sqs, sns, lambda, apis });
  const asyncInvocations = new AsyncInvocations({ ...drawing(8), lambda, sqs, sns });
  new Notifications({ ...drawing(14), objects, sqs, sns, asyncInvocations });
  new Rules({ ...drawing(6), asyncInvocations });
  reportUnreadQueues(sqs, account.controlPlane, account.faults);
  const storage = objectStorage({ ...drawing(15), objects, credentials });
  const onTheWire = [
    queueService({ ...account, sqs, keys }),
    notificationService({ ...drawing(3), sns }),
    functionService({ ...account, lambda, asyncInvocations }),
    keyManagement({ ...drawing(9), keys }),
    dynamoDb(dynamodb),
    storage,
    secretsManager(secrets),
    cloudWatchService(cloudwatch, account.clock),
    cloudWatchLogs(cloudwatch.logs),
  ];
  return {
    ...{ keys, sqs, sns, dynamodb, objects, secrets, lambda, mappings, apis, cloudwatch },
    ...{ storage, onTheWire },
  };
}
