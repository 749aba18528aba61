import { AwsError } from "../../gateway/aws-error";
import type { Draws, ServiceDeps } from "../service-deps";
import type { Sns } from "../sns/sns";
import type { Sqs } from "../sqs/sqs";
import type { FunctionDeclaration } from "./declarations";
import type { FunctionError } from "./invocation";
import type { Lambda } from "./lambda";

export interface AsyncInvocationDeps extends ServiceDeps, Draws {
  readonly lambda: Lambda;
  readonly sqs: Sqs;
  readonly sns: Sns;
}

interface Accepted {
  readonly requestId: string;
  readonly functionArn: string;
  readonly event: unknown;
  /** Milliseconds since the epoch, simulated. */
  readonly acceptedAt: number;
  /** How often the function has failed. */
  readonly failures: number;
  /** How often Lambda could not run it. */
  readonly throttles: number;
}

/**
 * Between the attempts (Lambda developer guide, "How Lambda handles errors and retries with
 * asynchronous invocation").
 */
const secondsBeforeRetry = [60, 120];
/** A throttled event is tried again after 1 s, then twice as late each time, up to 5 minutes. */
const mostSecondsThrottled = 300;
/** Six hours, the default age at which an event is given up. */
const mostAgeMs = 6 * 3_600_000;

/** Events that were accepted for a function, and are tried until it deals with them. */
export class AsyncInvocations {
  constructor(private readonly deps: AsyncInvocationDeps) {}

  /** @returns the request's id. @throws AwsError when there is no such function. */
  accept(nameOrArn: string, event: unknown): string {
    const { arn: functionArn } = this.deps.lambda.mustFind(nameOrArn);
    const requestId = this.deps.ids.uuid();
    const acceptedAt = this.deps.clock.now();
    this.#attempt({ requestId, functionArn, event, acceptedAt, failures: 0, throttles: 0 });
    return requestId;
  }

  #attempt(accepted: Accepted): void {
    const what = `The asynchronous invocation of ${accepted.functionArn}`;
    this.deps.activity.startSoon(
      () => this.#invoke(accepted),
      this.deps.faults.failure("lambda", what),
    );
  }

  async #invoke(accepted: Accepted): Promise<void> {
    try {
      const outcome = await this.deps.lambda.invoke(accepted.functionArn, accepted.event);
      if (outcome.kind === "failed") this.#failed(accepted, outcome.error);
    } catch (error) {
      if (!(error instanceof AwsError && error.code === "TooManyRequestsException")) throw error;
      const seconds = Math.min(2 ** accepted.throttles, mostSecondsThrottled);
      this.#later({ ...accepted, throttles: accepted.throttles + 1 }, seconds, {
        errorType: error.code,
        errorMessage: error.message,
        trace: [],
      });
    }
  }

  #failed(accepted: Accepted, error: FunctionError): void {
    const seconds = secondsBeforeRetry[accepted.failures];
    if (seconds === undefined) this.#giveUp(accepted, error);
    else this.#later({ ...accepted, failures: accepted.failures + 1 }, seconds, error);
  }

  #later(accepted: Accepted, seconds: number, error: FunctionError): void {
    const { clock } = this.deps;
    if (clock.now() + seconds * 1000 - accepted.acceptedAt > mostAgeMs)
      this.#giveUp(accepted, error);
    else clock.after(seconds * 1000, () => this.#attempt(accepted));
  }

  #giveUp(accepted: Accepted, error: FunctionError): void {
    const target = this.deps.lambda.find(accepted.functionArn);
    const name = target?.name ?? accepted.functionArn;
    const queueArn = target?.deadLetterConfig?.targetArn;
    const problem =
      target && queueArn !== undefined
        ? this.#bury(accepted, error, target, queueArn)
        : "it has no dead-letter queue";
    const fate = problem === undefined ? `went to ${queueArn}` : `is lost: ${problem}`;
    this.deps.faults.report(
      "lambda",
      `Function ${name} did not deal with an event, which ${fate}. Last error: ${error.errorType}.`,
    );
  }

  /**
   * @returns why not. The function's own role sends it (Lambda developer guide, "Dead-letter
   * queues").
   */
  #bury(
    { requestId, event }: Accepted,
    error: FunctionError,
    { role }: FunctionDeclaration,
    targetArn: string,
  ): string | undefined {
    const attributes = {
      RequestID: { DataType: "String", StringValue: requestId },
      ErrorCode: { DataType: "Number", StringValue: "200" },
      ErrorMessage: {
        DataType: "String",
        StringValue: error.errorMessage.slice(0, 1024) || "none",
      },
    };
    const toTopic = targetArn.split(":")[2] === "sns";
    const action = toTopic ? "sns:Publish" : "sqs:SendMessage";
    const { decision, reason } = this.deps.access.forRole(role, action, targetArn);
    if (decision !== "allow") return `its role may not ${action} on ${targetArn}, ${reason}`;
    try {
      const body = JSON.stringify(event);
      const user = { kind: "role", roleArn: role, roleName: role.replace(/^.*\//, "") } as const;
      if (toTopic)
        this.deps.sns.take(this.deps.sns.topic(targetArn), { message: body, attributes }, user);
      else this.deps.sqs.queue(targetArn).send({ body, attributes });
      return undefined;
    } catch (failure) {
      if (!(failure instanceof AwsError)) throw failure;
      return failure.message;
    }
  }
}
