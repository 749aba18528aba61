import { buildSync } from "esbuild";
import { arn, simulatedAccount } from "./account/account";
import type { ControlPlane, Properties, ResourceRecord } from "./account/control-plane";
import { allModels } from "./all-models";
import { filled } from "./resources/resource-life";

/**
 * Puts resources into a control plane for a test, as an evaluated program would. Each function
 * gives the record's ARN, or what names it.
 */
export class Declare {
  constructor(private readonly controlPlane: ControlPlane) {}

  /** With the defaults of the type's model, where there is one. */
  async resource(type: string, logicalName: string, inputs: Properties): Promise<ResourceRecord> {
    const outputs = completed(type, inputs);
    const record = { type, logicalName, id: String(inputs.id ?? logicalName), inputs, outputs };
    await this.controlPlane.put(record);
    return record;
  }

  async queue(name: string, properties: Properties = {}): Promise<string> {
    const queueArn = arn("sqs", name);
    await this.resource("aws:sqs/queue:Queue", name, {
      name,
      arn: queueArn,
      url: queueUrl(name),
      fifoQueue: name.endsWith(".fifo"),
      visibilityTimeoutSeconds: 30,
      ...properties,
    });
    return queueArn;
  }

  async topic(name: string, publisher?: string): Promise<string> {
    const topicArn = arn("sns", name);
    await this.resource("aws:sns/topic:Topic", name, { name, arn: topicArn });
    if (publisher) {
      const policy = JSON.stringify({
        Statement: [
          {
            Effect: "Allow",
            Principal: { Service: publisher },
            Action: "sns:Publish",
            Resource: topicArn,
          },
        ],
      });
      await this.resource("aws:sns/topicPolicy:TopicPolicy", name, { arn: topicArn, policy });
    }
    return topicArn;
  }

  /** The subscription of a queue, and the queue policy that it needs. */
  async subscription(topic: string, queue: string, properties: Properties = {}): Promise<void> {
    await this.queuePolicy(queue, topic);
    await this.resource("aws:sns/topicSubscription:TopicSubscription", `${topic}-${queue}`, {
      topic: arn("sns", topic),
      protocol: "sqs",
      endpoint: arn("sqs", queue),
      ...properties,
    });
  }

  async queuePolicy(queue: string, topic: string): Promise<void> {
    const statement = {
      Effect: "Allow",
      Principal: { Service: "sns.amazonaws.com" },
      Action: "sqs:SendMessage",
      Resource: arn("sqs", queue),
      Condition: { ArnEquals: { "aws:SourceArn": arn("sns", topic) } },
    };
    const policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
    await this.resource("aws:sqs/queuePolicy:QueuePolicy", queue, {
      queueUrl: queueUrl(queue),
      policy,
    });
  }

  /** A function with a role of its own that allows what `allow` says: action to resource ARNs. */
  async function(
    name: string,
    codeText: string,
    options: {
      readonly allow?: Readonly<Record<string, string>>;
      readonly properties?: Properties;
    } = {},
  ): Promise<string> {
    await this.role(`${name}-role`, options.allow ?? {});
    const functionArn = arn("lambda", `function:${name}`);
    await this.resource("aws:lambda/function:Function", name, {
      name,
      arn: functionArn,
      role: roleArn(`${name}-role`),
      handler: "index.handler",
      runtime: "nodejs24.x",
      timeout: 10,
      memorySize: 256,
      environment: { variables: {} },
      codeText,
      ...options.properties,
    });
    return functionArn;
  }

  async role(name: string, allow: Readonly<Record<string, string>>): Promise<void> {
    const trust = {
      Effect: "Allow",
      Principal: { Service: "lambda.amazonaws.com" },
      Action: "sts:AssumeRole",
    };
    const assumeRolePolicy = JSON.stringify({ Version: "2012-10-17", Statement: [trust] });
    await this.resource("aws:iam/role:Role", name, { name, arn: roleArn(name), assumeRolePolicy });
    const statements = Object.entries(allow).map(([action, resource]) => ({
      Effect: "Allow",
      Action: action,
      Resource: resource,
    }));
    if (statements.length === 0) return;
    await this.resource("aws:iam/rolePolicy:RolePolicy", name, {
      role: name,
      policy: JSON.stringify({ Statement: statements }),
    });
  }

  async mapping(queue: string, functionName: string, properties: Properties = {}): Promise<void> {
    await this.resource(
      "aws:lambda/eventSourceMapping:EventSourceMapping",
      `${queue}-${functionName}`,
      {
        eventSourceArn: arn("sqs", queue),
        functionName,
        batchSize: 10,
        enabled: true,
        functionResponseTypes: ["ReportBatchItemFailures"],
        ...properties,
      },
    );
  }

  async table(name: string, properties: Properties = {}): Promise<string> {
    const tableArn = arn("dynamodb", `table/${name}`);
    await this.resource("aws:dynamodb/table:Table", name, {
      name,
      arn: tableArn,
      hashKey: "pk",
      rangeKey: "sk",
      billingMode: "PAY_PER_REQUEST",
      attributes: [
        { name: "pk", type: "S" },
        { name: "sk", type: "S" },
      ],
      ...properties,
    });
    return tableArn;
  }

  async remove(type: string, id: string): Promise<void> {
    await this.controlPlane.remove(type, id);
  }
}

/** What a function needs so that a mapping may read the queue for it. */
export function readsQueue(name: string): Readonly<Record<string, string>> {
  const queueArn = arn("sqs", name);
  return {
    "sqs:ReceiveMessage": queueArn,
    "sqs:DeleteMessage": queueArn,
    "sqs:GetQueueAttributes": queueArn,
  };
}

/** What a program gives, with the defaults of the type's model. */
export function completed(type: string, inputs: Properties): Properties {
  const model = allModels.find((each) => each.type === type);
  return { ...(model && filled(model, inputs)), ...inputs };
}

export function queueUrl(name: string): string {
  return `https://sqs.${simulatedAccount.region}.amazonaws.com/${simulatedAccount.accountId}/${name}`;
}

function roleArn(name: string): string {
  return `arn:aws:iam::${simulatedAccount.accountId}:role/${name}`;
}

/**
 * Bundles a function's source text as the program's functions are: one CommonJS file with the SDK
 * in it.
 */
export function bundle(source: string): string {
  const result = buildSync({
    stdin: { contents: source, resolveDir: __dirname, loader: "ts" },
    bundle: true,
    write: false,
    platform: "node",
    target: "node24",
    format: "cjs",
    minify: true,
  });
  return result.outputFiles[0]?.text ?? "";
}
