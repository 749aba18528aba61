import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as v from "valibot";
import { twilioStages } from "../domain/rollout/stage";
import { type Brake, type RolloutInForce, weightInForce } from "../domain/rollout/weight-in-force";
import type { RolloutSource } from "../ports";
import { brakeSortKey, declaredSortKey, rolloutKey } from "./item-shapes";
import type { Table } from "./table";

const percent = v.pipe(v.number(), v.minValue(0), v.maxValue(100));

const declaredItem = v.looseObject({
  awsWeight: percent,
  salt: v.pipe(v.string(), v.minLength(1)),
  stage: v.picklist(twilioStages),
});

const brakeItem = v.looseObject({
  cap: percent,
  reason: v.string(),
  incident: v.string(),
  at: v.number(),
  pause: v.optional(v.boolean(), false),
});

/** The declared weight and the brake, read with one query each time: a brake acts at once. */
export class DynamoRollout implements RolloutSource {
  constructor(private readonly table: Table) {}

  async read(): Promise<RolloutInForce> {
    const { Items = [] } = await this.table.client.send(
      new QueryCommand({
        TableName: this.table.name,
        // A brake that somebody has just written must not be read past.
        ConsistentRead: true,
        KeyConditionExpression: "pk = :rollout",
        ExpressionAttributeValues: { ":rollout": rolloutKey },
      }),
    );
    const item = (sortKey: string) => Items.find((candidate) => candidate.sk === sortKey);
    const declared = v.safeParse(declaredItem, item(declaredSortKey));
    if (!declared.success) {
      throw new Error(
        `Table ${this.table.name} has no readable item ${rolloutKey}/${declaredSortKey} ` +
          `(${firstIssue(declared.issues)}): deploy the program, which writes it.`,
      );
    }
    return weightInForce(declared.output, this.#brake(item(brakeSortKey)));
  }

  #brake(item: unknown): Brake | undefined {
    if (item === undefined) return undefined;
    const brake = v.safeParse(brakeItem, item);
    if (brake.success) return brake.output;
    // Guessing a cap could move people that the brake is there to hold.
    throw new Error(
      `Item ${rolloutKey}/${brakeSortKey} of table ${this.table.name} cannot be read ` +
        `(${firstIssue(brake.issues)}): write cap, reason, incident and at, or delete it.`,
    );
  }
}

function firstIssue(issues: readonly v.BaseIssue<unknown>[]): string {
  const [issue] = issues;
  return issue ? `${v.getDotPath(issue) ?? "item"}: ${issue.message}` : "unknown";
}
