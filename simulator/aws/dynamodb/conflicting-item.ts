import type { WireResponse } from "../../gateway/aws-service";
import type { DynamoDb } from "./dynamodb";

/**
 * Adds the item that stood in the way of a conditional write, where
 * `ReturnValuesOnConditionCheckFailure` asks for it: dynalite does not. It is read right after the
 * failed write, so a write in between would show.
 */
export async function withConflictingItem(
  dynamodb: DynamoDb,
  operation: string,
  body: Readonly<Record<string, unknown>>,
  response: WireResponse,
): Promise<WireResponse> {
  if (body.ReturnValuesOnConditionCheckFailure !== "ALL_OLD") return response;
  const error = JSON.parse(response.body.toString()) as Record<string, unknown>;
  if (!String(error.__type).endsWith("#ConditionalCheckFailedException")) return response;
  const tableName = String(body.TableName).replace(/^arn:.*:table\//, "");
  const key =
    operation === "PutItem"
      ? await keyOfItem(dynamodb, tableName, body.Item as Record<string, unknown>)
      : body.Key;
  const { Item } = await dynamodb.call("GetItem", {
    TableName: tableName,
    Key: key,
    ConsistentRead: true,
  });
  // The digest that dynalite computed is over the body without the item.
  const { "x-amz-crc32": _, "content-length": __, ...headers } = response.headers ?? {};
  return { ...response, headers, body: JSON.stringify({ ...error, ...(Item ? { Item } : {}) }) };
}

async function keyOfItem(
  dynamodb: DynamoDb,
  tableName: string,
  item: Record<string, unknown>,
): Promise<object> {
  const { Table } = await dynamodb.call("DescribeTable", { TableName: tableName });
  const { KeySchema } = Table as { KeySchema: { AttributeName: string }[] };
  return Object.fromEntries(
    KeySchema.map(({ AttributeName }) => [AttributeName, item[AttributeName]]),
  );
}
