import { allNeeds } from "../../functions/index.needs";
import { bundleFunctions } from "../../infra/bundling/bundle";
import { bundleBareClients } from "./bare-clients";
import { coldRequire } from "./cold-require";

/** Each function's bundle against the bare AWS clients it needs: size and time to load. Aim: at most 1.15 times. */
export async function benchBundles(): Promise<void> {
  const bundles = await bundleFunctions(allNeeds, "primary");
  console.log("bundle               KiB   bare   ratio | require ms   bare   ratio");
  for (const needs of allNeeds) {
    const text = bundles.get(needs.name)?.text ?? "";
    const bare = await bundleBareClients(needs);
    const [ours, theirs] = coldRequire(text, bare);
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

function kib(text: string): string {
  return (Buffer.byteLength(text) / 1024).toFixed(0).padStart(6);
}

function ratio(one: number, other: number): string {
  return (one / other).toFixed(2).padStart(7);
}
