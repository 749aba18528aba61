import conditionParser from "dynalite/db/conditionParser";
import updateParser from "dynalite/db/updateParser";
import { type ExpressionContext, keeping, type Parse } from "./parsed-expressions";

const conditions = keeping(conditionParser.parse);
const updates = keeping(updateParser.parse);

function contextOf(
  attrNames: Readonly<Record<string, string>>,
  attrVals: Readonly<Record<string, object>>,
): ExpressionContext {
  const marked = (entries: object) =>
    Object.fromEntries(Object.keys(entries).map((name) => [name, true as const]));
  const dynalites = { isReserved: () => false, compare: () => false };
  return {
    ...dynalites,
    attrNames,
    attrVals,
    unusedAttrNames: marked(attrNames),
    unusedAttrVals: marked(attrVals),
  };
}

/** The tree, and what is left unused. */
function parsed(parse: Parse, expression: string, context: ExpressionContext) {
  const tree = parse(expression, { context });
  return { tree, names: context.unusedAttrNames, values: context.unusedAttrVals };
}

describe("expressions that were parsed before", () => {
  it.each([
    ["SET #a = if_not_exists(#a, :n) + :n, b = :text REMOVE c.#a[1]", updateParser, updates],
    ["ADD n :n SET l = list_append(l, :list)", updateParser, updates],
    ["attribute_not_exists(#a) OR (#a > :n AND contains(b.c, :text))", conditionParser, conditions],
    ["a BETWEEN :n AND :n OR begins_with(a, :text)", conditionParser, conditions],
  ])("come to what a parser says of them, with the values of each request: %s", (...given) => {
    const [expression, parser, parse] = given;
    for (const n of ["1", "2", "3"]) {
      const values = {
        ":n": { N: n },
        ":text": { S: `text ${n}` },
        ":list": { L: [{ N: n }] },
        ":unused": { N: n },
      };
      const context = () => contextOf({ "#a": "first", "#unused": "x" }, values);
      const found = parsed(parse, expression, context());
      expect(found).toEqual(parsed(parser.parse, expression, context()));
    }
  });

  it("differ by their names, and by the types of their values", () => {
    const of = (name: string, value: object) =>
      parsed(updates, "ADD #a :v", contextOf({ "#a": name }, { ":v": value }));
    const first = of("x", { N: "1" });
    expect(of("y", { N: "1" })).not.toEqual(first);
    expect(of("x", { S: "1" }).tree).toMatch("Incorrect operand type");
    expect(of("x", { N: "1" })).toEqual(first);
  });

  it("stay as they are when an update resolves its operands in place", () => {
    const context = () => contextOf({}, {});
    const expression = "SET a = b";
    const tree = updates(expression, { context: context() }) as {
      sections: { val: unknown }[];
    };
    for (const section of tree.sections) section.val = "resolved";
    expect(updates(expression, { context: context() })).toEqual(
      updateParser.parse(expression, { context: context() }),
    );
  });

  it("count a name as used that an expression before it used already", () => {
    const both = contextOf({ "#a": "x" }, { ":n": { N: "1" } });
    conditions("#a < :n", { context: both });
    updates("SET #a = :n", { context: both });
    const alone = contextOf({ "#a": "x" }, { ":n": { N: "1" } });
    updates("SET #a = :n", { context: alone });
    expect(alone).toMatchObject({ unusedAttrNames: {}, unusedAttrVals: {} });
  });
});
