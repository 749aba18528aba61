import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { SimulatedCloud } from "../aws/cloud";
import { bundle, Declare, queueUrl } from "../aws/declare.testing";
import type { FailureRule, RequestFailure } from "../kernel/failures";

let cloud: SimulatedCloud;
let declare: Declare;
let calls: string[];

beforeEach(async () => {
  cloud = await SimulatedCloud.start({ seed: 1, unkindness: { duplicateProbability: 0 } });
  declare = new Declare(cloud.controlPlane);
  calls = [];
  await declare.queue("inbox");
  cloud.addOutsideHost({
    host: "api.provider.example",
    service: "provider",
    handle: async ({ body, path }) => {
      calls.push(`${path} ${body}`);
      return { status: 201, body: "sent" };
    },
  });
  await declare.function("caller", callerBundle, { allow: { "sqs:*": "*" } });
});
afterEach(() => cloud.stop());

const sent = () => cloud.sqs.peekAll(cloud.sqs.queue(queueUrl("inbox")).arn).length;
/** @param patience milliseconds after which the client gives up by itself; none, if left out */
const call = async (client: "sdk" | "fetch", patience?: number) => {
  const outcome = await cloud.lambda.invoke("caller", { client, patience });
  return outcome.kind === "succeeded" ? outcome.payload : outcome.error;
};
const fail = (failure: FailureRule["failure"], share = 1) => {
  for (const service of ["sqs", "provider"])
    cloud.failures.add({ service, share, failure } as FailureRule);
};

describe.each(["sdk", "fetch"] as const)("a function that calls by %s", (client) => {
  const carriedOut = () => (client === "sdk" ? sent() : calls.length);
  const byClient = (sdk: object, byFetch: object) => (client === "sdk" ? sdk : byFetch);
  const dropped = byClient(
    { name: expect.any(String), code: "ECONNRESET" },
    {
      name: "TypeError",
      message: "fetch failed",
      code: expect.stringMatching(/^UND_ERR_SOCKET|ECONNRESET$/),
    },
  );

  it("is answered where nothing is to fail", async () => {
    expect([await call(client), carriedOut()]).toEqual(["answered", 1]);
  });

  it("is told that nobody listens, and nothing was taken", async () => {
    fail({ kind: "refuse" });
    expect(await call(client)).toMatchObject({ code: "ECONNREFUSED" });
    expect(carriedOut()).toBe(0);
  });

  it("is refused too where it had a connection from before, and gets through afterwards", async () => {
    await call(client);
    fail({ kind: "refuse" });
    expect(await call(client)).toMatchObject({ code: "ECONNREFUSED" });
    const kinds = cloud.failures.struck.since(0).map(({ kind }) => kind);
    expect(new Set(kinds)).toEqual(new Set(["refuse"]));
    cloud.failures.clear();
    expect([await call(client), carriedOut()]).toEqual(["answered", 2]);
  });

  it.each<[RequestFailure["kind"], number]>([
    ["reset-before-reading", 1],
    ["reset-after-reading", 1],
    ["answer-lost", 2],
  ])("loses its connection: %s, on a new one and on one from before", async (kind, times) => {
    fail({ kind } as RequestFailure);
    expect(await call(client)).toMatchObject(dropped);
    cloud.failures.clear();
    await call(client);
    const before = carriedOut();
    fail({ kind } as RequestFailure);
    expect(await call(client)).toMatchObject(dropped);
    expect([before, carriedOut() - before]).toEqual([times, times - 1]);
  });

  it("gives up by itself where nothing comes", async () => {
    fail({ kind: "hang" });
    expect(await call(client, 300)).toMatchObject({ name: "TimeoutError" });
    expect(carriedOut()).toBe(0);
  });

  it("waits for an answer that is slow", async () => {
    fail({ kind: "slow", milliseconds: 50 });
    expect([await call(client), carriedOut()]).toEqual(["answered", 1]);
  });

  it("gets the error's status and code", async () => {
    fail({ kind: "error", status: 503, code: "Overloaded" });
    expect(await call(client)).toMatchObject(
      byClient({ name: "Overloaded", status: 503 }, { status: 503 }),
    );
    expect(carriedOut()).toBe(0);
  });

  it.each([
    ["before", 0],
    ["after", 1],
  ] as const)(
    "dies with its request, %s it was carried out, and runs anew",
    async (when, taken) => {
      fail({ kind: "caller-dies", when });
      expect(await call(client)).toMatchObject({
        errorType: "Runtime.ExitError",
        errorMessage: expect.stringContaining("signal: killed"),
      });
      expect(carriedOut()).toBe(taken);
      cloud.failures.clear();
      expect([await call(client), carriedOut()]).toEqual(["answered", taken + 1]);
    },
  );

  it("is throttled in the service's own words", async () => {
    fail({ kind: "throttle" });
    expect(await call(client)).toMatchObject(
      byClient({ name: expect.stringMatching(/Throttl|RequestLimit/) }, { status: 429 }),
    );
  });
});

it("fails the operation that was named, for a client over loopback too, and counts the rest", async () => {
  const client = new SQSClient({
    endpoint: cloud.endpoint,
    region: "eu-central-1",
    credentials: cloud.deployerCredentials,
    maxAttempts: 1,
  });
  const send = () =>
    client.send(new SendMessageCommand({ QueueUrl: queueUrl("inbox"), MessageBody: "x" }));
  cloud.failures.add({
    service: "sqs",
    operation: "SendMessage",
    failure: { kind: "reset-after-reading" },
  });
  await expect(send()).rejects.toThrow("ECONNRESET");
  cloud.failures.clear();
  cloud.failures.add({
    service: "sqs",
    operation: "ReceiveMessage",
    failure: { kind: "throttle" },
  });
  await send();
  client.destroy();
  expect(cloud.traffic.list()).toMatchObject([
    { service: "sqs", operation: "SendMessage", requests: 1 },
  ]);
});

it("drops the connection of a client over loopback that is to die, which is no function", async () => {
  const client = new SQSClient({
    endpoint: cloud.endpoint,
    region: "eu-central-1",
    credentials: cloud.deployerCredentials,
    maxAttempts: 1,
  });
  cloud.failures.add({ service: "sqs", failure: { kind: "caller-dies", when: "after" } });
  const sending = client.send(
    new SendMessageCommand({ QueueUrl: queueUrl("inbox"), MessageBody: "x" }),
  );
  await expect(sending).rejects.toThrow("ECONNRESET");
  expect(sent()).toBe(1);
  client.destroy();
});

/** Sends once, without retries; tells what the client was told. */
const callerBundle = bundle(`
  import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
  const sqs = new SQSClient({ maxAttempts: 1 });
  const impatient = (requestTimeout) =>
    new SQSClient({ maxAttempts: 1, requestHandler: { requestTimeout, throwOnRequestTimeout: true } });
  const message = { QueueUrl: "${queueUrl("inbox")}", MessageBody: "x" };
  const calls = {
    sdk: (patience) =>
      (patience ? impatient(patience) : sqs).send(new SendMessageCommand(message)),
    fetch: async (patience) => {
      const response = await fetch("https://api.provider.example/messages", {
        method: "POST",
        body: "x",
        signal: patience ? AbortSignal.timeout(patience) : undefined,
      });
      const text = await response.text();
      if (!response.ok) throw Object.assign(new Error(text), { status: response.status });
    },
  };
  export const handler = async ({ client, patience }) => {
    try {
      await calls[client](patience);
      return "answered";
    } catch (error) {
      const status = error.status ?? error.$metadata?.httpStatusCode;
      const { name, message } = error;
      return { name, message, code: error.code ?? error.cause?.code, status };
    }
  };
`);
