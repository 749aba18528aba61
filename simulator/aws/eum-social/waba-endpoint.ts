import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { AwsError } from "../../gateway/aws-error";
import type { AwsRequest, WireResponse } from "../../gateway/aws-service";
import { InvalidInput, validationException } from "../../gateway/operation";
import { restJson } from "../../gateway/protocol";
import { SeededRandom } from "../../kernel/random";
import { SeededIds } from "../../kernel/seeded-ids";
import { phoneNumber } from "../../phones/phone-number";
import { accountOperations } from "./account-operations";
import { type EventDestination, LinkedWabas, socialId, type WabaLink } from "./linked-wabas";

/** What an account knows of its WABAs between two commands, by WABA id. */
export interface KeptWabas {
  readonly eventDestinations: Map<string, EventDestination>;
  readonly wabaTags: Map<string, Readonly<Record<string, string>>>;
  save(): void;
}

/**
 * What the program's dynamic resource calls during a `pulumi` command: the part of AWS End User
 * Messaging Social that tells and sets a WABA's event destination and tags, kept in the
 * account. Any WABA asked for is linked: linking is done by hand in the console, before.
 */
export class WabaEndpoint {
  readonly #server: Server;
  readonly #wabas = new LinkedWabas(new SeededIds(new SeededRandom(1)));
  readonly #operations = accountOperations(this.#wabas);

  constructor(private readonly account: KeptWabas) {
    this.#server = createServer(async (incoming, outgoing) => {
      const chunks: Buffer[] = [];
      for await (const chunk of incoming) chunks.push(chunk);
      const url = new URL(incoming.url ?? "/", "http://127.0.0.1");
      const request = {
        method: incoming.method ?? "GET",
        path: url.pathname,
        query: url.searchParams,
        headers: incoming.headers,
        body: Buffer.concat(chunks),
      };
      const { status, headers, body } = await this.#answer({
        ...request,
        caller: { kind: "deployer" },
      });
      outgoing.writeHead(status, headers).end(body);
    });
  }

  /** @returns the endpoint's URL on loopback. */
  listen(): Promise<string> {
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    this.#server.once("error", reject);
    this.#server.listen(0, "127.0.0.1", () =>
      resolve(`http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`),
    );
    return promise;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #answer(request: AwsRequest): Promise<WireResponse> {
    try {
      const { name, input } = restJson.read(request, this.#operations);
      const operation = Object.hasOwn(this.#operations, name) ? this.#operations[name] : undefined;
      if (!operation)
        throw new AwsError("UnknownOperationException", `There is no operation ${name} here.`);
      this.#link(input);
      const output = await operation.read(input, request).run();
      this.#keep();
      return restJson.answer(output, name);
    } catch (error) {
      return restJson.error(errorOf(error));
    }
  }

  /** The WABA that a call is about, by its id or its ARN. */
  #link(input: unknown): void {
    const { id, resourceArn } = input as Readonly<Record<string, unknown>>;
    const wabaId = socialId("waba", String(id ?? resourceArn));
    if (wabaId === undefined || this.#wabas.get(wabaId)) return;
    const waba = this.#wabas.link(linkOf(wabaId), 0);
    waba.eventDestination = this.account.eventDestinations.get(wabaId);
    for (const [key, value] of Object.entries(this.account.wabaTags.get(wabaId) ?? {}))
      waba.tags.set(key, value);
  }

  #keep(): void {
    const { eventDestinations, wabaTags } = this.account;
    for (const { wabaId, eventDestination, tags } of this.#wabas.all()) {
      if (eventDestination === undefined) eventDestinations.delete(wabaId);
      else eventDestinations.set(wabaId, eventDestination);
      if (tags.size === 0) wabaTags.delete(wabaId);
      else wabaTags.set(wabaId, Object.fromEntries(tags));
    }
    this.account.save();
  }
}

function errorOf(error: unknown): AwsError {
  if (error instanceof AwsError) return error;
  if (error instanceof InvalidInput) return validationException(error);
  const reason = error instanceof Error ? error.message : String(error);
  return new AwsError("InternalServiceException", reason, 500);
}

function linkOf(wabaId: string): WabaLink {
  const hex = wabaId.slice("waba-".length);
  return {
    wabaId,
    phoneNumberId: `phone-number-id-${hex}`,
    metaWabaId: "100000000000001",
    metaPhoneNumberId: "100000000000002",
    phoneNumber: phoneNumber("+12025550142"),
    displayName: "AI Nutritionist",
    templates: [],
  };
}
