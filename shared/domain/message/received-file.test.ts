import type { InboundContent } from "../content/content";
import { phoneNumber } from "./channel";
import type { InboundMessage } from "./message";
import { fileOf } from "./received-file";

const message = (content: InboundContent): InboundMessage => ({
  channel: "whatsapp",
  provider: "aws",
  providerMessageId: "wamid.1",
  businessNumber: phoneNumber("+12025550101"),
  from: [{ kind: "waId", value: "12025550199" }],
  content,
  writtenAt: 1,
  receivedAt: 1,
});

test("a message's file is where the provider keeps it for a while", () => {
  const media = { at: "meta", mediaId: "1" } as const;
  expect(fileOf(message({ type: "image", media }))).toEqual({
    provider: "aws",
    providerMessageId: "wamid.1",
    type: "image",
    source: media,
  });
});

test("a text has none, and what is ours already need not be fetched", () => {
  expect(fileOf(message({ type: "text", body: "Hi" }))).toBeUndefined();
  const media = { at: "s3", key: "in/1", mimeType: "image/jpeg" } as const;
  expect(fileOf(message({ type: "image", media }))).toBeUndefined();
});
