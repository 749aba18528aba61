import type { PerformedOperation } from "../../gateway/dispatch";
import type { SimulatedClock } from "../../kernel/clock";
import type { FaultLog } from "../../kernel/fault-log";
import type { ApiGateway } from "../apigateway/api-gateway";
import type { FunctionLogEvent } from "../lambda/invocation";
import type { Lambda } from "../lambda/lambda";
import { LogGroups } from "../logs/log-groups";
import type { Sqs } from "../sqs/sqs";
import { type AlarmDeps, Alarms } from "./alarms";
import { Dashboards } from "./dashboards";
import { embeddedMetrics } from "./embedded-metrics";
import { MetricStore, periodBegin } from "./metric-store";
import {
  recordApiGateway,
  recordDynamoDb,
  recordLambda,
  recordSns,
  sqsSampler,
} from "./service-metrics";

export interface CloudWatchDeps extends Omit<AlarmDeps, "metrics"> {
  readonly sqs: Sqs;
  readonly lambda: Lambda;
  readonly apis: ApiGateway;
}

/** What is caught up with after the clock was set far ahead; older periods had no values anyway. */
const mostBehindMs = 24 * 3_600_000;
const hourMs = 3_600_000;

/**
 * The simulated CloudWatch: what the services and functions leave as metrics and log lines, and who
 * looks at it. One timer of the clock drives all of it.
 */
export class CloudWatch {
  readonly metrics: MetricStore;
  readonly alarms: Alarms;
  readonly dashboards: Dashboards;
  readonly logs: LogGroups;
  readonly #clock: SimulatedClock;
  readonly #faults: FaultLog;
  readonly #sampleQueues: (minuteEnd: number) => void;
  /** Milliseconds since the epoch: up to when everything was looked at. */
  #doneTo: number;

  constructor(deps: CloudWatchDeps) {
    const { controlPlane, clock, faults, sqs, lambda } = deps;
    this.#clock = clock;
    this.#faults = faults;
    this.metrics = new MetricStore(({ namespace, name }) =>
      faults.report(
        "cloudwatch",
        `Too many metrics: the oldest was forgotten for ${namespace} ${name}. Does one of ` +
          "its dimensions never repeat?",
      ),
    );
    this.alarms = new Alarms({ ...deps, metrics: this.metrics });
    this.dashboards = new Dashboards(controlPlane, this.metrics, this.alarms);
    this.logs = new LogGroups(controlPlane, clock);
    this.#sampleQueues = sqsSampler({ sqs, controlPlane, metrics: this.metrics });
    recordLambda(lambda, this.metrics);
    recordApiGateway(deps.apis, this.metrics);
    recordSns(deps.sns, this.metrics);
    lambda.onLog((event) => this.#hear(event));
    this.#doneTo = periodBegin(clock.now(), 60);
    this.#arm();
  }

  /** An operation that came over the wire: of DynamoDB, whose metrics are of those. */
  count(performed: PerformedOperation): void {
    if (performed.scope === "dynamodb") recordDynamoDb(performed, this.#clock.now(), this.metrics);
  }

  #hear(event: FunctionLogEvent): void {
    this.logs.write(event);
    const embedded = embeddedMetrics(event.text);
    if (embedded.kind === "malformed")
      this.#faults.report(
        "cloudwatch",
        `A log line of function ${event.functionName} is malformed embedded metric format ` +
          `and counts nothing: ${embedded.problem}.`,
      );
    if (embedded.kind !== "metrics") return;
    if (event.byConsole && this.logs.isJson(event.functionName)) {
      this.#faults.report(
        "cloudwatch",
        `Function ${event.functionName} writes metrics by the console, and its log format is ` +
          `JSON: Lambda puts them into a "message", so that they count nothing. Write them ` +
          "to process.stdout.",
      );
      return;
    }
    for (const { values, unit, at, highResolution, ...metric } of embedded.metrics) {
      const series = this.metrics.series(metric, unit);
      for (const value of values) series.add(at, value, 1, highResolution);
    }
  }

  #arm(): void {
    const next = this.#doneTo + this.alarms.interval * 1000;
    this.#clock.after(Math.max(next - this.#clock.now(), 0), () => {
      try {
        this.#catchUp(this.#clock.now());
      } finally {
        this.#arm();
      }
    });
  }

  /** Looks at each period that is over, in their order, however far the clock was set. */
  #catchUp(now: number): void {
    const stepMs = this.alarms.interval * 1000;
    // Also when the clock was set back.
    if (Math.abs(now - this.#doneTo) > mostBehindMs)
      this.#doneTo = periodBegin(now - Math.sign(now - this.#doneTo) * mostBehindMs, 60);
    if (this.#doneTo > now) this.#doneTo = periodBegin(now, 60);
    while (this.#doneTo + stepMs <= now) {
      this.#doneTo = periodBegin(this.#doneTo, stepMs / 1000) + stepMs;
      this.#look(this.#doneTo);
    }
  }

  #look(at: number): void {
    if (at % 60_000 === 0) this.#sampleQueues(at);
    this.alarms.evaluate(at);
    if (at % hourMs !== 0) return;
    this.metrics.age(at);
    this.logs.age(at);
  }
}
