import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { RolloutDeclaration } from "../../shared/domain/rollout/weight-in-force";
import { declaredSortKey, rolloutKey, tableShape } from "../../shared/store/item-shapes";
import { Component } from "./component";

/** The one table, and in it the item that declares the weight. */
export class MessagingTable extends Component {
  readonly name: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  /** An index is a resource of its own to IAM. */
  readonly indexArns: pulumi.Output<string>;

  constructor(name: string, args: { declared: RolloutDeclaration }) {
    super("MessagingTable", name, "irreplaceable");
    const table = this.#table(name);
    this.#declaredWeight(table, args.declared);
    this.name = table.name;
    this.arn = table.arn;
    this.indexArns = pulumi.interpolate`${table.arn}/index/*`;
    this.registerOutputs({ name: this.name });
  }

  #table(name: string): aws.dynamodb.Table {
    const { partitionKey, sortKey, expiryAttribute, providerIdIndex, personIndex } = tableShape;
    const indexes = [providerIdIndex, personIndex];
    return new aws.dynamodb.Table(
      name,
      {
        billingMode: "PAY_PER_REQUEST",
        hashKey: partitionKey,
        rangeKey: sortKey,
        attributes: [partitionKey, sortKey, ...indexes.map((index) => index.partitionKey)].map(
          (name) => ({ name, type: "S" }),
        ),
        globalSecondaryIndexes: indexes.map((index) => ({
          name: index.name,
          hashKey: index.partitionKey,
          projectionType: index.projection,
        })),
        ttl: { attributeName: expiryAttribute, enabled: true },
        pointInTimeRecovery: { enabled: true },
      },
      this.child,
    );
  }

  /**
   * A weight change in the stack file is a change of this item alone, and a change made by hand
   * shows as drift on refresh.
   */
  #declaredWeight(table: aws.dynamodb.Table, { awsWeight, salt, stage }: RolloutDeclaration): void {
    new aws.dynamodb.TableItem(
      "declared-weight",
      {
        tableName: table.name,
        hashKey: table.hashKey.apply((key) => key ?? tableShape.partitionKey),
        rangeKey: table.rangeKey.apply((key) => key ?? tableShape.sortKey),
        item: JSON.stringify({
          [tableShape.partitionKey]: { S: rolloutKey },
          [tableShape.sortKey]: { S: declaredSortKey },
          awsWeight: { N: String(awsWeight) },
          salt: { S: salt },
          stage: { S: stage },
        }),
      },
      this.child,
    );
  }
}
