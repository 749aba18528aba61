import { SimulatedCloud } from "../aws/cloud";
import { bundle, Declare } from "../aws/declare.testing";
import { noUnkindness } from "../kernel/unkindness";
import { phoneNumber } from "../phones/phone-number";
import { type Carriers, startCarriers } from "./carriers";

// A function, S3, and the two ways to WhatsApp, with the SDK's own clients.

const [numberA, numberB] = [phoneNumber("+12025550120"), phoneNumber("+12025550100")];
const ana = { name: "Ana", number: phoneNumber("+12025550142") };
const hex = "0123456789abcdef0123456789abcdef";
const phoneNumberId = `phone-number-id-${hex}`;
const numberArn = `arn:aws:social-messaging:eu-central-1:123456789012:phone-number-id/${hex}`;
const png = Buffer.from("\x89PNG\r\n\x1a\n my lunch", "latin1");

let cloud: SimulatedCloud;
let carriers: Carriers;
let declare: Declare;

beforeEach(async () => {
  cloud = await SimulatedCloud.start({ seed: 1 });
  carriers = startCarriers(cloud, { unkindness: noUnkindness });
  declare = new Declare(cloud.controlPlane);
  const arn = "arn:aws:s3:::media";
  await declare.resource("aws:s3/bucket:Bucket", "media", { bucket: "media", arn });
  carriers.eumSocial.link({
    wabaId: `waba-${hex}`,
    phoneNumberId,
    metaWabaId: "1",
    metaPhoneNumberId: "2",
    phoneNumber: numberB,
    displayName: "AI Nutritionist",
    templates: [],
  });
  carriers.twilio.configureSender({
    accountSid: "AC1",
    authToken: "not-a-real-token",
    number: numberA,
    inboundWebhookUrl: "https://nobody.example/",
    contents: {},
  });
  carriers.network.addPerson(ana);
});
afterEach(() => cloud.stop());

const phone = () => carriers.network.whatsApp(ana.number);

async function call(event: object, allow: Record<string, string>) {
  await declare.function("caller", callerBundle, { allow });
  const outcome = await cloud.lambda.invoke("caller", event);
  await cloud.quiet();
  return outcome.kind === "succeeded" ? outcome.payload : outcome.error;
}

const mayGet = { "social-messaging:*": numberArn, "s3:PutObject": "arn:aws:s3:::media/in/*" };
const mayPost = { "social-messaging:*": numberArn, "s3:GetObject": "arn:aws:s3:::media/*" };

test("a person's file goes to the bucket, as the function may write there", async () => {
  const data = png.toString("base64");
  phone().write(numberB, { type: "image", media: { id: "42", mimeType: "image/png", data } });
  expect(await call({ get: "42", key: "in/" }, mayGet)).toEqual({
    mimeType: "image/png",
    fileSize: 1,
  });
  expect(cloud.objects.get("media", "in/42.png")).toMatchObject({
    body: png,
    contentType: "image/png",
  });
  expect(await call({ get: "42", key: "out/" }, mayGet)).toBe("AccessDeniedException");
});

test("a file in the bucket goes out by id, and by a presigned URL", async () => {
  cloud.objects.put("media", "plan.png", { body: png, contentType: "image/png" });
  phone().write(numberB, "Hi");
  phone().write(numberA, "Hi");
  expect(await call({ post: "plan.png", to: ana.number }, mayPost)).toBe("sent");
  const sent = { type: "image", media: { mimeType: "image/png", bytes: png.length } };
  expect(phone().received()).toMatchObject([{ content: sent, provider: "aws" }]);
  expect(await call({ post: "plan.png", to: ana.number }, { "social-messaging:*": "*" })).toBe(
    "AccessDeniedException",
  );
  expect(await call({ presign: "plan.png", to: ana.number, from: numberA }, mayPost)).toBe(201);
  expect(phone().received().at(-1)).toMatchObject({ content: sent, provider: "twilio" });
});

test("presigned URLs carry a file both ways where the caller names no bucket", async () => {
  cloud.objects.put("media", "plan.png", { body: png, contentType: "image/png" });
  const allow = { "social-messaging:*": numberArn, "s3:*": "*" };
  expect(await call({ throughUrls: "plan.png", copy: "copy.png" }, allow)).toBe("image/png");
  expect(cloud.objects.get("media", "copy.png")?.body).toEqual(png);
});

const callerBundle = bundle(`
  import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
  import {
    GetWhatsAppMessageMediaCommand,
    PostWhatsAppMessageMediaCommand,
    SendWhatsAppMessageCommand,
    SocialMessagingClient,
  } from "@aws-sdk/client-socialmessaging";
  import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
  const social = new SocialMessagingClient({ maxAttempts: 1 });
  const s3 = new S3Client({ maxAttempts: 1 });
  const originationPhoneNumberId = "${phoneNumberId}";
  const bucketName = "media";
  const urlOf = (command) => getSignedUrl(s3, command, { expiresIn: 300 });

  async function act({ get, key, post, presign, throughUrls, copy, to, from }) {
    if (get) {
      const destinationS3File = { bucketName, key };
      const input = { mediaId: get, originationPhoneNumberId, destinationS3File };
      const { mimeType, fileSize } = await social.send(new GetWhatsAppMessageMediaCommand(input));
      return { mimeType, fileSize };
    }
    if (post) {
      const sourceS3File = { bucketName, key: post };
      const { mediaId: id } = await social.send(
        new PostWhatsAppMessageMediaCommand({ originationPhoneNumberId, sourceS3File }),
      );
      const message = { messaging_product: "whatsapp", to, type: "image", image: { id } };
      await social.send(
        new SendWhatsAppMessageCommand({
          originationPhoneNumberId,
          metaApiVersion: "v23.0",
          message: Buffer.from(JSON.stringify(message)),
        }),
      );
      return "sent";
    }
    if (throughUrls) {
      const headers = { "Content-Type": "image/png" };
      const source = await urlOf(new GetObjectCommand({ Bucket: bucketName, Key: throughUrls }));
      const { mediaId } = await social.send(
        new PostWhatsAppMessageMediaCommand({
          originationPhoneNumberId,
          sourceS3PresignedUrl: { url: source, headers },
        }),
      );
      const put = new PutObjectCommand({ Bucket: bucketName, Key: copy, ContentType: "image/png" });
      const { mimeType } = await social.send(
        new GetWhatsAppMessageMediaCommand({
          mediaId,
          originationPhoneNumberId,
          destinationS3PresignedUrl: { url: await urlOf(put), headers },
        }),
      );
      return mimeType;
    }
    const url = await urlOf(new GetObjectCommand({ Bucket: bucketName, Key: presign }));
    const response = await fetch("https://api.twilio.com/2010-04-01/Accounts/AC1/Messages.json", {
      method: "POST",
      headers: { authorization: "Basic " + btoa("AC1:not-a-real-token") },
      body: new URLSearchParams({ From: "whatsapp:" + from, To: "whatsapp:" + to, MediaUrl: url }),
    });
    return response.status;
  }

  export const handler = (event) => act(event).catch((error) => error.name);
`);
