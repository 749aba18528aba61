import {
  BatchGetSecretValueCommand,
  DescribeSecretCommand,
  GetRandomPasswordCommand,
  GetResourcePolicyCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  ListSecretVersionIdsCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from "@aws-sdk/client-secrets-manager";
import { arn } from "../account/account";
import type { Properties } from "../account/control-plane";
import { SimulatedCloud } from "../cloud";
import { Declare } from "../declare.testing";

const secretType = "aws:secretsmanager/secret:Secret";
const day = 24 * 3_600_000;
const token = (digit: number) => String(digit).repeat(32);

describe("Secrets Manager on the wire, by the SDK's own client", () => {
  const secretArn = arn("secretsmanager", "secret:twilio-Ab12Cd");
  const SecretId = "twilio";
  let cloud: SimulatedCloud;
  let client: SecretsManagerClient;
  let declare: Declare;
  const secret = (name: string, properties: Properties = {}) =>
    declare.resource(secretType, name, {
      name,
      arn: arn("secretsmanager", `secret:${name}-Ab12Cd`),
      ...properties,
    });

  beforeEach(async () => {
    cloud = await SimulatedCloud.start({ seed: 1 });
    client = new SecretsManagerClient({
      endpoint: cloud.endpoint,
      region: "eu-central-1",
      credentials: cloud.deployerCredentials,
    });
    declare = new Declare(cloud.controlPlane);
    await secret(SecretId);
  });
  afterEach(async () => {
    client.destroy();
    await cloud.stop();
  });

  const put = (SecretString: string, more = {}) =>
    client.send(new PutSecretValueCommand({ SecretId, SecretString, ...more }));
  const get = (more = {}) => client.send(new GetSecretValueCommand({ SecretId, ...more }));
  const stages = async () => {
    const described = await client.send(new DescribeSecretCommand({ SecretId }));
    return described.VersionIdsToStages ?? {};
  };
  const move = (VersionStage: string, RemoveFromVersionId?: string, MoveToVersionId?: string) =>
    client.send(
      new UpdateSecretVersionStageCommand({
        SecretId,
        VersionStage,
        RemoveFromVersionId,
        MoveToVersionId,
      }),
    );

  it("has no value before somebody sets one", async () => {
    await expect(get()).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: expect.stringContaining("AWSCURRENT"),
    });
  });

  it("finds the value by name, by ARN and by ARN without its ending", async () => {
    cloud.secrets.set("twilio", "first");
    for (const id of ["twilio", secretArn, arn("secretsmanager", "secret:twilio")]) {
      expect(await client.send(new GetSecretValueCommand({ SecretId: id }))).toMatchObject({
        SecretString: "first",
        ARN: secretArn,
      });
    }
  });

  it("keeps the previous value beside the current one, and older ones without a label", async () => {
    for (const [at, value] of ["first", "second", "third"].entries())
      await put(value, { ClientRequestToken: token(at + 1) });
    expect((await get()).SecretString).toBe("third");
    expect((await get({ VersionStage: "AWSPREVIOUS" })).SecretString).toBe("second");
    expect((await get({ VersionId: token(1) })).SecretString).toBe("first");
    expect(await stages()).toEqual({ [token(3)]: ["AWSCURRENT"], [token(2)]: ["AWSPREVIOUS"] });
    const list = (IncludeDeprecated: boolean) =>
      client.send(new ListSecretVersionIdsCommand({ SecretId, IncludeDeprecated, MaxResults: 2 }));
    expect(await list(false)).toMatchObject({
      Versions: [{ VersionId: token(3) }, { VersionId: token(2) }],
    });
    const { NextToken } = await list(true);
    const rest = await client.send(
      new ListSecretVersionIdsCommand({ SecretId, IncludeDeprecated: true, NextToken }),
    );
    expect(rest.Versions?.map(({ VersionId }) => VersionId)).toEqual([token(1)]);
  });

  it("takes bytes as well as text, and one of them", async () => {
    await client.send(new PutSecretValueCommand({ SecretId, SecretBinary: Buffer.from([0, 255]) }));
    expect((await get()).SecretBinary).toEqual(Uint8Array.from([0, 255]));
    await expect(put("text", { SecretBinary: Buffer.from([1]) })).rejects.toMatchObject({
      name: "InvalidParameterException",
    });
  });

  it("puts a value once for a token, and never another one under it", async () => {
    await put("first", { ClientRequestToken: token(1) });
    await put("second", { ClientRequestToken: token(2) });
    await put("first", { ClientRequestToken: token(1) });
    expect((await get()).SecretString).toBe("second");
    await expect(put("third", { ClientRequestToken: token(1) })).rejects.toMatchObject({
      name: "ResourceExistsException",
    });
  });

  it("is rotated as a rotation function does it: pending, then current, and back", async () => {
    await put("old", { ClientRequestToken: token(1) });
    await put("new", { ClientRequestToken: token(2), VersionStages: ["AWSPENDING"] });
    expect((await get()).SecretString).toBe("old");
    expect((await get({ VersionStage: "AWSPENDING" })).SecretString).toBe("new");
    await expect(move("AWSCURRENT", undefined, token(2))).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: expect.stringContaining(`currently attached to version ${token(1)}`),
    });
    await move("AWSCURRENT", token(1), token(2));
    expect(await stages()).toEqual({
      [token(2)]: ["AWSPENDING", "AWSCURRENT"],
      [token(1)]: ["AWSPREVIOUS"],
    });
    await move("AWSPENDING", token(2));
    await move("AWSCURRENT", token(2), token(1));
    expect(await stages()).toEqual({ [token(1)]: ["AWSCURRENT"], [token(2)]: ["AWSPREVIOUS"] });
    await expect(move("AWSCURRENT", token(1))).rejects.toMatchObject({
      name: "InvalidParameterException",
    });
    await expect(move("AWSCURRENT", token(1), token(9))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
  });

  it("lists secrets by what they are called, described as and tagged with", async () => {
    await secret("other", { description: "Something else", tagsAll: { team: "billing" } });
    const names = async (Key: "name" | "tag-value" | "description", ...Values: string[]) => {
      const { SecretList } = await client.send(
        new ListSecretsCommand({ Filters: [{ Key, Values }], SortOrder: "asc" }),
      );
      return SecretList?.map(({ Name }) => Name);
    };
    expect(await names("name", "tw", "oth")).toEqual(["twilio", "other"]);
    expect(await names("name", "!tw")).toEqual(["other"]);
    expect(await names("tag-value", "billing")).toEqual(["other"]);
    expect(await names("description", "Twilio")).toEqual([]);
    const { SecretList, NextToken } = await client.send(new ListSecretsCommand({ MaxResults: 1 }));
    expect(SecretList).toHaveLength(1);
    expect(await client.send(new ListSecretsCommand({ NextToken }))).toMatchObject({
      SecretList: [expect.anything()],
    });
  });

  it("gives several values at once, and says which it cannot give", async () => {
    await secret("other");
    await put("value");
    const batch = await client.send(
      new BatchGetSecretValueCommand({ SecretIdList: ["twilio", "other", "nothing"] }),
    );
    expect(batch.SecretValues).toMatchObject([{ Name: "twilio", SecretString: "value" }]);
    expect(batch.Errors).toMatchObject([
      { SecretId: "other", ErrorCode: "ResourceNotFoundException" },
      { SecretId: "nothing", ErrorCode: "ResourceNotFoundException" },
    ]);
  });

  it("shows the declared policy", async () => {
    const policy = { Version: "2012-10-17", Statement: [] };
    await secret("guarded", { policy: JSON.stringify(policy) });
    const shown = async (id: string) =>
      (await client.send(new GetResourcePolicyCommand({ SecretId: id }))).ResourcePolicy;
    expect(JSON.parse((await shown("guarded")) ?? "")).toEqual(policy);
    expect(await shown("twilio")).toBeUndefined();
  });

  it("keeps the name of a deleted secret until its recovery window is over", async () => {
    await secret("twilio", { recoveryWindowInDays: 7 });
    await put("value");
    await declare.remove(secretType, "twilio");
    const marked = { name: "InvalidRequestException", message: expect.stringContaining("marked") };
    await expect(get()).rejects.toMatchObject(marked);
    await expect(put("another")).rejects.toMatchObject(marked);
    const { DeletedDate } = await client.send(new DescribeSecretCommand({ SecretId }));
    expect(DeletedDate?.getTime()).toBeCloseTo(cloud.clock.now() + 7 * day, -4);
    expect((await client.send(new ListSecretsCommand({}))).SecretList).toEqual([]);
    const all = await client.send(new ListSecretsCommand({ IncludePlannedDeletion: true }));
    expect(all.SecretList).toMatchObject([{ Name: "twilio" }]);
    await expect(secret("twilio")).rejects.toThrow("already scheduled for deletion");
    cloud.clock.advance(7 * day);
    await expect(get()).rejects.toMatchObject({ name: "ResourceNotFoundException" });
    await secret("twilio");
    await expect(get()).rejects.toThrow("AWSCURRENT");
  });

  it("lets a secret without recovery window go at once", async () => {
    await secret("twilio", { recoveryWindowInDays: 0 });
    await declare.remove(secretType, "twilio");
    await secret("twilio");
  });

  it("names an unknown secret and an operation that is not simulated", async () => {
    await expect(
      client.send(new GetSecretValueCommand({ SecretId: "nothing" })),
    ).rejects.toMatchObject({ name: "ResourceNotFoundException" });
    await expect(client.send(new GetRandomPasswordCommand({}))).rejects.toThrow(
      "GetRandomPassword of secretsmanager is not simulated",
    );
  });
});
