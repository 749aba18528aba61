import { AwsError } from "../../gateway/aws-error";
import type { AwsService, OutsideHost, WireRequest, WireResponse } from "../../gateway/aws-service";
import { signatureScope } from "../../gateway/signature-scope";
import { isS3Host } from "./s3-protocol";

/**
 * S3's own host names, for whoever has a presigned URL and for the SDK's clients.
 * @param answer hands a signed request to its service
 */
export function s3Hosts(
  service: AwsService,
  answer: (request: WireRequest) => Promise<WireResponse>,
): (host: string) => OutsideHost | undefined {
  const refuse = (message: string, code = "AccessDenied", status = 403) =>
    service.protocol.error(new AwsError(code, message, status));
  return (host) =>
    isS3Host(host)
      ? {
          host,
          service: service.scope,
          operation: (head) => service.protocol.name(head, service.operations),
          failed: (status, code, message) =>
            status === 429
              ? service.protocol.error(service.throttled)
              : refuse(message ?? service.internal.message, code ?? service.internal.code, status),
          handle: async (request) => {
            const addressed = { ...request, headers: { ...request.headers, host } };
            if (!signatureScope(request.headers, request.query)) return refuse("Access Denied");
            return await answer(addressed);
          },
        }
      : undefined;
}
