import type { CarrierCloud } from "../../carriers/carrier-cloud";
import type { AwsService } from "../../gateway/aws-service";
import { validationException } from "../../gateway/operation";
import { restJson } from "../../gateway/protocol";
import { EventPost, RecentEvents } from "../../kernel/event-post";
import { SeededRandom } from "../../kernel/random";
import { SeededIds } from "../../kernel/seeded-ids";
import type { Unkindness } from "../../kernel/unkindness";
import type {
  Carrier,
  MarketingPreference,
  PersonMessage,
  TakenMessage,
} from "../../phones/carrier";
import type { PhoneNetwork } from "../../phones/phone-network";
import type { PhoneNumber } from "../../phones/phone-number";
import type { PersonContent } from "../../phones/whatsapp-content";
import type { CustomerServiceWindows } from "../../whatsapp/customer-service-window";
import { isSystemMessage, sentFile, withHeldMedia } from "../../whatsapp/inbound-message";
import { MediaStore, type StoredMedia } from "../../whatsapp/media-store";
import { sampleFile } from "../../whatsapp/sample-file";
import type { KeptTemplate } from "../../whatsapp/template-library";
import {
  inboundEntry,
  templateStatusEntry,
  userPreferenceEntry,
  wamidOf,
} from "../../whatsapp/webhook-entry";
import { accountOperations } from "./account-operations";
import { internal, throttled } from "./errors";
import { type LinkedWaba, LinkedWabas, type WabaLink } from "./linked-wabas";
import { mediaOperations } from "./media-operations";
import { messageOperations } from "./message-operations";
import { MessageSending } from "./message-sending";
import { type RecordedEvent, readRecordedEvent } from "./recorded-event";
import { filesOf, recognise, wabaOf } from "./recorded-publishing";
import { templateOperations } from "./template-operations";
import { eventEnvelope, WabaEvents } from "./waba-events";

/** What Meta decides of a template. */
export interface TemplateReview extends Partial<Pick<KeptTemplate, "status" | "quality">> {
  /** In Meta's words, such as `INVALID_FORMAT`; `NONE` unless told. */
  readonly reason?: string;
}

/** AWS End User Messaging Social: WhatsApp at AWS, number B. */
export class EumSocial implements AwsService, Carrier {
  readonly scope = "social-messaging";
  readonly channel = "whatsapp";
  readonly provider = "aws";
  readonly protocol = restJson;
  readonly invalid = validationException;
  readonly throttled = throttled;
  readonly internal = internal;
  readonly operations: AwsService["operations"];

  /** How long Meta takes for a template's review, and what comes of it. */
  templateReview: TemplateReview & { readonly afterMilliseconds: number } = {
    afterMilliseconds: 60_000,
    status: "APPROVED",
  };

  readonly #ids: SeededIds;
  readonly #wabas: LinkedWabas;
  readonly #media: MediaStore;
  readonly #post: EventPost;
  readonly #events: WabaEvents;
  readonly #sending: MessageSending;
  readonly #inbound = new RecentEvents();

  constructor(
    private readonly cloud: CarrierCloud,
    private readonly network: PhoneNetwork,
    private readonly windows: CustomerServiceWindows,
    public unkindness: Unkindness,
  ) {
    const { clock, faults, sns } = cloud;
    const random = new SeededRandom(cloud.random.below(2 ** 32));
    const ids = new SeededIds(new SeededRandom(cloud.random.below(2 ** 32)));
    const wabas = new LinkedWabas(ids);
    const media = new MediaStore(() => clock.now(), ids);
    const post = new EventPost(this.scope, cloud, random, () => this.unkindness);
    const events = new WabaEvents({ wabas, faults, sns });
    this.#ids = ids;
    this.#wabas = wabas;
    this.#media = media;
    this.#post = post;
    this.#events = events;
    this.#sending = new MessageSending({
      cloud,
      clock,
      faults,
      network,
      windows,
      media,
      events,
      post,
      ids,
    });
    this.operations = {
      ...accountOperations(wabas),
      ...messageOperations({
        wabas,
        send: (waba, message) => this.#sending.send(waba, message),
      }),
      ...mediaOperations({ wabas, media, cloud }),
      ...templateOperations(wabas, (waba, template) => this.#awaitReview(waba, template)),
    };
  }

  /**
   * What the console's embedded sign-up does; linking again changes the WABA and keeps its event
   * destination, tags and templates.
   */
  link(link: WabaLink): LinkedWaba {
    return this.#wabas.link(link, this.cloud.clock.now());
  }

  numbers(): readonly PhoneNumber[] {
    return this.#wabas.all().map(({ phoneNumber }) => phoneNumber);
  }

  /** Of all WABAs, for who looks at the world. */
  templates(): readonly (KeptTemplate & { readonly wabaId: string })[] {
    return this.#wabas
      .all()
      .flatMap(({ wabaId, templates }) => templates.all().map((each) => ({ wabaId, ...each })));
  }

  /** A person writes to a WABA's number. */
  take(message: PersonMessage): TakenMessage {
    const waba = this.#waba(message.to);
    const { from, to, at } = message;
    // What WhatsApp tells of a person the person has not written.
    if (!isSystemMessage(message.content)) this.windows.personWrote(to, from.number, at);
    const id = wamidOf("from-person", from, this.#ids);
    const content = this.#held(waba, message.content);
    const entry = inboundEntry(waba, { ...message, content }, id);
    const envelope = eventEnvelope(waba, entry, { at, ids: this.#ids });
    const deliver = () => this.#events.publish(waba.wabaId, envelope, "the message");
    this.#inbound.keep(id, deliver);
    return {
      id,
      outcome: this.#post.post({ kind: "inbound", key: `${from.number} ${to}`, deliver }),
    };
  }

  /** Meta tells of it by a field of its own; that AWS forwards it like any other is unverified. */
  prefer(preference: MarketingPreference): void {
    const waba = this.#waba(preference.to);
    const { at, from } = preference;
    const entry = userPreferenceEntry(waba, preference);
    const envelope = eventEnvelope(waba, entry, { at, ids: this.#ids });
    const deliver = () => this.#events.publish(waba.wabaId, envelope, "a person's preference");
    void this.#post.post({ kind: "inbound", key: `${from.number} ${waba.phoneNumber}`, deliver });
  }

  /** A file in a message stays at Meta, where its id can be used to get it. */
  #held({ metaPhoneNumberId }: LinkedWaba, content: PersonContent): PersonContent {
    const id = "media" in content ? (content.media.id ?? this.#ids.digits(15)) : "";
    const file = sentFile(content, id);
    if (!file) return content;
    return withHeldMedia(content, this.#media.keep("received", { ...file, id, metaPhoneNumberId }));
  }

  /** A recording names its files, and has none of their bytes. */
  #holdSample({ metaPhoneNumberId }: LinkedWaba, id: string, mimeType: string): void {
    if (this.#media.get(id, metaPhoneNumberId)) return;
    const content = sampleFile(mimeType, 1, id);
    this.#media.keep("received", { id, mimeType, content, metaPhoneNumberId });
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
   * Publishes any event, as it is: a whole webhook of Meta, an entry of one, a change or a value;
   * also what people record (see `readRecordedEvent`).
   * @throws with one sentence when it is none, or of somebody else's WABA or number.
   */
  async publishRaw(event: object): Promise<void> {
    await this.publishRecorded(readRecordedEvent(JSON.stringify(event)));
  }

  /**
   * Publishes a recorded event as it is; whoever wrote the messages in it joins the network, with
   * an open window, and for each file that they sent Meta has a sample of its type.
   * @throws with one sentence when no WABA is linked that it could be of.
   */
  async publishRecorded(recorded: RecordedEvent): Promise<void> {
    const wabas = recorded.envelopes.map((envelope) => wabaOf(envelope, this.#wabas));
    recognise(recorded, this.network, this.windows);
    const at = this.cloud.clock.now();
    const published = recorded.envelopes.map(({ text, entry, media = [] }, index) => {
      const waba = wabas[index] as LinkedWaba;
      for (const { id, mimeType } of media) this.#holdSample(waba, id, mimeType);
      const whole = { id: waba.metaWabaId, ...entry };
      this.#holdFiles(waba, entry);
      const envelope = text ?? eventEnvelope(waba, whole, { at, ids: this.#ids });
      const deliver = () => this.#events.publish(waba.wabaId, envelope, "the recorded event");
      return this.#post.post({ kind: "inbound", key: "recorded", deliver });
    });
    await Promise.all(published);
  }

  /** What the files of a recorded event held, nobody knows: others of their types stand for them. */
  #holdFiles({ metaPhoneNumberId }: LinkedWaba, entry: object): void {
    for (const { id, mimeType } of filesOf(entry)) {
      if (this.#media.get(id, metaPhoneNumberId)) continue;
      const content = sampleFile(mimeType, 1, id);
      this.#media.keep("received", { id, mimeType, content, metaPhoneNumberId });
    }
  }

  /** Meta's own ids of a number, where a recording has others. @throws when it is not linked. */
  knowAs(number: PhoneNumber, ids: Pick<WabaLink, "metaWabaId" | "metaPhoneNumberId">): void {
    this.link({ ...this.#waba(number), ...ids, templates: [] });
  }

  /**
   * Meta decides: a template is approved, rejected, paused or disabled, or its quality changes. The
   * business hears of a new status.
   * @throws for an unknown WABA or template
   */
  async reviewTemplate(wabaId: string, templateId: string, review: TemplateReview): Promise<void> {
    const waba = this.#wabas.get(wabaId);
    if (!waba) throw new Error(`There is no WABA ${wabaId} linked.`);
    const { reason, ...decision } = review;
    const template = waba.templates.decide(templateId, decision);
    if (decision.status === undefined) return;
    const at = this.cloud.clock.now();
    // That AWS forwards this entry like any other is unverified.
    const entry = templateStatusEntry(
      waba,
      { ...template, category: template.category.toUpperCase() },
      at,
      reason,
    );
    const envelope = eventEnvelope(waba, entry, { at, ids: this.#ids });
    const deliver = () => this.#events.publish(waba.wabaId, envelope, "a template's status");
    await this.#post.post({ kind: "status", key: templateId, deliver });
  }

  /** The business has a file at Meta, as if it had uploaded it from S3. */
  uploadMedia(
    number: PhoneNumber,
    { mimeType, kilobytes }: { readonly mimeType: string; readonly kilobytes: number },
  ): StoredMedia {
    const { metaPhoneNumberId } = this.#waba(number);
    const content = sampleFile(mimeType, kilobytes, this.#ids.hex(8));
    return this.#media.keep("uploaded", { mimeType, content, metaPhoneNumberId });
  }

  #waba(number: PhoneNumber): LinkedWaba {
    const waba = this.#wabas.withNumber(number);
    if (!waba) throw new Error(`No WABA is linked with the number ${number}.`);
    return waba;
  }

  #awaitReview({ wabaId }: LinkedWaba, { id }: KeptTemplate): void {
    const { afterMilliseconds, ...review } = this.templateReview;
    this.cloud.clock.after(afterMilliseconds, () => {
      const waits = this.#wabas.get(wabaId)?.templates.get(id)?.status === "PENDING";
      if (waits) void this.reviewTemplate(wabaId, id, review);
    });
  }
}
