import type { ControlPlane } from "../aws/account/control-plane";
import type { NewObject, StoredObject } from "../aws/s3/objects";
import type { AwsService, OutsideHost } from "../gateway/aws-service";
import type { Activity } from "../kernel/activity";
import type { SimulatedClock } from "../kernel/clock";
import type { FaultLog } from "../kernel/fault-log";
import type { SeededRandom } from "../kernel/random";
import type { Traces } from "../kernel/traces";

/** What the carriers use of the simulated cloud, and no more. */
export interface CarrierCloud {
  readonly controlPlane: Pick<ControlPlane, "all" | "find" | "get" | "onChange" | "put">;
  readonly clock: Pick<SimulatedClock, "now" | "after">;
  readonly random: SeededRandom;
  readonly faults: Pick<FaultLog, "report" | "failure">;
  readonly traces: Traces;
  readonly activity: Pick<Activity, "begin" | "start" | "startSoon" | "onClock">;
  readonly sns: {
    /** Rejects when there is no such topic or its policy does not let the service publish. */
    publish(topicArn: string, message: string, publisher: Publisher): Promise<unknown>;
  };
  /** The buckets of the account. A bucket that is not there is an `AwsError` NoSuchBucket. */
  readonly objects: {
    get(bucket: string, key: string): Pick<StoredObject, "body" | "contentType"> | undefined;
    put(bucket: string, key: string, object: NewObject): unknown;
  };
  addService(service: AwsService): void;
  addOutsideHost(host: OutsideHost): void;
  /**
   * Calls an HTTP endpoint of the simulated cloud as the outside world does; rejects when it cannot
   * be reached.
   */
  fetch(url: string, request: OutgoingRequest): Promise<IncomingResponse>;
}

/**
 * An AWS service that publishes to a topic on behalf of a resource: what the topic's policy can ask
 * about.
 */
export interface Publisher {
  readonly servicePrincipal: string;
  readonly sourceArn: string;
  /** A role that the service takes on to publish; its policies are asked instead of the topic's. */
  readonly roleArn?: string;
}

export interface OutgoingRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

export interface IncomingResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string | Buffer;
}
