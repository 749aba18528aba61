import * as v from "valibot";

/** A metric's name: what CloudWatch tells one from another by. */
export interface MetricName {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Dimensions;
}

export type Dimensions = Readonly<Record<string, string>>;

export const dimensionsSchema = v.optional(v.record(v.string(), v.string()), {});

/** CloudWatch's `StandardUnit` (botocore's model of the service). */
export const units = [
  ...["Seconds", "Microseconds", "Milliseconds"],
  ...["Bytes", "Kilobytes", "Megabytes", "Gigabytes", "Terabytes"],
  ...["Bits", "Kilobits", "Megabits", "Gigabits", "Terabits"],
  ...["Percent", "Count"],
  ...["Bytes/Second", "Kilobytes/Second", "Megabytes/Second", "Gigabytes/Second"],
  ...["Terabytes/Second", "Bits/Second", "Kilobits/Second", "Megabits/Second"],
  ...["Gigabits/Second", "Terabits/Second", "Count/Second", "None"],
] as readonly string[];

/** The same for the same metric, in whatever order its dimensions stand. */
export function keyOf({ namespace, name, dimensions }: MetricName): string {
  const entries = Object.entries(dimensions);
  if (entries.length < 2) return JSON.stringify([namespace, name, ...entries]);
  const sorted = entries.toSorted(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify([namespace, name, ...sorted]);
}

/** In CloudWatch's own order, in which they stand in answers and notifications. */
export function dimensionList(
  dimensions: Dimensions,
): readonly { readonly Name: string; readonly Value: string }[] {
  return Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
}
