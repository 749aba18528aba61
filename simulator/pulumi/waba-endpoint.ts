import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { putEventDestinations } from "../aws/eum-social/event-destinations";
import { getAccount } from "../aws/eum-social/linked-account-views";
import { LinkedWabas } from "../aws/eum-social/linked-waba";
import { SocialError } from "../aws/eum-social/social-error";
import { socialId } from "../aws/eum-social/social-ids";
import { socialOperation } from "../aws/eum-social/social-operations";
import type { AwsRequest } from "../gateway/aws-service";
import { bodyMember } from "../gateway/json-body";
import type { PhoneNumber } from "../phones/phone-number";
import type { AccountFile } from "./account-file";

/**
 * What the program's dynamic resource calls during a `pulumi` command: the part of AWS End User
 * Messaging Social that tells and sets a WABA's event destination, kept in the account's file. Any
 * WABA asked for is linked: linking is done by hand in the console, before.
 */
export class WabaEndpoint {
  readonly #server: Server;

  constructor(private readonly account: AccountFile) {
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
      const { status, headers, body } = this.#answer({ ...request, caller: { kind: "deployer" } });
      outgoing.writeHead(status, { "content-type": "application/json", ...headers }).end(body);
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

  #answer(request: AwsRequest): {
    status: number;
    headers?: Readonly<Record<string, string>>;
    body: string | Buffer;
  } {
    try {
      return { status: 200, body: JSON.stringify(this.#perform(request)) };
    } catch (error) {
      if (error instanceof SocialError) return error.response();
      return {
        status: 500,
        body: JSON.stringify({ message: error instanceof Error ? error.message : String(error) }),
      };
    }
  }

  #perform(request: AwsRequest): object {
    const operation = socialOperation(request);
    switch (operation) {
      case "GetLinkedWhatsAppBusinessAccount":
        return getAccount(this.#wabaOf(request.query.get("id")), request);
      case "PutWhatsAppBusinessAccountEventDestinations": {
        const wabas = this.#wabaOf(bodyMember(request, "id"));
        const output = putEventDestinations(wabas, request);
        this.#keep(wabas);
        return output;
      }
      default:
        throw new SocialError(
          "NotSimulatedException",
          `${operation ?? request.path} is not simulated for a pulumi command.`,
        );
    }
  }

  #wabaOf(id: string | null | undefined): LinkedWabas {
    const wabas = new LinkedWabas();
    const wabaId = socialId("waba", id ?? "");
    if (wabaId === undefined) return wabas;
    const waba = wabas.link(linkOf(wabaId), 0);
    wabas.setEventDestination(waba, this.account.eventDestinations.get(wabaId));
    return wabas;
  }

  #keep(wabas: LinkedWabas): void {
    for (const { wabaId, eventDestination } of wabas.all()) {
      if (eventDestination === undefined) this.account.eventDestinations.delete(wabaId);
      else this.account.eventDestinations.set(wabaId, eventDestination);
    }
    this.account.save();
  }
}

function linkOf(wabaId: string) {
  const hex = wabaId.slice("waba-".length);
  return {
    wabaId,
    phoneNumberId: `phone-number-id-${hex}`,
    metaWabaId: "100000000000001",
    metaPhoneNumberId: "100000000000002",
    phoneNumber: "+12025550142" as PhoneNumber,
    displayName: "AI Nutritionist",
    templates: [],
  };
}
