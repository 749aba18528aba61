import type { Properties } from "../account/control-plane";
import { isUnknown } from "./property-value";
import { filled } from "./resource-life";
import type { CheckFailure, ResourceModel } from "./resource-model";
import { memberFailures } from "./value-check";

export interface CheckRequest {
  readonly logicalName: string;
  /** What the program gives. */
  readonly inputs: Properties;
  /** The checked inputs of the resource as it is, where it is to be kept. */
  readonly prior?: Properties | undefined;
  /** Hex digits that end a generated name. */
  readonly random: string;
  /** What `pulumi:autonaming` says of generated names. */
  readonly naming?: Naming | undefined;
}

/** How the stack wants generated names, where it says so. */
export interface Naming {
  /** The name to take when the program gives none. */
  readonly proposed?: string;
  /** No name is generated: the program must give one. */
  readonly disabled?: true;
}

/** The inputs with generated name and JSON documents as text, and what is wrong with them. */
export function check(
  model: ResourceModel,
  request: CheckRequest,
): { inputs: Properties; failures: CheckFailure[] } {
  const given = Object.fromEntries(
    Object.entries(request.inputs).filter(([, value]) => value !== undefined && value !== null),
  );
  const { name, failure } = generatedName(model, { ...request, inputs: given });
  const inputs = { ...withDocumentsAsText(model, given), ...name };
  const failures = [
    ...memberFailures(model.type, "", membersOf(model, given), given),
    ...tagFailures(given.tags),
    ...model.rules(filled(model, inputs)),
    ...(failure ? [failure] : []),
  ];
  return { inputs, failures };
}

/** Tag editor user guide, "Tag naming limits and requirements". */
function tagFailures(tags: unknown): CheckFailure[] {
  return Object.keys(typeof tags === "object" ? (tags ?? {}) : {})
    .filter((key) => /^aws:/i.test(key))
    .map((key) => ({
      property: `tags.${key}`,
      reason: `tags has the key ${JSON.stringify(key)}; those that begin with aws: are AWS's own.`,
    }));
}

function membersOf({ inputs }: ResourceModel, given: Properties) {
  return Object.fromEntries(
    Object.entries(inputs).map(([property, input]) => {
      const { declared, treatment, default: value } = input;
      const fallback: unknown = typeof value === "function" ? value(given) : value;
      return [property, { declared, treatment, fallback }];
    }),
  );
}

/** The provider takes a policy also as an object, and makes it the JSON text that AWS keeps. */
function withDocumentsAsText(model: ResourceModel, given: Properties): Properties {
  return Object.fromEntries(
    Object.entries(given).map(([property, value]) => {
      const isDocument = model.inputs[property]?.compare === "json" && typeof value === "object";
      return [property, isDocument ? JSON.stringify(value) : value];
    }),
  );
}

function generatedName(
  model: ResourceModel,
  request: CheckRequest,
): { name?: Properties; failure?: CheckFailure } {
  const { autoName } = model;
  if (!autoName || request.inputs[autoName.property] !== undefined) return {};
  const { property, maxLength } = autoName;
  const { naming } = request;
  if (naming?.disabled)
    return {
      failure: {
        property,
        reason: `${model.type} needs "${property}": pulumi:autonaming says that none is generated.`,
      },
    };
  if (isUnknown(request.inputs.namePrefix)) return {};
  const suffix = autoName.suffix?.(request.inputs) ?? "";
  const before = request.prior?.[property];
  const name =
    naming?.proposed === undefined
      ? ownName(request, before, suffix)
      : // What has a generated name keeps it, whatever the stack says of new ones.
        String(before ?? withSuffix(naming.proposed, suffix));
  if (name.length <= maxLength) return { name: { [property]: name } };
  return {
    failure: {
      property,
      reason:
        `the generated ${property} "${name}" has ${name.length} characters, AWS allows ` +
        `${maxLength}: shorten the logical name.`,
    },
  };
}

/**
 * The provider's own way: the prefix, seven hex digits and the suffix. What has a generated name
 * keeps it, under another logical name too (pulumi-terraform-bridge, `applyDefaults`: an old
 * default stands); only another prefix makes another.
 */
function ownName({ inputs, logicalName, random }: CheckRequest, before: unknown, suffix: string) {
  const asked = typeof inputs.namePrefix === "string" ? inputs.namePrefix : undefined;
  const keeps =
    typeof before === "string" &&
    before.endsWith(suffix) &&
    (asked === undefined
      ? /.-[0-9a-f]{7}$/.test(before.slice(0, before.length - suffix.length))
      : before.startsWith(asked) &&
        /^[0-9a-f]{7}$/.test(before.slice(asked.length, before.length - suffix.length)));
  return keeps ? before : `${asked ?? `${logicalName}-`}${random.slice(0, 7)}${suffix}`;
}

function withSuffix(name: string, suffix: string): string {
  return name.endsWith(suffix) ? name : `${name}${suffix}`;
}
