import type {
  Condition,
  ConditionKey,
  PolicyDocument,
  Statement,
  StatementPrincipal,
} from "./policy-document";

const compiled = new Map<string, RegExp>();

/**
 * Whether the text matches an IAM pattern, in which `*` stands for any characters and `?` for one.
 */
export function matches(pattern: string, text: string): boolean {
  let expression = compiled.get(pattern);
  if (!expression) {
    const source = pattern
      .replace(/[.+^${}()|[\]\\]/g, "\\$&")
      .replaceAll("*", "[^]*")
      .replaceAll("?", "[^]");
    expression = new RegExp(`^${source}$`);
    compiled.set(pattern, expression);
  }
  return expression.test(text);
}

/** Actions are compared without regard to case. */
export function matchesAction(pattern: string, action: string): boolean {
  return matches(pattern.toLowerCase(), action.toLowerCase());
}

/**
 * `ArnEquals` and `ArnLike`, which are the same: each of the six parts between colons is matched on
 * its own (IAM user guide, "IAM JSON policy elements: Condition operators").
 */
export function matchesArn(pattern: string, arn: string): boolean {
  if (pattern === "*") return true;
  const [wanted, found] = [arnParts(pattern), arnParts(arn)];
  return (
    wanted.length === found.length &&
    wanted.every((part, index) => matches(part, found[index] ?? ""))
  );
}

function arnParts(arn: string): string[] {
  const parts = arn.split(":");
  return [...parts.slice(0, 5), ...(parts.length > 5 ? [parts.slice(5).join(":")] : [])];
}

export type Principal =
  | { readonly kind: "service"; readonly name: string }
  | { readonly kind: "role"; readonly arn: string; readonly accountId: string };

/** What conditions can ask about, by the condition's key in lower case. */
export type Circumstances = Readonly<Partial<Record<ConditionKey, string>>>;

/** One question: may this principal do `action` on `resource`, in these circumstances? */
export interface AccessRequest {
  readonly principal: Principal;
  readonly action: string;
  readonly resource: string;
  readonly circumstances?: Circumstances;
}

/**
 * `explicit-deny` beats `allow`; `none` says that no statement speaks of the request. `delegated`:
 * the resource's policy allows the account, which leaves it to the role's own policies.
 */
export type Decision = "allow" | "explicit-deny" | "delegated" | "none";

/** Evaluates the policies attached to the principal itself. */
export function decideByIdentity(
  request: AccessRequest,
  policies: readonly PolicyDocument[],
): Decision {
  const effects = policies
    .flatMap((policy) => policy.statements)
    .filter((statement) => speaksOf(statement, request))
    .map((statement) => statement.effect);
  if (effects.includes("Deny")) return "explicit-deny";
  return effects.includes("Allow") ? "allow" : "none";
}

/** Evaluates the policy attached to the resource: only statements that name the principal count. */
export function decideByResource(
  request: AccessRequest,
  policy: PolicyDocument | undefined,
): Decision {
  const found = (policy?.statements ?? [])
    .filter((statement) => speaksOf(statement, request))
    .flatMap(({ effect, principals = [] }) =>
      principals.map((listed) => ({ effect, named: named(listed, request.principal) })),
    )
    .filter(({ named }) => named !== "not");
  if (found.some(({ effect }) => effect === "Deny")) return "explicit-deny";
  if (found.some(({ named }) => named === "itself")) return "allow";
  return found.length > 0 ? "delegated" : "none";
}

function speaksOf(statement: Statement, request: AccessRequest): boolean {
  return (
    statement.actions.some((action) => matchesAction(action, request.action)) &&
    statement.resources.some((resource) => matches(resource, request.resource)) &&
    statement.conditions.every((condition) => holds(condition, request))
  );
}

/** A key that the request does not carry makes the condition false. */
function holds({ operator, key, values }: Condition, { circumstances }: AccessRequest): boolean {
  // Whoever calls does so by HTTPS in reality, whatever the simulated wire is.
  const found = circumstances?.[key] ?? (key === "aws:securetransport" ? "true" : undefined);
  if (found === undefined) return false;
  return values.some((wanted) => comparisons[operator](wanted, found));
}

const comparisons: Readonly<Record<Condition["operator"], (a: string, b: string) => boolean>> = {
  ArnEquals: matchesArn,
  ArnLike: matchesArn,
  Bool: (wanted, found) => wanted.toLowerCase() === found,
  StringEquals: (wanted, found) => wanted === found,
  StringLike: matches,
};

/**
 * An account as principal means whoever the account's own policies let (IAM user guide, "AWS JSON
 * policy elements: Principal").
 */
function named(listed: StatementPrincipal, principal: Principal): "itself" | "by account" | "not" {
  switch (listed.kind) {
    case "anyone":
      return "itself";
    case "service":
      return principal.kind === "service" && principal.name === listed.name ? "itself" : "not";
    case "account": {
      if (principal.kind !== "role") return "not";
      if (listed.pattern === principal.arn) return "itself";
      const account = [principal.accountId, `arn:aws:iam::${principal.accountId}:root`];
      return account.includes(listed.pattern) ? "by account" : "not";
    }
  }
}
