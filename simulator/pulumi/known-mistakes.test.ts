import { ControlPlane, type Properties } from "../aws/account/control-plane";
import { deploy } from "./deploy";
import type { DeclaredResource } from "./deployment";
import { evaluate, stopEvaluating } from "./evaluate";
import { ProviderOperations } from "./provider-operations";
import { TemporaryProgram } from "./temporary-program.testing";

// Mistakes that a model written from memory once let pass. Each is refused with the resource's
// name, the property, what was found and what is allowed: by the program's own evaluation and
// deployment, and by the provider behind the real engine.

const program = `
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
const mistake = new pulumi.Config().requireObject<{ at: string; inputs: object }>("mistake");
/** The arguments of a resource, with the mistake in them where it is this one's. */
function args<T extends object>(at: string, right: T): T {
  return mistake.at === at ? { ...right, ...mistake.inputs } : right;
}
const json = JSON.stringify;
const { pinpoint } = aws;

new aws.sqs.Queue("letters", { name: "letters" });
new aws.secretsmanager.Secret("other", { name: "shop/token" });
const dead = new aws.sqs.Queue("dead", args("Queue dead", {}));
const post = new aws.sqs.Queue("post", args("Queue post", {
  visibilityTimeoutSeconds: 60,
  redrivePolicy: dead.arn.apply((deadLetterTargetArn) => json({ deadLetterTargetArn, maxReceiveCount: 5 })),
}));
const topic = new aws.sns.Topic("news", args("Topic news", {}));
new aws.sns.TopicSubscription("news", args("TopicSubscription news", { topic: topic.arn, protocol: "sqs", endpoint: post.arn }));
const logs = new aws.cloudwatch.LogGroup("work", args("LogGroup work", { retentionInDays: 30 }));
const role = new aws.iam.Role("work", args("Role work", {
  assumeRolePolicy: json({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }] }),
}));
new aws.iam.RolePolicy("work", args("RolePolicy work", {
  role: role.name,
  policy: post.arn.apply((Resource) => json({ Statement: [{ Effect: "Allow", Action: ["sqs:SendMessage"], Resource }] })),
}));
const work = new aws.lambda.Function("work", args("Function work", {
  role: role.arn, runtime: "nodejs24.x", handler: "index.handler", memorySize: 256, timeout: 10,
  code: new pulumi.asset.AssetArchive({ "index.js": new pulumi.asset.StringAsset("exports.handler = () => {}") }),
  loggingConfig: { logFormat: "JSON", logGroup: logs.name },
}));
new aws.lambda.EventSourceMapping("work", args("EventSourceMapping work", {
  eventSourceArn: post.arn, functionName: work.name, scalingConfig: { maximumConcurrency: 5 },
}));
const list = new pinpoint.Smsvoicev2OptOutList("sms");
const number = new pinpoint.Smsvoicev2PhoneNumber("sms", args("Smsvoicev2PhoneNumber sms", {
  isoCountryCode: "US", messageType: "TRANSACTIONAL", numberType: "SIMULATOR", numberCapabilities: ["SMS"], optOutListName: list.name,
}));
const pool = new pinpoint.Smsvoicev2Pool("sms", args("Smsvoicev2Pool sms", {
  isoCountryCode: "US", messageType: "TRANSACTIONAL", originationIdentities: [number.arn], optOutListName: list.name,
}));
new pinpoint.Smsvoicev2Keyword("stop", args("Smsvoicev2Keyword stop", { originationIdentityArn: pool.arn, keyword: "STOP", keywordMessage: "Bye." }));
const set = new pinpoint.Smsvoicev2ConfigurationSet("sms");
new pinpoint.Smsvoicev2EventDestination("sms", args("Smsvoicev2EventDestination sms", {
  configurationSetName: set.name, eventDestinationName: "events", matchingEventTypes: ["TEXT_ALL"], snsDestination: { topicArn: topic.arn },
}));
new aws.dynamodb.Table("people", args("Table people", { billingMode: "PAY_PER_REQUEST", hashKey: "pk", attributes: [{ name: "pk", type: "S" }] }));
new aws.cloudwatch.MetricAlarm("dead", args("MetricAlarm dead", {
  comparisonOperator: "GreaterThanThreshold", threshold: 0, evaluationPeriods: 1,
  metricQueries: [
    { id: "held", expression: "m0", returnData: true },
    { id: "m0", metric: { namespace: "AWS/SQS", metricName: "ApproximateNumberOfMessagesVisible", stat: "Maximum", period: 60 } },
  ],
}));
const rule = new aws.cloudwatch.EventRule("minute", { scheduleExpression: "rate(1 minute)" });
new aws.cloudwatch.EventTarget("minute", args("EventTarget minute", { rule: rule.name, arn: work.arn }));
new aws.lambda.Permission("door", args("Permission door", { function: work.name, action: "lambda:InvokeFunction", principal: "apigateway.amazonaws.com" }));
new aws.sns.TopicPolicy("news", args("TopicPolicy news", {
  arn: topic.arn,
  policy: topic.arn.apply((Resource) => json({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: { Service: "sms-voice.amazonaws.com" }, Action: "sns:Publish", Resource }] })),
}));
new aws.apigateway.RestApi("door", args("RestApi door", { body: json({ openapi: "3.0.1", paths: {} }) }));
new aws.secretsmanager.Secret("token", args("Secret token", { recoveryWindowInDays: 7 }));
`;

interface Mistake {
  readonly name: string;
  /** The resource with the mistake, by its class and name. */
  readonly at: string;
  readonly inputs: Properties;
  /** The resource that is refused, where it is another. */
  readonly refused?: string;
  /** Property, what was found, what is allowed. */
  readonly says: readonly string[];
}

const functions = "arn:aws:lambda:eu-central-1:123456789012:function";
const integration = {
  type: "aws_proxi",
  httpMethod: "POST",
  uri: `arn:aws:apigateway:eu-central-1:lambda:path/2015-03-31/functions/${functions}:work/invocations`,
};
const body = {
  openapi: "3.0.1",
  paths: { "/start": { get: { "x-amazon-apigateway-integration": integration } } },
};
const trust = {
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Principal: { Service: "lambada.amazonaws.com" },
      Action: "sts:AssumeRole",
    },
  ],
};
const sends = {
  Statement: [
    {
      Effect: "Allow",
      Action: ["sqs:SendMessages"],
      Resource: "arn:aws:sqs:eu-central-1:123456789012:post",
    },
  ],
};
const wrongType = {
  Statement: [
    {
      Effect: "Allow",
      Action: ["sqs:SendMessage"],
      Resource: "arn:aws:sns:eu-central-1:123456789012:post",
    },
  ],
};
function statement(parts: object): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...parts }] });
}
const firehose = "arn:aws:firehose:eu-central-1:123456789012:deliverystream/events";

const mistakes: readonly Mistake[] = [
  {
    name: "a queue's name that another has",
    at: "Queue post",
    inputs: { name: "letters" },
    says: ['name is "letters"', "allowed is what no other aws:sqs/queue:Queue has", "exists"],
  },
  {
    name: "a secret's name that another has",
    at: "Secret token",
    inputs: { name: "shop/token" },
    says: ['name is "shop/token"', "allowed is what no other secret has"],
  },
  {
    name: "a mapping's concurrency of 1",
    at: "EventSourceMapping work",
    inputs: { scalingConfig: { maximumConcurrency: 1 } },
    says: ["scalingConfig.maximumConcurrency is 1", "allowed are 2 to 1000"],
  },
  {
    name: "a function's memory of 64",
    at: "Function work",
    inputs: { memorySize: 64 },
    says: ["memorySize is 64", "allowed are 128 to 32768"],
  },
  {
    name: "a timeout of 1000",
    at: "Function work",
    inputs: { timeout: 1000 },
    says: ["timeout is 1000", "allowed are 1 to 900"],
  },
  {
    name: "a runtime nodejs99.x",
    at: "Function work",
    inputs: { runtime: "nodejs99.x" },
    says: ['runtime is "nodejs99.x"', "allowed are", "nodejs24.x"],
  },
  {
    name: "an unknown key in loggingConfig",
    at: "Function work",
    inputs: { loggingConfig: { logFormat: "JSON", logGrup: "work" } },
    says: ['no property "loggingConfig.logGrup"', 'did you mean "logGroup"'],
  },
  {
    name: "a log format XML",
    at: "Function work",
    inputs: { loggingConfig: { logFormat: "XML" } },
    says: ['loggingConfig.logFormat is "XML"', "allowed are Text, JSON"],
  },
  {
    name: "a number's capability SMSX",
    at: "Smsvoicev2PhoneNumber sms",
    inputs: { numberCapabilities: ["SMSX"] },
    says: ['numberCapabilities[0] is "SMSX"', "allowed are SMS, VOICE"],
  },
  {
    name: "an event type TEXT_EVERYTHING",
    at: "Smsvoicev2EventDestination sms",
    inputs: { matchingEventTypes: ["TEXT_EVERYTHING"] },
    says: ['matchingEventTypes[0] is "TEXT_EVERYTHING"', "allowed are ALL, TEXT_ALL"],
  },
  {
    name: "two sinks in one event destination",
    at: "Smsvoicev2EventDestination sms",
    inputs: {
      kinesisFirehoseDestination: {
        deliveryStreamArn: firehose,
        iamRoleArn: "arn:aws:iam::123456789012:role/x",
      },
    },
    says: [
      "kinesisFirehoseDestination and snsDestination is set",
      "allowed is exactly one of cloudwatchLogsDestination",
    ],
  },
  {
    name: "an action on STOP",
    at: "Smsvoicev2Keyword stop",
    inputs: { keywordAction: "OPT_OUT" },
    says: ['keywordAction is "OPT_OUT"', "for the mandatory keyword STOP allowed is none"],
  },
  {
    name: "a FIFO queue with a standard dead-letter queue",
    at: "Queue post",
    inputs: { fifoQueue: true },
    says: ["redrivePolicy", "dead-letter queue dead", "must both be FIFO or both standard"],
  },
  {
    name: "a visibility timeout below the function's",
    at: "Queue post",
    inputs: { visibilityTimeoutSeconds: 5 },
    refused: "EventSourceMapping work",
    says: ["visibilityTimeoutSeconds", "(5 s)", "less than the timeout of function work", "(10 s)"],
  },
  {
    name: "a subscription's protocol mail",
    at: "TopicSubscription news",
    inputs: { protocol: "mail" },
    says: ['protocol is "mail"', "allowed are application, email", "did you mean email?"],
  },
  {
    name: "an IAM action sqs:SendMessages",
    at: "RolePolicy work",
    inputs: { policy: JSON.stringify(sends) },
    says: [
      "policy.Statement[0]",
      "Action sqs:SendMessages does not exist",
      "did you mean SendMessage?",
    ],
  },
  {
    name: "an IAM action on a resource of another type",
    at: "RolePolicy work",
    inputs: { policy: JSON.stringify(wrongType) },
    says: ['Resource "arn:aws:sns:eu-central-1:123456789012:post"', "allowed are queue (arn:"],
  },
  {
    name: "a trust for lambada",
    at: "Role work",
    inputs: { assumeRolePolicy: JSON.stringify(trust) },
    says: [
      'assumeRolePolicy.Statement[0].Principal.Service is "lambada.amazonaws.com"',
      "did you mean lambda.amazonaws.com?",
    ],
  },
  {
    name: "a permission of an action that Lambda has not",
    at: "Permission door",
    inputs: { action: "lambda:InvokeFunctions" },
    says: ["action: Action lambda:InvokeFunctions does not exist", "did you mean InvokeFunction?"],
  },
  {
    name: "a permission for apigatewai",
    at: "Permission door",
    inputs: { principal: "apigatewai.amazonaws.com" },
    says: [
      'principal is "apigatewai.amazonaws.com"',
      "allowed are apigateway.amazonaws.com",
      "did you mean apigateway.amazonaws.com?",
    ],
  },
  {
    name: "a policy's version of today",
    at: "RolePolicy work",
    inputs: { policy: JSON.stringify({ ...sends, Version: "2026-11-24", Statement: [] }) },
    says: ['policy.Version is "2026-11-24"', "allowed is 2012-10-17 or 2008-10-17"],
  },
  {
    name: "a role's policy without a resource",
    at: "RolePolicy work",
    inputs: { policy: statement({ Action: "sqs:SendMessage" }) },
    says: ["policy.Statement[0]: Resource is missing"],
  },
  {
    name: "a role's policy with a principal",
    at: "RolePolicy work",
    inputs: { policy: statement({ Action: "sqs:SendMessage", Resource: "*", Principal: "*" }) },
    says: ["policy.Statement[0]: Principal is set; allowed is none"],
  },
  {
    name: "a topic's policy without a principal",
    at: "TopicPolicy news",
    inputs: { policy: statement({ Action: "sns:Publish", Resource: "*" }) },
    says: ["policy.Statement[0]: Principal is missing"],
  },
  {
    name: "a dead-letter target that does not exist",
    at: "Function work",
    inputs: { deadLetterConfig: { targetArn: "arn:aws:sqs:eu-central-1:123456789012:nope" } },
    says: ["deadLetterConfig.targetArn names", ":nope", "allowed is the arn of an aws:sqs/queue"],
  },
  {
    name: "an event target that does not exist",
    at: "EventTarget minute",
    inputs: { arn: `${functions}:nope` },
    says: ["arn names", ":nope", "allowed is the arn of an aws:lambda/function:Function"],
  },
  {
    name: "an alarm's action that is no topic of the account",
    at: "MetricAlarm dead",
    inputs: { alarmActions: ["arn:aws:sns:eu-central-1:210987654321:news"] },
    says: ["alarmActions names", "allowed is the arn of an aws:sns/topic:Topic that exists"],
  },
  {
    name: "a queue's key that does not exist",
    at: "Queue dead",
    inputs: { kmsMasterKeyId: "alias/nope" },
    says: ['kmsMasterKeyId names "alias/nope"', "or alias/aws/sqs"],
  },
  {
    name: "a topic's key that is another service's",
    at: "Topic news",
    inputs: { kmsMasterKeyId: "alias/aws/sqs" },
    says: ['kmsMasterKeyId names "alias/aws/sqs"', "or alias/aws/sns"],
  },
  {
    name: "an unused table attribute of type Q",
    at: "Table people",
    inputs: {
      attributes: [
        { name: "pk", type: "S" },
        { name: "age", type: "Q" },
      ],
    },
    says: [
      'attributes[1].type is "Q"',
      "allowed are B, N, S",
      'attributes has "age"',
      "no key uses",
    ],
  },
  {
    name: "an alarm's expression that names an absent metric",
    at: "MetricAlarm dead",
    inputs: {
      metricQueries: [
        { id: "held", expression: "m0+m1", returnData: true },
        {
          id: "m0",
          metric: { namespace: "AWS/SQS", metricName: "Age", stat: "Maximum", period: 60 },
        },
      ],
    },
    says: ["metricQueries[0].expression names m1", "allowed are held, m0"],
  },
  {
    name: "an integration aws_proxi",
    at: "RestApi door",
    inputs: { body: JSON.stringify(body) },
    says: ["GET /start", 'x-amazon-apigateway-integration.type: found "aws_proxi"', "aws_proxy"],
  },
  {
    name: "a retention of 31 days",
    at: "LogGroup work",
    inputs: { retentionInDays: 31 },
    says: ["retentionInDays is 31", "allowed are 0, 1, 3, 5, 7, 14, 30, 60"],
  },
  {
    name: "a recovery window of 3",
    at: "Secret token",
    inputs: { recoveryWindowInDays: 3 },
    says: ["recoveryWindowInDays is 3", "allowed are 7 to 30, and 0"],
  },
];

let project: TemporaryProgram;
beforeAll(() => {
  project = new TemporaryProgram(program);
});
afterAll(async () => {
  project.remove();
  await stopEvaluating();
});

function settingOf(at: string, inputs: Properties): string[] {
  return [`mistake=${JSON.stringify({ at, inputs })}`];
}

/** `aws:sqs/queue:Queue "post"` → `Queue post`. */
function shortName({ type, logicalName }: { type: string; logicalName: string }): string {
  return `${type.split(":").at(-1)} ${logicalName}`;
}

test("without a mistake the program is deployed", async () => {
  const set = settingOf("nothing", {});
  const controlPlane = new ControlPlane();
  const { steps } = await deploy({ controlPlane, root: project.root, stack: "dev", set });
  expect(steps.every(({ kind }) => kind === "create")).toBe(true);
});

test.each(mistakes)("$name is refused", async ({ at, inputs, refused = at, says }) => {
  const set = settingOf(at, inputs);
  const controlPlane = new ControlPlane();
  const deployed = deploy({ controlPlane, root: project.root, stack: "dev", set });
  const [kind, logicalName] = refused.split(" ");
  await expect(deployed).rejects.toMatchObject({
    type: expect.stringMatching(new RegExp(`:${kind}$`)),
    logicalName,
  });
  await deployed.catch(({ message }: Error) => {
    for (const part of says) expect(message).toContain(part);
  });
});

describe("the provider behind the real engine", () => {
  let right: readonly DeclaredResource[];
  beforeAll(async () => {
    const set = settingOf("nothing", {});
    right = (await evaluate({ root: project.root, stack: "dev", set })).declared;
  });

  /** Registers all resources, one with the mistake; gives the first that is refused, and why. */
  async function registerAll(at: string, mistake: Properties): Promise<string[]> {
    const provider = new ProviderOperations(new ControlPlane());
    const ids = new Map<string, string>();
    const random = "0123456789abcdef";
    for (const resource of right) {
      const wrong = shortName(resource) === at ? mistake : {};
      const inputs = { ...withIds(resource.inputs, ids), ...wrong };
      // As a program gives them: the name is generated anew.
      const { name: _generated, ...given } = inputs;
      const named = "fifoQueue" in wrong ? given : inputs;
      const checked = provider.check(resource, {}, named, random);
      if (checked.failures.length > 0)
        return [shortName(resource), ...checked.failures.map(({ reason }) => reason)];
      try {
        const { id } = await provider.create(resource, checked.inputs, false);
        ids.set(resource.id, id);
      } catch (error) {
        return [shortName(resource), (error as Error).message];
      }
    }
    return [];
  }

  /** The account gives other ids than the evaluation did. */
  function withIds(inputs: Properties, ids: ReadonlyMap<string, string>): Properties {
    let text = JSON.stringify(inputs);
    for (const [evaluated, made] of ids) text = text.replaceAll(evaluated, made);
    return JSON.parse(text);
  }

  test("takes the program without a mistake", async () => {
    expect(await registerAll("nothing", {})).toEqual([]);
  });

  test.each(mistakes)("refuses $name", async ({ at, inputs, refused = at, says }) => {
    const [resource, ...reasons] = await registerAll(at, inputs);
    expect(resource).toBe(refused);
    for (const part of says) expect(reasons.join(" ")).toContain(part);
  });
});
