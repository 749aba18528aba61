import { randomBytes } from "node:crypto";
import type { Providers, SimulatedCloud, StackSettings } from "end-user-messaging-simulator";
import { type Template, templateCatalogue } from "../../shared/domain/content/template-catalogue";
import type { PhoneNumber } from "../../shared/domain/message/channel";
import { hasTwilio } from "../../shared/domain/rollout/stage";
import type { SenderView } from "../console/page-state";
import { linkedWaba, type TwilioAccount, twilioAccount, twilioStage } from "./senders";
import type { Deployed } from "./stack-outputs";

type Sender = SenderView & { readonly number: PhoneNumber };

/**
 * What people do by hand around a deployment, as docs/runbook.md tells them: link the WABA before
 * it; after it put Twilio's auth token in place and set the sender's webhook.
 */
export class OutsideParties {
  readonly #authToken = randomBytes(16).toString("hex");

  constructor(
    private readonly cloud: SimulatedCloud,
    private readonly providers: Providers,
  ) {}

  beforeDeployment(settings: StackSettings): void {
    const waba = linkedWaba(settings);
    if (!waba) return;
    this.providers.eumSocial.link({
      ...waba,
      metaWabaId: "100000000000001",
      metaPhoneNumberId: "100000000000002",
      displayName: "AI Nutritionist",
      templates: templateCatalogue,
    });
  }

  async afterDeployment(
    { stackOutputs: { urls, secrets } }: Deployed,
    settings: StackSettings,
  ): Promise<void> {
    const account = twilioAccount(settings);
    if (!account || !urls.twilioInbound || !secrets.twilioCredentials) return;
    this.cloud.secrets.set(
      secrets.twilioCredentials,
      JSON.stringify({ authToken: this.#authToken }),
    );
    this.providers.twilio.configureSender({
      accountSid: account.accountSid,
      number: account.number,
      contents: contentsOf(account),
      authToken: this.#authToken,
      inboundWebhookUrl: urls.twilioInbound,
    });
  }

  senders(deployment: Deployed, settings: StackSettings): readonly Sender[] {
    const waba = linkedWaba(settings);
    const account = twilioAccount(settings);
    return [
      ...(account && hasTwilio(twilioStage(settings) ?? "primary")
        ? [{ key: "A", channel: "whatsapp", number: account.number, provider: "twilio" } as const]
        : []),
      ...(waba
        ? [{ key: "B", channel: "whatsapp", number: waba.phoneNumber, provider: "aws" } as const]
        : []),
      { key: "sms", channel: "sms", number: deployment.stackOutputs.numbers.sms, provider: "aws" },
    ];
  }
}

/** Our templates as the account at Twilio has them; one that it has no Content for cannot be sent. */
function contentsOf({ contentSids }: TwilioAccount): Readonly<Record<string, Template>> {
  const entries = templateCatalogue.flatMap((template) => {
    const sid = contentSids[template.name];
    return sid === undefined ? [] : [[sid, template] as const];
  });
  return Object.fromEntries(entries);
}
