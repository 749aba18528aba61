import { simulatedAccount } from "../aws/account/account";
import type { Access } from "../aws/iam/access";
import type { CredentialStore, Session } from "../aws/iam/credentials";
import type { FaultLog } from "../kernel/fault-log";
import { AwsError } from "./aws-error";
import { jsonError } from "./aws-json";
import type { AwsRequest, AwsService, WireRequest, WireResponse } from "./aws-service";
import { ResponseLost } from "./response-lost";
import { signatureScope } from "./signature-scope";

/**
 * Hands each signed request to its service, once IAM has allowed everything that the request needs.
 */
export class DispatchToServices {
  readonly #services = new Map<string, AwsService>();

  constructor(
    private readonly access: Access,
    private readonly credentials: CredentialStore,
    private readonly faults: FaultLog,
  ) {}

  add(service: AwsService): void {
    this.#services.set(service.scope, service);
  }

  async answer(request: WireRequest): Promise<WireResponse> {
    const scope = signatureScope(request.headers);
    if (!scope)
      return jsonError(
        "1.0",
        "MissingAuthenticationTokenException",
        "Request is missing Authentication Token",
        403,
      );
    const service = this.#services.get(scope.service);
    if (!service) {
      this.faults.report(
        "gateway",
        `A request to the AWS service ${scope.service} came in, which is not simulated.`,
      );
      return jsonError(
        "1.0",
        "UnknownOperationException",
        `The service ${scope.service} is not simulated.`,
        400,
      );
    }
    const session = this.credentials.find(scope.accessKeyId);
    if (!session)
      return service.error(
        "UnrecognizedClientException",
        "The security token included in the request is invalid.",
        403,
      );
    return await this.#guarded(service, { ...request, caller: session.caller }, session);
  }

  async #guarded(
    service: AwsService,
    request: AwsRequest,
    session: Session,
  ): Promise<WireResponse> {
    try {
      const refusal = this.#refusal(service, request, session);
      return refusal === undefined
        ? await service.handle(request)
        : service.error(
            "AccessDeniedException",
            refusal,
            request.headers["x-amz-target"] ? 400 : 403,
          );
    } catch (error) {
      if (error instanceof ResponseLost) throw error;
      if (error instanceof AwsError) return service.error(error.code, error.message, error.status);
      const { message } = error as Error;
      this.faults.report(
        service.scope,
        `The simulated service ${service.scope} failed: ${message}`,
      );
      return service.error("InternalServerError", message, 500);
    }
  }

  /** The message with which AWS refuses, for the first thing that the caller may not do. */
  #refusal(service: AwsService, request: AwsRequest, session: Session): string | undefined {
    const { caller, sessionName } = session;
    if (caller.kind === "deployer") return undefined;
    for (const { action, resource } of service.authorizations(request)) {
      const { decision, reason } = this.access.forRole(caller.roleArn, action, resource);
      if (decision === "allow") continue;
      this.faults.report(
        "iam",
        `Function ${sessionName} may not ${action} on ${resource}: refused to its role ${caller.roleName}, ${reason}.`,
      );
      const user = `arn:aws:sts::${simulatedAccount.accountId}:assumed-role/${caller.roleName}/${sessionName}`;
      return `User: ${user} is not authorized to perform: ${action} on resource: ${resource} ${reason}`;
    }
    return undefined;
  }
}
