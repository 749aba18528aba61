import { readSmsEvent } from "../../shared/adapters/aws/sms-event";
import { loggableId } from "../../shared/domain/message/message-id";
import { recordDelivery } from "../../shared/messaging/record-delivery";
import type { IngressPorts } from "../ingress";

/** Hands over the two-way message of an SMS event, or records what it says of delivery. */
export async function takeSmsEvent(sqsBody: string, ports: IngressPorts): Promise<void> {
  const event = readSmsEvent(sqsBody, ports.clock.now());
  switch (event.kind) {
    case "message":
      await ports.queue.handOver({ kind: "inbound", message: event.message });
      return ports.log.info("inbound.handedOver", {
        provider: "aws",
        providerMessageId: loggableId(event.message.providerMessageId),
      });
    case "delivery":
      return recordDelivery(event.delivery, ports);
    case "ignored":
      return ports.log.info("sms.ignored", { what: event.what });
  }
}
