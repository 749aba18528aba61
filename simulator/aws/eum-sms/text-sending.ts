import * as v from "valibot";
import type { CarrierCloud } from "../../carriers/carrier-cloud";
import { type Operation, operation, type Permission } from "../../gateway/operation";
import type { SeededIds } from "../../kernel/seeded-ids";
import type { PhoneNetwork } from "../../phones/phone-network";
import { arn } from "../account/account";
import {
  type FileOutcome,
  type SentText,
  type SmsEvents,
  type SmsOutcome,
  simulatedPricePerPart,
} from "./delivery-events";
import { conflict, invalid, notFound, throttled } from "./errors";
import type { TextSpending, Throughput } from "./limits";
import { idOrArn, phoneNumberInput } from "./listing";
import { messageParts } from "./message-parts";
import { mmsFile, objectArn } from "./mms-file";
import type { OptOutLists } from "./opt-outs";
import { type Origination, originationArn, originationOf } from "./origination";
import type { Reach } from "./reach";
import { recipientCountry, simulatorDestination } from "./simulator-destinations";
import type { ConfigurationSet, SmsPhoneNumber, SmsResources } from "./sms-resources";

const identity = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_:/+-]{1,256}$/));

/** What both kinds of message have. */
const common = {
  DestinationPhoneNumber: phoneNumberInput,
  /** The API's model does not require it; a text is nothing without it. */
  MessageBody: v.optional(
    v.pipe(v.string(), v.minLength(1), v.maxLength(1600), v.regex(/\S/, "it is blank")),
  ),
  ConfigurationSetName: v.optional(idOrArn),
  MaxPrice: v.optional(
    v.pipe(v.string(), v.maxLength(8), v.regex(/^[0-9]{0,2}\.[0-9]{1,5}$/, "it is no price")),
  ),
  TimeToLive: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(5), v.maxValue(259_200)),
    259_200,
  ),
  Context: v.optional(
    v.pipe(
      v.record(
        v.pipe(v.string(), v.regex(/^\S{1,100}$/)),
        v.pipe(v.string(), v.regex(/\S/), v.maxLength(800)),
      ),
      v.check((context) => Object.keys(context).length <= 5, "it has more than 5 entries"),
    ),
    {},
  ),
  DryRun: v.optional(v.boolean(), false),
  ProtectConfigurationId: v.optional(idOrArn),
  MessageFeedbackEnabled: v.optional(v.boolean(), false),
};

const sendInput = v.object({
  ...common,
  OriginationIdentity: v.optional(identity),
  MessageType: v.optional(v.picklist(["TRANSACTIONAL", "PROMOTIONAL"])),
  Keyword: v.optional(v.pipe(v.string(), v.regex(/^[ \S]{1,30}$/))),
  DestinationCountryParameters: v.optional(
    v.record(v.picklist(["IN_TEMPLATE_ID", "IN_ENTITY_ID"]), v.pipe(v.string(), v.maxLength(64))),
  ),
});

const mediaInput = v.object({
  ...common,
  OriginationIdentity: identity,
  MediaUrls: v.optional(
    v.pipe(
      v.array(v.pipe(v.string(), v.maxLength(2048), v.regex(/^s3:\/\/[a-z0-9.-]{3,63}\/.+$/))),
      v.length(1),
    ),
  ),
});

type SendInput = v.InferOutput<typeof sendInput>;
type MediaInput = v.InferOutput<typeof mediaInput>;
/** What a send asks for, whichever kind it is. */
type AnyInput = Omit<v.InferOutput<v.ObjectSchema<typeof common, undefined>>, never> & {
  readonly OriginationIdentity?: string | undefined;
};

export interface SendingDeps {
  readonly cloud: Pick<CarrierCloud, "clock" | "faults" | "objects">;
  readonly network: PhoneNetwork;
  readonly resources: SmsResources;
  readonly optOuts: OptOutLists;
  readonly events: SmsEvents;
  readonly ids: SeededIds;
  readonly throughput: Throughput;
  readonly spending: TextSpending;
  readonly reach: Reach;
}

/**
 * SendTextMessage and SendMediaMessage: validates as AWS does, then tells by events what became of the message. In which
 * order AWS checks is not documented.
 */
export class TextSending {
  constructor(private readonly deps: SendingDeps) {}

  operation(): Operation {
    return operation({
      input: sendInput,
      authorise: (input) => this.#permissions("SendTextMessage", input),
      run: (input) => this.#send(input),
    });
  }

  /** MMS. That the file is read with the caller's own rights is unverified. */
  mediaOperation(): Operation {
    return operation({
      input: mediaInput,
      authorise: (input) => [
        ...this.#permissions("SendMediaMessage", input),
        ...(input.MediaUrls ?? []).map((url) => ["s3:GetObject", objectArn(url)] as const),
      ],
      run: (input) => this.#sendMedia(input),
    });
  }

  /** On everything that the request names (AWS service authorization reference). */
  #permissions(action: string, input: AnyInput): Permission[] {
    const { OriginationIdentity, ConfigurationSetName, ProtectConfigurationId } = input;
    return [
      originationArn(this.deps.resources, OriginationIdentity),
      namedArn("configuration-set", ConfigurationSetName),
      namedArn("protect-configuration", ProtectConfigurationId),
    ].flatMap((resource) =>
      resource === undefined ? [] : [[`sms-voice:${action}`, resource] as const],
    );
  }

  /** @throws AwsError */
  #send(input: SendInput): object {
    const { MessageBody: body } = input;
    if (body === undefined)
      throw invalid("MISSING_PARAMETER", "MessageBody is missing.", "MessageBody");
    const set = this.#configurationSet(input.ConfigurationSetName);
    const origination = originationOf(
      this.deps.resources,
      input.OriginationIdentity,
      input.MessageType ?? set?.defaultMessageType,
    );
    return this.#accept("TEXT", origination, input, body);
  }

  /** @throws AwsError */
  #sendMedia(input: MediaInput): object {
    const { MessageBody: body = "", MediaUrls: [mediaUrl] = [] } = input;
    if (body === "" && mediaUrl === undefined)
      throw invalid("MISSING_PARAMETER", "Give MediaUrls or a MessageBody.", "MediaUrls");
    const { resources } = this.deps;
    const origination = originationOf(resources, input.OriginationIdentity, undefined, "MMS");
    return this.#accept("MEDIA", origination, input, body, mediaUrl);
  }

  #accept(
    kind: SentText["kind"],
    origination: Origination,
    input: AnyInput,
    body: string,
    mediaUrl?: string,
  ): object {
    const { ids, cloud } = this.deps;
    const { DestinationPhoneNumber: to } = input;
    const set = this.#configurationSet(input.ConfigurationSetName);
    if (input.ProtectConfigurationId !== undefined)
      throw notFound("protect-configuration", input.ProtectConfigurationId);
    const parts = kind === "MEDIA" ? 1 : messageParts(body).parts;
    const number = this.#refuse(origination, input, parts);
    const messageId = ids.uuid();
    if (input.DryRun) return { MessageId: messageId };
    const text: SentText = {
      kind,
      messageId,
      from: number.phoneNumber,
      to,
      isoCountryCode: recipientCountry(to),
      body,
      messageType: origination.messageType,
      context: input.Context,
      requestedAt: cloud.clock.now(),
    };
    if (input.MessageFeedbackEnabled)
      cloud.faults.report("sms-voice", "Message feedback is not simulated: it has no effect.");
    this.#carry(text, set?.name, input.TimeToLive, mediaUrl);
    return { MessageId: messageId };
  }

  /** @returns the number that the message leaves from. @throws AwsError */
  #refuse({ numbers, pool }: Origination, input: AnyInput, parts: number): SmsPhoneNumber {
    const { DestinationPhoneNumber: to, DryRun: dryRun } = input;
    const { optOuts, cloud, throughput, spending, reach } = this.deps;
    const reasons = numbers.map((number) => ({ number, reason: reach.refusal(number, to) }));
    const reaching = reasons.filter(({ reason }) => reason === undefined);
    const refusal = reasons[0]?.reason;
    if (reaching.length === 0 && refusal)
      throw invalid(refusal.code, refusal.words, "DestinationPhoneNumber");
    const owner = pool ?? numbers[0];
    if (owner && optOuts.has(owner.optOutList, to))
      throw conflict(
        "DESTINATION_PHONE_NUMBER_OPTED_OUT",
        "The destination phone number is opted out.",
      );
    const price = parts * simulatedPricePerPart;
    if (input.MaxPrice !== undefined && price > Number(input.MaxPrice))
      throw invalid("PRICE_OVER_THRESHOLD", "The message costs more than MaxPrice.", "MaxPrice");
    const now = cloud.clock.now();
    const free = reaching.find(({ number }) => throughput.take(number, parts, { dryRun, now }));
    if (!free) throw throttled;
    if (!dryRun) spending.charge(price);
    return free.number;
  }

  #carry(
    text: SentText,
    setName: string | undefined,
    timeToLiveSeconds: number,
    mediaUrl: string | undefined,
  ): void {
    const { events, network, reach, cloud } = this.deps;
    const report = (outcome: SmsOutcome | FileOutcome) => events.report(text, setName, outcome);
    report("TEXT_QUEUED");
    const phone = network.phoneOf("sms", text.to);
    const file = mediaUrl === undefined ? undefined : mmsFile(cloud.objects, mediaUrl);
    if (file && "problem" in file) {
      report(file.problem);
      return;
    }
    const announcement = {
      id: text.messageId,
      businessNumber: text.from,
      provider: "aws",
      text: text.body,
      ...(file && { content: file.content }),
    } as const;
    phone?.announce(announcement);
    const fate = reach.fateOf(text.from, text.to);
    if (!phone || fate) {
      const outcome = fate ?? simulatorDestination(text.to)?.outcome ?? "TEXT_UNREACHABLE";
      phone?.tick(text.messageId, "failed", outcome);
      report(outcome);
      return;
    }
    report("TEXT_SUCCESSFUL");
    // The wait for a phone that is off is no activity: it may never end.
    const forget = cloud.clock.after(timeToLiveSeconds * 1000, () => {
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

  /** By name or ARN. @throws AwsError */
  #configurationSet(nameOrArn: string | undefined): ConfigurationSet | undefined {
    if (nameOrArn === undefined) return undefined;
    const found = this.deps.resources
      .configurationSets()
      .find(({ name, arn: own }) => name === nameOrArn || own === nameOrArn);
    if (!found) throw notFound("configuration-set", nameOrArn);
    return found;
  }
}

function namedArn(type: string, nameOrArn: string | undefined): string | undefined {
  if (nameOrArn === undefined) return undefined;
  return nameOrArn.startsWith("arn:") ? nameOrArn : arn("sms-voice", `${type}/${nameOrArn}`);
}
