import {
  DescribeSecretCommand,
  GetRandomPasswordCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { arn } from "../account/account";
import { SimulatedCloud } from "../cloud";
import { Declare } from "../declare.testing";

describe("Secrets Manager on the wire, by the SDK's own client", () => {
  const secretArn = arn("secretsmanager", "secret:twilio-Ab12Cd");
  let cloud: SimulatedCloud;
  let client: SecretsManagerClient;

  beforeEach(async () => {
    cloud = await SimulatedCloud.start({ seed: 1 });
    client = new SecretsManagerClient({
      endpoint: cloud.endpoint,
      region: "eu-central-1",
      credentials: cloud.deployerCredentials,
    });
    await new Declare(cloud.controlPlane).resource("aws:secretsmanager/secret:Secret", "twilio", {
      name: "twilio",
      arn: secretArn,
    });
  });
  afterEach(async () => {
    client.destroy();
    await cloud.stop();
  });

  it("has no value before somebody sets one", async () => {
    const value = client.send(new GetSecretValueCommand({ SecretId: "twilio" }));
    await expect(value).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: expect.stringContaining("AWSCURRENT"),
    });
  });

  it("finds the value by name, by ARN and by ARN without its ending", async () => {
    cloud.secrets.set("twilio", "first");
    for (const SecretId of ["twilio", secretArn, arn("secretsmanager", "secret:twilio")]) {
      expect(await client.send(new GetSecretValueCommand({ SecretId }))).toMatchObject({
        SecretString: "first",
        ARN: secretArn,
      });
    }
  });

  it("keeps the previous value beside the current one", async () => {
    await client.send(new PutSecretValueCommand({ SecretId: "twilio", SecretString: "first" }));
    await client.send(new PutSecretValueCommand({ SecretId: "twilio", SecretString: "second" }));
    const value = (VersionStage: string) =>
      client.send(new GetSecretValueCommand({ SecretId: "twilio", VersionStage }));
    expect((await value("AWSCURRENT")).SecretString).toBe("second");
    expect((await value("AWSPREVIOUS")).SecretString).toBe("first");
    const { VersionIdsToStages } = await client.send(
      new DescribeSecretCommand({ SecretId: "twilio" }),
    );
    expect(Object.values(VersionIdsToStages ?? {})).toEqual([["AWSCURRENT"], ["AWSPREVIOUS"]]);
  });

  it("names an unknown secret and an operation that is not simulated", async () => {
    await expect(
      client.send(new GetSecretValueCommand({ SecretId: "nothing" })),
    ).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
    await expect(client.send(new GetRandomPasswordCommand({}))).rejects.toThrow(
      "GetRandomPassword of secretsmanager is not simulated",
    );
  });
});
