import type { Types } from "dynalite/validations";
import { types as deleteItem } from "dynalite/validations/deleteItem";
import { types as getItem } from "dynalite/validations/getItem";
import { types as putItem } from "dynalite/validations/putItem";
import { types as updateItem } from "dynalite/validations/updateItem";

// The members of the two operations, in dynalite's words, so that they are refused in the same way.

/** What a condition that fails shows; dynalite does not know it. */
export const onFailureTypes: Types = {
  ReturnValuesOnConditionCheckFailure: { type: "String", enum: ["ALL_OLD", "NONE"] },
};

const expression = {
  ...only(putItem, "ExpressionAttributeNames", "ExpressionAttributeValues", "ConditionExpression"),
  ...onFailureTypes,
};
const required = { type: "String", notNull: true };

/** The four kinds of action, and the operation by whose rules each is judged. */
export const writeKinds = [
  {
    member: "ConditionCheck",
    operation: "DeleteItem",
    action: "dynamodb:ConditionCheckItem",
    types: {
      ...only(deleteItem, "TableName", "Key"),
      ...expression,
      ConditionExpression: required,
    },
  },
  {
    member: "Put",
    operation: "PutItem",
    action: "dynamodb:PutItem",
    types: { ...only(putItem, "TableName", "Item"), ...expression },
  },
  {
    member: "Delete",
    operation: "DeleteItem",
    action: "dynamodb:DeleteItem",
    types: { ...only(deleteItem, "TableName", "Key"), ...expression },
  },
  {
    member: "Update",
    operation: "UpdateItem",
    action: "dynamodb:UpdateItem",
    types: {
      ...only(updateItem, "TableName", "Key"),
      ...expression,
      UpdateExpression: required,
    },
  },
] as const;

export type WriteKind = (typeof writeKinds)[number];

export interface TransactWrite {
  readonly TransactItems: readonly { readonly [Member in WriteKind["member"]]?: object }[];
  readonly ClientRequestToken?: string;
  readonly ReturnConsumedCapacity?: string;
}

export const transactWriteTypes: Types = {
  ...only(putItem, "ReturnConsumedCapacity", "ReturnItemCollectionMetrics"),
  ClientRequestToken: {
    type: "String",
    lengthGreaterThanOrEqual: 1,
    lengthLessThanOrEqual: 36,
  },
  TransactItems: upTo100(
    Object.fromEntries(
      writeKinds.map(({ member, types }) => [
        member,
        { type: `FieldStruct<${member}>`, children: types },
      ]),
    ),
  ),
};

export interface TransactGet {
  readonly TransactItems: readonly { readonly Get: object }[];
  readonly ReturnConsumedCapacity?: string;
}

export const transactGetTypes: Types = {
  ...only(getItem, "ReturnConsumedCapacity"),
  TransactItems: upTo100({
    Get: {
      type: "FieldStruct<Get>",
      notNull: true,
      children: only(
        getItem,
        "TableName",
        "Key",
        "ProjectionExpression",
        "ExpressionAttributeNames",
      ),
    },
  }),
};

function upTo100(members: Types): object {
  return {
    type: "List",
    notNull: true,
    lengthGreaterThanOrEqual: 1,
    lengthLessThanOrEqual: 100,
    children: { type: "ValueStruct<TransactItem>", children: members },
  };
}

function only(types: Types, ...members: readonly string[]): Types {
  return Object.fromEntries(Object.entries(types).filter(([name]) => members.includes(name)));
}
