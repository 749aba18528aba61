import fc from "fast-check";
import { allModels } from "../all-models";
import { fewestInputs } from "../valid-inputs.testing";
import { unknownValue } from "./property-value";
import { check } from "./resource-check";
import { create, diff, update } from "./resource-life";
import type { InputModel, ResourceModel } from "./resource-model";

const now = "2026-11-22T12:00:00.000Z";
const later = "2026-11-23T12:00:00.000Z";
/** What a key of a table may be called here; a table item has all of them. */
const keys = ["pk", "sk", "tk"];
const text = fc.stringMatching(/^[a-z]{1,8}$/);

function arbitraryOf(property: string, { compare }: InputModel): fc.Arbitrary<unknown> {
  if (property === "hashKey" || property === "rangeKey") return fc.constantFrom(...keys);
  switch (compare) {
    case "set":
      return fc.uniqueArray(text, { minLength: 2, maxLength: 4 });
    case "json":
      return fc.dictionary(text, text, { minKeys: 1 }).map((object) =>
        JSON.stringify({
          ...object,
          ...Object.fromEntries(keys.map((key) => [key, { S: key }])),
        }),
      );
    case "archive":
      return fc.stringMatching(/^[0-9a-f]{64}$/).map((hash) => ({ hash }));
    default:
      return text;
  }
}

/** Inputs with every property of the model. */
function inputsOf(model: ResourceModel): fc.Arbitrary<Record<string, unknown>> {
  return fc.record(
    Object.fromEntries(
      Object.entries(model.inputs).map(([property, input]) => [
        property,
        arbitraryOf(property, input),
      ]),
    ),
  );
}

describe.each(allModels.map((model) => [model.type, model] as const))("%s", (_type, model) => {
  const inputs = inputsOf(model);
  const properties = Object.entries(model.inputs);

  test("what does not change is no difference", () => {
    fc.assert(
      fc.property(inputs, (same) => {
        expect(diff(model, same, structuredClone(same)).changed).toEqual([]);
        expect(diff(model, {}, {}).changed).toEqual([]);
      }),
    );
  });

  test("every property's change shows, and replaces exactly where the model says so", () => {
    for (const [property, input] of properties) {
      fc.assert(
        fc.property(inputs, arbitraryOf(property, input), (before, value) => {
          fc.pre(JSON.stringify(value) !== JSON.stringify(before[property]));
          if (input.compare === "set")
            fc.pre(
              String([...(value as string[])].sort()) !==
                String([...(before[property] as string[])].sort()),
            );
          const { changed, replaces } = diff(model, before, { ...before, [property]: value });
          expect(changed).toEqual([property]);
          expect(replaces).toEqual(input.replaces ? [property] : []);
        }),
        { numRuns: 10 },
      );
    }
  });

  test("the order of a set and the spacing of a document are no difference", () => {
    for (const [property, { compare }] of properties) {
      if (compare !== "set" && compare !== "json") continue;
      fc.assert(
        fc.property(inputs, (before) => {
          const value = before[property];
          const other = Array.isArray(value)
            ? value.toReversed()
            : JSON.stringify(JSON.parse(String(value)), undefined, 2);
          expect(other).not.toEqual(value);
          expect(diff(model, before, { ...before, [property]: other }).changed).toEqual([]);
        }),
        { numRuns: 10 },
      );
    }
  });

  test("saying what the cloud would take anyway is no difference", () => {
    for (const [property, input] of properties) {
      if (input.default === undefined || typeof input.default === "function") continue;
      expect(diff(model, {}, { [property]: input.default }).changed).toEqual([]);
    }
  });

  test("what is not known yet counts as changed", () => {
    for (const [property] of properties) {
      expect(diff(model, {}, { [property]: unknownValue }).changed).toContain(property);
    }
  });

  test("an update keeps the id and what lasts; the same seed makes the same resource", () => {
    fc.assert(
      fc.property(inputs, inputs, (before, after) => {
        const born = create(model, before, "seed", now);
        expect(create(model, before, "seed", now)).toEqual(born);
        const grown = update(model, born, { ...after, ...replacing(model, before) }, later);
        expect(grown.id).toBe(born.id);
        for (const property of model.lasting)
          expect(grown.outputs[property]).toEqual(born.outputs[property]);
        expect(Object.keys(grown.outputs).sort()).toEqual(Object.keys(born.outputs).sort());
      }),
    );
  });

  test("a generated name is the logical name, a dash and seven hex digits, and stays", () => {
    if (!model.autoName) return;
    const { property } = model.autoName;
    const given = fewestInputs(model);
    const first = check(model, { logicalName: "thing", inputs: given, random: "0123456789abcdef" });
    expect(first.failures).toEqual([]);
    expect(first.inputs[property]).toMatch(/^thing-0123456(\.fifo)?$/);
    const again = check(model, {
      logicalName: "thing",
      inputs: given,
      prior: first.inputs,
      random: "ffffffffffff",
    });
    expect(again.inputs[property]).toBe(first.inputs[property]);
  });
});

function replacing(model: ResourceModel, inputs: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(inputs).filter(([property]) => model.inputs[property]?.replaces),
  );
}
