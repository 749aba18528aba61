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
