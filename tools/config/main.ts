import { execFileSync } from "node:child_process";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { PinpointSMSVoiceV2Client } from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { readStackSettings } from "end-user-messaging-simulator";
import { onlyPool } from "../../infra/config/schema";
import { parseStackConfig } from "../../infra/config/stack-config";
import { findCli, howToGetACli } from "../pulumi/cli";
import { adviceOn, statusOf } from "./check";

// `npm run config -- check --stack prod`: whether the stack file is right, and with AWS credentials
// whether it says of each number what AWS says.

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { stack: { type: "string", short: "s" } },
    allowPositionals: true,
  });
  const { stack } = values;
  if (positionals.join() !== "check" || stack === undefined) {
    console.error("Usage: npm run config -- check --stack STACK");
    return 2;
  }
  const { project, config } = readStackSettings(resolve(__dirname, "../.."), stack);
  const pool = onlyPool(parseStackConfig(config, project, `Pulumi.${stack}.yaml`).sms);
  console.log(`Pulumi.${stack}.yaml is right.`);
  try {
    const number = deployedNumber(stack);
    const region = config["aws:region"];
    const client = new PinpointSMSVoiceV2Client(region === undefined ? {} : { region });
    const advice = adviceOn(pool, number && (await statusOf(number, client)));
    console.log(`Pool ${pool.name}${number ? `, ${number}` : ""}: ${advice.text}.`);
    return advice.isWrong ? 1 : 0;
  } catch (error) {
    // Without the CLI or credentials there is nobody to ask; the file is right all the same.
    console.log(`Not asked at AWS: ${error instanceof Error ? error.message.trim() : error}`);
    return 0;
  }
}

/** Undefined where the stack has not been deployed. */
function deployedNumber(stack: string): string | undefined {
  const cli = findCli(process.cwd());
  if (!cli) throw new Error(howToGetACli);
  const text = execFileSync(cli, ["stack", "output", "--json", "-s", stack], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
  return (JSON.parse(text) as { readonly numbers?: { readonly sms?: string } }).numbers?.sms;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);
