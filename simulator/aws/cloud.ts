import type { AwsService, OutsideHost, WireResponse } from "../gateway/aws-service";
import { DispatchToServices } from "../gateway/dispatch";
import { Gateway } from "../gateway/gateway";
import { OutsideWorld } from "../gateway/outside-world";
import type { Traffic } from "../gateway/traffic";
import { Activity } from "../kernel/activity";
import { SimulatedClock } from "../kernel/clock";
import { Failures } from "../kernel/failures";
import { FaultLog } from "../kernel/fault-log";
import { SeededRandom } from "../kernel/random";
import { Traces } from "../kernel/traces";
import { Turns } from "../kernel/turns";
import { ControlPlane } from "./account/control-plane";
import { type CloudUnkindness, usualUnkindness } from "./cloud-unkindness";
import type { Alarms } from "./cloudwatch/alarms";
import type { CloudWatch } from "./cloudwatch/cloudwatch";
import type { DynamoDb } from "./dynamodb/dynamodb";
import { Access } from "./iam/access";
import { CredentialStore, type Credentials } from "./iam/credentials";
import type { Keys } from "./kms/keys";
import type { EventSourceMappings } from "./lambda/event-source-mappings";
import type { FunctionLogEvent, InvocationReport } from "./lambda/invocation";
import type { Lambda } from "./lambda/lambda";
import type { Objects } from "./s3/objects";
import { s3Hosts } from "./s3/s3-host";
import type { Secrets } from "./secretsmanager/secrets";
import { drawsOf } from "./service-deps";
import { servicesOf } from "./services";
import type { Sns } from "./sns/sns";
import type { Sqs } from "./sqs/sqs";

export interface CloudOptions {
  readonly seed: number;
  readonly unkindness?: Partial<CloudUnkindness>;
  /**
   * Functions run in several threads, whose order is the machine's; in turns, the seed says who
   * goes on, and a run can be replayed.
   */
  readonly inTurns?: boolean;
  /** Where the services listen on loopback; any free port, if left out. */
  readonly port?: number;
}

/** A request of the outside world, as `fetch` takes it. */
export interface OutsideRequest {
  readonly method?: string;
  /** Handed over with the names as they are written here. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/**
 * The simulated AWS account: what exists in it is what is put into its control plane; the services
 * act on it.
 */
export class SimulatedCloud {
  readonly controlPlane = new ControlPlane();
  readonly clock = new SimulatedClock((error) =>
    this.faults.failure("clock", "Something that fell due")(error),
  );
  readonly activity: Activity;
  readonly faults = new FaultLog(() => this.clock.now());
  /** By which a message can be followed. */
  readonly traces = new Traces(() => this.clock.now());
  /** For the parts that are added to the cloud; each service draws from its own. */
  readonly random: SeededRandom;
  readonly access = new Access(this.controlPlane);
  readonly keys: Keys;
  readonly sqs: Sqs;
  readonly sns: Sns;
  readonly dynamodb: DynamoDb;
  readonly objects: Objects;
  readonly secrets: Secrets;
  readonly lambda: Lambda;
  readonly cloudwatch: CloudWatch;
  /** Credentials that may do everything, for command lines and tests. */
  readonly deployerCredentials: Credentials;
  readonly #gateway: Gateway;
  /** What is to go wrong between clients and services. */
  readonly failures: Failures;
  readonly #outside = new OutsideWorld(this.faults);
  readonly #mappings: EventSourceMappings;

  /** Starts the cloud on a free loopback port. Nothing exists in it yet. */
  static async start(options: CloudOptions): Promise<SimulatedCloud> {
    const cloud = new SimulatedCloud(options);
    await cloud.#gateway.start(options.port ?? 0);
    return cloud;
  }

  private constructor({ seed, unkindness, inTurns = false }: CloudOptions) {
    const unkind = { ...usualUnkindness, ...unkindness };
    const turns = inTurns ? new Turns(seed + 200) : undefined;
    this.activity = new Activity(turns);
    const { controlPlane, clock, activity, faults, access } = this;
    const credentials = new CredentialStore();
    this.random = new SeededRandom(seed);
    this.deployerCredentials = credentials.issue({
      caller: { kind: "deployer" },
      sessionName: "deployer",
    });
    const services = new DispatchToServices(
      {
        session: (accessKeyId) => credentials.find(accessKeyId),
        forRole: (...question) => access.forRole(...question),
      },
      faults,
      drawsOf(seed + 10).ids,
    );
    const outside = this.#outside;
    const byPath = { by: "method-and-path" } as const;
    this.failures = new Failures(
      new SeededRandom(seed + 3),
      () =>
        new Map([...services.names(), ...outside.names().map((name) => [name, byPath] as const)]),
    );
    const { traces, failures } = this;
    this.#gateway = new Gateway({
      ...{ services, outside, failures, faults, clock, traces },
      ids: drawsOf(seed + 11).ids,
    });

    const running = servicesOf(
      { controlPlane, clock, activity, faults, traces, access, unkindness: unkind },
      {
        seed,
        credentials,
        join: (post, client) => this.#gateway.join(post, client),
        ...(turns ? { turns } : {}),
      },
    );
    ({
      keys: this.keys,
      sqs: this.sqs,
      sns: this.sns,
      dynamodb: this.dynamodb,
      objects: this.objects,
      secrets: this.secrets,
      lambda: this.lambda,
      cloudwatch: this.cloudwatch,
      mappings: this.#mappings,
    } = running);
    services.onPerformed((performed) => this.cloudwatch.count(performed));
    outside.addFinder((host) => running.apis.hostOf(host));
    outside.addFinder(s3Hosts(running.storage, (request) => services.answer(request)));
    for (const service of running.onTheWire) this.addService(service);
  }

  /**
   * Where SDK clients find every simulated service: `http://127.0.0.1:<port>`. Below
   * `/_host/<host>/` are the hosts of the outside world.
   */
  get endpoint(): string {
    return this.#gateway.endpoint;
  }

  /** The requests that came in so far, counted by service and operation. */
  get traffic(): Traffic {
    return this.#gateway.traffic;
  }

  /** Adds an AWS service; it is found by the scope of the request's signature. */
  addService(service: AwsService): void {
    this.#gateway.addService(service);
  }

  /** Adds a server that functions reach by `fetch`. */
  addOutsideHost(host: OutsideHost): void {
    this.#outside.add(host);
  }

  /**
   * How the outside world calls into the account: an `https://<api>.execute-api.…` URL, or any host
   * that was added.
   * @throws for another host.
   */
  async fetch(
    url: string,
    { method = "GET", headers = {}, body = "" }: OutsideRequest = {},
  ): Promise<WireResponse> {
    const target = new URL(url);
    if (isLoopback(target.hostname))
      return await this.activity.during(() => fetchOnLoopback(target, { method, headers, body }));
    const host = this.#outside.find(target.hostname);
    if (!host) throw new Error(`Nobody answers for ${target.hostname} in the simulated cloud.`);
    const request = {
      method,
      path: target.pathname,
      query: target.searchParams,
      headers: Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
      ),
      rawHeaders: Object.entries(headers),
      body: Buffer.from(body),
    };
    return await this.activity.during(() => host.handle(request));
  }

  get alarms(): Alarms {
    return this.cloudwatch.alarms;
  }

  onLog(listener: (event: FunctionLogEvent) => void): void {
    this.lambda.onLog(listener);
  }

  onInvocation(listener: (report: InvocationReport) => void): void {
    this.lambda.onInvocation(listener);
  }

  /**
   * Resolves when nothing is under way: what has not happened by then will not happen until
   * somebody acts or the clock moves.
   */
  quiet(): Promise<void> {
    return this.activity.quiet();
  }

  /** Ends everything; no handle stays open. */
  async stop(): Promise<void> {
    this.#mappings.stop();
    await this.lambda.stop();
    await this.#gateway.stop();
    this.clock.stop();
    this.sqs.stop();
  }
}

/** A program on this machine, whose webhook a provider calls. */
async function fetchOnLoopback(
  target: URL,
  { method, headers, body }: Required<OutsideRequest>,
): Promise<WireResponse> {
  const hasBody = method !== "GET" && method !== "HEAD";
  const sent = typeof body === "string" ? body : new Uint8Array(body);
  const response = await fetch(target, { method, headers, ...(hasBody && { body: sent }) });
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: Buffer.from(await response.arrayBuffer()),
  };
}

function isLoopback(hostname: string): boolean {
  return ["127.0.0.1", "localhost", "[::1]"].includes(hostname);
}
