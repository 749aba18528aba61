import { StatedError } from "../../domain/stated-error";
import type { TwilioRest } from "./twilio-rest";

/** What comes of a redirect is a server of Twilio's that holds files for a short while. */
const mostRedirects = 3;

/** Twilio, "Accepted content types for media": 16 MB on WhatsApp. */
const mostBytes = 20 * 1024 * 1024;

const timeoutMs = 20_000;

/**
 * Fetches a file by its `MediaUrl`. Twilio's API asks for the account's credentials and redirects
 * to where the file is; nobody but the API gets to see them.
 * @throws where the file cannot be had now
 */
export async function fetchTwilioFile(
  url: string,
  rest: Pick<TwilioRest, "tokens" | "call">,
  fetchFile: typeof fetch = fetch,
): Promise<{ readonly body: Uint8Array; readonly mimeType: string }> {
  const address = URL.canParse(url) ? new URL(url) : undefined;
  if (address?.protocol !== "https:" || address.hostname !== "api.twilio.com")
    throw new StatedError("The address of a file is not one of Twilio's API.");
  const first = await rest.call(await rest.tokens(), "GET", address);
  if (first.status === 200)
    return { body: first.body, mimeType: first.headers["content-type"] ?? "" };
  const { location } = first.headers;
  if (first.status < 300 || first.status >= 400 || location === undefined)
    throw new StatedError(`Twilio gave no file: it answered ${first.status}.`);
  return follow(new URL(location, address), fetchFile);
}

async function follow(from: URL, fetchFile: typeof fetch) {
  let address = from;
  for (let hops = 0; hops < mostRedirects; hops += 1) {
    const answer = await fetchFile(address, {
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
    });
    const location = answer.headers.get("location");
    if (answer.status >= 300 && answer.status < 400 && location !== null) {
      address = new URL(location, address);
      continue;
    }
    if (!answer.ok) throw new StatedError(`The file cannot be fetched: answer ${answer.status}.`);
    if (Number(answer.headers.get("content-length") ?? 0) > mostBytes)
      throw new StatedError("The file is larger than any that Twilio takes.");
    const mimeType = answer.headers.get("content-type") ?? "";
    return { body: new Uint8Array(await answer.arrayBuffer()), mimeType };
  }
  throw new StatedError("The file is redirected time and again.");
}
