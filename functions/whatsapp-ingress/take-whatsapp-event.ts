import { readWhatsAppEvent } from "../../shared/adapters/aws/whatsapp-event";
import { loggableId } from "../../shared/domain/message/message-id";
import { recordDelivery } from "../../shared/messaging/record-delivery";
import type { IngressPorts } from "../ingress";

/**
 * Hands over the messages of one WhatsApp event in their order and records what it says of
 * delivery.
 */
export async function takeWhatsAppEvent(sqsBody: string, ports: IngressPorts): Promise<void> {
  const { messages, deliveries, ignored } = readWhatsAppEvent(sqsBody, ports.clock.now());
  for (const what of ignored) ports.log.info("whatsapp.ignored", { what });
  for (const message of messages) {
    await ports.queue.handOver({ kind: "inbound", message });
    ports.log.info("inbound.handedOver", {
      provider: "aws",
      providerMessageId: loggableId(message.providerMessageId),
    });
  }
  for (const delivery of deliveries) await recordDelivery(delivery, ports);
}
