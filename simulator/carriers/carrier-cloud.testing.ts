import { ControlPlane, type Properties } from "../aws/account/control-plane";
import { completed } from "../aws/declare.testing";
import type { NewObject } from "../aws/s3/objects";
import { AwsError } from "../gateway/aws-error";
import type { AwsService, OutsideHost } from "../gateway/aws-service";
import { Activity } from "../kernel/activity";
import { SimulatedClock } from "../kernel/clock";
import { FaultLog } from "../kernel/fault-log";
import { SeededRandom } from "../kernel/random";
import { Traces } from "../kernel/traces";
import type { CarrierCloud, IncomingResponse, OutgoingRequest, Publisher } from "./carrier-cloud";

interface Published {
  readonly topicArn: string;
  readonly message: string;
  readonly publisher: Publisher;
}

/**
 * The simulated cloud as far as the carriers see it: topics record what was published, HTTP is
 * answered by `answer`.
 */
export class FakeCarrierCloud implements CarrierCloud {
  readonly controlPlane = new ControlPlane();
  readonly clock = new SimulatedClock();
  readonly random = new SeededRandom(7);
  readonly faults = new FaultLog(() => this.clock.now());
  readonly activity = new Activity();
  readonly traces = new Traces(() => this.clock.now());
  readonly services: AwsService[] = [];
  readonly hosts: OutsideHost[] = [];
  readonly published: Published[] = [];
  readonly requests: (OutgoingRequest & { readonly url: string; readonly body: string })[] = [];
  /** A topic that is in here refuses everything. */
  readonly closedTopics = new Set<string>();
  answer: (url: string, request: OutgoingRequest) => IncomingResponse = () => ({
    status: 200,
    headers: { "content-type": "text/xml" },
    body: "<Response/>",
  });

  /** By bucket and key; the only bucket is `media`. */
  readonly stored = new Map<string, NewObject>();
  readonly objects = {
    get: (bucket: string, key: string) => {
      this.#knows(bucket);
      const found = this.stored.get(`${bucket}/${key}`);
      return found && { contentType: "binary/octet-stream", ...definedOnly(found) };
    },
    put: (bucket: string, key: string, object: NewObject) => {
      this.#knows(bucket);
      this.stored.set(`${bucket}/${key}`, object);
    },
  };

  readonly sns = {
    publish: async (topicArn: string, message: string, publisher: Publisher): Promise<void> => {
      if (this.closedTopics.has(topicArn))
        throw new Error(`the policy of ${topicArn} does not allow it`);
      this.published.push({ topicArn, message, publisher });
    },
  };

  #knows(bucket: string): void {
    if (bucket !== "media") throw new AwsError("NoSuchBucket", "The bucket does not exist", 404);
  }

  addService(service: AwsService): void {
    this.services.push(service);
  }

  addOutsideHost(host: OutsideHost): void {
    this.hosts.push(host);
  }

  async fetch(url: string, request: OutgoingRequest): Promise<IncomingResponse> {
    this.requests.push({ url, ...request, body: String(request.body) });
    return this.answer(url, request);
  }

  async declare(type: string, id: string, outputs: Properties): Promise<void> {
    await this.controlPlane.put({
      type,
      logicalName: id,
      id,
      inputs: outputs,
      outputs: { ...completed(type, outputs), id },
    });
  }
}

function definedOnly({ body, contentType }: NewObject) {
  return { body, ...(contentType === undefined ? {} : { contentType }) };
}
