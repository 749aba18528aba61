import { allNeeds } from "../../functions/all-needs";
import type { FunctionNeeds } from "../../functions/needs";
import { bundleFunctions } from "../../infra/flow/bundle";
import { bundleBareClients } from "./bare-clients";
import { coldRequire } from "./cold-require";

/**
 * Each function's bundle against the bare AWS clients it needs: size and time to load. Aim: at most
 * 1.15 times.
 */
export async function benchBundles(): Promise<void> {
  const bundles = await bundleFunctions(allNeeds, "primary");
  console.log("bundle               KiB   bare   ratio | require ms   bare   ratio");
  for (const needs of allNeeds) {
    const text = bundles.get(needs.name)?.text ?? "";
    const bare = await bundleBareClients(needs);
    const [ours, theirs] = coldRequire(text, bare, environmentFor(needs));
    console.log(
      [
        needs.name.padEnd(18),
        kib(text),
        kib(bare),
        ratio(text.length, bare.length),
        "|",
        ours.toFixed(1).padStart(10),
        theirs.toFixed(1).padStart(6),
        ratio(ours, theirs),
      ].join(" "),
    );
  }
}

/** Values of the right form; nothing is called. */
function environmentFor({ grants, settings }: FunctionNeeds): Record<string, string> {
  const keys = [...grants, ...settings].map(({ environmentKey }) => [
    environmentKey,
    placeholders[environmentKey] ?? "x",
  ]);
  return { AWS_REGION: "eu-central-1", ...Object.fromEntries(keys) };
}

const placeholders: Readonly<Record<string, string>> = {
  WHATSAPP_NUMBER: "+12025550142",
  TWILIO_SENDER: "+12025550171",
  TWILIO_CONTENT_SIDS: "{}",
  SMS_MESSAGE_TYPE: "TRANSACTIONAL",
};

function kib(text: string): string {
  return (Buffer.byteLength(text) / 1024).toFixed(0).padStart(6);
}

function ratio(one: number, other: number): string {
  return (one / other).toFixed(2).padStart(7);
}
