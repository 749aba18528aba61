import * as cloudwatch from "@pulumi/awsx/classic/cloudwatch";
import type * as pulumi from "@pulumi/pulumi";
import type { LambdaFunction } from "../flow/lambda-function";
import type { WorkQueue } from "../flow/queues";

export interface DashboardArgs {
  /** The dashboard's name in the console. */
  readonly title: string;
  readonly region: pulumi.Input<string>;
  readonly functions: Readonly<Record<string, LambdaFunction>>;
  readonly queues: Readonly<Record<string, WorkQueue>>;
}

/** One look at the flow: how long each function takes, what fails, what waits, what is dead. */
export function dashboard(
  name: string,
  { title, region, functions, queues }: DashboardArgs,
): cloudwatch.Dashboard {
  const { Metric, LineGraphMetricWidget, RowWidget } = cloudwatch;
  const graph = (title: string, annotations: cloudwatch.Metric[]) =>
    new LineGraphMetricWidget({ title, width: 12, height: 6, metrics: annotations });
  const ofFunctions = (metric: string, statistic: "Sum" | "Average" | "Maximum") =>
    Object.entries(functions).map(
      ([label, { name: FunctionName }]) =>
        new Metric({
          namespace: "AWS/Lambda",
          name: metric,
          dimensions: { FunctionName },
          label,
          statistic,
        }),
    );
  const ofQueues = (metric: string, queueName: (queue: WorkQueue) => pulumi.Output<string>) =>
    Object.entries(queues).map(
      ([label, queue]) =>
        new Metric({
          namespace: "AWS/SQS",
          name: metric,
          dimensions: { QueueName: queueName(queue) },
          label,
          statistic: "Maximum",
        }),
    );
  return new cloudwatch.Dashboard(name, {
    name: title,
    region: region as pulumi.Input<"eu-central-1">,
    widgets: [
      new RowWidget(
        graph("Duration of the functions (ms)", ofFunctions("Duration", "Average")),
        graph("Errors of the functions", ofFunctions("Errors", "Sum")),
      ),
      new RowWidget(
        graph(
          "Age of the oldest waiting message (s)",
          ofQueues("ApproximateAgeOfOldestMessage", (queue) => queue.name),
        ),
        graph(
          "Dead letters",
          ofQueues("ApproximateNumberOfMessagesVisible", (queue) => queue.deadLetters.name),
        ),
      ),
    ],
  });
}
