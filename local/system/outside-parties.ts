import { randomBytes } from "node:crypto";
import type { ControlClient, StackSettings } from "end-user-messaging-simulator";
import { allTemplates, type Template } from "../../shared/domain/content/template-catalogue";
import { contentSidOf, metaText, twilioText } from "../../shared/domain/content/template-forms";
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
    const templates = allTemplates.map(atMeta);
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
function contentsOf({ contentSids }: TwilioAccount): Readonly<Record<string, AtTwilio>> {
  const entries = allTemplates.flatMap((template) => {
    const sid = contentSidOf(contentSids, template);
    return sid === undefined ? [] : [[sid, atTwilio(template)] as const];
  });
  return Object.fromEntries(entries);
}

/** A template as Meta has approved it: the payload of a button comes with each message. */
function atMeta(template: Template) {
  const buttons = template.buttons.map(({ title }) => ({ ...quickReply, text: title }));
  return { ...partsOf(template, metaText), buttons };
}

type AtTwilio = ReturnType<typeof atTwilio>;

/** A template as a Content, which has the payloads of its buttons and examples for what lacks. */
function atTwilio(template: Template) {
  const { buttons, parameters } = template;
  return {
    ...partsOf(template, twilioText),
    buttons: buttons.map(({ title, payload }) => ({ ...quickReply, text: title, id: payload })),
    variables: Object.fromEntries(
      parameters.map(({ example }, index) => [String(index + 1), example]),
    ),
  };
}

const quickReply = { type: "QUICK_REPLY" } as const;

function partsOf(template: Template, written: typeof metaText) {
  const { name, language, category, header, body, footer } = template;
  return {
    ...{ name, language, category, body: written(body, template) },
    ...(header !== undefined && {
      header: { format: "TEXT" as const, text: written(header, template) },
    }),
    ...(footer !== undefined && { footer }),
  };
}
