import { nearest } from "../kernel/nearest";
import { apigatewayModels } from "./apigateway/model";
import { cloudwatchModels } from "./cloudwatch/model";
import { dynamodbModels } from "./dynamodb/model";
import { pinpointModels } from "./eum-sms/model";
import { eventsModels } from "./events/model";
import { iamModels } from "./iam/model";
import { kmsModels } from "./kms/model";
import { lambdaModels } from "./lambda/model";
import type { ResourceModel } from "./resources/resource-model";
import { s3Models } from "./s3/model";
import { secretsmanagerModels } from "./secretsmanager/model";
import { snsModels } from "./sns/model";
import { sqsModels } from "./sqs/model";

/** Every resource type of the simulated provider. */
export const allModels: readonly ResourceModel[] = [
  ...apigatewayModels,
  ...cloudwatchModels,
  ...dynamodbModels,
  ...eventsModels,
  ...iamModels,
  ...kmsModels,
  ...lambdaModels,
  ...pinpointModels,
  ...s3Models,
  ...secretsmanagerModels,
  ...snsModels,
  ...sqsModels,
];

/** Pulumi's type tokens of all of them. */
export const resourceTypes: readonly string[] = allModels.map(({ type }) => type);

const byType = new Map(allModels.map((model) => [model.type, model]));

/** @throws when the simulated provider does not know the type; it does not pretend to. */
export function modelOf(type: string): ResourceModel {
  const model = byType.get(type);
  if (model) return model;
  const meant = nearest(type, byType.keys());
  throw new Error(
    `The simulated cloud has no resource type "${type}"` +
      `${meant ? ` (did you mean "${meant}"?)` : ""}: ` +
      "give it a model in simulator/aws/<service>/model.ts before the program may use it.",
  );
}
