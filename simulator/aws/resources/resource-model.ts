import type { CustomResource, Unwrap } from "@pulumi/pulumi";
import type { ControlPlane, Properties, ResourceRecord } from "../account/control-plane";
import type { DeclaredProperty, DeclaredType } from "./declared-type";
import type { Exceptions, Treatment, TreatmentOf } from "./treatment";

/** What the provider knows of one input property: the generated data and what is done with it. */
export interface InputModel extends Omit<Exceptions, "compare"> {
  readonly declared: DeclaredProperty;
  readonly treatment: Treatment;
  readonly required: boolean;
  /**
   * A set: the order says nothing. A JSON document: spacing and the order of keys say nothing. An
   * archive: only its hash counts.
   */
  readonly compare: "set" | "json" | "archive" | undefined;
}

/**
 * How a name is made where the program gives none: the logical name, "-", 7 hex digits, and the
 * suffix.
 */
export interface AutoName {
  readonly property: string;
  readonly maxLength: number;
  readonly suffix?: (inputs: Properties) => string;
}

/** What the cloud draws on when it makes an id or an output. */
export interface CreationContext {
  readonly id: string;
  /** Hex digits, always the same for the same resource and purpose. */
  readonly unique: (purpose: string, length: number) => string;
  /** ISO 8601. */
  readonly now: string;
}

/** What is wrong with a property, and what would be right. */
export interface CheckFailure {
  /** The property's name with its path, such as `scalingConfig.maximumConcurrency`. */
  readonly property: string;
  readonly reason: string;
}

/** What a resource is refused for when it meets the others of the account. */
export interface AccountRules {
  /**
   * Refuses what the service refuses when the resource is created or changed.
   * @throws naming the property, what was found and what is allowed.
   */
  readonly put?: (
    after: ResourceRecord,
    account: ControlPlane,
    before: ResourceRecord | undefined,
  ) => void;
  /** Refuses what the service refuses when the resource is to go. @throws saying what to do. */
  readonly remove?: (record: ResourceRecord, account: ControlPlane) => void | Promise<void>;
}

/**
 * A resource type as its provider sees it. Names, kinds, ranges and what is required come from the
 * generated data; here stands, for every argument of the type, what the simulated cloud does with
 * it: a property that is left out, or not there, does not compile.
 */
export interface ModelOf<Args, Resource extends CustomResource> {
  /** The generated file, as imported. */
  readonly declared: { readonly type: string };
  readonly inputs: { readonly [Key in keyof Args]-?: TreatmentOf<Args[Key]> };
  readonly autoName?: AutoName & { readonly property: keyof Args };
  readonly id: (inputs: Filled<Args>, context: Omit<CreationContext, "id">) => string;
  /**
   * Everything that the class offers and the arguments do not; an argument too, where the cloud
   * fills what the program leaves out.
   */
  readonly computed: (
    inputs: Filled<Args>,
    context: CreationContext,
  ) => Record<ComputedKey<Args, Resource>, unknown> & { readonly [Key in keyof Args]?: unknown };
  /** Outputs that an update leaves as they were at creation. */
  readonly lasting?: readonly ComputedKey<Args, Resource>[];
  /** The same identity cannot exist twice, so a replacement deletes first. */
  readonly deleteBeforeReplace?: true;
  /**
   * What properties must be to each other; the inputs come with defaults, and some may not be known
   * yet.
   */
  readonly rules?: (inputs: Properties) => readonly CheckFailure[];
  readonly accountRules?: AccountRules;
}

export interface ResourceModel {
  readonly type: string;
  readonly inputs: Readonly<Record<string, InputModel>>;
  readonly autoName?: AutoName;
  readonly id: (inputs: Properties, context: Omit<CreationContext, "id">) => string;
  readonly computed: (inputs: Properties, context: CreationContext) => Properties;
  readonly lasting: readonly string[];
  readonly deleteBeforeReplace: boolean;
  readonly rules: (inputs: Properties) => readonly CheckFailure[];
  readonly accountRules: AccountRules;
}

/** The inputs once checked: plain values, and the defaults filled in. */
export type Filled<Args> = { readonly [Key in keyof Args]: Unwrap<Args[Key]> };

/** What a class offers beyond its arguments, methods apart. */
type ComputedKey<Args, Resource> = {
  [Key in Exclude<keyof Resource, keyof CustomResource | keyof Args>]: Resource[Key] extends (
    ...args: never[]
  ) => unknown
    ? never
    : Key;
}[Exclude<keyof Resource, keyof CustomResource | keyof Args>] &
  string;

/** Hides a model's own types, so that the engine can hold models of all kinds in one list. */
export function defineModel<Args, Resource extends CustomResource>(
  model: ModelOf<Args, Resource>,
): ResourceModel {
  // The one place where checked inputs are taken for what the type's arguments say; `check` has
  // seen to names and presence. An imported file has wider types than it keeps to.
  const typed = (inputs: Properties) => inputs as unknown as Filled<Args>;
  const declared = model.declared as unknown as DeclaredType;
  const treatments: readonly [string, Treatment][] = Object.entries(model.inputs);
  return {
    type: declared.type,
    inputs: Object.fromEntries(
      treatments.map(([property, treatment]) => [
        property,
        inputModel(propertyOf(declared, property), treatment),
      ]),
    ),
    ...(model.autoName && { autoName: model.autoName }),
    id: (inputs, context) => model.id(typed(inputs), context),
    computed: (inputs, context) => model.computed(typed(inputs), context),
    lasting: model.lasting ?? [],
    deleteBeforeReplace: model.deleteBeforeReplace ?? false,
    rules: model.rules ?? (() => []),
    accountRules: model.accountRules ?? {},
  };
}

function propertyOf({ type, inputs }: DeclaredType, property: string): DeclaredProperty {
  const found = inputs[property];
  if (!found) throw new Error(`The file of ${type} has no property ${property}: npm run models.`);
  return found;
}

function inputModel(declared: DeclaredProperty, treatment: Treatment): InputModel {
  const replaces = declared.createOnly ?? treatment.replaces;
  const fallback = "default" in treatment ? treatment.default : declared.default;
  return {
    declared,
    treatment,
    required: declared.required ?? false,
    compare: treatment.compare ?? compared(declared.kind),
    ...(replaces && { replaces }),
    ...(treatment.replacesIf && { replacesIf: treatment.replacesIf }),
    ...(fallback !== undefined && { default: fallback }),
  };
}

function compared(kind: DeclaredProperty["kind"]): InputModel["compare"] {
  return kind === "set" || kind === "json" || kind === "archive" ? kind : undefined;
}
