import type { Properties } from "./account/control-plane";
import { allModels } from "./all-models";
import type { DeclaredProperty } from "./resources/declared-type";
import { unknownValue } from "./resources/property-value";
import { check } from "./resources/resource-check";
import type { ResourceModel } from "./resources/resource-model";
import type { Treatment } from "./resources/treatment";
import { fewestInputs, validValue } from "./valid-inputs.testing";

// Mistakes that nobody wrote down: the data of each type is asked what it does not allow.

/** A place for a value, at any depth, and the inputs with a value there. */
interface Place {
  /** Such as `loggingConfig.logFormat` or `attributes[0].type`. */
  readonly at: string;
  readonly declared: DeclaredProperty;
  readonly with: (value: unknown) => Properties;
}

function placesOf(model: ResourceModel): Place[] {
  const inputs = fewestInputs(model);
  return Object.entries(model.inputs).flatMap(([name, { declared, treatment }]) =>
    inside(name, declared, treatment, (value) => ({ ...inputs, [name]: value })),
  );
}

function inside(
  at: string,
  declared: DeclaredProperty,
  treatment: Treatment | undefined,
  put: Place["with"],
): Place[] {
  if (treatment?.treated === "refused") return [];
  const here = { at, declared, with: put };
  const { element, properties = {} } = declared;
  if (element && declared.kind !== "map")
    return [here, ...inside(`${at}[0]`, element, treatment, (value) => put([value]))];
  const members = treatment?.treated === "honoured" ? treatment.members : undefined;
  const whole = Object.entries(properties).length > 0 ? (validValue(declared) as Properties) : {};
  return [
    here,
    ...Object.entries(properties).flatMap(([name, inner]) =>
      inside(`${at}.${name}`, inner, members?.[name], (value) => put({ ...whole, [name]: value })),
    ),
  ];
}

function refusedAt(model: ResourceModel, inputs: Properties): string[] {
  const { failures } = check(model, { logicalName: "thing", inputs, random: "0123456789" });
  return failures.map(({ property }) => property);
}

/** Values that the data does not allow at the place. */
function wrongValues({ declared }: Place): unknown[] {
  const {
    kind,
    keys = {},
    enum: allowed,
    minimum,
    maximum,
    minLength,
    maxLength,
    minItems,
    maxItems,
  } = declared;
  const isText = kind === "string";
  return [
    isText ? 7 : "seven",
    ...(allowed && isText ? ["no-such-value", String(allowed[0]).concat("x")] : []),
    ...(allowed && !isText ? [987_654] : []),
    ...(minimum === undefined ? [] : [minimum - 1]),
    ...(maximum === undefined ? [] : [maximum + 1]),
    ...(isText && minLength ? ["x".repeat(minLength - 1)] : []),
    ...(isText && maxLength !== undefined ? ["x".repeat(maxLength + 1)] : []),
    ...(kind === "integer" ? [(minimum ?? 1) + 0.5] : []),
    ...((kind === "list" || kind === "set") && minItems ? [[]] : []),
    ...((kind === "list" || kind === "set") && maxItems !== undefined && maxItems < 100
      ? [Array(maxItems + 1).fill("x")]
      : []),
    ...wrongTexts(keys).map((key) => ({ [key]: "x" })),
    ...(kind === "object" ? [{ ...(validValue(declared) as Properties), noSuchKey: 1 }] : []),
  ].filter((value) => !declared.also?.includes(value as number));
}

/** A text too long, and one that no pattern takes. */
function wrongTexts({ maxLength, patterns = [] }: NonNullable<DeclaredProperty["keys"]>): string[] {
  const odd = ["1A", "a b", "\n"].find((text) =>
    patterns.some((pattern) => !new RegExp(pattern, "u").test(text)),
  );
  return [
    ...(odd === undefined ? [] : [odd]),
    ...(maxLength === undefined ? [] : ["x".repeat(maxLength + 1)]),
  ];
}

/** Values at the edge of what the data allows. */
function edgeValues({
  declared: { enum: allowed, minimum, maximum, also = [] },
}: Place): unknown[] {
  if (allowed) return [...allowed];
  return [minimum, maximum, ...also].filter((value) => value !== undefined);
}

describe.each(allModels.map((model) => [model.type, model] as const))("%s", (_type, model) => {
  const places = placesOf(model);

  test("the fewest inputs pass, and without any one of the required it is named", () => {
    const inputs = fewestInputs(model);
    expect(refusedAt(model, inputs)).toEqual([]);
    for (const [name, { required }] of Object.entries(model.inputs)) {
      if (!required) continue;
      const { [name]: _left, ...others } = inputs;
      expect(refusedAt(model, others)).toContain(name);
    }
  });

  test("an unknown property is refused by name", () => {
    expect(refusedAt(model, { ...fewestInputs(model), noSuchKey: 1 })).toContain("noSuchKey");
  });

  test("what the data does not allow is refused at its place, to every depth", () => {
    for (const place of places) {
      for (const value of wrongValues(place)) {
        const refused = refusedAt(model, place.with(value));
        const named = refused.filter((property) => property.startsWith(place.at));
        expect({ at: place.at, value, named: named.length > 0 }).toEqual({
          at: place.at,
          value,
          named: true,
        });
      }
    }
  });

  test("what lies at the edge is not refused for its value", () => {
    for (const place of places) {
      for (const value of edgeValues(place)) {
        const reasons = check(model, {
          logicalName: "thing",
          inputs: place.with(value),
          random: "0123456789",
        }).failures.filter(
          ({ property, reason }) => property === place.at && /allowed are/.test(reason),
        );
        const byOtherRules = reasons.filter(({ reason }) => /with|exactly one/.test(reason));
        expect(reasons).toEqual(byOtherRules);
      }
    }
  });

  test("what is not simulated is refused by name, whatever its value", () => {
    for (const [name, { declared, treatment, default: fallback }] of Object.entries(model.inputs)) {
      if (treatment.treated !== "refused") continue;
      const value = declared.kind === "object" ? { any: 1 } : validValueOrText(declared);
      const nothing = typeof fallback === "function" ? fallback({}) : fallback;
      if (value === nothing || declared.kind === "map") continue;
      expect(refusedAt(model, { ...fewestInputs(model), [name]: value })).toContain(name);
    }
  });

  test("what is not known yet is not refused", () => {
    for (const place of places) {
      const refused = refusedAt(model, place.with(unknownValue));
      expect(refused.filter((property) => property === place.at)).toEqual([]);
    }
  });
});

function validValueOrText(declared: DeclaredProperty): unknown {
  try {
    return validValue(declared);
  } catch {
    // It is refused before anybody looks at its form.
    return "thing";
  }
}
