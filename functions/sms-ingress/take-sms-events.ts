import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { readSmsEvent } from "../../shared/adapters/aws/sms-event";
import { isPhoneNumber, type PhoneNumber } from "../../shared/domain/message/channel";
import { StatedError } from "../../shared/domain/stated-error";
import { type IngressPorts, takeBatch } from "../ingress";

export interface SmsIngressPorts extends IngressPorts {
  /** The numbers that people write to. */
  readonly ours: readonly PhoneNumber[];
}

/** Takes a batch of events of End User Messaging SMS. */
export async function takeSmsEvents(
  event: SQSEvent,
  ports: SmsIngressPorts,
): Promise<SQSBatchResponse> {
  return takeBatch(event, (arrival) => readSmsEvent(arrival, ports.ours), ports);
}

/**
 * @param setting numbers in E.164 with commas between.
 * @throws StatedError when one of them is not.
 */
export function smsNumbers(setting: string): PhoneNumber[] {
  const numbers = setting.split(",").map((text) => text.trim());
  const ours = numbers.filter(isPhoneNumber);
  if (ours.length === numbers.length) return ours;
  throw new StatedError(
    "SMS_NUMBERS holds something that is not a phone number in E.164 form, such as " +
      "+12025550142; several have commas between.",
  );
}
