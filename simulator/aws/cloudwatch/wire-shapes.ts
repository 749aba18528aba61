import * as v from "valibot";
import { AwsError } from "../../gateway/aws-error";
import { type Dimensions, units } from "./metric";

// Members as botocore's model of CloudWatch has them.

export const namespace = v.pipe(v.string(), v.minLength(1), v.maxLength(255), v.regex(/^[^:]/));
export const metricName = v.pipe(v.string(), v.minLength(1), v.maxLength(255));
export const unit = v.picklist(units);
export const period = v.pipe(v.number(), v.integer(), v.minValue(1));
export const alarmName = v.pipe(v.string(), v.minLength(1), v.maxLength(255));
export const stateValue = v.picklist(["OK", "ALARM", "INSUFFICIENT_DATA"]);
export const scanBy = v.optional(
  v.picklist(["TimestampDescending", "TimestampAscending"]),
  "TimestampDescending",
);

/** Seconds since the epoch on the wire, milliseconds here. */
export const timestamp = v.pipe(
  v.number(),
  v.transform((seconds) => Math.round(seconds * 1000)),
);

export const dimensions = v.optional(
  v.pipe(
    v.array(
      v.object({
        Name: v.pipe(v.string(), v.minLength(1), v.maxLength(255)),
        Value: v.pipe(v.string(), v.minLength(1), v.maxLength(1024)),
      }),
    ),
    v.maxLength(30),
    v.transform((list): Dimensions => Object.fromEntries(list.map((one) => [one.Name, one.Value]))),
  ),
  [],
);

export const invalidNextToken = new AwsError("InvalidNextToken", "The next token is not valid.");

export function invalidValue(message: string): AwsError {
  return new AwsError("InvalidParameterValueException", message);
}

export function invalidCombination(message: string): AwsError {
  return new AwsError("InvalidParameterCombinationException", message);
}

export const everything = (action: string) => () => [[`cloudwatch:${action}`, "*"] as const];
