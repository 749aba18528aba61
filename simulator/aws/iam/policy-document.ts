import * as v from "valibot";

/**
 * An IAM policy, identity-based or resource-based, reduced to what is simulated; anything else in
 * it is an error that names it.
 */
export interface PolicyDocument {
  readonly statements: readonly Statement[];
}

export interface Statement {
  readonly effect: "Allow" | "Deny";
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** Only in resource-based policies. */
  readonly principals?: readonly StatementPrincipal[];
  readonly conditions: readonly Condition[];
}

export type StatementPrincipal =
  | { readonly kind: "anyone" }
  | { readonly kind: "service"; readonly name: string }
  | { readonly kind: "account"; readonly pattern: string };

export interface Condition {
  readonly operator: (typeof conditionOperators)[number];
  /** Lower case: condition keys are compared without regard to case. */
  readonly key: ConditionKey;
  readonly values: readonly string[];
}

const conditionOperators = ["ArnEquals", "ArnLike", "Bool", "StringEquals", "StringLike"] as const;
/** As the documents write them; they are compared without regard to case. */
const conditionKeys = {
  "aws:sourcearn": "aws:SourceArn",
  "aws:sourceaccount": "aws:SourceAccount",
  "aws:securetransport": "aws:SecureTransport",
  "kms:calleraccount": "kms:CallerAccount",
  "kms:viaservice": "kms:ViaService",
} as const;
export type ConditionKey = keyof typeof conditionKeys;

const oneOrMore = v.union([
  v.pipe(
    v.string(),
    v.transform((one) => [one]),
  ),
  v.array(v.string()),
]);
const statementSchema = v.strictObject({
  Sid: v.optional(v.string()),
  Effect: v.picklist(["Allow", "Deny"]),
  Action: oneOrMore,
  Resource: v.optional(oneOrMore),
  Principal: v.optional(
    v.union([
      v.literal("*"),
      v.strictObject({ AWS: v.optional(oneOrMore), Service: v.optional(oneOrMore) }),
    ]),
  ),
  Condition: v.optional(v.record(v.string(), v.record(v.string(), oneOrMore)), {}),
});
const policySchema = v.strictObject({
  Version: v.optional(v.string()),
  Id: v.optional(v.string()),
  /** One statement may stand without its list. */
  Statement: v.pipe(
    v.unknown(),
    v.transform((source) => (Array.isArray(source) ? source : [source])),
    v.array(statementSchema),
  ),
});
type StatementSource = v.InferOutput<typeof statementSchema>;

const parsed = new Map<string, PolicyDocument>();

/**
 * Reads a policy's JSON text.
 * @param owner whose policy it is, for the error: `the policy of queue conversation`.
 * @throws naming the owner and the element, operator or condition key that is not simulated.
 */
export function parsePolicy(text: string, owner: string): PolicyDocument {
  const before = parsed.get(text);
  if (before) return before;
  const result = v.safeParse(v.pipe(v.string(), v.parseJson(), policySchema), text);
  if (!result.success) {
    const problems = result.issues.map(
      (issue) => `${v.getDotPath(issue) ?? "(whole)"}: ${issue.message}`,
    );
    throw new Error(
      `${capital(owner)} holds something that is not simulated: ${problems.join("; ")}.`,
    );
  }
  const document = {
    statements: result.output.Statement.map((source) => statementOf(source, owner)),
  };
  parsed.set(text, document);
  return document;
}

function statementOf(source: StatementSource, owner: string): Statement {
  const resources = source.Resource ?? ["*"];
  const variable = resources.find((resource) => resource.includes("${"));
  if (variable)
    throw new Error(
      `${capital(owner)} uses a policy variable, which is not simulated: ${variable}.`,
    );
  return {
    effect: source.Effect,
    actions: source.Action,
    resources,
    ...(source.Principal === undefined ? {} : { principals: principalsOf(source.Principal) }),
    conditions: Object.entries(source.Condition).flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, values]) => conditionOf(operator, key, values, owner)),
    ),
  };
}

function principalsOf(source: NonNullable<StatementSource["Principal"]>): StatementPrincipal[] {
  if (source === "*") return [{ kind: "anyone" }];
  return [
    ...(source.Service ?? []).map((name) => ({ kind: "service", name }) as const),
    ...(source.AWS ?? []).map(
      (pattern) =>
        (pattern === "*" ? { kind: "anyone" } : { kind: "account", pattern }) as StatementPrincipal,
    ),
  ];
}

function conditionOf(
  operator: string,
  key: string,
  values: readonly string[],
  owner: string,
): Condition {
  const knownOperator = conditionOperators.find((known) => known === operator);
  if (!knownOperator) {
    throw new Error(
      `${capital(owner)} uses the condition operator ${operator}, which is not simulated ` +
        `(simulated: ${conditionOperators.join(", ")}).`,
    );
  }
  const knownKey = key.toLowerCase();
  if (!isConditionKey(knownKey)) {
    throw new Error(
      `${capital(owner)} uses the condition key ${key}, which is not simulated (simulated: ` +
        `${Object.values(conditionKeys).join(", ")}).`,
    );
  }
  return { operator: knownOperator, key: knownKey, values };
}

function isConditionKey(key: string): key is ConditionKey {
  return Object.hasOwn(conditionKeys, key);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
