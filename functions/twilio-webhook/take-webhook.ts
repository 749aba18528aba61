import type { APIGatewayProxyEvent, APIGatewayProxyResult } from "aws-lambda";
import type { AuthTokens } from "../../shared/adapters/twilio/twilio-auth-tokens";
import {
  isSignedByTwilio,
  type SignedRequest,
} from "../../shared/adapters/twilio/twilio-signature";
import {
  readTwilioInbound,
  readTwilioStatus,
  type TwilioForm,
} from "../../shared/adapters/twilio/twilio-webhook-form";
import type { PhoneNumber } from "../../shared/domain/message/channel";
import type { InboundItem } from "../../shared/domain/message/inbound-item";
import { attemptParameter } from "../../shared/domain/message/message-id";
import { bodyOf, headerOf } from "../api-event";
import { type IngressPorts, takeItems } from "../ingress";
import { requestedUrls } from "./requested-url";

export interface WebhookPorts extends IngressPorts {
  /** Number A. */
  readonly number: PhoneNumber;
  /** Where the API is reached by a domain of ours; absent where it is the gateway's own. */
  readonly publicUrl?: string;
  readonly credentials: {
    tokens(): Promise<AuthTokens>;
    /** @returns undefined where those at hand are still new. */
    fresh(): Promise<AuthTokens | undefined>;
  };
}

/**
 * Checks the signature, then takes the message or the status; it answers only when what came is
 * stored. What cannot be read is stored too, in the quarantine: Twilio could not send it better.
 */
export async function takeWebhook(
  event: APIGatewayProxyEvent,
  ports: WebhookPorts,
): Promise<APIGatewayProxyResult> {
  const path = event.resource;
  const request: SignedRequest = {
    urls: requestedUrls(event, ports.publicUrl),
    signature: headerOf(event, "x-twilio-signature") ?? "",
    body: bodyOf(event),
  };
  try {
    if (!(await isSigned(request, ports))) {
      ports.metrics.count("WebhookForged", { source: ports.source });
      ports.log.warn("twilio.forged", { path });
      return answer(403, "The signature does not fit the request.");
    }
    const items = readWebhook(event, request.body, ports);
    const failed = await takeItems(
      items.map((item) => ({ item, from: "request" })),
      ports,
    );
    // Twilio tries again where the webhook's URL asks for it.
    return failed.size > 0 ? notStored : twiml;
  } catch (error) {
    ports.log.error("twilio.webhook", { path }, error);
    return notStored;
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

function readWebhook(
  event: APIGatewayProxyEvent,
  body: string,
  { clock, number }: WebhookPorts,
): readonly InboundItem[] {
  const now = clock.now();
  const { requestTimeEpoch } = event.requestContext;
  const webhook: TwilioForm = {
    form: new URLSearchParams(body),
    ours: number,
    reachedAt: requestTimeEpoch > 0 ? Math.min(requestTimeEpoch, now) : now,
    now,
  };
  return event.resource.endsWith("/status")
    ? readTwilioStatus(webhook, event.queryStringParameters?.[attemptParameter])
    : readTwilioInbound(webhook);
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

const notStored = answer(503, "Not stored; try again.");
