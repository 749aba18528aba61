import {
  SendMediaMessageCommand,
  type SendMediaMessageCommandInput,
} from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { call } from "../../gateway/wire-server.testing";
import { ana, business, numberArn, SmsWorld } from "./sms-world.testing";

let world: SmsWorld;
beforeEach(async () => {
  world = await SmsWorld.start();
  await world.number({ numberCapabilities: ["SMS", "MMS"], numberType: "TEN_DLC" });
  await world.eventDestination({ matchingEventTypes: ["MEDIA_ALL"] });
  store("lunch.png", "image/png");
});
afterEach(() => world.stop());

const store = (key: string, contentType: string, bytes = 4) =>
  world.cloud.stored.set(`media/${key}`, { body: Buffer.alloc(bytes), contentType });

async function send(change: Partial<SendMediaMessageCommandInput> = {}) {
  const sent = await world.client.send(
    new SendMediaMessageCommand({
      DestinationPhoneNumber: ana.number,
      OriginationIdentity: numberArn,
      MessageBody: "Your plan",
      MediaUrls: ["s3://media/lunch.png"],
      ConfigurationSetName: "set",
      ...change,
    }),
  );
  await world.cloud.activity.quiet();
  return sent;
}

test("a picture with a text is on the phone, and its events are those of media", async () => {
  const { MessageId } = await send();
  expect(world.phone().received()).toMatchObject([
    {
      id: MessageId,
      text: "Your plan",
      businessNumber: business,
      content: { type: "image", media: { mimeType: "image/png", bytes: 4 } },
    },
  ]);
  expect(world.types()).toEqual(["MEDIA_QUEUED", "MEDIA_SUCCESSFUL", "MEDIA_DELIVERED"]);
  // MMS is one part, however long its text is (user guide, MMS limits).
  await send({ MessageBody: "x".repeat(1600) }).catch(() => {});
  expect(world.events()[0]).toMatchObject({ messageStatus: "QUEUED", totalMessageParts: 1 });
});

test.each<[string, string, string, number]>([
  ["is not there", "other.png", "MEDIA_FILE_INACCESSIBLE", 0],
  ["is of a type that MMS has not", "page.html", "MEDIA_FILE_TYPE_UNSUPPORTED", 4],
  ["is a picture of more than 2 MB", "huge.png", "MEDIA_FILE_SIZE_EXCEEDED", 2 * 1024 * 1024 + 1],
  ["is a film of more than 600 KB", "film.mp4", "MEDIA_FILE_SIZE_EXCEEDED", 600 * 1024 + 1],
])("a file that %s ends the message with an event", async (_, key, event, bytes) => {
  const types: Record<string, string> = { html: "text/html", png: "image/png", mp4: "video/mp4" };
  if (bytes > 0) store(key, types[key.split(".")[1] ?? ""] ?? "", bytes);
  await send({ MediaUrls: [`s3://media/${key}`] });
  expect(world.types()).toEqual(["MEDIA_QUEUED", event]);
  expect(world.phone().messages()).toEqual([]);
});

test("what the API does not take is refused at once", async () => {
  for (const MediaUrls of [["https://a.example/a.png"], [], ["s3://media/a", "s3://media/b"]])
    await expect(send({ MediaUrls })).rejects.toMatchObject({ name: "ValidationException" });
  await expect(send({ MediaUrls: undefined, MessageBody: undefined })).rejects.toMatchObject({
    Reason: "MISSING_PARAMETER",
  });
  await expect(call(world.sms, "SendMediaMessage", {})).rejects.toMatchObject({ missing: true });
  await expect(send({ DestinationPhoneNumber: "+4915112345678" })).rejects.toMatchObject({
    Reason: "INVALID_IDENTITY_FOR_DESTINATION_COUNTRY",
  });
  await world.number({ numberCapabilities: ["SMS"] });
  await expect(send()).rejects.toMatchObject({
    name: "ConflictException",
    Reason: "NUMBER_CAPABILITIES_MISMATCH",
  });
});
