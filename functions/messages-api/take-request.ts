import type { APIGatewayProxyEvent, APIGatewayProxyResult } from "aws-lambda";
import {
  type Message,
  refusalOf,
  statusOfAttempt,
  statusOfMessage,
} from "../../shared/domain/message/ledger-record";
import type { OutboundMessageId } from "../../shared/domain/message/message-id";
import { readMessageRequest } from "../../shared/domain/message/message-request";
import type { CountryCode } from "../../shared/domain/message/phone-numbers";
import type { Clock, Ledger, Log, SendRequests, SendsQueue } from "../../shared/ports";
import { bodyOf } from "../api-event";

export interface MessagesApiPorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly requests: SendRequests;
  readonly ledger: Pick<Ledger, "message">;
  readonly sends: SendsQueue;
  /** The countries that the business writes to. */
  readonly allowedCountries: readonly CountryCode[];
  /** What the number behind SMS can. */
  readonly bySms: "sms" | "mms";
}

/** Stored and queued when it answers 202; asked for again, it answers the same. */
export async function takeRequest(
  event: Pick<APIGatewayProxyEvent, "httpMethod" | "body" | "pathParameters" | "isBase64Encoded">,
  ports: MessagesApiPorts,
): Promise<APIGatewayProxyResult> {
  try {
    return event.httpMethod === "POST"
      ? await post(bodyOf(event), ports)
      : await get(event.pathParameters?.id ?? "", ports);
  } catch (error) {
    ports.log.error("messages-api", { method: event.httpMethod }, error);
    return answer(503, { problem: "Not stored; try again with the same idempotency key." });
  }
}

async function post(body: string, ports: MessagesApiPorts): Promise<APIGatewayProxyResult> {
  const read = readMessageRequest(body, ports.clock.now(), ports.allowedCountries, ports.bySms);
  if (!read.ok) return answer(400, { problems: read.problems });
  const { messageId } = read.request;
  const stored = await ports.requests.put(read.request);
  if (stored === "other")
    return answer(409, { problem: "The idempotency key was used for another message." });
  // Also when it was stored before: the caller may come back because it was not queued.
  await ports.sends.handOver({ kind: "request", messageId });
  ports.log.info("request", { messageId, stored });
  return answer(202, { id: messageId });
}

async function get(id: string, { requests, ledger, clock }: MessagesApiPorts) {
  if (!/^m-[0-9a-f]{32}$/.test(id)) return notFound;
  const messageId = id as OutboundMessageId;
  const [request, message] = await Promise.all([
    requests.get(messageId),
    ledger.message(messageId),
  ]);
  if (!request && !message) return notFound;
  const status = message ? statusOfMessage(message) : "queued";
  const waits = status === "queued" || status === "not-taken";
  const notAfter = message?.record.notAfter ?? request?.notAfter ?? 0;
  const expired = waits && clock.now() > notAfter ? "expired" : undefined;
  const reason = request?.ending?.code ?? expired;
  return answer(200, {
    id,
    status: waits && reason !== undefined ? "refused" : status,
    ...(reason === undefined ? {} : { reason }),
    attempts: (message?.attempts ?? []).map(attemptView),
  });
}

function attemptView(attempt: Message["attempts"][number]) {
  const refusal = refusalOf(attempt);
  return {
    sender: attempt.sender,
    provider: attempt.provider,
    status: statusOfAttempt(attempt),
    ...(refusal ? { code: refusal.code } : {}),
    times: Object.fromEntries(
      Object.entries(attempt.events).map(([status, { at }]) => [
        status,
        new Date(at).toISOString(),
      ]),
    ),
  };
}

const notFound = answer(404, { problem: "There is no such message." });

function answer(statusCode: number, body: object): APIGatewayProxyResult {
  return {
    statusCode,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  };
}
