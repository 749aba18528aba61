import { unknownValue } from "../resources/property-value";
import { checkPolicyDocument } from "./declared-actions";

const account = "eu-central-1:123456789012";

function policy(Action: string | string[], Resource: string | string[]): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action, Resource }],
  });
}

function reasons(document: unknown): string[] {
  return checkPolicyDocument("policy", document, "identity").map(({ reason }) => reason);
}

test.each([
  ["sqs:SendMessage", `arn:aws:sqs:${account}:post`],
  ["SQS:sendmessage", `arn:aws:sqs:${account}:post`],
  ["sqs:*", `arn:aws:sqs:${account}:post`],
  ["dynamodb:Query", `arn:aws:dynamodb:${account}:table/people/index/*`],
  [["dynamodb:GetItem", "dynamodb:Query"], `arn:aws:dynamodb:${account}:table/people/index/by-id`],
  ["logs:PutLogEvents", `arn:aws:logs:${account}:log-group:work-1234567:*`],
  [
    "sms-voice:SendTextMessage",
    [
      `arn:aws:sms-voice:${account}:pool/pool-1`,
      `arn:aws:sms-voice:${account}:configuration-set/sms`,
    ],
  ],
  [
    "social-messaging:SendWhatsAppMessage",
    `arn:aws:social-messaging:${account}:phone-number-id/0123`,
  ],
  ["secretsmanager:GetSecretValue", `arn:aws:secretsmanager:${account}:secret:token-AbCdEf`],
  ["kms:*", "*"],
  ["*", "*"],
  ["sqs:ListQueues", "*"],
])("%j on %j is taken", (actions, resources) => {
  expect(reasons(policy(actions, resources))).toEqual([]);
});

test.each([
  ["sqs:SendMessages", "*", "Action sqs:SendMessages does not exist; did you mean SendMessage?"],
  [
    "sqz:SendMessage",
    "*",
    "Action sqz:SendMessage is of no service that is simulated; did you mean sqs?",
  ],
  ["sms-voice:Send*Fax", "*", "Action sms-voice:Send*Fax does not exist"],
  [
    "sqs:SendMessage",
    `arn:aws:sns:${account}:post`,
    "is of no type that sqs:SendMessage takes; allowed are queue",
  ],
  [
    "sns:Publish",
    `arn:aws:sqs:${account}:post`,
    "is of no type that sns:Publish takes; allowed are topic",
  ],
  [
    "dynamodb:PutItem",
    `arn:aws:dynamodb:${account}:table/people/index/by-id`,
    "is of no type that dynamodb:PutItem takes",
  ],
  ["sqs:ListQueues", `arn:aws:sqs:${account}:post`, 'allowed are "*"'],
])("%s on %s is refused", (action, resource, reason) => {
  expect(reasons(policy(action, resource)).join()).toContain(reason);
});

test("the statement is named, and what is not known yet is left alone", () => {
  const document = {
    Statement: [{ Sid: "Send", Effect: "Allow", Action: "sqs:Send", Resource: "*" }],
  };
  expect(reasons(JSON.stringify(document))).toEqual([
    expect.stringMatching(/^policy\.Statement\[0\] \(Send\): Action sqs:Send does not exist/),
  ]);
  expect(reasons(unknownValue)).toEqual([]);
  expect(reasons(policy("sqs:SendMessage", unknownValue))).toEqual([]);
});

test("a role trusts services that take on roles", () => {
  const trust = (Service: string) =>
    checkPolicyDocument(
      "assumeRolePolicy",
      JSON.stringify({
        Statement: [{ Effect: "Allow", Principal: { Service }, Action: "sts:AssumeRole" }],
      }),
      "trust",
    ).map(({ reason }) => reason);
  expect(trust("lambda.amazonaws.com")).toEqual([]);
  expect(trust("lambda.amazon.com")).toEqual([
    expect.stringContaining("(did you mean lambda.amazonaws.com?)"),
  ]);
});
