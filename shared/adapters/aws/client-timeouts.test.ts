import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { RawServer } from "../raw-server.testing";
import { clientTimeouts } from "./client-timeouts";

it("gives up a service that takes the request and never answers, after three attempts", async () => {
  const silent = new RawServer(() => {});
  const client = new SecretsManagerClient({
    ...clientTimeouts,
    endpoint: await silent.listen(),
    region: "eu-central-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
  try {
    const read = client.send(new GetSecretValueCommand({ SecretId: "x" }));
    await expect(read).rejects.toMatchObject({ name: "TimeoutError" });
    expect(silent.requests).toHaveLength(3);
  } finally {
    client.destroy();
    await silent.close();
  }
});
