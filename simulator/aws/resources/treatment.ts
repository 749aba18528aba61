import type { Unwrap } from "@pulumi/pulumi";
import type { Properties } from "../account/control-plane";

/**
 * What the simulated cloud does with a property: honours it, ignores it for a reason, or refuses
 * it. An honoured object says the same of each of its members.
 */
export type Treatment = Honoured | Ignored | Refused;

/**
 * The treatment of an argument of type `T`: an honoured object without its members does not
 * compile.
 */
export type TreatmentOf<T> = Ignored | Refused | HonouredAs<T>;

/** The cloud does what the property says. */
export interface Honoured extends Exceptions {
  readonly treated: "honoured";
  /** Of an object, or of the objects in a list. */
  readonly members?: Readonly<Record<string, Treatment>>;
}

/** Accepted and kept, and without effect; the console lists it. */
export interface Ignored extends Exceptions {
  readonly treated: "ignored";
  /** Why no function, person or alarm can tell the difference. */
  readonly reason: string;
}

/** Not simulated: any value but the default is refused. */
export interface Refused extends Exceptions {
  readonly treated: "refused";
}

/** Where the provider differs from the generated data, or the data says nothing. */
export interface Exceptions {
  /** Cannot be changed in place: another value means another resource. */
  readonly replaces?: true;
  /** Some values can be changed in place, others cannot. */
  readonly replacesIf?: (before: Properties, after: Properties) => boolean;
  /** The order of the list says nothing. */
  readonly compare?: "set";
  /**
   * What the cloud takes when the program says nothing; a function has it from the other inputs.
   */
  readonly default?: unknown;
}

type HonouredAs<T> = [MembersOf<NonNullable<Unwrap<T>>>] extends [never]
  ? Honoured & { readonly members?: never }
  : Honoured & { readonly members: MembersOf<NonNullable<Unwrap<T>>> };

/** Every member of an object, or of a list's objects; never for what has no members of its own. */
type MembersOf<T> = [Extract<T, string | number | boolean>] extends [never]
  ? T extends readonly (infer Element)[]
    ? MembersOf<NonNullable<Element>>
    : string extends keyof T
      ? never
      : [keyof T] extends [never]
        ? never
        : { readonly [Key in keyof T]-?: TreatmentOf<T[Key]> }
  : never;

export const honoured = { treated: "honoured" } as const satisfies Honoured;

export const notSimulated = { treated: "refused" } as const satisfies Refused;

export function ignored<Reason extends string>(
  reason: Reason,
): { readonly treated: "ignored"; readonly reason: Reason } {
  return { treated: "ignored", reason };
}

/** An honoured object, or list of objects, by its members. */
export function honouredMembers<const Members>(members: Members): {
  readonly treated: "honoured";
  readonly members: Members;
} {
  return { treated: "honoured", members };
}
