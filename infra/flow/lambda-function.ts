import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { FunctionNeeds, Grant, GrantedResource, QueueName } from "../../functions/needs";
import { Component, policy, type Statement } from "../foundation/component";
import type { Bundle } from "./bundle";
import type { WorkQueue } from "./queues";

/**
 * What stands behind a granted resource: the ARNs that the statement allows, and the handle that
 * the function is told.
 */
export interface Granted {
  readonly arns: pulumi.Input<string>[];
  readonly handle: pulumi.Input<string>;
}

/** What every function is made with: code, queues, what it may be granted, values of settings. */
export interface FunctionDeps {
  readonly bundles: Promise<ReadonlyMap<string, Bundle>>;
  readonly queues: Readonly<Record<QueueName, WorkQueue>>;
  readonly granted: Readonly<Partial<Record<GrantedResource, Granted>>>;
  /** Values of the settings by environment key. */
  readonly settings: Readonly<Record<string, pulumi.Input<string>>>;
  /** Whether Twilio is still there; without it whatever serves it alone is left out. */
  readonly withTwilio: boolean;
}

/**
 * A function with its role, its log group and, for a queue, its event source mapping: all of it
 * read from the function's needs.
 */
export class LambdaFunction extends Component {
  readonly name: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;

  constructor(
    private readonly needs: FunctionNeeds,
    private readonly deps: FunctionDeps,
  ) {
    super("LambdaFunction", needs.name, "disposable");
    const logs = this.#logGroup();
    const role = this.#role();
    const permissions = this.#permissions(role, logs);
    const lambda = this.#lambda(role, logs, permissions);
    this.#mapping(lambda, permissions);
    this.name = lambda.name;
    this.arn = lambda.arn;
    this.registerOutputs({ name: this.name });
  }

  #logGroup(): aws.cloudwatch.LogGroup {
    return new aws.cloudwatch.LogGroup(this.needs.name, { retentionInDays: 30 }, this.child);
  }

  #role(): aws.iam.Role {
    return new aws.iam.Role(
      this.needs.name,
      {
        assumeRolePolicy: JSON.stringify({
          Version: "2012-10-17",
          Statement: [
            {
              Effect: "Allow",
              Principal: { Service: "lambda.amazonaws.com" },
              Action: "sts:AssumeRole",
            },
          ],
        }),
      },
      this.child,
    );
  }

  #permissions(role: aws.iam.Role, logs: aws.cloudwatch.LogGroup): aws.iam.RolePolicy {
    return new aws.iam.RolePolicy(
      this.needs.name,
      {
        role: role.name,
        policy: policy(
          this.#mayLog(logs),
          ...this.#mayReadQueue(),
          ...this.#grants().map((grant) => this.#mayUse(grant)),
        ),
      },
      this.child,
    );
  }

  #lambda(
    role: aws.iam.Role,
    logs: aws.cloudwatch.LogGroup,
    permissions: aws.iam.RolePolicy,
  ): aws.lambda.Function {
    const code = this.#bundle().then(
      ({ text }) =>
        new pulumi.asset.AssetArchive({ "index.js": new pulumi.asset.StringAsset(text) }),
    );
    return new aws.lambda.Function(
      this.needs.name,
      {
        runtime: aws.lambda.Runtime.NodeJS24dX,
        architectures: ["arm64"],
        handler: "index.handler",
        code,
        memorySize: this.needs.memoryMb,
        timeout: this.needs.timeoutSeconds,
        role: role.arn,
        environment: { variables: this.#variables() },
        loggingConfig: { logFormat: "JSON", logGroup: logs.name },
      },
      { ...this.child, dependsOn: [permissions] },
    );
  }

  async #bundle(): Promise<Bundle> {
    const bundle = (await this.deps.bundles).get(this.needs.name);
    if (!bundle) throw new Error(`No bundle for function "${this.needs.name}".`);
    return bundle;
  }

  /** Lambda refuses a mapping whose function may not read the queue yet. */
  #mapping(lambda: aws.lambda.Function, permissions: aws.iam.RolePolicy): void {
    const { trigger } = this.needs;
    if (trigger.kind !== "queue") return;
    new aws.lambda.EventSourceMapping(
      this.needs.name,
      {
        eventSourceArn: this.deps.queues[trigger.queue].arn,
        functionName: lambda.name,
        batchSize: trigger.batchSize,
        functionResponseTypes: ["ReportBatchItemFailures"],
        scalingConfig: { maximumConcurrency: trigger.maximumConcurrency },
      },
      { ...this.child, dependsOn: [permissions] },
    );
  }

  #grants(): readonly Grant[] {
    return this.needs.grants.filter((grant) => this.deps.withTwilio || grant.onlyWith !== "twilio");
  }

  #granted(grant: Grant): Granted {
    const granted = this.deps.granted[grant.resource];
    if (granted) return granted;
    const { name } = this.needs;
    throw new Error(
      `Function "${name}" is granted "${grant.resource}", which the stack does not have.`,
    );
  }

  #variables(): Record<string, pulumi.Input<string>> {
    const settings = this.needs.settings.filter(
      ({ onlyWith }) => this.deps.withTwilio || onlyWith !== "twilio",
    );
    return Object.fromEntries([
      ...this.#grants().map((grant) => [grant.environmentKey, this.#granted(grant).handle]),
      ...settings.map(({ environmentKey }) => {
        const value = this.deps.settings[environmentKey];
        if (value === undefined)
          throw new Error(
            `No value for setting ${environmentKey} of function "${this.needs.name}".`,
          );
        return [environmentKey, value];
      }),
    ]);
  }

  #mayUse(grant: Grant): Statement {
    return {
      Sid: `Use${pascalCase(grant.resource)}`,
      Effect: "Allow",
      Action: grant.actions,
      Resource: this.#granted(grant).arns,
    };
  }

  #mayReadQueue(): Statement[] {
    const { trigger } = this.needs;
    if (trigger.kind !== "queue") return [];
    return [
      {
        Sid: "ReadItsQueue",
        Effect: "Allow",
        Action: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
        Resource: this.deps.queues[trigger.queue].arn,
      },
    ];
  }

  #mayLog(logs: aws.cloudwatch.LogGroup): Statement {
    return {
      Sid: "WriteItsLog",
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: pulumi.interpolate`${logs.arn}:*`,
    };
  }
}

function pascalCase(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
