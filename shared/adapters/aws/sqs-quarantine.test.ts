import { createHash } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { SQSClient } from "@aws-sdk/client-sqs";
import { SqsQuarantine } from "./sqs-quarantine";

let server: Server;
let received: { QueueUrl: string; MessageBody: string }[];

beforeEach(async () => {
  received = [];
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const call = JSON.parse(Buffer.concat(chunks).toString("utf8"));
    received.push(call);
    response.setHeader("content-type", "application/x-amz-json-1.0");
    response.end(
      JSON.stringify({
        MessageId: "1",
        MD5OfMessageBody: createHash("md5").update(call.MessageBody).digest("hex"),
      }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});

afterEach(() => new Promise((resolve) => server.close(resolve)));

it("puts an item into the queue as it came, with where it came from and why it is there", async () => {
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const client = new SQSClient({ region: "eu-central-1", endpoint, credentials });
  const quarantine = new SqsQuarantine(`${endpoint}/123456789012/quarantine`, "whatsapp", client);
  await quarantine.put({ messages: ["odd"] }, "A WhatsApp message has no id.");
  client.destroy();
  expect(received.map(({ MessageBody }) => JSON.parse(MessageBody))).toEqual([
    {
      v: 1,
      source: "whatsapp",
      reason: "A WhatsApp message has no id.",
      item: { messages: ["odd"] },
    },
  ]);
});
