import type { RequestNames } from "../kernel/failures";
import type { FaultLog } from "../kernel/fault-log";
import { Listeners } from "../kernel/listeners";
import type { SeededIds } from "../kernel/seeded-ids";
import type { AccessControl, Session } from "./access-control";
import { AwsError } from "./aws-error";
import type { AwsRequest, AwsService, WireRequest, WireResponse } from "./aws-service";
import type { Destination, RequestHead } from "./destination";
import {
  type Call,
  InvalidInput,
  type Operation,
  type Output,
  type Permission,
  Verbatim,
} from "./operation";
import { awsJson, type Protocol } from "./protocol";
import { awsQuery } from "./query-protocol";
import { signatureScope } from "./signature-scope";

/** What an operation came to, for a service's metrics. */
export interface PerformedOperation {
  /** The service in the credential scope of SigV4. */
  readonly scope: string;
  readonly operation: string;
  /** What was asked of IAM, which names the resources. */
  readonly permissions: readonly Permission[];
  /** The code of the service's error; undefined when there was none. */
  readonly error: string | undefined;
  /** The status of HTTP. */
  readonly status: number;
  /** Real milliseconds in the service. */
  readonly durationMs: number;
}

/** Hands each signed request to its service, once IAM has allowed everything that it needs. */
export class DispatchToServices {
  readonly #services = new Map<string, AwsService>();
  readonly #queryErrors: Protocol;
  readonly #listeners: Listeners<PerformedOperation>;

  constructor(
    private readonly access: AccessControl,
    private readonly faults: FaultLog,
    ids: SeededIds,
  ) {
    this.#listeners = new Listeners(faults.failure("gateway", "What counts the operations"));
    this.#queryErrors = awsQuery(namespaceOfNobody, ids);
  }

  add(service: AwsService): void {
    this.#services.set(service.scope, service);
  }

  /** How requests to each service are named, by its scope. */
  names(): readonly (readonly [scope: string, names: RequestNames])[] {
    return [...this.#services.values()].map(({ scope, protocol, operations }) => [
      scope,
      protocol.namedInBody
        ? { by: "nothing" }
        : { by: "operation", operations: Object.keys(operations) },
    ]);
  }

  /** Those who speak the query protocol (STS, IAM, SNS) read errors as XML alone. */
  #errorOfNobody({ headers }: RequestHead): Protocol {
    const isQuery = headers["content-type"]?.startsWith("application/x-www-form-urlencoded");
    return isQuery ? this.#queryErrors : jsonErrors;
  }

  destination(head: RequestHead): Destination {
    const service = this.#services.get(signatureScope(head.headers, head.query)?.service ?? "");
    const answer = (request: WireRequest) => this.answer(request);
    if (!service) return { ...nobody(this.#errorOfNobody(head)), answer };
    const { protocol, operations, throttled, internal, scope } = service;
    return {
      service: scope,
      operation: protocol.name(head, operations),
      answer,
      throttled: () => protocol.error(throttled),
      failed: (status, code = internal.code, message = internal.message) =>
        protocol.error(new AwsError(code, message, status)),
    };
  }

  /** Told of each operation that a caller was allowed, done or not. */
  onPerformed(listener: (performed: PerformedOperation) => void): void {
    this.#listeners.add(listener);
  }

  async answer(request: WireRequest): Promise<WireResponse> {
    const scope = signatureScope(request.headers, request.query);
    if (!scope) return this.#errorOfNobody(request).error(missingToken);
    const service = this.#services.get(scope.service);
    if (!service) {
      const message = `The service ${scope.service} is not simulated.`;
      this.faults.report("gateway", `A request came in. ${message}`);
      const protocol = this.#errorOfNobody(request);
      return protocol.error(new AwsError(protocol.unknownOperation, message));
    }
    const session = this.access.session(scope.accessKeyId);
    try {
      if (!session) throw unknownToken;
      return await this.#perform(service, { ...request, caller: session.caller }, session);
    } catch (error) {
      return service.protocol.error(this.#errorOf(service, error));
    }
  }

  async #perform(
    service: AwsService,
    request: AwsRequest,
    session: Session,
  ): Promise<WireResponse> {
    const { name, input } = service.protocol.read(request, service.operations);
    const operation = this.#operation(service, name);
    const call = operation.read(input, request);
    this.#refuse(call.permissions, session, request, service.accessDenied);
    const output = await this.#run(service, name, call);
    return output instanceof Verbatim ? output.response : service.protocol.answer(output, name);
  }

  async #run(service: AwsService, operation: string, call: Call): Promise<Output> {
    const began = performance.now();
    const tell = (error: string | undefined, status: number) => {
      const { permissions } = call;
      const durationMs = performance.now() - began;
      const performed = { scope: service.scope, operation, permissions, error, status, durationMs };
      this.#listeners.tell(performed);
    };
    try {
      const output = await call.run();
      tell(undefined, output instanceof Verbatim ? output.response.status : 200);
      return output;
    } catch (error) {
      if (error instanceof AwsError) tell(error.code, error.status);
      else tell(service.internal.code, service.internal.status);
      throw error;
    }
  }

  #operation({ scope, operations, protocol }: AwsService, name: string): Operation {
    const found = Object.hasOwn(operations, name) ? operations[name] : undefined;
    if (found) return found;
    const message = `The operation ${name || "(none)"} of ${scope} is not simulated.`;
    this.faults.report(scope, message);
    throw new AwsError(protocol.unknownOperation, message, protocol.unknownOperationStatus);
  }

  /** The error as the service says it; one that is none of its own is a fault of the simulator. */
  #errorOf(service: AwsService, error: unknown): AwsError {
    if (error instanceof AwsError) return error;
    if (error instanceof InvalidInput) return service.invalid(error);
    const reason = error instanceof Error ? error.message : String(error);
    this.faults.report(service.scope, `The simulated service ${service.scope} failed: ${reason}`);
    return service.internal;
  }

  /** @throws AwsError as AWS refuses, for the first thing that the caller may not do. */
  #refuse(
    permissions: readonly Permission[],
    session: Session,
    request: WireRequest,
    code = "AccessDeniedException",
  ): void {
    const { caller, sessionName } = session;
    if (caller.kind === "deployer") return;
    for (const [action, resource] of permissions) {
      const { decision, reason } = this.access.forRole(caller.roleArn, action, resource);
      if (decision === "allow") continue;
      this.faults.report(
        "iam",
        `Function ${sessionName} may not ${action} on ${resource}: ` +
          `refused to its role ${caller.roleName}, ${reason}.`,
      );
      const account = caller.roleArn.split(":")[4];
      const user = `arn:aws:sts::${account}:assumed-role/${caller.roleName}/${sessionName}`;
      throw new AwsError(
        code,
        `User: ${user} is not authorized to perform: ${action} ` +
          `on resource: ${resource} ${reason}`,
        request.headers["x-amz-target"] ? 400 : 403,
      );
    }
  }
}

/** For requests that reach no service. */
const jsonErrors = awsJson({ version: "1.0" });
/** As services that speak the query protocol have it in such errors. */
const namespaceOfNobody = "http://webservices.amazon.com/AWSFault/2005-15-09";

const missingToken = new AwsError(
  "MissingAuthenticationTokenException",
  "Request is missing Authentication Token",
  403,
);

const unknownToken = new AwsError(
  "UnrecognizedClientException",
  "The security token included in the request is invalid.",
  403,
);

const nobody = (protocol: Protocol): Omit<Destination, "answer"> => ({
  service: "",
  operation: "",
  throttled: () => protocol.error(missingToken),
  failed: () => protocol.error(missingToken),
});
