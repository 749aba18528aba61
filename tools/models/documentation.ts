import ts from "typescript";

/** A declaration's doc comment as one line. */
export function documentedIn(node: ts.PropertySignature): string {
  return ts
    .getJSDocCommentsAndTags(node)
    .map(({ comment }) =>
      typeof comment === "string" ? comment : ts.getTextOfJSDocComment(comment),
    )
    .join(" ")
    .replace(/\s+/g, " ")
    .trim();
}

/** The values that a doc comment lists after "Valid values are", or the like. */
export function valuesIn(documentation: string): string[] | undefined {
  const list =
    /(?:valid|possible|allowed|supported) (?:values?|options?)(?: \w+)?(?: are| include| is)?:? *((?:`[^`]+`(?: \(default\))?(?:, (?:and|or) | and | or |, ?)?){2,})/i.exec(
      documentation,
    )?.[1];
  if (!list) return undefined;
  return [...list.matchAll(/`([^`]+)`/g)].map(([, value]) => String(value));
}

/** The value that a doc comment gives after "Defaults to", or the like. */
export function defaultIn(documentation: string): string | undefined {
  const match =
    /\bdefaults? (?:value )?(?:to|is|of):? `([^`]+)`/i.exec(documentation) ??
    /\bdefault for this attribute is (\w+)/i.exec(documentation) ??
    /\bdefaults to (\d+)\b/i.exec(documentation);
  return match?.[1];
}
