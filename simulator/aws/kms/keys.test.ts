import {
  DecryptCommand,
  DescribeKeyCommand,
  DisabledException,
  EncryptCommand,
  GenerateDataKeyCommand,
  GetKeyPolicyCommand,
  GetKeyRotationStatusCommand,
  IncorrectKeyException,
  InvalidCiphertextException,
  KMSClient,
  ListAliasesCommand,
  ListKeysCommand,
  ListResourceTagsCommand,
  NotFoundException,
  ScheduleKeyDeletionCommand,
} from "@aws-sdk/client-kms";
import { arn } from "../account/account";
import { SimulatedCloud } from "../cloud";
import { bundle, Declare, queueUrl, readsQueue } from "../declare.testing";

const KeyId = "11111111-2222-3333-4444-555555555555";
const keyArn = arn("kms", `key/${KeyId}`);
const topicArn = arn("sns", "events");
const waba = arn("social-messaging", "waba/1");
const social = "social-messaging.amazonaws.com";
const root = {
  Effect: "Allow",
  Principal: { AWS: "arn:aws:iam::123456789012:root" },
  Action: "kms:*",
  Resource: "*",
};
const service = (name: string, Action: readonly string[], Condition?: object) => ({
  Effect: "Allow",
  Principal: { Service: name },
  Action,
  Resource: "*",
  ...(Condition && { Condition }),
});
const both = ["kms:GenerateDataKey*", "kms:Decrypt"];

let cloud: SimulatedCloud;
let declare: Declare;

beforeEach(async () => {
  cloud = await SimulatedCloud.start({ seed: 1, unkindness: { duplicateProbability: 0 } });
  declare = new Declare(cloud.controlPlane);
});
afterEach(() => cloud.stop());

const key = (statements: readonly object[], properties = {}) =>
  declare.resource("aws:kms/key:Key", "key", {
    id: KeyId,
    keyId: KeyId,
    arn: keyArn,
    policy: JSON.stringify({ Version: "2012-10-17", Statement: statements }),
    ...properties,
  });
const alias = (name: string, targetKeyId = KeyId) =>
  declare.resource("aws:kms/alias:Alias", name, { name, arn: arn("kms", name), targetKeyId });
const faults = () => cloud.faults.since(0).map(({ message }) => message);
const bodies = (queue: string) => cloud.sqs.peekAll(queue).map(({ body }) => body);

describe("an encrypted topic", () => {
  const publish = async () => {
    const publisher = { servicePrincipal: social, sourceArn: waba };
    const result = await cloud.sns.publish(topicArn, "two eggs", publisher).then(
      () => "taken",
      ({ code }: { code: string }) => code,
    );
    await cloud.quiet();
    return result;
  };
  const encrypt = async (kmsMasterKeyId: string) => {
    await declare.topic("events", social);
    await declare.resource("aws:sns/topic:Topic", "events", {
      name: "events",
      arn: topicArn,
      kmsMasterKeyId,
    });
    await declare.queue("inbox");
    await declare.subscription("events", "inbox", { rawMessageDelivery: true });
  };
  const source = (sourceArn: string) => ({
    StringEquals: { "aws:SourceAccount": "123456789012" },
    ArnLike: { "aws:SourceArn": sourceArn },
  });

  it.each([
    [
      "lets a service publish that the key's policy allows both actions",
      [service(social, both)],
      "",
    ],
    ["for the source that it names", [service(social, both, source(`${waba.slice(0, -1)}*`))], ""],
    ["not for another source", [service(social, both, source(`${waba}2`))], "kms:GenerateDataKey"],
    ["not without Decrypt", [service(social, ["kms:GenerateDataKey*"])], "kms:Decrypt"],
    ["not without GenerateDataKey", [service(social, ["kms:Decrypt"])], "kms:GenerateDataKey"],
    ["not another service", [service("sms-voice.amazonaws.com", both)], "kms:GenerateDataKey"],
    ["not because the account may", [root], "kms:GenerateDataKey"],
  ])("%s", async (_, statements, missing) => {
    await key(statements);
    await encrypt(keyArn);
    expect(await publish()).toBe(missing === "" ? "taken" : "KMSAccessDenied");
    expect(bodies("inbox")).toEqual(missing === "" ? ["two eggs"] : []);
    const named = `does not take a message of ${social} for ${waba}: The service ${social} is not authorized to perform: ${missing} on resource: ${keyArn}`;
    expect(faults()).toEqual(missing === "" ? expect.any(Array) : [expect.stringContaining(named)]);
  });

  it.each(["alias/events", arn("kms", "alias/events"), KeyId])(
    "knows its key by %s",
    async (id) => {
      await key([service(social, both)]);
      await alias("alias/events");
      await encrypt(id);
      expect(await publish()).toBe("taken");
    },
  );

  it("with AWS's own key takes nothing from a service: nobody can grant it", async () => {
    await encrypt("alias/aws/sns");
    expect(await publish()).toBe("KMSAccessDenied");
    expect(faults()).toEqual([
      expect.stringContaining("only a customer managed key can be granted"),
    ]);
  });

  it("with a key that is not there, or disabled, takes nothing", async () => {
    await encrypt("alias/gone");
    expect(await publish()).toBe("KMSNotFound");
    await key([service(social, both)], { isEnabled: false });
    await encrypt(KeyId);
    expect(await publish()).toBe("KMSDisabled");
  });
});

describe("an encrypted queue", () => {
  const reader = async (allow: Readonly<Record<string, string>>) => {
    await declare.function("reader", "exports.handler = async () => {};", {
      allow: { ...readsQueue("inbox"), ...allow },
    });
    await declare.mapping("inbox", "reader");
  };

  it("gets a topic's messages only if its key lets SNS use it", async () => {
    await key([root]);
    await declare.topic("events", social);
    await declare.queue("inbox", { kmsMasterKeyId: KeyId });
    await declare.subscription("events", "inbox", { rawMessageDelivery: true });
    const publish = async (message: string) => {
      await cloud.sns.publish(topicArn, message, { servicePrincipal: social, sourceArn: waba });
      await cloud.quiet();
    };
    await publish("first");
    expect(faults()[0]).toContain(
      "could not deliver a message: queue inbox is encrypted. The service sns.amazonaws.com is not authorized to perform: kms:GenerateDataKey",
    );
    const condition = { ArnEquals: { "aws:SourceArn": topicArn } };
    await key([root, service("sns.amazonaws.com", both, condition)]);
    await publish("second");
    expect(bodies("inbox")).toEqual(["second"]);
  });

  it("is read by a mapping only if the function's role may decrypt", async () => {
    await key([root]);
    await declare.queue("inbox", { kmsMasterKeyId: KeyId });
    await reader({});
    cloud.sqs.send("inbox", { body: "one" });
    await cloud.quiet();
    expect(bodies("inbox")).toEqual(["one"]);
    expect(faults()).toEqual([
      expect.stringMatching(/reader does nothing: queue inbox is encrypted, and .* kms:Decrypt/),
    ]);
    await reader({ "kms:Decrypt": keyArn });
    await cloud.quiet();
    expect(bodies("inbox")).toEqual([]);
  });

  it("takes a function's message only if its role may use the key, in the account's key or its own", async () => {
    await declare.queue("inbox", { kmsMasterKeyId: KeyId });
    const code = bundle(`
      import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
      const client = new SQSClient();
      export const handler = () => client
        .send(new SendMessageCommand({ QueueUrl: "${queueUrl("inbox")}", MessageBody: "x" }))
        .then(() => "sent", (error) => error.name);
    `);
    const allow = { "sqs:SendMessage": arn("sqs", "inbox") };
    const call = async (more: Readonly<Record<string, string>>) => {
      await declare.function("caller", code, { allow: { ...allow, ...more } });
      return ((await cloud.lambda.invoke("caller", {})) as { payload: string }).payload;
    };
    const mayUse = { "kms:GenerateDataKey": keyArn, "kms:Decrypt": keyArn };
    await key([root]);
    expect(await call({})).toBe("KmsAccessDenied");
    expect(await call(mayUse)).toBe("sent");
    await key([service(social, both)]);
    expect(await call(mayUse)).toBe("KmsAccessDenied");
    const viaQueues = { StringEquals: { "kms:ViaService": "sqs.eu-central-1.amazonaws.com" } };
    const role = { AWS: "arn:aws:iam::123456789012:role/caller-role" };
    await key([{ ...service("", both, viaQueues), Principal: role }]);
    expect(await call({})).toBe("sent");
  });

  it("with AWS's own key is open to the account's roles", async () => {
    await declare.queue("inbox", { kmsMasterKeyId: "alias/aws/sqs" });
    await reader({});
    cloud.sqs.send("inbox", { body: "one" });
    await cloud.quiet();
    expect(bodies("inbox")).toEqual([]);
  });
});

describe("KMS on the wire, by the SDK's own client", () => {
  let client: KMSClient;
  beforeEach(async () => {
    client = new KMSClient({
      endpoint: cloud.endpoint,
      region: "eu-central-1",
      credentials: cloud.deployerCredentials,
      maxAttempts: 1,
    });
    await key([root], { tagsAll: { team: "food" }, enableKeyRotation: true, description: "Ours" });
    await alias("alias/ours");
  });
  afterEach(() => client.destroy());
  const Plaintext = new TextEncoder().encode("two eggs");

  it("decrypts what it encrypted, with the same context alone", async () => {
    const EncryptionContext = { who: "anna", what: "lunch" };
    const { CiphertextBlob, KeyId: by } = await client.send(
      new EncryptCommand({ KeyId: "alias/ours", Plaintext, EncryptionContext }),
    );
    expect(by).toBe(keyArn);
    const swapped = { what: "lunch", who: "anna" };
    const back = await client.send(
      new DecryptCommand({ CiphertextBlob, EncryptionContext: swapped }),
    );
    expect(back).toMatchObject({ Plaintext, KeyId: keyArn });
    await expect(client.send(new DecryptCommand({ CiphertextBlob }))).rejects.toBeInstanceOf(
      InvalidCiphertextException,
    );
    const other = "99999999-2222-3333-4444-555555555555";
    await declare.resource("aws:kms/key:Key", "other", {
      id: other,
      keyId: other,
      arn: arn("kms", `key/${other}`),
    });
    await expect(
      client.send(new DecryptCommand({ CiphertextBlob, EncryptionContext, KeyId: other })),
    ).rejects.toBeInstanceOf(IncorrectKeyException);
  });

  it("makes data keys that it can decrypt", async () => {
    const made = await client.send(new GenerateDataKeyCommand({ KeyId, KeySpec: "AES_128" }));
    expect(made.Plaintext).toHaveLength(16);
    const { CiphertextBlob } = made;
    const back = await client.send(new DecryptCommand({ CiphertextBlob }));
    expect(back.Plaintext).toEqual(made.Plaintext);
  });

  it("describes keys and aliases", async () => {
    const send = client.send.bind(client);
    const { KeyMetadata } = await send(new DescribeKeyCommand({ KeyId: "alias/ours" }));
    expect(KeyMetadata).toMatchObject({
      KeyId,
      Arn: keyArn,
      KeyState: "Enabled",
      Description: "Ours",
    });
    const { Policy } = await send(new GetKeyPolicyCommand({ KeyId }));
    expect(JSON.parse(Policy ?? "")).toMatchObject({ Statement: [root] });
    expect(await send(new GetKeyRotationStatusCommand({ KeyId }))).toMatchObject({
      KeyRotationEnabled: true,
      RotationPeriodInDays: 365,
    });
    expect(await send(new ListAliasesCommand({ KeyId }))).toMatchObject({
      Aliases: [{ AliasName: "alias/ours", TargetKeyId: KeyId }],
      Truncated: false,
    });
    expect((await send(new ListKeysCommand({}))).Keys).toEqual([{ KeyId, KeyArn: keyArn }]);
    expect((await send(new ListResourceTagsCommand({ KeyId }))).Tags).toEqual([
      { TagKey: "team", TagValue: "food" },
    ]);
  });

  it("refuses a key that is not there or disabled, and what changes one", async () => {
    const encrypt = (id: string) => client.send(new EncryptCommand({ KeyId: id, Plaintext }));
    await expect(encrypt("alias/gone")).rejects.toBeInstanceOf(NotFoundException);
    await key([root], { isEnabled: false });
    await expect(encrypt(KeyId)).rejects.toBeInstanceOf(DisabledException);
    await expect(client.send(new ScheduleKeyDeletionCommand({ KeyId }))).rejects.toMatchObject({
      name: "UnknownOperationException",
    });
  });

  it.each([
    ["alias/ours", "gone", "names the key gone, which does not exist"],
    ["ours", KeyId, "an alias is called alias/"],
    ["alias/aws/ours", KeyId, "for keys of AWS itself"],
  ])("refuses the alias %s to %s", async (name, target, words) => {
    await expect(alias(name, target)).rejects.toThrow(words);
  });
});
