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
import { RecentEvents } from "../../kernel/recent-events";
import { SeededIds } from "../../kernel/seeded-ids";
import type { Unkindness } from "../../kernel/unkindness";
import type { Carrier, PersonMessage, TakenMessage } from "../../phones/carrier";
import type { PhoneNetwork } from "../../phones/phone-network";
import type { PhoneNumber } from "../../phones/phone-number";
import type { ProviderCloud } from "../../provider-cloud";
import type { CustomerServiceWindows } from "../../whatsapp/customer-service-window";
import { wamidOf } from "../../whatsapp/wamid";
import { inboundEntry } from "../../whatsapp/webhook-entry";
import { putEventDestinations } from "./event-destinations";
import { eventEnvelope } from "./event-envelope";
import { getAccount, getPhoneNumber, listAccounts } from "./linked-account-views";
import { type LinkedWaba, LinkedWabas, type WabaLink } from "./linked-waba";
import { readRecordedEvent } from "./recorded-event";
import { recognise } from "./recorded-people";
import { SocialError, socialErrorResponse } from "./social-error";
import { socialArn, socialId } from "./social-ids";
import { type SocialOperation, socialOperation } from "./social-operations";
import { WabaEvents } from "./waba-events";
import { WhatsAppSending } from "./whatsapp-sending";

/** AWS End User Messaging Social: WhatsApp at AWS, number B. */
export class EumSocial implements HandWrittenService, Carrier {
  readonly scope = "social-messaging";
  readonly throttled = new AwsError("ThrottledRequestException", "Rate exceeded", 429);
  readonly internal = new AwsError("InternalServiceException", "The service failed.", 500);
  readonly channel = "whatsapp";
  readonly provider = "aws";
  readonly #wabas = new LinkedWabas();
  readonly #ids: SeededIds;
  readonly #post: EventPost;
  readonly #events: WabaEvents;
  readonly #sending: WhatsAppSending;
  readonly #inbound = new RecentEvents();

  constructor(
    private readonly cloud: ProviderCloud,
    private readonly network: PhoneNetwork,
    private readonly windows: CustomerServiceWindows,
    public unkindness: Unkindness,
  ) {
    const random = new SeededRandom(cloud.random.below(2 ** 32));
    this.#ids = new SeededIds(new SeededRandom(cloud.random.below(2 ** 32)));
    this.#post = new EventPost(this.scope, cloud, random, () => this.unkindness);
    this.#events = new WabaEvents(cloud, this.#wabas);
    this.#sending = new WhatsAppSending(
      cloud,
      network,
      windows,
      this.#wabas,
      this.#events,
      this.#post,
      this.#ids,
    );
  }

  /**
   * What the console's embedded sign-up does; linking again changes the WABA and keeps its event
   * destination.
   */
  link(link: WabaLink): LinkedWaba {
    return this.#wabas.link(link, this.cloud.clock.now());
  }

  numbers(): readonly PhoneNumber[] {
    return this.#wabas.all().map(({ phoneNumber }) => phoneNumber);
  }

  /** A person writes to a WABA's number. */
  take(message: PersonMessage): TakenMessage {
    const waba = this.#wabas.withNumber(message.to);
    if (!waba) throw new Error(`No WABA is linked with the number ${message.to}.`);
    this.windows.personWrote(message.to, message.from.number, message.at);
    const wamid = wamidOf(message.from.number, this.#ids);
    const envelope = eventEnvelope(waba, inboundEntry(waba, message, wamid, this.#ids), {
      at: message.at,
      ids: this.#ids,
    });
    const deliver = () => this.#events.publish(waba.wabaId, envelope, "the message");
    this.#inbound.keep(wamid, deliver);
    return {
      id: wamid,
      outcome: this.#post.post({
        kind: "inbound",
        key: `${message.from.number} ${message.to}`,
        deliver,
      }),
    };
  }

  /** Whether it took the message lately, so that it can be delivered again. */
  remembers(wamid: string): boolean {
    return this.#inbound.has(wamid);
  }

  /**
   * Publishes a person's message a second time, as a service that delivers at least once may.
   * @throws for an unknown wamid
   */
  async redeliver(wamid: string): Promise<void> {
    await this.#post.post({ kind: "inbound", key: wamid, deliver: this.#inbound.get(wamid) });
  }

  /**
   * Publishes a recorded event as it is; whoever wrote the messages in it joins the network, with
   * an open window.
   * @throws with one sentence when the text is not such an event, or no WABA is linked with the
   * number in it.
   */
  async publishRecorded(envelope: string): Promise<void> {
    const recorded = readRecordedEvent(envelope);
    const waba = this.#wabas.withNumber(recorded.businessNumber);
    if (!waba)
      throw new Error(
        `The recorded event is of ${recorded.businessNumber}, and no WABA is linked with that number.`,
      );
    recognise(recorded, this.network, this.windows);
    const deliver = () => this.#events.publish(waba.wabaId, envelope, "the recorded event");
    await this.#post.post({ kind: "inbound", key: "recorded", deliver });
  }

  authorizations(request: AwsRequest): readonly Authorization[] {
    const operation = socialOperation(request);
    const resource = operation && resourceOf(operation, request);
    return operation && resource !== undefined
      ? [{ action: `social-messaging:${operation}`, resource }]
      : [];
  }

  async handle(request: AwsRequest): Promise<WireResponse> {
    try {
      const output = this.#perform(request);
      return {
        status: 200,
        headers: { "content-type": "application/json" },
        body: JSON.stringify(output),
      };
    } catch (error) {
      if (error instanceof SocialError) return error.response();
      throw error;
    }
  }

  error(code: string, message: string, status: number): WireResponse {
    return socialErrorResponse(code, message, status);
  }

  #perform(request: AwsRequest): object {
    const operation = socialOperation(request);
    switch (operation) {
      case "SendWhatsAppMessage":
        return this.#sending.send(request);
      case "PutWhatsAppBusinessAccountEventDestinations":
        return putEventDestinations(this.#wabas, request);
      case "GetLinkedWhatsAppBusinessAccount":
        return getAccount(this.#wabas, request);
      case "GetLinkedWhatsAppBusinessAccountPhoneNumber":
        return getPhoneNumber(this.#wabas, request);
      case "ListLinkedWhatsAppBusinessAccounts":
        return listAccounts(this.#wabas);
      default: {
        const called = operation ?? `${request.method} ${request.path}`;
        throw new SocialError("NotSimulatedException", `${called} is not simulated yet.`);
      }
    }
  }
}

/**
 * The ARN that IAM asks about; undefined when the request names nothing that could have one, and is
 * refused for that.
 */
function resourceOf(operation: SocialOperation, request: AwsRequest): string | undefined {
  switch (operation) {
    case "SendWhatsAppMessage":
      return arnOf("phone-number-id", bodyMember(request, "originationPhoneNumberId"));
    case "GetLinkedWhatsAppBusinessAccountPhoneNumber":
      return arnOf("phone-number-id", request.query.get("id") ?? undefined);
    case "PutWhatsAppBusinessAccountEventDestinations":
      return arnOf("waba", bodyMember(request, "id"));
    case "GetLinkedWhatsAppBusinessAccount":
      return arnOf("waba", request.query.get("id") ?? undefined);
    case "ListLinkedWhatsAppBusinessAccounts":
      return "*";
    default:
      return undefined;
  }
}

function arnOf(kind: "waba" | "phone-number-id", idOrArn: string | undefined): string | undefined {
  const id = idOrArn === undefined ? undefined : socialId(kind, idOrArn);
  return id === undefined ? undefined : socialArn(kind, id);
}
