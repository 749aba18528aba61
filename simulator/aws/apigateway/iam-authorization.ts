import type { AccessControl } from "../../gateway/access-control";
import type { WireRequest, WireResponse } from "../../gateway/aws-service";
import { signatureScope } from "../../gateway/signature-scope";
import { arn } from "../account/account";
import { gatewayResponse } from "./proxy";

/** The service's name in a signature for an API's own host. */
const scopeName = "execute-api";

/**
 * Whether who signed the request may invoke the method (API Gateway developer guide, "Control
 * access to a REST API with IAM permissions"). The texts and types of the answers are unverified.
 * @param method as `GET/v1/messages/42`: method and path below the stage.
 * @returns undefined where they may.
 */
export function iamRefusal(
  { headers }: Pick<WireRequest, "headers">,
  method: { readonly apiId: string; readonly stage: string; readonly method: string },
  access: AccessControl,
): WireResponse | undefined {
  const scope = signatureScope(headers);
  if (scope?.service !== scopeName)
    return gatewayResponse(
      403,
      "Missing Authentication Token",
      "MissingAuthenticationTokenException",
    );
  const session = access.session(scope.accessKeyId);
  if (!session)
    return gatewayResponse(
      403,
      "The security token included in the request is invalid.",
      "UnrecognizedClientException",
    );
  if (session.caller.kind === "deployer") return undefined;
  const resource = arn(scopeName, `${method.apiId}/${method.stage}/${method.method}`);
  const { roleArn } = session.caller;
  if (access.forRole(roleArn, "execute-api:Invoke", resource).decision === "allow")
    return undefined;
  return gatewayResponse(
    403,
    `User: ${roleArn} is not authorized to perform: execute-api:Invoke on resource: ${resource}`,
    "AccessDeniedException",
  );
}
