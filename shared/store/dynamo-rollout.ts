import { QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import * as v from "valibot";
import type { Arm } from "../domain/message/channel";
import { twilioStages } from "../domain/rollout/stage";
import {
  type Brake,
  type DownUntil,
  type RolloutDeclaration,
  type RolloutInForce,
  weightInForce,
} from "../domain/rollout/weight-in-force";
import { StatedError } from "../domain/stated-error";
import type { Breaker, Clock, Log, Metrics, RolloutSource } from "../ports";
import { brakeSortKey, declaredSortKey, rolloutKey } from "./item-shapes";
import type { Table } from "./table";

const percent = v.pipe(v.number(), v.minValue(0), v.maxValue(100));

const declaredItem = v.looseObject({
  awsWeight: percent,
  salt: v.pipe(v.string(), v.minLength(1)),
  stage: v.picklist(twilioStages),
});

/** An item that was only written to say that an arm is down has no cap. */
const brakeItem = v.union([
  v.looseObject({
    cap: percent,
    reason: v.string(),
    incident: v.string(),
    at: v.number(),
    pause: v.optional(v.boolean(), false),
  }),
  v.pipe(
    v.looseObject({ cap: v.optional(v.undefined()) }),
    v.transform(() => undefined),
  ),
]);

const downItem = v.looseObject({
  downUntilA: v.optional(v.number()),
  downUntilB: v.optional(v.number()),
});

/** How long what was read is used before it is read again. */
const freshMs = 5_000;
/** How long a brake that cannot be read any more is taken to be what it was. */
const trustedMs = 5 * 60_000;

interface Reading {
  readonly declared: RolloutDeclaration;
  readonly brake: Brake | undefined;
  /** When that brake was read. */
  readonly brakeAt: number;
  readonly downUntil: DownUntil;
  readonly at: number;
}

const capZero: Brake = { cap: 0, reason: "the brake cannot be read", incident: "unread", at: 0 };

/**
 * The declared weight and the brake, as of a few seconds ago. A brake that cannot be read is the
 * last good one for five minutes, then cap 0: nobody is moved, and an answer needs neither
 * (docs/rules.md, rule 6).
 */
export class DynamoRollout implements RolloutSource, Breaker {
  #last: Reading | undefined;
  #reading: Promise<RolloutInForce> | undefined;

  constructor(
    private readonly table: Table,
    private readonly ports: {
      readonly clock: Clock;
      readonly log: Log;
      readonly metrics: Metrics;
    },
  ) {}

  async read(): Promise<RolloutInForce> {
    const last = this.#last;
    if (last && this.ports.clock.now() < last.at + freshMs) return inForce(last);
    this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async trip(arm: Arm, until: number): Promise<void> {
    await this.table.client.send(
      new UpdateCommand({
        TableName: this.table.name,
        Key: { pk: rolloutKey, sk: brakeSortKey },
        UpdateExpression: "SET #down = :until",
        ExpressionAttributeNames: { "#down": `downUntil${arm}` },
        ExpressionAttributeValues: { ":until": until },
      }),
    );
    if (this.#last)
      this.#last = { ...this.#last, downUntil: { ...this.#last.downUntil, [arm]: until } };
  }

  async #read(): Promise<RolloutInForce> {
    const now = this.ports.clock.now();
    try {
      this.#last = this.#readingOf(await this.#items(), now);
      return inForce(this.#last);
    } catch (error) {
      this.ports.metrics.count("RolloutUnreadable", {});
      this.ports.log.error("rollout.unreadable", {}, error);
      if (!this.#last) throw error;
      // Nobody waits for the table again within the next seconds.
      this.#last = { ...this.#last, ...this.#lastBrake(now), at: now };
      return inForce(this.#last);
    }
  }

  async #items(): Promise<readonly Record<string, unknown>[]> {
    const { Items = [] } = await this.table.client.send(
      new QueryCommand({
        TableName: this.table.name,
        // A brake that somebody has just written must not be read past.
        ConsistentRead: true,
        KeyConditionExpression: "pk = :rollout",
        ExpressionAttributeValues: { ":rollout": rolloutKey },
      }),
    );
    return Items;
  }

  #readingOf(items: readonly Record<string, unknown>[], at: number): Reading {
    const item = (sortKey: string) => items.find((candidate) => candidate.sk === sortKey);
    const declared = v.safeParse(declaredItem, item(declaredSortKey));
    if (!declared.success) {
      throw new StatedError(
        `Table ${this.table.name} has no readable item ${rolloutKey}/${declaredSortKey} ` +
          `(${firstIssue(declared.issues)}): deploy the program, which writes it.`,
      );
    }
    const found = item(brakeSortKey) ?? {};
    const brake = v.safeParse(brakeItem, found);
    const down = v.safeParse(downItem, found);
    return {
      declared: declared.output,
      ...(brake.success
        ? { brake: brake.output, brakeAt: at }
        : this.#insteadOfBrake(firstIssue(brake.issues), at)),
      downUntil: down.success ? downUntilOf(down.output) : {},
      at,
    };
  }

  /** Guessing a cap could move people that the brake is there to hold: it is the last one, or 0. */
  #insteadOfBrake(issue: string, now: number): Pick<Reading, "brake" | "brakeAt"> {
    const where = `Item ${rolloutKey}/${brakeSortKey} of table ${this.table.name}`;
    this.ports.metrics.count("RolloutUnreadable", {});
    this.ports.log.error(
      "rollout.unreadable",
      {},
      new StatedError(`${where} (${issue}): write cap, reason, incident and at, or delete it.`),
    );
    return this.#lastBrake(now);
  }

  /** A pause stays: what the business starts is not resumed because nobody can read why not. */
  #lastBrake(now: number): Pick<Reading, "brake" | "brakeAt"> {
    const { brake, brakeAt = 0 } = this.#last ?? {};
    if (this.#last && now < brakeAt + trustedMs) return { brake, brakeAt };
    return { brake: { ...capZero, pause: brake?.pause === true }, brakeAt };
  }
}

function inForce({ declared, brake, downUntil }: Reading): RolloutInForce {
  return weightInForce(declared, brake, downUntil);
}

function downUntilOf({ downUntilA, downUntilB }: v.InferOutput<typeof downItem>): DownUntil {
  return {
    ...(downUntilA === undefined ? {} : { A: downUntilA }),
    ...(downUntilB === undefined ? {} : { B: downUntilB }),
  };
}

function firstIssue(issues: readonly v.BaseIssue<unknown>[]): string {
  const [issue] = issues;
  return issue ? `${v.getDotPath(issue) ?? "item"}: ${issue.message}` : "unknown";
}
