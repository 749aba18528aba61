import fc from "fast-check";
import { hasValueAt, type PathStep, parseConfigPath, typedValue, withValueAt } from "./config-path";

const name = fc.stringMatching(/^[a-zA-Z_][a-zA-Z0-9_-]{0,8}$/);
const steps = fc
  .tuple(name, fc.array(fc.oneof(name, fc.nat(20)), { maxLength: 4 }))
  .map(([first, rest]) => [first, ...rest]);

function written(path: readonly PathStep[]): string {
  return path
    .map((step, index) =>
      typeof step === "number" ? `[${step}]` : index === 0 ? step : `.${step}`,
    )
    .join("");
}

test("a path reads as the steps it was written from", () => {
  fc.assert(fc.property(steps, (path) => expect(parseConfigPath(written(path))).toEqual(path)));
});

test("a quoted step may hold dots and quotes", () => {
  expect(parseConfigPath('sms["a.b"].c["say \\"x\\""]')).toEqual(["sms", "a.b", "c", 'say "x"']);
});

test.each(["", ".a", "a.", "a..b", "a[", "a[x]", "a]b", "[0]", "a=b"])(
  "%j is refused, by name",
  (path) => {
    expect(() => parseConfigPath(path)).toThrow(`"${path}" is not a config path`);
  },
);

test("what is set at a path is there, and what was elsewhere stays", () => {
  const elsewhere = { kept: [1, { two: 2 }] };
  fc.assert(
    fc.property(name, fc.array(name, { maxLength: 3 }), fc.integer(), (first, rest, value) => {
      const path = [`x${first}`, ...rest];
      const result = withValueAt(elsewhere, path, value);
      expect(hasValueAt(result, path)).toBe(true);
      expect(result).toMatchObject(elsewhere);
      expect(
        path.reduce<unknown>((at, step) => (at as Record<string, unknown>)[step], result),
      ).toBe(value);
    }),
  );
});

test("a list grows by one at its end, and no further", () => {
  expect(withValueAt({ a: ["x"] }, ["a", 1], "y")).toEqual({ a: ["x", "y"] });
  expect(() => withValueAt({ a: ["x"] }, ["a", 2], "y")).toThrow(
    "[2] is past the end of the list: it has 1.",
  );
});

test("a step into a value of another kind says what it found", () => {
  expect(() => withValueAt({ a: 10 }, ["a", "b"], 1)).toThrow('"b" asks for a map, found 10.');
  expect(() => withValueAt({ a: {} }, ["a", 0], 1)).toThrow("[0] asks for a list, found a map.");
});

test.each([
  ["25", 25],
  ["12.5", 12.5],
  ["-1", -1],
  ["0", 0],
  ["true", true],
  ["false", false],
  ["007", "007"],
  ["+12025550142", "+12025550142"],
  ["99999999999999999999", "99999999999999999999"],
  ["primary", "primary"],
  ["", ""],
])("%j is taken as %j", (text, value) => expect(typedValue(text)).toBe(value));
