import type { APIGatewayProxyEvent, APIGatewayProxyResult } from "aws-lambda";
import { UnreadablePayloadError } from "../../shared/adapters/payload";
import type { AuthTokens } from "../../shared/adapters/twilio/twilio-auth-tokens";
import { messageIdParameter } from "../../shared/adapters/twilio/twilio-sender";
import {
  isSignedByTwilio,
  type SignedRequest,
} from "../../shared/adapters/twilio/twilio-signature";
import {
  readTwilioInbound,
  readTwilioStatus,
} from "../../shared/adapters/twilio/twilio-webhook-form";
import { loggableId } from "../../shared/domain/message/message-id";
import { recordDelivery } from "../../shared/messaging/record-delivery";
import type { IngressPorts } from "../ingress";

export interface WebhookPorts extends IngressPorts {
  readonly credentials: {
    tokens(): Promise<AuthTokens>;
    /** @returns undefined where those at hand are still new. */
    fresh(): Promise<AuthTokens | undefined>;
  };
}

/**
 * Checks the signature, then takes the message or the status; it answers only when what came is
 * stored.
 */
export async function takeWebhook(
  event: APIGatewayProxyEvent,
  ports: WebhookPorts,
): Promise<APIGatewayProxyResult> {
  const request: SignedRequest = {
    url: requestUrl(event),
    signature: headerOf(event, "x-twilio-signature") ?? "",
    contentType: headerOf(event, "content-type") ?? "",
    body: requestBody(event),
  };
  try {
    if (!(await isSigned(request, ports))) {
      ports.log.warn("twilio.forged", {
        path: event.requestContext.path,
        sourceIp: event.requestContext.identity.sourceIp,
      });
      return answer(403, "The signature does not fit the request.");
    }
    await take(event, new URLSearchParams(request.body), ports);
    return twiml;
  } catch (error) {
    ports.log.error("twilio.webhook", { path: event.requestContext.path }, error);
    if (error instanceof UnreadablePayloadError) return answer(400, error.message);
    // Twilio tries again where the webhook's URL asks for it.
    return answer(503, "Not stored; try again.");
  }
}

/**
 * A token that was changed at Twilio is found out by a signature that does not fit: the secret is
 * then read again.
 */
async function isSigned(request: SignedRequest, { credentials }: WebhookPorts): Promise<boolean> {
  if (request.signature === "") return false;
  if (isSignedByTwilio(request, await credentials.tokens())) return true;
  const fresh = await credentials.fresh();
  return fresh !== undefined && isSignedByTwilio(request, fresh);
}

async function take(
  event: APIGatewayProxyEvent,
  form: URLSearchParams,
  ports: WebhookPorts,
): Promise<void> {
  const now = ports.clock.now();
  if (event.resource.endsWith("/status")) {
    const delivery = readTwilioStatus(form, event.queryStringParameters?.[messageIdParameter], now);
    if (delivery) await recordDelivery(delivery, ports);
    return;
  }
  const message = readTwilioInbound(form, now);
  await ports.queue.handOver({ kind: "inbound", message });
  ports.log.info("inbound.handedOver", {
    provider: "twilio",
    providerMessageId: loggableId(message.providerMessageId),
  });
}

/** No reply here: the answer leaves by the API, when it is there. */
const twiml: APIGatewayProxyResult = {
  statusCode: 200,
  headers: { "content-type": "text/xml" },
  body: '<?xml version="1.0" encoding="UTF-8"?><Response/>',
};

function answer(statusCode: number, body: string): APIGatewayProxyResult {
  return { statusCode, headers: { "content-type": "text/plain" }, body };
}

/**
 * The URL that the caller requested, stage and all. From what the gateway knows, not from the Host
 * header, which the caller writes; the gateway hands the query over decoded, so it is encoded
 * again.
 */
function requestUrl({
  requestContext,
  multiValueQueryStringParameters,
}: APIGatewayProxyEvent): string {
  const query = Object.entries(multiValueQueryStringParameters ?? {})
    .flatMap(([name, values]) =>
      (values ?? []).map((value) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`),
    )
    .join("&");
  return `https://${requestContext.domainName}${requestContext.path}${query && `?${query}`}`;
}

/** The body as it was sent. */
function requestBody({ body, isBase64Encoded }: APIGatewayProxyEvent): string {
  return Buffer.from(body ?? "", isBase64Encoded ? "base64" : "utf8").toString("utf8");
}

/** @param name in lower case; the gateway keeps the caller's spelling. */
function headerOf({ headers }: APIGatewayProxyEvent, name: string): string | undefined {
  return Object.entries(headers ?? {}).find(([spelled]) => spelled.toLowerCase() === name)?.[1];
}
