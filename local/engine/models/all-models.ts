import { nearest } from "../../../infra/config/nearest";
import type { ResourceModel } from "../resource-model";
import { apigatewayModels } from "./apigateway";
import { cloudwatchModels } from "./cloudwatch";
import { dynamodbModels } from "./dynamodb";
import { iamModels } from "./iam";
import { lambdaModels } from "./lambda";
import { pinpointModels } from "./pinpoint";
import { secretsmanagerModels } from "./secretsmanager";
import { snsModels } from "./sns";
import { sqsModels } from "./sqs";

/** Every resource type of the simulated provider. */
export const allModels: readonly ResourceModel[] = [
  ...apigatewayModels,
  ...cloudwatchModels,
  ...dynamodbModels,
  ...iamModels,
  ...lambdaModels,
  ...pinpointModels,
  ...secretsmanagerModels,
  ...snsModels,
  ...sqsModels,
];

const byType = new Map(allModels.map((model) => [model.type, model]));

/** @throws when the simulated provider does not know the type; it does not pretend to. */
export function modelOf(type: string): ResourceModel {
  const model = byType.get(type);
  if (model) return model;
  const meant = nearest(type, byType.keys());
  throw new Error(
    `The simulated cloud has no resource type "${type}"${meant ? ` (did you mean "${meant}"?)` : ""}: give it a model in local/engine/models before the program may use it.`,
  );
}
