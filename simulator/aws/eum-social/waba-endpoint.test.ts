import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  GetLinkedWhatsAppBusinessAccountCommand,
  GetWhatsAppFlowCommand,
  ListTagsForResourceCommand,
  PutWhatsAppBusinessAccountEventDestinationsCommand,
  SocialMessagingClient,
  TagResourceCommand,
} from "@aws-sdk/client-socialmessaging";
import { AccountFile } from "../../pulumi/account-file";
import { WabaEndpoint } from "./waba-endpoint";

const folder = mkdtempSync(join(tmpdir(), "waba-endpoint-"));
afterAll(() => rmSync(folder, { recursive: true }));

const hex = "0123456789abcdef0123456789abcdef";
const id = `waba-${hex}`;
const resourceArn = `arn:aws:social-messaging:eu-central-1:123456789012:waba/${hex}`;
const eventDestinationArn = "arn:aws:sns:eu-central-1:123456789012:whatsapp";

async function command<T>(work: (client: SocialMessagingClient) => Promise<T>): Promise<T> {
  const endpoint = new WabaEndpoint(await AccountFile.open(join(folder, "account.json")));
  const client = new SocialMessagingClient({
    endpoint: await endpoint.listen(),
    region: "eu-central-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 1,
  });
  try {
    return await work(client);
  } finally {
    client.destroy();
    endpoint.close();
  }
}

test("what one command sets of a WABA, the next one finds", async () => {
  await command(async (client) => {
    const eventDestinations = [{ eventDestinationArn }];
    await client.send(
      new PutWhatsAppBusinessAccountEventDestinationsCommand({ id, eventDestinations }),
    );
    await client.send(
      new TagResourceCommand({ resourceArn, tags: [{ key: "owner", value: "this stack" }] }),
    );
  });
  await command(async (client) => {
    const { account } = await client.send(new GetLinkedWhatsAppBusinessAccountCommand({ id }));
    expect(account?.eventDestinations).toEqual([{ eventDestinationArn }]);
    const { tags } = await client.send(new ListTagsForResourceCommand({ resourceArn }));
    expect(tags).toEqual([{ key: "owner", value: "this stack" }]);
  });
});

test("what it does not know is an unknown operation, and wrong input is refused", async () => {
  await command(async (client) => {
    await expect(
      client.send(new GetWhatsAppFlowCommand({ id, flowId: "1" })),
    ).rejects.toMatchObject({ name: "UnknownOperationException" });
    await expect(
      client.send(new GetLinkedWhatsAppBusinessAccountCommand({ id: "4711" })),
    ).rejects.toMatchObject({ name: "ValidationException" });
  });
});
