import type { SQSClient } from "@aws-sdk/client-sqs";
import { phoneNumber } from "../../domain/message/channel";
import type { InboundMessage } from "../../domain/message/message";
import { fileOf, type ReceivedFile } from "../../domain/message/received-file";
import { readReceivedFile, SqsMediaQueue } from "./media-queue";

const message: InboundMessage = {
  channel: "whatsapp",
  provider: "aws",
  providerMessageId: "wamid.1",
  businessNumber: phoneNumber("+12025550101"),
  from: [{ kind: "phone", value: phoneNumber("+12025550199") }],
  content: {
    type: "audio",
    media: { at: "meta", mediaId: "42", mimeType: "audio/ogg; codecs=opus" },
  },
  writtenAt: 1,
  receivedAt: 2,
};

test("a file is read as it was handed over, and holds nothing of who sent it", async () => {
  const bodies: string[] = [];
  const client = {
    send: async ({ input }: { input: { MessageBody: string } }) =>
      void bodies.push(input.MessageBody),
  } as unknown as SQSClient;
  const file = fileOf(message) as ReceivedFile;
  await new SqsMediaQueue("https://sqs.example.com/media", client).handOver(file);
  expect(bodies.map(readReceivedFile)).toEqual([file]);
  expect(bodies.join()).not.toContain("5550199");
});

// Recorded: dead letters are kept for 14 days, across deployments.
test("an item of the first release is read for good", () => {
  const item =
    '{"v":1,"kind":"file","provider":"twilio","providerMessageId":"MM1","type":"image",' +
    '"source":{"at":"twilio","url":"https://api.twilio.com/ME1","mimeType":"image/jpeg"}}';
  expect(readReceivedFile(item)).toMatchObject({ provider: "twilio", source: { at: "twilio" } });
});

test("a text has no file, nor has one of our own", () => {
  expect(fileOf({ ...message, content: { type: "text", body: "Hi" } })).toBeUndefined();
  const ours = { at: "s3", key: "out/a", mimeType: "image/png" } as const;
  expect(fileOf({ ...message, content: { type: "image", media: ours } })).toBeUndefined();
});

test("what is no such item is not read, and not repeated", () => {
  expect(() => readReceivedFile('{"v":2,"secret":"+12025550199"}')).toThrow(/cannot be read/);
  expect(() => readReceivedFile("+12025550199")).toThrow(/is not JSON \(12 characters\)/);
});
