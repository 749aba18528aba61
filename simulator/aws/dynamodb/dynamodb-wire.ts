import { AwsError } from "../../gateway/aws-error";
import { jsonBody, jsonError, notSimulated, operationOf } from "../../gateway/aws-json";
import type {
  Authorization,
  AwsRequest,
  HandWrittenService,
  WireResponse,
} from "../../gateway/aws-service";
import { arn } from "../account/account";
import { withConflictingItem } from "./conflicting-item";
import type { DynamoDb } from "./dynamodb";

const simulated: readonly string[] = [
  "BatchGetItem",
  "BatchWriteItem",
  "DeleteItem",
  "DescribeTable",
  "DescribeTimeToLive",
  "GetItem",
  "ListTables",
  "PutItem",
  "Query",
  "Scan",
  "UpdateItem",
];

/**
 * DynamoDB on the wire. Tables come from the evaluated program alone: the operations that create or
 * change one are not simulated.
 */
export class DynamoDbWire implements HandWrittenService {
  readonly scope = "dynamodb";
  readonly throttled = new AwsError("ThrottlingException", "Rate exceeded");
  readonly internal = new AwsError("InternalServerError", "The service failed.", 500);

  constructor(private readonly dynamodb: DynamoDb) {}

  authorizations(request: AwsRequest): Authorization[] {
    const action = `dynamodb:${operationOf(request)}`;
    return resourcesOf(jsonBody(request)).map((resource) => ({ action, resource }));
  }

  async handle(request: AwsRequest): Promise<WireResponse> {
    const operation = operationOf(request);
    if (!simulated.includes(operation)) throw notSimulated("DynamoDB", operation);
    const body = jsonBody(request);
    const response = await this.dynamodb.request(operation, JSON.stringify(withPlainName(body)));
    return response.status === 400
      ? await withConflictingItem(this.dynamodb, operation, body, response)
      : response;
  }

  error(code: string, message: string, status: number): WireResponse {
    return jsonError("1.0", `com.amazonaws.dynamodb.v20120810#${code}`, message, status);
  }
}

/** The tables, or the one index, that a request touches. */
function resourcesOf(body: Readonly<Record<string, unknown>>): string[] {
  if (typeof body.RequestItems === "object" && body.RequestItems !== null)
    return Object.keys(body.RequestItems).map(tableArn);
  if (typeof body.TableName !== "string") return ["*"];
  const table = tableArn(body.TableName);
  return [typeof body.IndexName === "string" ? `${table}/index/${body.IndexName}` : table];
}

/** A request may name a table by its ARN; dynalite knows names only. */
function withPlainName(body: Readonly<Record<string, unknown>>): object {
  return typeof body.TableName === "string"
    ? { ...body, TableName: body.TableName.replace(/^arn:.*:table\//, "") }
    : body;
}

function tableArn(nameOrArn: string): string {
  return nameOrArn.startsWith("arn:") ? nameOrArn : arn("dynamodb", `table/${nameOrArn}`);
}
