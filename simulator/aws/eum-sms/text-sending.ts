import * as v from "valibot";
import type { AwsRequest } from "../../gateway/aws-service";
import type { SeededIds } from "../../kernel/seeded-ids";
import type { PhoneNetwork } from "../../phones/phone-network";
import { isPhoneNumber, type PhoneNumber } from "../../phones/phone-number";
import type { ProviderCloud } from "../../provider-cloud";
import { type SentText, simulatedPricePerPart } from "./delivery-event";
import { messageParts } from "./message-parts";
import type { OptOutLists } from "./opt-out-lists";
import { type Origination, originationOf } from "./origination";
import { SmsError } from "./sms-error";
import type { SmsEvents } from "./sms-events";
import { smsInput } from "./sms-input";
import type { SmsResources } from "./sms-resources";

/**
 * Numbers that answer for a person: success and failure (AWS End User Messaging SMS user guide,
 * simulator phone numbers, US); the very events are unverified.
 */
const simulatorNumbers: Readonly<Record<string, "TEXT_DELIVERED" | "TEXT_BLOCKED">> = {
  "+14254147755": "TEXT_DELIVERED",
  "+14254147167": "TEXT_BLOCKED",
};

/** SendTextMessage: validates as AWS does, then tells by events what became of the message. */
export class TextSending {
  constructor(
    private readonly cloud: Pick<ProviderCloud, "clock">,
    private readonly network: PhoneNetwork,
    private readonly resources: SmsResources,
    private readonly optOuts: OptOutLists,
    private readonly events: SmsEvents,
    private readonly ids: SeededIds,
  ) {}

  /** @throws SmsError */
  send(request: AwsRequest): object {
    const input = smsInput(sendShape, request);
    this.#refuseUnknownSet(input.ConfigurationSetName);
    const origination = originationOf(this.resources, input.OriginationIdentity, input.MessageType);
    this.#refuseOptedOut(origination, input.DestinationPhoneNumber);
    refuseAboveMaxPrice(input);
    const messageId = this.ids.uuid();
    if (input.DryRun) return { MessageId: messageId };
    const text: SentText = {
      messageId,
      from: origination.number.phoneNumber,
      to: input.DestinationPhoneNumber,
      isoCountryCode: origination.number.isoCountryCode,
      body: input.MessageBody,
      messageType:
        input.MessageType ?? origination.pool?.messageType ?? origination.number.messageType,
      context: input.Context,
      requestedAt: this.cloud.clock.now(),
    };
    this.#carry(text, input.ConfigurationSetName, input.TimeToLive);
    return { MessageId: messageId };
  }

  #carry(text: SentText, configurationSet: string | undefined, timeToLiveSeconds: number): void {
    const report = (outcome: Parameters<SmsEvents["report"]>[2]) =>
      this.events.report(text, configurationSet, outcome);
    report("TEXT_QUEUED");
    const phone = this.network.phoneOf("sms", text.to);
    if (!phone) {
      report(simulatorNumbers[text.to] ?? "TEXT_UNREACHABLE");
      return;
    }
    const announcement = {
      id: text.messageId,
      businessNumber: text.from,
      provider: "aws",
      text: text.body,
    } as const;
    phone.announce(announcement);
    report("TEXT_SUCCESSFUL");
    // The wait for a phone that is off is no activity: it may never end.
    const forget = this.cloud.clock.after(timeToLiveSeconds * 1000, () => {
      if (!phone.withdraw(text.messageId)) return;
      phone.tick(text.messageId, "failed", "TEXT_TTL_EXPIRED");
      report("TEXT_TTL_EXPIRED");
    });
    phone.receive({
      ...announcement,
      onDelivered: () => {
        forget();
        report("TEXT_DELIVERED");
      },
      onRead: () => {},
    });
  }

  #refuseUnknownSet(name: string | undefined): void {
    if (name === undefined || this.resources.configurationSet(name)) return;
    throw new SmsError("ResourceNotFoundException", `There is no configuration set ${name}.`, {
      ResourceType: "configuration-set",
      ResourceId: name,
    });
  }

  #refuseOptedOut({ number, pool }: Origination, destination: PhoneNumber): void {
    if (!this.optOuts.has((pool ?? number).optOutList, destination)) return;
    throw new SmsError("ConflictException", "The destination phone number is opted out.", {
      Reason: "DESTINATION_PHONE_NUMBER_OPTED_OUT",
    });
  }
}

function refuseAboveMaxPrice({ MaxPrice, MessageBody }: v.InferOutput<typeof sendShape>): void {
  if (
    MaxPrice === undefined ||
    messageParts(MessageBody).parts * simulatedPricePerPart <= Number(MaxPrice)
  )
    return;
  throw new SmsError("ValidationException", "The message costs more than MaxPrice.", {
    Reason: "PRICE_OVER_THRESHOLD",
  });
}

/** With or without a plus sign, as the API takes it. */
export const destinationNumber = v.pipe(
  v.string(),
  v.regex(/^\+?[1-9][0-9]{1,18}$/, "it is not a phone number"),
  v.transform((number) => (number.startsWith("+") ? number : `+${number}`)),
  v.check(isPhoneNumber, "it is not a phone number in E.164"),
  v.transform((number) => number as PhoneNumber),
);

const sendShape = v.object({
  DestinationPhoneNumber: destinationNumber,
  OriginationIdentity: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(256))),
  MessageBody: v.pipe(v.string(), v.maxLength(1600), v.regex(/\S/, "it is blank")),
  MessageType: v.optional(v.picklist(["TRANSACTIONAL", "PROMOTIONAL"])),
  ConfigurationSetName: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(256))),
  MaxPrice: v.optional(v.pipe(v.string(), v.regex(/^[0-9]{0,2}\.[0-9]{1,5}$/))),
  TimeToLive: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(5), v.maxValue(259_200)),
    259_200,
  ),
  Context: v.optional(
    v.pipe(
      v.record(v.pipe(v.string(), v.regex(/^\S{1,100}$/)), v.pipe(v.string(), v.maxLength(800))),
      v.check((context) => Object.keys(context).length <= 5, "it has more than 5 entries"),
    ),
    {},
  ),
  DryRun: v.optional(v.boolean(), false),
});
