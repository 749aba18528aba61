import { randomBytes } from "node:crypto";
import type { ControlClient, StackSettings } from "end-user-messaging-simulator";
import { type Template, templateCatalogue } from "../../shared/domain/content/template-catalogue";
import { contentSidOf } from "../../shared/domain/content/template-forms";
import {
  linkedWaba,
  readStackOutputs,
  type StackConfig,
  type TwilioAccount,
  twilioAccount,
} from "./stack";

const smsNumberType = "aws:pinpoint/smsvoicev2PhoneNumber:Smsvoicev2PhoneNumber";

/**
 * What people do by hand around a deployment, as docs/runbook.md tells them: link the WABA before
 * it; after it put Twilio's auth token in place and set the sender's webhook.
 */
export class OutsideParties {
  readonly #authToken = randomBytes(16).toString("hex");

  constructor(private readonly control: Pick<ControlClient, "call">) {}

  async linkWaba(settings: StackSettings): Promise<void> {
    const waba = linkedWaba(settings);
    if (!waba) return;
    const templates = templateCatalogue.map(asApproved);
    await this.control.call("POST /wabas", { ...waba, displayName: "AI Nutritionist", templates });
  }

  /** Registrations take days or weeks; here they are through as soon as they are asked for. */
  async registerNumbers(): Promise<void> {
    const numbers = await this.control.call("GET /resources", { type: smsNumberType });
    for (const { id, outputs } of numbers)
      if (outputs.status === "PENDING")
        await this.control.call("POST /phone-numbers/{id}/activation", { id });
  }

  /**
   * @param exported what the program exports.
   * @param authToken another one than before where it is rotated.
   */
  async setUpTwilio(
    exported: Readonly<Record<string, unknown>>,
    settings: StackConfig,
    authToken = this.#authToken,
  ): Promise<void> {
    const { urls, secrets } = readStackOutputs(exported);
    const account = twilioAccount(settings);
    if (!account || !urls.twilioInbound || !secrets.twilioCredentials) return;
    await this.control.call("PUT /secrets/{name}/value", {
      name: secrets.twilioCredentials,
      secretString: JSON.stringify({ authToken }),
    });
    await this.control.call("POST /twilio/senders", {
      accountSid: account.accountSid,
      number: account.number,
      contents: contentsOf(account),
      authToken,
      inboundWebhookUrl: urls.twilioInbound,
    });
  }
}

/** Our templates as the account at Twilio has them; one without a Content cannot be sent. */
function contentsOf({ contentSids }: TwilioAccount): Readonly<Record<string, Approved>> {
  const entries = templateCatalogue.flatMap((template) => {
    const sid = contentSidOf(contentSids, template);
    return sid === undefined ? [] : [[sid, asApproved(template)] as const];
  });
  return Object.fromEntries(entries);
}

type Approved = ReturnType<typeof asApproved>;

/** A template as Meta has approved it. */
function asApproved({ name, language, category, body }: Template) {
  return { name, language, category, body };
}
