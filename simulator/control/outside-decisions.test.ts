import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { Declare } from "../aws/declare.testing";
import { World } from "../world";
import { CheckingClient } from "./checking-client.testing";
import { controlApp, controlOf } from "./control-app";
import { type LoopbackServer, serveOnLoopback } from "./loopback-server";

/* What Meta, carriers, AWS's support and people at consoles decide, all through the control API. */

const ada = { name: "Ada", number: "+12025550101" };
const business = "+12025550150";
const wabaId = `waba-${"0".repeat(32)}`;
const numberArn = "arn:aws:sms-voice:eu-central-1:123456789012:phone-number/phone-1";

let world: World;
let server: LoopbackServer;
let client: CheckingClient;
let declare: Declare;
beforeEach(async () => {
  world = await World.start();
  server = await serveOnLoopback(controlApp(world), 0);
  client = new CheckingClient(server.url);
  declare = new Declare(world.cloud.controlPlane);
  await client.call("POST /people", ada);
});
afterEach(async () => {
  await server.close();
  await world.stop();
});

const linkWaba = () =>
  client.call("POST /wabas", {
    wabaId,
    phoneNumberId: `phone-number-id-${"0".repeat(32)}`,
    metaWabaId: "100000000000001",
    metaPhoneNumberId: "100000000000002",
    phoneNumber: business,
    displayName: "AI Nutritionist",
    templates: [{ name: "hello", language: "en", category: "utility", body: "Hello {{1}}" }],
  });

describe("Meta", () => {
  test("decides of a template, and the business would hear of it", async () => {
    await linkWaba();
    const [before] = await client.call("GET /templates", {});
    expect(before).toMatchObject({ wabaId, name: "hello", status: "APPROVED", quality: "UNKNOWN" });
    const templateId = before?.id ?? "";
    const review = "PUT /wabas/{wabaId}/templates/{templateId}/review";
    await client.call(review, { wabaId, templateId, status: "PAUSED", quality: "RED" });
    const [after] = await client.call("GET /templates", {});
    expect(after).toMatchObject({ status: "PAUSED", quality: "RED" });
    const { entries } = await client.call("GET /faults", {});
    expect(entries.at(-1)?.message).toContain("a template's status is lost");
    const nowhere = client.call(review, { wabaId, templateId: "1", status: "PAUSED" });
    await expect(nowhere).rejects.toThrow("There is no template 1.");
  });

  test("holds a file of the business for thirty days", async () => {
    await linkWaba();
    const { now } = await client.call("GET /clock", {});
    const file = { mimeType: "image/jpeg", kilobytes: 40 };
    const { id, expiresAt } = await client.call("POST /media", { number: business, ...file });
    expect(id).toMatch(/^\d{15}$/);
    expect((expiresAt - now) / 86_400_000).toBeCloseTo(30, 2);
    const strange = client.call("POST /media", { number: ada.number, ...file });
    await expect(strange).rejects.toThrow(`No WABA is linked with the number ${ada.number}.`);
  });

  test("is not told that a person read a message who wants it so", async () => {
    const phone = { number: ada.number, channel: "whatsapp" } as const;
    const receipts = () => client.call("GET /phones/{number}/{channel}", phone);
    expect(await receipts()).toMatchObject({ readReceipts: "on", typing: [] });
    await client.call("PUT /phones/{number}/whatsapp/read-receipts", {
      number: ada.number,
      readReceipts: "off",
    });
    expect(await receipts()).toMatchObject({ readReceipts: "off" });
  });
});

describe("the account's numbers", () => {
  beforeEach(() =>
    declare.resource("aws:pinpoint/smsvoicev2PhoneNumber:Smsvoicev2PhoneNumber", "phone-1", {
      id: "phone-1",
      arn: numberArn,
      phoneNumber: business,
      messageType: "TRANSACTIONAL",
      numberType: "SIMULATOR",
      isoCountryCode: "US",
      numberCapabilities: ["SMS"],
      status: "PENDING",
      monthlyLeasingPrice: "1.00",
    }),
  );

  test("become active when their registration is through, and say whom they reach", async () => {
    const statuses = async () =>
      (await client.call("GET /phone-numbers", {})).map(({ number, status }) => [number, status]);
    expect(await statuses()).toEqual([[business, "PENDING"]]);
    await client.call("POST /phone-numbers/{id}/activation", { id: "phone-1" });
    expect(await statuses()).toEqual([[business, "ACTIVE"]]);
    const reach = (to: string) => client.call("GET /sms/reach", { from: business, to });
    expect(await reach(ada.number)).toEqual({});
    expect((await reach("+12025550199")).refusal).toContain("simulator");
  });

  test("texts end as the carrier decides, and cost no more than the support allows", async () => {
    const { number } = ada;
    await client.call("PUT /sms/outcomes/{number}", { number, outcome: "TEXT_SPAM" });
    await client.call("DELETE /sms/outcomes/{number}", { number });
    await client.call("PUT /sms/spend-limit", { usDollars: 0 });
    const wrong = { number, outcome: "TEXT_QUEUED" as "TEXT_SPAM" };
    await expect(client.call("PUT /sms/outcomes/{number}", wrong)).rejects.toMatchObject({
      status: 400,
    });
    await expect(client.call("PUT /sms/spend-limit", { usDollars: -1 })).rejects.toThrow(
      "no less than 0",
    );
  });
});

test("a secret gets a value and is rotated, and an AWS client reads what is current", async () => {
  const name = "dev/twilio";
  await declare.resource("aws:secretsmanager/secret:Secret", "twilio", {
    name,
    arn: "arn:aws:secretsmanager:eu-central-1:123456789012:secret:dev/twilio-AbCdEf",
    recoveryWindowInDays: 7,
  });
  const { endpoint, region, ...credentials } = await client.call("GET /client-settings", {});
  const aws = new SecretsManagerClient({ endpoint, region, credentials });
  const read = async () =>
    (await aws.send(new GetSecretValueCommand({ SecretId: name }))).SecretString;
  await client.call("PUT /secrets/{name}/value", { name, secretString: "one" });
  const pending = { name, secretString: "two", stage: "AWSPENDING" } as const;
  const { versionId } = await client.call("PUT /secrets/{name}/value", pending);
  expect(await read()).toBe("one");
  await client.call("PUT /secrets/{name}/current", { name, versionId });
  expect(await read()).toBe("two");
  aws.destroy();
  const [secret] = await client.call("GET /secrets", {});
  expect(secret?.versions.map(({ stages }) => stages)).toEqual([["AWSCURRENT"], ["AWSPREVIOUS"]]);
  const counted = await client.call("GET /requests", {});
  expect(counted).toMatchObject([{ service: "secretsmanager", requests: 2 }]);
  await client.call("DELETE /requests", {});
  expect(await client.call("GET /requests", {})).toEqual([]);
});

test("who has the world in the same process asks it the same, without HTTP", async () => {
  const control = controlOf(world);
  expect(await control.call("GET /people", {})).toEqual([ada]);
  await expect(control.call("POST /people", { ...ada, number: "1" })).rejects.toThrow(
    "number: it is not a phone number in E.164 form",
  );
});
