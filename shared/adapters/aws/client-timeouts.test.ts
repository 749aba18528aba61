import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { type Arrived, RawServer } from "../raw-server.testing";
import { clientTimeouts } from "./client-timeouts";

it.each<[string, (arrived: Arrived) => void]>([
  ["answers a byte at a time", ({ socket }) => drip(socket, "HTTP/1.1 200 OK\r\nx: ".padEnd(99))],
  [
    "stops halfway through its answer",
    ({ socket }) => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{"Secret'),
  ],
])("gives up a service that %s", async (_, react) => {
  const server = new RawServer(react);
  const client = new SecretsManagerClient({
    ...clientTimeouts,
    endpoint: await server.listen(),
    region: "eu-central-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
  try {
    const read = client.send(new GetSecretValueCommand({ SecretId: "x" }));
    await expect(read).rejects.toThrow();
    expect(server.requests.length).toBeLessThanOrEqual(3);
  } finally {
    client.destroy();
    await server.close();
  }
});

function drip(socket: Arrived["socket"], text: string): void {
  const bytes = [...text];
  const timer = setInterval(() => socket.write(bytes.shift() ?? "."), 300);
  socket.once("close", () => clearInterval(timer));
}
