import { nearest } from "../../kernel/nearest";
import type { Properties } from "../account/control-plane";
import { isUnknown } from "./property-value";
import type { ResourceModel } from "./resource-model";

export interface CheckFailure {
  readonly property: string;
  readonly reason: string;
}

export interface CheckRequest {
  readonly logicalName: string;
  /** What the program gives. */
  readonly inputs: Properties;
  /** The checked inputs of the resource as it is, where it is to be kept. */
  readonly prior?: Properties | undefined;
  /** Hex digits that end a generated name. */
  readonly random: string;
}

/** The inputs with generated name and JSON documents as text, and what is wrong with them. */
export function check(
  model: ResourceModel,
  request: CheckRequest,
): { inputs: Properties; failures: CheckFailure[] } {
  const given = Object.fromEntries(
    Object.entries(request.inputs).filter(([, value]) => value !== undefined && value !== null),
  );
  const failures = [...unknownProperties(model, given), ...missingProperties(model, given)];
  const { name, failure } = generatedName(model, { ...request, inputs: given });
  return {
    inputs: { ...withDocumentsAsText(model, given), ...name },
    failures: failure ? [...failures, failure] : failures,
  };
}

function unknownProperties(model: ResourceModel, given: Properties): CheckFailure[] {
  return Object.keys(given)
    .filter((property) => !(property in model.inputs) && !property.startsWith("__"))
    .map((property) => {
      const meant = nearest(property, Object.keys(model.inputs));
      return {
        property,
        reason: `${model.type} has no property "${property}"${meant ? `; did you mean "${meant}"?` : "."}`,
      };
    });
}

function missingProperties(model: ResourceModel, given: Properties): CheckFailure[] {
  return Object.entries(model.inputs)
    .filter(([property, { required }]) => required && given[property] === undefined)
    .map(([property]) => ({ property, reason: `${model.type} needs "${property}".` }));
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
  const suffix = autoName.suffix?.(request.inputs) ?? "";
  const prefix =
    typeof request.inputs.namePrefix === "string"
      ? request.inputs.namePrefix
      : `${request.logicalName}-`;
  if (isUnknown(request.inputs.namePrefix)) return {};

  const before = request.prior?.[property];
  const keeps =
    typeof before === "string" &&
    before.startsWith(prefix) &&
    /^[0-9a-f]{7}$/.test(before.slice(prefix.length, before.length - suffix.length)) &&
    before.endsWith(suffix);
  const name = keeps ? before : `${prefix}${request.random.slice(0, 7)}${suffix}`;
  if (name.length <= maxLength) return { name: { [property]: name } };
  return {
    failure: {
      property,
      reason: `the generated ${property} "${name}" has ${name.length} characters, AWS allows ${maxLength}: shorten the logical name.`,
    },
  };
}
