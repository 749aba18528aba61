import { crc32 } from "node:zlib";
import * as v from "valibot";
import { AwsError } from "../../gateway/aws-error";
import type { AwsService, WireResponse } from "../../gateway/aws-service";
import {
  type OperationEntry,
  operation,
  type Permission,
  validationException,
} from "../../gateway/operation";
import { awsJson, type Protocol } from "../../gateway/protocol";
import { arn } from "../account/account";
import type { DynamoDb } from "./dynamodb";
import { tableOperations } from "./table-operations";
import { writeKinds } from "./transaction-input";

type Input = Readonly<Record<string, unknown>>;

/**
 * DynamoDB on the wire. Tables come from the evaluated program alone: the operations that create or
 * change one are not there.
 */
export function dynamoDb(dynamodb: DynamoDb): AwsService {
  const { engine, transactions } = dynamodb;
  return {
    scope: "dynamodb",
    protocol,
    invalid: validationException,
    throttled: new AwsError(
      "ThrottlingException",
      "Throughput exceeds the current capacity of your table or index.",
    ),
    internal: new AwsError("InternalServerError", "Internal server error", 500),
    operations: {
      ...tableOperations(dynamodb),
      GetItem: items("GetItem", (input) => engine.read("GetItem", input)),
      Query: items("Query", (input) => engine.read("Query", input)),
      Scan: items("Scan", (input) => engine.read("Scan", input)),
      BatchGetItem: batch("BatchGetItem", (input) => engine.read("BatchGetItem", input)),
      PutItem: items("PutItem", (input) => {
        transactions.refuseConflict("PutItem", input);
        return engine.write("PutItem", input);
      }),
      UpdateItem: items("UpdateItem", (input) => {
        transactions.refuseConflict("UpdateItem", input);
        return engine.write("UpdateItem", input);
      }),
      DeleteItem: items("DeleteItem", (input) => {
        transactions.refuseConflict("DeleteItem", input);
        return engine.write("DeleteItem", input);
      }),
      BatchWriteItem: batch("BatchWriteItem", (input) => engine.writeBatch(input)),
      TransactWriteItems: operation({
        input: transactionOf(writeKinds.map(({ member }) => member)),
        authorise: ({ TransactItems = [] }) =>
          TransactItems.flatMap((item) =>
            writeKinds.flatMap(({ member, action }) => onTable(action, item[member])),
          ),
        run: (input) => transactions.write(input),
      }),
      TransactGetItems: operation({
        input: transactionOf(["Get"]),
        authorise: ({ TransactItems = [] }) =>
          TransactItems.flatMap(({ Get }) => onTable("dynamodb:GetItem", Get)),
        run: (input) => transactions.read(input),
      }),
    },
  };
}

type Run = OperationEntry<v.GenericSchema<unknown, Input>>["run"];

/** What the members must be, dynalite knows; here only the table's name is read. */
const anyInput = v.record(v.string(), v.unknown());
const named = v.looseObject({ TableName: v.optional(v.pipe(v.string(), v.transform(plainName))) });

/** An operation on the items of one table, or of one index, which is a resource of its own. */
function items(name: string, run: Run) {
  return operation({
    input: named,
    authorise: ({ TableName, IndexName }) => {
      const table = TableName === undefined ? "*" : tableArn(TableName);
      const isIndex = typeof IndexName === "string" && TableName !== undefined;
      return [[`dynamodb:${name}`, isIndex ? `${table}/index/${IndexName}` : table]];
    },
    run,
  });
}

function batch(name: string, run: Run) {
  const input = v.looseObject({
    RequestItems: v.optional(
      v.pipe(
        anyInput,
        v.transform((tables) =>
          Object.fromEntries(Object.entries(tables).map(([key, value]) => [plainName(key), value])),
        ),
      ),
    ),
  });
  return operation({
    input,
    authorise: ({ RequestItems = {} }) =>
      Object.keys(RequestItems).map((table) => [`dynamodb:${name}`, tableArn(table)] as const),
    run,
  });
}

function transactionOf(members: readonly string[]) {
  const item = v.looseObject(
    Object.fromEntries(members.map((member) => [member, v.optional(named)])),
  );
  return v.looseObject({ TransactItems: v.optional(v.array(item)) });
}

function onTable(
  action: string,
  input: { readonly TableName?: unknown } | undefined,
): Permission[] {
  return typeof input?.TableName === "string" ? [[action, tableArn(input.TableName)]] : [];
}

/** A request may name a table by its ARN; dynalite knows names only. */
function plainName(nameOrArn: string): string {
  return nameOrArn.replace(/^arn:.*:table\//, "");
}

function tableArn(name: string): string {
  return arn("dynamodb", `table/${name}`);
}

const json = {
  dynamodb: awsJson({ version: "1.0", namespace: "com.amazonaws.dynamodb.v20120810#" }),
  validate: awsJson({ version: "1.0", namespace: "com.amazon.coral.validate#" }),
  service: awsJson({ version: "1.0", namespace: "com.amazon.coral.service#" }),
};

/** The errors that are not DynamoDB's own. */
const framework: Readonly<Record<string, Protocol>> = {
  ValidationException: json.validate,
  SerializationException: json.service,
  UnknownOperationException: json.service,
  AccessDeniedException: json.service,
  UnrecognizedClientException: json.service,
};

const protocol: Protocol = {
  ...json.dynamodb,
  answer: (output, name) => withDigest(json.dynamodb.answer(output, name)),
  error: (error) => withDigest((framework[error.code] ?? json.dynamodb).error(error)),
};

/** Some SDKs check an answer by it. */
function withDigest(response: WireResponse): WireResponse {
  const digest = String(crc32(response.body));
  return { ...response, headers: { ...response.headers, "x-amz-crc32": digest } };
}
