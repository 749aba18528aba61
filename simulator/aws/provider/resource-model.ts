import type { CustomResource, Unwrap } from "@pulumi/pulumi";
import type { Properties } from "../account/control-plane";

/** What the provider knows of one input property. */
export interface InputModel {
  /** Cannot be changed in place: another value means another resource. */
  readonly replaces?: true;
  /** Some values can be changed in place, others cannot. */
  readonly replacesIf?: (before: Properties, after: Properties) => boolean;
  /**
   * A set: the order says nothing. A JSON document: spacing and the order of keys say nothing. An
   * archive: only its hash counts.
   */
  readonly compare?: "set" | "json" | "archive";
  /** What the cloud takes when the program says nothing. */
  readonly default?: unknown;
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

/**
 * A resource type as its provider sees it, from the type's own arguments: a property that is left
 * out, or not there, does not compile.
 */
export interface ModelOf<Args, Resource extends CustomResource> {
  readonly type: string;
  readonly inputs: {
    readonly [Key in keyof Args]-?: InputModel &
      (undefined extends Args[Key] ? { readonly required?: never } : { readonly required: true });
  };
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
}

export interface ResourceModel {
  readonly type: string;
  readonly inputs: Readonly<Record<string, InputModel & { readonly required?: true }>>;
  readonly autoName?: AutoName;
  readonly id: (inputs: Properties, context: Omit<CreationContext, "id">) => string;
  readonly computed: (inputs: Properties, context: CreationContext) => Properties;
  readonly lasting: readonly string[];
  readonly deleteBeforeReplace: boolean;
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
  // seen to names and presence.
  const typed = (inputs: Properties) => inputs as unknown as Filled<Args>;
  return {
    type: model.type,
    inputs: model.inputs as ResourceModel["inputs"],
    ...(model.autoName && { autoName: model.autoName }),
    id: (inputs, context) => model.id(typed(inputs), context),
    computed: (inputs, context) => model.computed(typed(inputs), context),
    lasting: model.lasting ?? [],
    deleteBeforeReplace: model.deleteBeforeReplace ?? false,
  };
}
