/** An expression of CloudWatch's metric math, read. */
export type Expression =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "text"; readonly value: string }
  /** The id of a metric or of another expression. */
  | { readonly kind: "id"; readonly id: string }
  /** A bare word in capitals, such as `REPEAT`. */
  | { readonly kind: "word"; readonly word: string }
  | { readonly kind: "list"; readonly items: readonly Expression[] }
  | { readonly kind: "negation"; readonly of: Expression }
  | {
      readonly kind: "operation";
      readonly operator: Operator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Expression[] };

export type Operator = keyof typeof binding;

/** The higher the number, the tighter the operator binds. */
const binding = {
  OR: 1,
  AND: 2,
  "==": 3,
  "!=": 3,
  "<": 4,
  "<=": 4,
  ">": 4,
  ">=": 4,
  "+": 5,
  "-": 5,
  "*": 6,
  "/": 6,
  "^": 7,
} as const;

const tokenPattern =
  /\s*(?:(\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+)|([A-Za-z_][A-Za-z0-9_]*)|("[^"]*"|'[^']*')|(\|\||&&|[<>=!]=|[-+*/^<>()[\],]))/y;

type Token =
  | { readonly kind: "number" | "word" | "text" | "symbol"; readonly text: string }
  | { readonly kind: "end"; readonly text: "the end" };

/** Something is wrong with an expression; the message says where. */
export class MathError extends Error {
  override readonly name = "MathError";
}

/** @throws MathError */
export function parseExpression(text: string): Expression {
  const parser = new Parser(tokensOf(text));
  return parser.whole();
}

/** The ids that the expression names, each once. */
export function idsIn(expression: Expression): readonly string[] {
  const found = new Set<string>();
  const visit = (part: Expression): void => {
    if (part.kind === "id") found.add(part.id);
    for (const child of childrenOf(part)) visit(child);
  };
  visit(expression);
  return [...found];
}

function childrenOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "list":
      return expression.items;
    case "call":
      return expression.args;
    case "negation":
      return [expression.of];
    case "operation":
      return [expression.left, expression.right];
    default:
      return [];
  }
}

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  tokenPattern.lastIndex = 0;
  while (text.slice(tokenPattern.lastIndex).trim() !== "") {
    const at = tokenPattern.lastIndex;
    const match = tokenPattern.exec(text);
    if (!match) throw new MathError(`"${text.slice(at).trim()}" cannot be read in "${text}"`);
    const [, number, word, quoted, symbol] = match;
    if (number !== undefined) tokens.push({ kind: "number", text: number });
    else if (word !== undefined) tokens.push({ kind: "word", text: word });
    else if (quoted !== undefined) tokens.push({ kind: "text", text: quoted.slice(1, -1) });
    else tokens.push({ kind: "symbol", text: symbol ?? "" });
  }
  return [...tokens, { kind: "end", text: "the end" }];
}

/** Parses by precedence climbing. */
class Parser {
  #at = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  whole(): Expression {
    const expression = this.#expression(0);
    if (this.#next.kind !== "end") this.#unexpected("an operator or the end");
    return expression;
  }

  #expression(weakest: number): Expression {
    let left = this.#operand();
    for (;;) {
      const operator = operatorOf(this.#next);
      if (!operator || binding[operator] <= weakest) return left;
      this.#at += 1;
      // A power binds to the right: 2^3^2 is 2^9.
      const right = this.#expression(binding[operator] - (operator === "^" ? 1 : 0));
      left = { kind: "operation", operator, left, right };
    }
  }

  #operand(): Expression {
    const token = this.#next;
    this.#at += 1;
    switch (token.kind) {
      case "number":
        return { kind: "number", value: Number(token.text) };
      case "text":
        return { kind: "text", value: token.text };
      case "word":
        return this.#word(token.text);
      default:
        return this.#symbol(token.text);
    }
  }

  #word(word: string): Expression {
    if (this.#take("(")) return { kind: "call", name: word, args: this.#listUntil(")") };
    return /^[a-z]/.test(word) ? { kind: "id", id: word } : { kind: "word", word };
  }

  #symbol(symbol: string): Expression {
    if (symbol === "-") return { kind: "negation", of: this.#expression(binding["*"]) };
    if (symbol === "[") return { kind: "list", items: this.#listUntil("]") };
    if (symbol !== "(") {
      this.#at -= 1;
      return this.#unexpected("a value");
    }
    const inside = this.#expression(0);
    if (!this.#take(")")) this.#unexpected('")"');
    return inside;
  }

  #listUntil(end: ")" | "]"): readonly Expression[] {
    const items: Expression[] = [];
    if (this.#take(end)) return items;
    do items.push(this.#expression(0));
    while (this.#take(","));
    if (!this.#take(end)) this.#unexpected(`"," or "${end}"`);
    return items;
  }

  get #next(): Token {
    return this.tokens[this.#at] ?? { kind: "end", text: "the end" };
  }

  #take(symbol: string): boolean {
    const taken = this.#next.kind === "symbol" && this.#next.text === symbol;
    if (taken) this.#at += 1;
    return taken;
  }

  #unexpected(wanted: string): never {
    const text = this.#next.kind === "end" ? this.#next.text : `"${this.#next.text}"`;
    throw new MathError(`${text} stands where ${wanted} is expected`);
  }
}

function operatorOf({ kind, text }: Token): Operator | undefined {
  if (kind !== "symbol" && kind !== "word") return undefined;
  const written = { "&&": "AND", "||": "OR" }[text] ?? text;
  return written in binding ? (written as Operator) : undefined;
}
