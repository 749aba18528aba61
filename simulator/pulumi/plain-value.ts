import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import { isMap } from "../aws/account/declared";

/**
 * A value as the program gave it, made plain: secrets and resource references unwrapped, archives
 * as their hash and their files' text.
 */
export async function plainValue(value: unknown): Promise<unknown> {
  if (Array.isArray(value))
    return Promise.all(value.map((element: unknown) => plainValue(element)));
  if (pulumi.Output.isInstance(value)) return plainValue(await settled<unknown>(value));
  if (pulumi.CustomResource.isInstance(value)) return settled(value.id);
  if (pulumi.asset.Asset.isInstance(value) || pulumi.asset.Archive.isInstance(value))
    return plainAsset(value);
  if (!isMap(value)) return value;
  const secret = unwrappedSecret(value);
  if (secret !== value) return plainValue(secret);
  return Object.fromEntries(
    await Promise.all(
      Object.entries(value).map(async ([key, inner]) => [key, await plainValue(inner)]),
    ),
  );
}

/** An archive of texts; `hash` changes with any of them. */
export interface PlainArchive {
  readonly hash: string;
  readonly files: Readonly<Record<string, string>>;
}

/** The text of a file in an archive that `plainValue` made. */
export function archivedText(archive: unknown, file: string): string | undefined {
  const files = isMap(archive) ? archive.files : undefined;
  const text = isMap(files) ? files[file] : undefined;
  return typeof text === "string" ? text : undefined;
}

function settled<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => {
    output.apply((value) => resolve(value as T));
  });
}

function unwrappedSecret(value: Readonly<Record<string, unknown>>): unknown {
  return pulumi.runtime.isRpcSecret(value) ? pulumi.runtime.unwrapRpcSecret(value) : value;
}

async function plainAsset(value: pulumi.asset.Asset | pulumi.asset.Archive): Promise<PlainArchive> {
  const files: Record<string, string> = {};
  await collect(value, "", files);
  const hash = createHash("sha256");
  for (const name of Object.keys(files).sort())
    hash.update(`${name}\n${files[name]?.length}\n${files[name]}`);
  return { hash: hash.digest("hex"), files };
}

async function collect(value: unknown, name: string, files: Record<string, string>): Promise<void> {
  if (value instanceof pulumi.asset.StringAsset) {
    files[name] = await value.text;
  } else if (value instanceof pulumi.asset.AssetArchive) {
    for (const [inner, asset] of Object.entries(await value.assets))
      await collect(asset, name === "" ? inner : `${name}/${inner}`, files);
  } else {
    throw new Error("the simulated cloud takes code as an AssetArchive of StringAssets only.");
  }
}
