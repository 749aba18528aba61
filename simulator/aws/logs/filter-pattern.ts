import { AwsError } from "../../gateway/aws-error";

const term = /\s*([-?]?)(?:"((?:[^"\\]|\\.)*)"|([^\s"{}[\]]+))/y;

/**
 * Terms of a filter pattern: all plain ones and none of those with "-" stand in the line, and one
 * of those with "?" if there are any ("Filter pattern syntax" of CloudWatch Logs). Patterns on JSON
 * and on fields (`{ … }`, `[ … ]`, `%…%`) are not simulated.
 * @throws AwsError for a pattern that is not of such terms
 */
export function matcherOf(pattern: string): (line: string) => boolean {
  const terms = termsOf(pattern);
  const marked = (mark: string) => terms.filter((one) => one.mark === mark).map(({ text }) => text);
  const [all, none, some] = [marked(""), marked("-"), marked("?")];
  return (line) =>
    all.every((text) => line.includes(text)) &&
    !none.some((text) => line.includes(text)) &&
    (some.length === 0 || some.some((text) => line.includes(text)));
}

function termsOf(pattern: string): readonly { readonly mark: string; readonly text: string }[] {
  const terms = [];
  term.lastIndex = 0;
  while (pattern.slice(term.lastIndex).trim() !== "") {
    const rest = pattern.slice(term.lastIndex).trim();
    const match = /^[{[%]/.test(rest) ? null : term.exec(pattern);
    if (!match)
      throw new AwsError(
        "InvalidParameterException",
        `The filter pattern ${rest} is not simulated: terms, quoted or not, with ? or - ` +
          "before them are.",
      );
    const [, mark = "", quoted, word] = match;
    terms.push({ mark, text: quoted?.replace(/\\(.)/g, "$1") ?? word ?? "" });
  }
  return terms;
}
