/**
 * A resource type as public sources describe it: one file a type, written by `npm run models` and
 * never by hand.
 */
export interface DeclaredType {
  /** Pulumi's type token, such as `aws:sqs/queue:Queue`. */
  readonly type: string;
  /** Where this was read, by name and version. */
  readonly sources: readonly string[];
  readonly inputs: Readonly<Record<string, DeclaredProperty>>;
  /** What the class offers and the arguments do not. */
  readonly computed: readonly string[];
}

export interface DeclaredProperty {
  /** `json` is a document that may be given as text too; `archive` is a function's code. */
  readonly kind:
    | "string"
    | "number"
    | "integer"
    | "boolean"
    | "json"
    | "archive"
    | "list"
    | "set"
    | "map"
    | "object";
  readonly required?: true;
  /** Another value means another resource. */
  readonly createOnly?: true;
  readonly enum?: readonly (string | number)[];
  /** Values that are allowed beside the range. */
  readonly also?: readonly number[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  /** Regular expressions that a text must all fulfil. */
  readonly patterns?: readonly string[];
  /** What the cloud takes when the program says nothing. */
  readonly default?: string | number | boolean;
  /** What the keys of a map must be. */
  readonly keys?: Pick<DeclaredProperty, "enum" | "minLength" | "maxLength" | "patterns">;
  /** What a list, a set or a map holds. */
  readonly element?: DeclaredProperty;
  /** The members of an object. */
  readonly properties?: Readonly<Record<string, DeclaredProperty>>;
  /** Where the sources differ, or a sentence that the reading rests on. */
  readonly notes?: readonly string[];
}
