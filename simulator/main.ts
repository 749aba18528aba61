import { randomBytes } from "node:crypto";
import { parseArgs } from "node:util";
import { simulatedAccount } from "./aws/account/account";
import { controlApp } from "./control/control-app";
import { serveOnLoopback } from "./control/loopback-server";
import { phoneNumber } from "./phones/phone-number";
import { ProviderOperations } from "./pulumi/provider-operations";
import { ProviderServer } from "./pulumi/provider-server";
import { World } from "./world";

const usage = `The simulated world, for any program's tests.

  --port number       where the control API listens on 127.0.0.1 (default 8090; a taken port
                      moves on)
  --aws-port number   where AWS's services and Twilio listen (default 8091)
  --seed number       the same seed shuffles, duplicates and delays in the same places (default 1)
  --help              this text

It prints what a program needs as NAME=value lines, and runs until Ctrl-C. In the account are a
linked WhatsApp Business Account, a WhatsApp sender at Twilio, and nobody's resources; Ada has a
phone.
`;

const hex = (digit: string) => digit.repeat(32);
const waba = {
  wabaId: `waba-${hex("1")}`,
  phoneNumberId: `phone-number-id-${hex("2")}`,
  metaWabaId: "100000000000001",
  metaPhoneNumberId: "100000000000002",
  phoneNumber: phoneNumber("+12025550142"),
  displayName: "A business",
  templates: [],
};
const ada = { name: "Ada", number: phoneNumber("+12025550101") };

async function main(args: readonly string[]): Promise<void> {
  const { port, awsPort, seed, help } = optionsOf(args);
  if (help) {
    process.stdout.write(usage);
    return;
  }
  const world = await World.start({ seed, port: awsPort });
  world.carriers.eumSocial.link(waba);
  world.carriers.network.addPerson(ada);
  const twilio = setUpTwilio(world);
  const control = await serveOnLoopback(controlApp(world), port);
  const pulumi = new ProviderServer(new ProviderOperations(world.cloud.controlPlane));
  print({ ...settingsOf(world, await pulumi.listen()), ...twilio, CONTROL_API_URL: control.url });
  await untilStopped();
  pulumi.close();
  await control.close();
  await world.stop();
}

function optionsOf(args: readonly string[]) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: "string", default: "8090" },
      "aws-port": { type: "string", default: "8091" },
      seed: { type: "string", default: "1" },
      help: { type: "boolean", default: false },
    },
  });
  const number = (name: string, text: string) => {
    if (/^\d{1,9}$/.test(text)) return Number(text);
    throw new Error(`--${name} is a whole number, not "${text}".`);
  };
  return {
    port: number("port", values.port),
    awsPort: number("aws-port", values["aws-port"]),
    seed: number("seed", values.seed),
    help: values.help,
  };
}

function setUpTwilio(world: World): Readonly<Record<string, string>> {
  const sender = {
    accountSid: `AC${hex("3")}`,
    authToken: randomBytes(16).toString("hex"),
    number: phoneNumber("+12025550171"),
    // Nobody listens there until the control API is told otherwise (POST /twilio/senders).
    inboundWebhookUrl: "http://127.0.0.1:9/",
    contents: {},
  };
  world.carriers.twilio.configureSender(sender);
  return {
    TWILIO_API_BASE_URL: `${world.cloud.endpoint}/_host/api.twilio.com`,
    TWILIO_ACCOUNT_SID: sender.accountSid,
    TWILIO_AUTH_TOKEN: sender.authToken,
    TWILIO_WHATSAPP_NUMBER: sender.number,
  };
}

function settingsOf({ cloud }: World, providerPort: number): Readonly<Record<string, string>> {
  const { accessKeyId, secretAccessKey, sessionToken } = cloud.deployerCredentials;
  return {
    AWS_ENDPOINT_URL: cloud.endpoint,
    AWS_ENDPOINT_URL_SOCIALMESSAGING: cloud.endpoint,
    AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2: cloud.endpoint,
    AWS_REGION: simulatedAccount.region,
    AWS_DEFAULT_REGION: simulatedAccount.region,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
    PULUMI_DEBUG_PROVIDERS: `aws:${providerPort}`,
    WHATSAPP_PHONE_NUMBER_ID: waba.phoneNumberId,
    WHATSAPP_PHONE_NUMBER: waba.phoneNumber,
    PERSON_PHONE_NUMBER: ada.number,
  };
}

function print(settings: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(settings)) console.log(`${name}=${value}`);
}

function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    process.once("SIGINT", () => resolve());
    process.once("SIGTERM", () => resolve());
  });
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
});
