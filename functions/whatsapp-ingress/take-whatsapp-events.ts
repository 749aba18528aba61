import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { readWhatsAppEvent } from "../../shared/adapters/aws/whatsapp-event";
import type { OurWhatsAppNumber } from "../../shared/adapters/aws/whatsapp-webhook";
import { type IngressPorts, takeBatch } from "../ingress";

export interface WhatsAppIngressPorts extends IngressPorts {
  /** Number B. */
  readonly ours: OurWhatsAppNumber;
}

/** Takes a batch of events of End User Messaging Social. */
export async function takeWhatsAppEvents(
  event: SQSEvent,
  ports: WhatsAppIngressPorts,
): Promise<SQSBatchResponse> {
  return takeBatch(event, (arrival) => readWhatsAppEvent(arrival, ports.ours), ports);
}
