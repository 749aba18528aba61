import fc from "fast-check";
import { parsePolicy } from "./policy-document";
import {
  type AccessRequest,
  decideByIdentity,
  decideByResource,
  matches,
  matchesArn,
} from "./policy-evaluation";

const queue = "arn:aws:sqs:eu-central-1:123456789012:inbox";
const topic = "arn:aws:sns:eu-central-1:123456789012:events";
const role = {
  kind: "role",
  arn: "arn:aws:iam::123456789012:role/reader",
  accountId: "123456789012",
} as const;
const sns = { kind: "service", name: "sns.amazonaws.com" } as const;

const policy = (...statements: object[]) =>
  parsePolicy(JSON.stringify({ Version: "2012-10-17", Statement: statements }), "a policy");
const ask = (request: Partial<AccessRequest>): AccessRequest => ({
  principal: role,
  action: "sqs:SendMessage",
  resource: queue,
  ...request,
});

describe("identity-based policies", () => {
  it("allow nothing that no statement names", () => {
    expect(decideByIdentity(ask({}), [])).toBe("none");
    expect(
      decideByIdentity(ask({}), [
        policy({ Effect: "Allow", Action: "sqs:ReceiveMessage", Resource: queue }),
      ]),
    ).toBe("none");
  });

  it("know wildcards in action and resource, and compare actions without case", () => {
    const wide = policy({
      Effect: "Allow",
      Action: ["SQS:send*"],
      Resource: "arn:aws:sqs:*:*:in?ox",
    });
    expect(decideByIdentity(ask({}), [wide])).toBe("allow");
    expect(decideByIdentity(ask({ resource: `${queue}es` }), [wide])).toBe("none");
  });

  it("never allow what one statement denies, in whatever order they stand", () => {
    const allow = { Effect: "Allow", Action: "*", Resource: "*" };
    const deny = { Effect: "Deny", Action: "sqs:SendMessage", Resource: queue };
    const others = fc.constantFrom(
      allow,
      { Effect: "Allow", Action: "sqs:*", Resource: "*" },
      { Effect: "Deny", Action: "s3:*", Resource: "*" },
    );
    fc.assert(
      fc.property(fc.array(others), fc.array(others), (before, after) => {
        expect(decideByIdentity(ask({}), [policy(...before, deny, ...after)])).toBe(
          "explicit-deny",
        );
      }),
    );
  });

  it("allow no more when a statement is taken out", () => {
    const statement = fc.record({
      Effect: fc.constant("Allow"),
      Action: fc.constantFrom("sqs:SendMessage", "sqs:*", "sns:Publish"),
      Resource: fc.constantFrom(queue, topic, "*"),
    });
    fc.assert(
      fc.property(fc.array(statement, { minLength: 1 }), fc.nat(), (statements, at) => {
        const fewer = statements.filter((_, index) => index !== at % statements.length);
        if (decideByIdentity(ask({}), [policy(...fewer)]) === "allow") {
          expect(decideByIdentity(ask({}), [policy(...statements)])).toBe("allow");
        }
      }),
    );
  });
});

describe("resource-based policies", () => {
  const fromTopic = policy({
    Effect: "Allow",
    Principal: { Service: "sns.amazonaws.com" },
    Action: "sqs:SendMessage",
    Resource: queue,
    Condition: {
      ArnEquals: { "AWS:SourceArn": topic },
      StringEquals: { "aws:SourceAccount": "123456789012" },
    },
  });

  it("allow the service for the source that the condition names, and nobody else", () => {
    const request = ask({
      principal: sns,
      circumstances: { "aws:sourcearn": topic, "aws:sourceaccount": "123456789012" },
    });
    expect(decideByResource(request, fromTopic)).toBe("allow");
    for (const other of [{ "aws:sourcearn": `${topic}2` }, { "aws:sourceaccount": "210987654321" }])
      expect(
        decideByResource(
          { ...request, circumstances: { ...request.circumstances, ...other } },
          fromTopic,
        ),
      ).toBe("none");
    expect(
      decideByResource(
        { ...request, principal: { kind: "service", name: "events.amazonaws.com" } },
        fromTopic,
      ),
    ).toBe("none");
    expect(decideByResource({ ...request, principal: role }, fromTopic)).toBe("none");
  });

  it("make a condition false when the request does not carry its key", () => {
    expect(decideByResource(ask({ principal: sns }), fromTopic)).toBe("none");
  });

  const account = "123456789012";
  it.each([
    ["Allow", role.arn, "allow"],
    ["Allow", "*", "allow"],
    ["Allow", account, "delegated"],
    ["Allow", `arn:aws:iam::${account}:root`, "delegated"],
    ["Allow", "210987654321", "none"],
    ["Deny", account, "explicit-deny"],
  ])("%s a role by %s: %s, for an account leaves it to the role's own policies", (...row) => {
    const [Effect, AWS, decision] = row;
    const document = policy({ Effect, Principal: { AWS }, Action: "sqs:*", Resource: "*" });
    expect(decideByResource(ask({}), document)).toBe(decision);
  });

  it("compare text with wildcards where the operator says so", () => {
    const like = (value: string) =>
      policy({
        Effect: "Allow",
        Principal: { Service: "sns.amazonaws.com" },
        Action: "*",
        Condition: { StringLike: { "kms:ViaService": value } },
      });
    const circumstances = { "kms:viaservice": "sns.eu-central-1.amazonaws.com" };
    const request = ask({ principal: sns, circumstances });
    expect(decideByResource(request, like("sns.*.amazonaws.com"))).toBe("allow");
    expect(decideByResource(request, like("sqs.*.amazonaws.com"))).toBe("none");
  });
});

describe("patterns", () => {
  it("without a wildcard match their own text alone", () => {
    const plain = fc.stringMatching(/^[a-zA-Z0-9:/._+()[\]^$-]{0,20}$/);
    fc.assert(
      fc.property(plain, plain, (pattern, text) =>
        expect(matches(pattern, text)).toBe(pattern === text),
      ),
    );
  });

  it("match whatever stands where the star is", () => {
    fc.assert(
      fc.property(fc.string(), (middle) =>
        expect(matches("begin*end", `begin${middle}end`)).toBe(true),
      ),
    );
  });

  it("of ARNs do not reach over a colon in the first five parts", () => {
    expect(matchesArn("arn:aws:sns:*:123456789012:events", topic)).toBe(true);
    expect(matchesArn("arn:aws:*:events", topic)).toBe(false);
    expect(
      matchesArn(
        "arn:aws:execute-api:*:*:api/*/POST/twilio/*",
        "arn:aws:execute-api:eu:1:api/live/POST/twilio/inbound",
      ),
    ).toBe(true);
  });
});

describe("a policy that is not simulated", () => {
  it.each([
    [
      "an operator",
      { Condition: { NumericLessThan: { "aws:MultiFactorAuthAge": "300" } } },
      "condition operator NumericLessThan",
    ],
    [
      "a condition key",
      { Condition: { StringEquals: { "aws:PrincipalTag/team": "x" } } },
      "condition key aws:PrincipalTag/team",
    ],
    ["an element", { NotAction: "sqs:*" }, "NotAction"],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is IAM's own form of a variable.
    ["a variable", { Resource: "arn:aws:sqs:*:*:${aws:username}" }, "${aws:username}"],
  ])("because of %s is an error that names it and its owner", (_, part, named) => {
    const read = () =>
      parsePolicy(
        JSON.stringify({ Statement: { Effect: "Allow", Action: "*", Resource: "*", ...part } }),
        "the policy of queue inbox",
      );
    expect(read).toThrow(named);
    expect(read).toThrow("he policy of queue inbox");
  });
});
