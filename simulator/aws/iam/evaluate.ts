import type { Condition, PolicyDocument, Statement, StatementPrincipal } from "./policy-document";

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

/** One question: may this principal do `action` on `resource`, in these circumstances? */
export interface AccessRequest {
  readonly principal: Principal;
  readonly action: string;
  readonly resource: string;
  readonly sourceArn?: string;
  readonly sourceAccount?: string;
}

/** `explicit-deny` beats `allow`; `none` says that no statement speaks of the request. */
export type Decision = "allow" | "explicit-deny" | "none";

/** Evaluates the policies attached to the principal itself. */
export function decideByIdentity(
  request: AccessRequest,
  policies: readonly PolicyDocument[],
): Decision {
  return decide(request, policies, () => true);
}

/** Evaluates the policy attached to the resource: only statements that name the principal count. */
export function decideByResource(
  request: AccessRequest,
  policy: PolicyDocument | undefined,
): Decision {
  return decide(request, policy ? [policy] : [], (statement) =>
    (statement.principals ?? []).some((principal) => names(principal, request.principal)),
  );
}

function decide(
  request: AccessRequest,
  policies: readonly PolicyDocument[],
  concerns: (statement: Statement) => boolean,
): Decision {
  const effects = policies
    .flatMap((policy) => policy.statements)
    .filter((statement) => concerns(statement) && speaksOf(statement, request))
    .map((statement) => statement.effect);
  if (effects.includes("Deny")) return "explicit-deny";
  return effects.includes("Allow") ? "allow" : "none";
}

function speaksOf(statement: Statement, request: AccessRequest): boolean {
  return (
    statement.actions.some((action) => matchesAction(action, request.action)) &&
    statement.resources.some((resource) => matches(resource, request.resource)) &&
    statement.conditions.every((condition) => holds(condition, request))
  );
}

/** A key that the request does not carry makes the condition false. */
function holds(condition: Condition, request: AccessRequest): boolean {
  const found = condition.key === "aws:sourcearn" ? request.sourceArn : request.sourceAccount;
  if (found === undefined) return false;
  return condition.values.some((wanted) =>
    condition.operator === "StringEquals" ? wanted === found : matchesArn(wanted, found),
  );
}

function names(listed: StatementPrincipal, principal: Principal): boolean {
  switch (listed.kind) {
    case "anyone":
      return true;
    case "service":
      return principal.kind === "service" && principal.name === listed.name;
    case "account":
      return (
        principal.kind === "role" &&
        [principal.arn, principal.accountId, `arn:aws:iam::${principal.accountId}:root`].includes(
          listed.pattern,
        )
      );
  }
}
