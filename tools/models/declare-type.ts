import type { DeclaredProperty, DeclaredType } from "end-user-messaging-simulator";
import { defaultIn, valuesIn } from "./documentation";
import { narrowest, type Sourced } from "./merge";
import type { ModelledType, Sentence } from "./modelled-types";
import { type ArgsProperty, type ArgsType, resourceClass } from "./pulumi-args";
import { botocoreShape, cloudFormationShape, type SourceShape } from "./source-shape";
import { cited } from "./sources";

interface NamedSource {
  readonly source: string;
  readonly shape: SourceShape;
}

/**
 * Reads one type out of all its sources.
 * @throws when a name or a sentence of the table leads nowhere, or the sources exclude each other.
 */
export function declareType(modelled: ModelledType): DeclaredType {
  const { inputs, computed } = resourceClass(modelled.type);
  const roots: NamedSource[] = [
    ...(modelled.cloudFormation
      ? [{ source: "CloudFormation", shape: cloudFormationShape(modelled.cloudFormation) }]
      : []),
    ...(modelled.botocore ?? []).map((operation) => {
      const [service = "", name = ""] = operation.split(".");
      return { source: name, shape: botocoreShape(service, name) };
    }),
  ];
  const reading = new Reading(modelled, roots);
  const properties = reading.object(inputs, roots, "");
  reading.nothingDangles();
  return {
    type: modelled.type,
    sources: [
      cited("@pulumi/aws"),
      ...(modelled.cloudFormation ? [`${cited("cfn-lint")} ${modelled.cloudFormation}`] : []),
      ...(modelled.botocore ?? []).map((operation) => `${cited("botocore")} ${operation}`),
    ],
    inputs: properties,
    computed,
  };
}

class Reading {
  readonly #used = new Set<string>();

  constructor(
    private readonly modelled: ModelledType,
    private readonly roots: readonly NamedSource[],
  ) {}

  object(
    properties: readonly ArgsProperty[],
    sources: readonly NamedSource[],
    at: string,
  ): Record<string, DeclaredProperty> {
    const sorted = [...properties].sort((a, b) => (a.name < b.name ? -1 : 1));
    return Object.fromEntries(
      sorted.map((property) => [property.name, this.#property(property, sources, at)]),
    );
  }

  #property(
    { name, required, type, documentation }: ArgsProperty,
    sources: readonly NamedSource[],
    at: string,
  ): DeclaredProperty {
    const path = at === "" ? name : `${at}.${name}`;
    const counterparts = this.#counterparts(path, name, sources);
    const sentence = this.#sentence(path, documentation);
    const value = this.#value(type, counterparts, path, documentation, sentence);
    return { ...value, ...(required && { required }) };
  }

  #value(
    type: ArgsType,
    counterparts: readonly NamedSource[],
    path: string,
    documentation: string,
    sentence: Sentence | undefined,
  ): DeclaredProperty {
    if (type.kind === "object") {
      const inside = counterparts.map(({ source, shape }) => ({
        source,
        shape: shape.element() ?? shape,
      }));
      const { createOnly } = narrowedOf(path, counterparts, []).constraints;
      return {
        kind: "object",
        ...(createOnly && { createOnly }),
        properties: this.object(type.properties, inside, path),
      };
    }
    const { constraints, notes } = narrowedOf(
      path,
      counterparts,
      type.kind === "string" ? documentedValues(documentation) : [],
    );
    const { kind: meantKind, patterns: meantPatterns = [], ...means } = sentence?.means ?? {};
    const kinds = [meantKind, ...counterparts.map(({ shape }) => shape.kind)];
    const whole = {
      kind: kindOf(type.kind, kinds),
      ...applicable(type.kind, constraints),
      ...documentedDefault(type.kind, documentation),
      ...means,
      ...(meantPatterns.length > 0 && {
        patterns: [...(constraints.patterns ?? []), ...meantPatterns],
      }),
    };
    const element = this.#element(type, counterparts, path, documentation);
    const keys = type.kind === "map" ? keysOf(counterparts) : undefined;
    const allNotes = [...notes, ...(sentence ? [`"${sentence.quote}"`] : [])];
    return {
      ...whole,
      ...(keys && { keys }),
      ...(element && { element }),
      ...(allNotes.length > 0 && { notes: allNotes }),
    };
  }

  #element(
    type: ArgsType,
    counterparts: readonly NamedSource[],
    path: string,
    documentation: string,
  ): DeclaredProperty | undefined {
    if (type.kind !== "list" && type.kind !== "map") return undefined;
    const inside = counterparts.flatMap(({ source, shape }) => {
      const element = shape.element();
      return element ? [{ source, shape: element }] : [];
    });
    // CloudFormation writes a map as a list of keys and values.
    const isMap = type.kind === "map";
    const usable = inside.filter(({ shape }) => !isMap || shape.members().size === 0);
    const element = this.#value(type.element, usable, path, documentation, undefined);
    return element.kind === "json" && isMap ? { ...element, kind: "string" } : element;
  }

  #counterparts(path: string, name: string, sources: readonly NamedSource[]): NamedSource[] {
    const told = this.modelled.names?.[path];
    const namesakes = sources.flatMap(({ source, shape }) => {
      const member = namesake(shape, name);
      return member ? [{ source, shape: member }] : [];
    });
    if (told === undefined) return namesakes;
    this.#used.add(path);
    if (told === null) return [];
    const found: NamedSource[] = this.roots.flatMap(({ source, shape }) => {
      const at = follow(shape, told.split("."));
      return at ? [{ source, shape: at }] : [];
    });
    if (found.length === 0)
      throw new Error(`${this.modelled.type}: no source has ${told} (${path}).`);
    const others = namesakes.filter(({ source }) => found.every((one) => one.source !== source));
    return [...found, ...others];
  }

  #sentence(path: string, documentation: string): Sentence | undefined {
    const sentence = this.modelled.sentences?.[path];
    if (!sentence) return undefined;
    this.#used.add(path);
    if (documentation.includes(sentence.quote)) return sentence;
    throw new Error(`${this.modelled.type}: ${path} no longer says "${sentence.quote}".`);
  }

  nothingDangles(): void {
    const { type, names = {}, sentences = {} } = this.modelled;
    const dangling = Object.keys({ ...names, ...sentences }).filter(
      (path) => !this.#used.has(path),
    );
    if (dangling.length > 0) throw new Error(`${type} has no property ${dangling.join(", ")}.`);
  }
}

/** The member of the same name, whatever its case; Pulumi has the plural for lists. */
function namesake(shape: SourceShape, name: string): SourceShape | undefined {
  const inner = shape.element() ?? shape;
  const plain = (text: string) => text.toLowerCase().replace(/s$/, "");
  for (const [member, value] of inner.members()) if (plain(member) === plain(name)) return value;
  return undefined;
}

function follow(shape: SourceShape, steps: readonly string[]): SourceShape | undefined {
  const [step, ...rest] = steps;
  if (step === undefined) return shape;
  const member = namesake(shape, step);
  return member && follow(member, rest);
}

function narrowedOf(
  path: string,
  counterparts: readonly NamedSource[],
  documented: readonly Sourced[],
): ReturnType<typeof narrowest> {
  const sourced = counterparts.map(({ source, shape }) => ({
    source,
    constraints: shape.constraints,
  }));
  try {
    return narrowest([...sourced, ...documented]);
  } catch (cause) {
    throw new Error(`${path}: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}

/** What the sources say of a map's keys, where one of them says anything. */
function keysOf(counterparts: readonly NamedSource[]): DeclaredProperty["keys"] {
  const sourced = counterparts.map(({ source, shape }) => ({ source, constraints: shape.keys }));
  const { constraints } = narrowest(sourced);
  return Object.keys(constraints).length > 0 ? constraints : undefined;
}

function documentedValues(documentation: string): Sourced[] {
  const values = valuesIn(documentation)?.map((value) => value.replace(/^"(.*)"$/, "$1"));
  const plain = values?.every((value) => /^[\w.-]+$/.test(value));
  return values && plain ? [{ source: "@pulumi/aws", constraints: { enum: values } }] : [];
}

function documentedDefault(
  kind: ArgsType["kind"],
  documentation: string,
): { default?: string | number | boolean } {
  const text = defaultIn(documentation);
  if (text === undefined) return {};
  if (kind === "boolean") return /^(true|false)$/.test(text) ? { default: text === "true" } : {};
  if (kind === "number") return /^-?\d+$/.test(text) ? { default: Number(text) } : {};
  return kind === "string" && /^[\w.-]+$/.test(text) ? { default: text } : {};
}

function kindOf(
  kind: Exclude<ArgsType["kind"], "object">,
  sourceKinds: readonly (string | undefined)[],
): DeclaredProperty["kind"] {
  if (kind === "number" && sourceKinds.includes("integer")) return "integer";
  if (kind === "string" && sourceKinds.includes("json")) return "json";
  return kind === "list" && sourceKinds.includes("set") ? "set" : kind;
}

/** Which constraints say something about a value of the kind, as Pulumi has it. */
const saying: Readonly<Record<ArgsType["kind"], readonly string[]>> = {
  string: ["enum", "minLength", "maxLength", "patterns"],
  number: ["enum", "minimum", "maximum"],
  boolean: [],
  json: [],
  archive: [],
  list: ["minItems", "maxItems"],
  map: ["minItems", "maxItems"],
  object: [],
};

function applicable(
  kind: ArgsType["kind"],
  constraints: ReturnType<typeof narrowest>["constraints"],
): ReturnType<typeof narrowest>["constraints"] {
  return Object.fromEntries(
    Object.entries(constraints).filter(
      ([name]) => name === "createOnly" || saying[kind].includes(name),
    ),
  );
}
