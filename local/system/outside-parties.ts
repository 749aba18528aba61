import { randomBytes } from "node:crypto";
import {
  activateNumber,
  pendingNumbers,
  type StackSettings,
  type World,
} from "end-user-messaging-simulator";
import { type Template, templateCatalogue } from "../../shared/domain/content/template-catalogue";
import { linkedWaba, readStackOutputs, type TwilioAccount, twilioAccount } from "./stack";

/**
 * What people do by hand around a deployment, as docs/runbook.md tells them: link the WABA before
 * it; after it put Twilio's auth token in place and set the sender's webhook.
 */
export class OutsideParties {
  readonly #authToken = randomBytes(16).toString("hex");

  constructor(private readonly world: World) {}

  linkWaba(settings: StackSettings): void {
    const waba = linkedWaba(settings);
    if (!waba) return;
    this.world.carriers.eumSocial.link({
      ...waba,
      displayName: "AI Nutritionist",
      templates: templateCatalogue,
    });
  }

  /** Registrations take days or weeks; here they are through as soon as they are asked for. */
  async registerNumbers(): Promise<void> {
    const { controlPlane } = this.world.cloud;
    for (const number of pendingNumbers(controlPlane)) await activateNumber(controlPlane, number);
  }

  /** @param exported what the program exports. */
  setUpTwilio(exported: Readonly<Record<string, unknown>>, settings: StackSettings): void {
    const { urls, secrets } = readStackOutputs(exported);
    const account = twilioAccount(settings);
    if (!account || !urls.twilioInbound || !secrets.twilioCredentials) return;
    const secret = JSON.stringify({ authToken: this.#authToken });
    this.world.cloud.secrets.set(secrets.twilioCredentials, secret);
    this.world.carriers.twilio.configureSender({
      accountSid: account.accountSid,
      number: account.number,
      contents: contentsOf(account),
      authToken: this.#authToken,
      inboundWebhookUrl: urls.twilioInbound,
    });
  }
}

/** Our templates as the account at Twilio has them; one without a Content cannot be sent. */
function contentsOf({ contentSids }: TwilioAccount): Readonly<Record<string, Template>> {
  const entries = templateCatalogue.flatMap((template) => {
    const sid = contentSids[template.name];
    return sid === undefined ? [] : [[sid, template] as const];
  });
  return Object.fromEntries(entries);
}
