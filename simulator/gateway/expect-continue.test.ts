import { request } from "node:http";
import { SimulatedCloud } from "../aws/cloud";
import { bundle, Declare } from "../aws/declare.testing";
import type { FailureRule } from "../kernel/failures";

let cloud: SimulatedCloud;
let bodies: string[];

beforeEach(async () => {
  cloud = await SimulatedCloud.start({ seed: 1 });
  bodies = [];
  cloud.addOutsideHost({
    host: "api.provider.example",
    service: "provider",
    handle: async ({ body }) => {
      bodies.push(body.toString());
      return { status: 201, body: "taken" };
    },
  });
});
afterEach(() => cloud.stop());

const fail = (failure: FailureRule["failure"]) =>
  cloud.failures.add({ service: "provider", failure } as FailureRule);

/**
 * A client that sends its body with the word to go on. @returns what it met, in order; without
 * `continue` before it, an error says that nobody has taken the request.
 */
function postWhenTold(): Promise<string[]> {
  const met: string[] = [];
  return new Promise((resolve) => {
    const post = request(`${cloud.endpoint}/_host/api.provider.example/messages`, {
      method: "POST",
      headers: { expect: "100-continue", "content-length": 5 },
    });
    post
      .on("continue", () => {
        met.push("continue");
        post.end("hello");
      })
      .on("response", (response) => {
        met.push(String(response.statusCode));
        response.resume().on("end", () => resolve(met));
      })
      .on("error", (error: NodeJS.ErrnoException) => resolve([...met, String(error.code)]));
    post.flushHeaders();
  });
}

/** The same client in a function's thread, whose connections are no sockets. */
const functionBundle = bundle(`
  import { request } from "node:https";
  export const handler = () => new Promise((resolve) => {
    const met = [];
    const post = request("https://api.provider.example/messages", {
      method: "POST",
      headers: { expect: "100-continue", "content-length": 5 },
    });
    post
      .on("continue", () => { met.push("continue"); post.end("hello"); })
      .on("response", (response) => {
        met.push(String(response.statusCode));
        response.resume().on("end", () => resolve(met));
      })
      .on("error", (error) => resolve([...met, error.code]));
    post.flushHeaders();
  });
`);

async function postFromFunction(): Promise<string[]> {
  const outcome = await cloud.lambda.invoke("caller", {});
  return (outcome as { payload: string[] }).payload;
}

describe.each([
  ["over loopback", postWhenTold],
  ["from a function", postFromFunction],
])("a client that holds its body back, %s", (place, post) => {
  beforeEach(async () => {
    if (place === "from a function")
      await new Declare(cloud.controlPlane).function("caller", functionBundle);
  });

  it("is told to go on, and is answered", async () => {
    expect(await post()).toEqual(["continue", "201"]);
    expect(bodies).toEqual(["hello"]);
  });

  it.each(["refuse", "reset-before-reading"] as const)(
    "is not told to go on before %s, so that it knows that nobody took the request",
    async (kind) => {
      fail({ kind });
      const refused = kind === "refuse" && place === "from a function";
      expect(await post()).toEqual([refused ? "ECONNREFUSED" : "ECONNRESET"]);
      expect(bodies).toEqual([]);
    },
  );

  it.each(["reset-after-reading", "answer-lost"] as const)(
    "was told to go on before %s: its request may have been taken",
    async (kind) => {
      fail({ kind });
      expect(await post()).toEqual(["continue", "ECONNRESET"]);
      expect(bodies).toEqual(kind === "answer-lost" ? ["hello"] : []);
    },
  );
});
