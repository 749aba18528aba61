import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { DeclaredProperty, DeclaredType } from "end-user-messaging-simulator";
import { resourceTypes } from "end-user-messaging-simulator";
import { defaultIn, valuesIn } from "./documentation";
import { narrowest } from "./merge";
import { modelledTypes } from "./modelled-types";
import { type ArgsProperty, resourceClass } from "./pulumi-args";
import { cited, root } from "./sources";

function committed(file: string): DeclaredType {
  return JSON.parse(readFileSync(join(root, "simulator/aws", file), "utf8"));
}

/** `memorySize number required`, … to every depth. */
function named(properties: readonly ArgsProperty[], at = ""): string[] {
  return properties.flatMap(({ name, required, type }) => {
    const inner = type.kind === "list" || type.kind === "map" ? type.element : type;
    return [
      `${at}${name}${required ? " required" : ""}`,
      ...(inner.kind === "object" ? named(inner.properties, `${at}${name}.`) : []),
    ];
  });
}

function namedIn(properties: Readonly<Record<string, DeclaredProperty>>, at = ""): string[] {
  return Object.entries(properties).flatMap(([name, property]) => [
    `${at}${name}${property.required ? " required" : ""}`,
    ...namedIn(property.element?.properties ?? property.properties ?? {}, `${at}${name}.`),
  ]);
}

test("every type that the simulated provider knows has its file", () => {
  const types = modelledTypes.map(({ type }) => type);
  expect(types).toEqual(expect.arrayContaining(resourceTypes));
  for (const { file } of modelledTypes)
    expect(existsSync(join(root, "simulator/aws", file))).toBe(true);
});

test.each(modelledTypes)(
  "$type: the file has the properties of the installed @pulumi/aws",
  ({ type, file }) => {
    const declared = committed(file);
    const { inputs, computed } = resourceClass(type);
    expect(declared.type).toBe(type);
    expect(declared.sources[0]).toBe(cited("@pulumi/aws"));
    expect(namedIn(declared.inputs).sort()).toEqual(named(inputs).sort());
    expect(declared.computed).toEqual(computed);
  },
);

test("sentences of the documentation are read for values and defaults", () => {
  expect(valuesIn("Log format. Valid values: `Text`, `JSON`.")).toEqual(["Text", "JSON"]);
  expect(valuesIn("Possible values are `A`, `B`, or `C`.")).toEqual(["A", "B", "C"]);
  expect(valuesIn("The `role` and the `path`.")).toBeUndefined();
  expect(defaultIn("Whether it waits. Defaults to `true`.")).toBe("true");
  expect(defaultIn("The default for this attribute is 345600 (4 days).")).toBe("345600");
});

test("of two sources the narrower one counts, and the difference is noted", () => {
  const { constraints, notes } = narrowest([
    { source: "one", constraints: { maximum: 10, enum: ["a", "b"] } },
    { source: "two", constraints: { minimum: 2, maximum: 8, enum: ["b", "c"] } },
  ]);
  expect(constraints).toEqual({ minimum: 2, maximum: 8, enum: ["b"] });
  expect(notes).toEqual([
    "not in every source (two): a, c",
    "maximum of two is 8, of another source 10",
  ]);
});

test("sources that exclude each other are no reading", () => {
  const sources = [
    { source: "one", constraints: { enum: ["a"] } },
    { source: "two", constraints: { enum: ["b"] } },
  ];
  expect(() => narrowest(sources)).toThrow("no common value of a and b");
});
