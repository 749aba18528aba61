import { createHash } from "node:crypto";
import type { BusinessFile } from "../phones/business-content";
import { bareType } from "./media-rules";

/** A file behind a link, with what the phone is shown of it. */
export type FetchedFile = BusinessFile & { readonly mimeType: string; readonly bytes: number };

/** The world outside WhatsApp, where links lead. */
export interface Web {
  fetch(
    url: string,
    request: {
      readonly method: string;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    },
  ): Promise<{
    readonly status: number;
    readonly headers?: Readonly<Record<string, string | readonly string[] | undefined>>;
    readonly body: string | Buffer;
  }>;
}

/** @returns nothing when the link does not lead to a file with a type. */
export async function fetchedFile(link: string, web: Web): Promise<FetchedFile | undefined> {
  try {
    const request = { method: "GET", headers: {}, body: "" };
    const { status, headers, body } = await web.fetch(link, request);
    const type = headers?.["content-type"];
    if (status !== 200 || typeof type !== "string") return undefined;
    const bytes = Buffer.from(body);
    const sha256 = createHash("sha256").update(bytes).digest("base64");
    return { link, mimeType: bareType(type), sha256, bytes: bytes.length };
  } catch {
    // Nobody answers there.
    return undefined;
  }
}
