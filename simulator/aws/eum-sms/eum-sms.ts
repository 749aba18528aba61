import { AwsError } from "../../gateway/aws-error";
import type {
  Authorization,
  AwsRequest,
  HandWrittenService,
  WireResponse,
} from "../../gateway/aws-service";
import { bodyMember } from "../../gateway/json-body";
import { EventPost } from "../../kernel/event-post";
import { SeededRandom } from "../../kernel/random";
import { SeededIds } from "../../kernel/seeded-ids";
import type { Unkindness } from "../../kernel/unkindness";
import type { Carrier, PersonMessage, TakenMessage } from "../../phones/carrier";
import type { PhoneNetwork } from "../../phones/phone-network";
import type { PhoneNumber } from "../../phones/phone-number";
import type { ProviderCloud } from "../../provider-cloud";
import { arn } from "../account/account";
import { describePhoneNumbers, describePools } from "./describe-operations";
import { OptOutLists } from "./opt-out-lists";
import { OptOutOperations } from "./opt-out-operations";
import { originationArn } from "./origination";
import { SmsError, smsErrorResponse } from "./sms-error";
import { SmsEvents } from "./sms-events";
import { SmsResources } from "./sms-resources";
import { TextSending } from "./text-sending";
import { TwoWay } from "./two-way";

/**
 * AWS End User Messaging SMS: the phone pool. Its numbers, pools and sets are those of the deployed
 * program.
 */
export class EumSms implements HandWrittenService, Carrier {
  readonly scope = "sms-voice";
  readonly throttled = new AwsError("ThrottlingException", "Rate exceeded");
  readonly internal = new AwsError("InternalServerException", "The service failed.", 500);
  readonly channel = "sms";
  readonly provider = "aws";
  readonly #resources: SmsResources;
  readonly #sending: TextSending;
  readonly #twoWay: TwoWay;
  readonly #optOutOperations: OptOutOperations;

  constructor(
    cloud: ProviderCloud,
    network: PhoneNetwork,
    public unkindness: Unkindness,
  ) {
    const random = new SeededRandom(cloud.random.below(2 ** 32));
    const ids = new SeededIds(new SeededRandom(cloud.random.below(2 ** 32)));
    const post = new EventPost(this.scope, cloud, random, () => this.unkindness);
    const optOuts = new OptOutLists();
    this.#resources = new SmsResources(cloud.controlPlane);
    const events = new SmsEvents(cloud, this.#resources, post);
    this.#sending = new TextSending(cloud, network, this.#resources, optOuts, events, ids);
    this.#twoWay = new TwoWay(cloud, network, this.#resources, optOuts, events, post, ids);
    this.#optOutOperations = new OptOutOperations(this.#resources, optOuts, () =>
      cloud.clock.now(),
    );
    cloud.controlPlane.onChange((change) => {
      const deleted =
        change.kind === "deleted" && change.before.type.endsWith(":Smsvoicev2OptOutList");
      if (deleted) optOuts.drop(String(change.before.outputs.name ?? change.before.id));
    });
  }

  numbers(): readonly PhoneNumber[] {
    return this.#resources.phoneNumbers().map(({ phoneNumber }) => phoneNumber);
  }

  /** A person writes to a number of the account. */
  take(message: PersonMessage): TakenMessage {
    return this.#twoWay.take(message);
  }

  /** Whether it took the message lately, so that it can be delivered again. */
  remembers(inboundMessageId: string): boolean {
    return this.#twoWay.remembers(inboundMessageId);
  }

  /**
   * Publishes a person's message a second time, as a service that delivers at least once may.
   * @throws for an unknown id
   */
  redeliver(inboundMessageId: string): Promise<void> {
    return this.#twoWay.redeliver(inboundMessageId);
  }

  authorizations(request: AwsRequest): readonly Authorization[] {
    const operation = operationOf(request);
    const resource = this.#resourceOf(operation, request);
    return resource === undefined ? [] : [{ action: `sms-voice:${operation}`, resource }];
  }

  async handle(request: AwsRequest): Promise<WireResponse> {
    try {
      const output = this.#perform(request);
      return {
        status: 200,
        headers: { "content-type": "application/x-amz-json-1.0" },
        body: JSON.stringify(output),
      };
    } catch (error) {
      if (error instanceof SmsError) return error.response();
      throw error;
    }
  }

  error(code: string, message: string, status: number): WireResponse {
    return smsErrorResponse(code, message, status);
  }

  #perform(request: AwsRequest): object {
    const operation = operationOf(request);
    switch (operation) {
      case "SendTextMessage":
        return this.#sending.send(request);
      case "DescribePhoneNumbers":
        return describePhoneNumbers(this.#resources, request);
      case "DescribePools":
        return describePools(this.#resources, request);
      case "DescribeOptedOutNumbers":
        return this.#optOutOperations.describe(request);
      case "PutOptedOutNumber":
        return this.#optOutOperations.put(request);
      case "DeleteOptedOutNumber":
        return this.#optOutOperations.delete(request);
      default:
        throw new SmsError(
          "NotSimulatedException",
          `${operation || "A request without X-Amz-Target"} is not simulated yet.`,
        );
    }
  }

  /**
   * The ARN that IAM asks about; undefined when the request names nothing that could have one, and
   * is refused for that.
   */
  #resourceOf(operation: string, request: AwsRequest): string | undefined {
    switch (operation) {
      case "SendTextMessage":
        return originationArn(this.#resources, bodyMember(request, "OriginationIdentity"));
      case "DescribePhoneNumbers":
      case "DescribePools":
        return "*";
      case "DescribeOptedOutNumbers":
      case "PutOptedOutNumber":
      case "DeleteOptedOutNumber":
        return arn(
          "sms-voice",
          `opt-out-list/${bodyMember(request, "OptOutListName")?.split("/").at(-1) ?? ""}`,
        );
      default:
        return undefined;
    }
  }
}

/** AWS JSON 1.0: `X-Amz-Target: PinpointSMSVoiceV2.SendTextMessage`. */
function operationOf(request: AwsRequest): string {
  const target = request.headers["x-amz-target"];
  return typeof target === "string" ? (target.split(".").at(-1) ?? "") : "";
}
