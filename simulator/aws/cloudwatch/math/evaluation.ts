import { type Grid, mathFunctions, refusedFunctions } from "./functions";
import { type Expression, MathError, type Operator } from "./syntax";
import { combine, mapPoints, type Series, scalar, type Value } from "./value";

/** What an expression is evaluated in. */
export interface MathContext {
  /** @throws MathError when there is no such metric or expression. */
  readonly valueOf: (id: string) => Value;
  /** All metrics of the request, expressions apart. */
  readonly metrics: () => readonly Series[];
  readonly grid: Grid;
}

const operators: Readonly<Record<Operator, (left: number, right: number) => number>> = {
  "+": (left, right) => left + right,
  "-": (left, right) => left - right,
  "*": (left, right) => left * right,
  "/": (left, right) => left / right,
  "^": (left, right) => left ** right,
  "==": (left, right) => Number(left === right),
  "!=": (left, right) => Number(left !== right),
  "<": (left, right) => Number(left < right),
  "<=": (left, right) => Number(left <= right),
  ">": (left, right) => Number(left > right),
  ">=": (left, right) => Number(left >= right),
  AND: (left, right) => Number(left !== 0 && right !== 0),
  OR: (left, right) => Number(left !== 0 || right !== 0),
};

/** @throws MathError */
export function evaluateExpression(expression: Expression, context: MathContext): Value {
  switch (expression.kind) {
    case "number":
      return scalar(expression.value);
    case "text":
      return { kind: "text", text: expression.value };
    case "word":
      return { kind: "text", text: expression.word };
    case "id":
      return context.valueOf(expression.id);
    case "list":
      return {
        kind: "list",
        items: expression.items.flatMap((item) => listed(evaluateExpression(item, context))),
      };
    case "negation": {
      const of = evaluateExpression(expression.of, context);
      return of.kind === "scalar" ? scalar(-of.value) : mapPoints(of, (point) => -point);
    }
    case "operation":
      return combine(
        evaluateExpression(expression.left, context),
        evaluateExpression(expression.right, context),
        operators[expression.operator],
      );
    case "call":
      return call(expression.name, expression.args, context);
  }
}

function listed(value: Value): readonly Series[] {
  if (value.kind === "series") return [value.series];
  if (value.kind === "list") return value.items;
  throw new MathError("an array holds time series only");
}

function call(name: string, args: readonly Expression[], context: MathContext): Value {
  const apply = Object.hasOwn(mathFunctions, name) ? mathFunctions[name] : undefined;
  if (!apply)
    throw new MathError(
      refusedFunctions.includes(name)
        ? `the function ${name} is not simulated`
        : `there is no function ${name} (functions are written in capitals)`,
    );
  return apply(
    args.map((arg) => evaluateExpression(arg, context)),
    { metrics: context.metrics, grid: context.grid, name },
  );
}
