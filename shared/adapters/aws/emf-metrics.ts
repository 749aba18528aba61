import { type Clock, type Metrics, systemClock } from "../../ports";

type Dimensions = Readonly<Record<string, string>>;

/** The namespace of the metrics that our functions emit. */
export const metricNamespace = "AiNutritionist/Messaging";

/**
 * Counts by CloudWatch's embedded metric format: a line in the log, and no call that would cost
 * time. Written to the stream and not by the console, whose JSON format puts a line into a member
 * of another object, where CloudWatch does not look for metrics (AWS Lambda developer guide, "Log
 * and monitor Node.js Lambda functions"; CloudWatch user guide, "Specification: Embedded metric
 * format"). Each count stands once by its dimensions and once without any, so that an alarm on all
 * of them need not list their values. The function's name is a member of the line, to ask the log
 * for, and no dimension.
 */
export function emfMetrics(
  functionName: string,
  write: (line: string) => void = (line) => void process.stdout.write(line),
  clock: Pick<Clock, "now"> = systemClock,
): Metrics {
  return {
    count: (name, dimensions) => {
      const entry = { function: functionName, ...embedded(clock.now(), name, dimensions) };
      write(`${JSON.stringify(entry)}\n`);
    },
  };
}

function embedded(at: number, name: string, dimensions: Dimensions): object {
  const names = Object.keys(dimensions);
  const CloudWatchMetrics = [
    {
      Namespace: metricNamespace,
      Dimensions: names.length > 0 ? [names, []] : [[]],
      Metrics: [{ Name: name, Unit: "Count" }],
    },
  ];
  return { _aws: { Timestamp: at, CloudWatchMetrics }, ...valuesOf(dimensions), [name]: 1 };
}

/** A dimension's value has at least one character and at most 1,024 (the same specification). */
function valuesOf(dimensions: Dimensions): Dimensions {
  return Object.fromEntries(
    Object.entries(dimensions).map(([name, value]) => [name, value.slice(0, 1024) || "none"]),
  );
}
