import { SimulatedCloud } from "../cloud";
import { Declare } from "../declare.testing";
import type { FunctionLogEvent, InvocationReport } from "./invocation";

describe("a function in the simulated Lambda", () => {
  let cloud: SimulatedCloud;
  let declare: Declare;
  let logs: FunctionLogEvent[];
  let reports: InvocationReport[];

  beforeEach(async () => {
    cloud = await SimulatedCloud.start({ seed: 1 });
    declare = new Declare(cloud.controlPlane);
    logs = [];
    reports = [];
    cloud.onLog((event) => logs.push(event));
    cloud.onInvocation((report) => reports.push(report));
  });
  afterEach(() => cloud.stop());

  const answer = async (body: string, event: unknown = {}, properties = {}) => {
    await declare.function("probe", `exports.handler = async (event, context) => { ${body} };`, {
      properties,
    });
    return await cloud.lambda.invoke("probe", event);
  };
  const faults = () => cloud.faults.since(0).map(({ message }) => message);

  it("gets its event and context, and gives its answer", async () => {
    const outcome = await answer(
      "return { event, name: context.functionName, arn: context.invokedFunctionArn, left: context.getRemainingTimeInMillis() > 9000 };",
      { a: 1 },
    );
    expect(outcome).toEqual({
      kind: "succeeded",
      payload: {
        event: { a: 1 },
        name: "probe",
        arn: "arn:aws:lambda:eu-central-1:123456789012:function:probe",
        left: true,
      },
    });
    expect(reports).toMatchObject([{ functionName: "probe", outcome: "succeeded", cold: false }]);
  });

  it("answers null when it returns nothing", async () => {
    expect(await answer("")).toEqual({ kind: "succeeded", payload: null });
  });

  it("keeps its module's state from one invocation to the next", async () => {
    await declare.function("probe", "let count = 0; exports.handler = async () => ++count;");
    await cloud.lambda.invoke("probe", {});
    expect(await cloud.lambda.invoke("probe", {})).toEqual({ kind: "succeeded", payload: 2 });
  });

  it("sees its declared variables and Lambda's, and nothing of the host's", async () => {
    process.env.HOST_SECRET_FOR_TEST = "host";
    const outcome = await answer(
      "return process.env;",
      {},
      { environment: { variables: { TABLE_NAME: "notes" } } },
    );
    delete process.env.HOST_SECRET_FOR_TEST;
    const { payload } = outcome as { payload: Record<string, string> };
    expect(payload).toMatchObject({
      TABLE_NAME: "notes",
      AWS_REGION: "eu-central-1",
      _HANDLER: "index.handler",
    });
    expect(
      Object.keys(payload).filter((name) => !/^(AWS_|_HANDLER|TABLE_NAME)/.test(name)),
    ).toEqual([]);
  });

  it("lives on the simulated clock", async () => {
    const tomorrow = Date.now() + 24 * 3_600_000;
    cloud.clock.set(tomorrow);
    const { payload } = (await answer(
      "return { now: Date.now(), made: new Date().getTime(), text: Date.parse(Date()), own: new Date(0).toISOString(), is: new Date() instanceof Date, class: new (class Day extends Date {})().getTime() };",
    )) as { payload: Record<string, number | string | boolean> };
    for (const key of ["now", "made", "text", "class"])
      expect(Math.abs(Number(payload[key]) - tomorrow)).toBeLessThan(60_000);
    expect(payload).toMatchObject({ own: "1970-01-01T00:00:00.000Z", is: true });
  });

  it("logs by the console's level, and by what a JSON line says of itself", async () => {
    await answer(`console.log("a %s", "b"); console.warn("careful"); console.error("bad");
      process.stdout.write('{"level":"WARN","message":"from a logger"}\\n'); process.stderr.write("no end yet");`);
    expect(logs.map(({ level, text }) => [level, text])).toEqual([
      ["info", "a b"],
      ["warn", "careful"],
      ["error", "bad"],
      ["warn", '{"level":"WARN","message":"from a logger"}'],
      ["error", "no end yet"],
    ]);
  });

  it("logs a single object as JSON where its log format says so", async () => {
    const json = { loggingConfig: { logFormat: "JSON" } };
    await answer('console.info({ event: "read" }); console.info("a", { b: 1 });', {}, json);
    await answer('console.info({ event: "read" });');
    expect(logs.map(({ text }) => text)).toEqual([
      '{"event":"read"}',
      "a { b: 1 }",
      "{ event: 'read' }",
    ]);
  });

  it("fails with its error's class and message", async () => {
    const outcome = await answer(
      "class NotEdible extends Error { name = 'NotEdible' } throw new NotEdible('stones');",
    );
    expect(outcome).toMatchObject({
      kind: "failed",
      error: { errorType: "NotEdible", errorMessage: "stones" },
    });
    expect(reports).toMatchObject([{ outcome: "failed", error: { errorType: "NotEdible" } }]);
    expect(logs).toMatchObject([{ level: "error", text: expect.stringContaining("stones") }]);
  });

  it("is ended when its timeout passes, and starts fresh afterwards", async () => {
    const code =
      "let count = 0; exports.handler = async (event) => { count += 1; if (event.loop) for (;;); return count; };";
    await declare.function("probe", code, { properties: { timeout: 1 } });
    await cloud.lambda.invoke("probe", {});
    const outcome = await cloud.lambda.invoke("probe", { loop: true });
    expect(outcome).toMatchObject({
      kind: "failed",
      error: {
        errorType: "Sandbox.Timedout",
        errorMessage: expect.stringContaining("Task timed out after 1.00 seconds"),
      },
    });
    expect(await cloud.lambda.invoke("probe", {})).toEqual({ kind: "succeeded", payload: 1 });
  });

  it("fails with Runtime.ExitError when it exits, and with its error when nobody catches it", async () => {
    await declare.function(
      "probe",
      "exports.handler = async (event) => { if (event.exit) process.exit(3); setImmediate(() => { throw new RangeError('late') }); await new Promise(() => {}); };",
    );
    expect(await cloud.lambda.invoke("probe", { exit: true })).toMatchObject({
      error: {
        errorType: "Runtime.ExitError",
        errorMessage: expect.stringContaining("exit status 3"),
      },
    });
    expect(await cloud.lambda.invoke("probe", {})).toMatchObject({
      error: { errorType: "RangeError", errorMessage: "late" },
    });
  });

  it("is named when its bundle cannot be loaded, to the caller and among the faults", async () => {
    await declare.function("probe", "require('left-pad');");
    expect(await cloud.lambda.invoke("probe", {})).toMatchObject({
      error: {
        errorType: "Runtime.ImportModuleError",
        errorMessage: expect.stringContaining("left-pad"),
      },
    });
    await declare.function("probe", "exports.other = 1;");
    expect(await cloud.lambda.invoke("probe", {})).toMatchObject({
      error: { errorType: "Runtime.HandlerNotFound" },
    });
    expect(faults()[0]).toContain("Function probe could not be loaded: Runtime.ImportModuleError");
  });

  it("gets new code without losing the invocation under way", async () => {
    await declare.function(
      "probe",
      "exports.handler = async (event) => { console.log('began'); await fetch('https://gate.example/wait'); return 'old'; };",
    );
    let open = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const began = new Promise<void>((resolve) => cloud.onLog(() => resolve()));
    cloud.addOutsideHost({
      host: "gate.example",
      handle: async () => gate.then(() => ({ status: 200, body: "" })),
    });
    const first = cloud.lambda.invoke("probe", {});
    await began;
    await declare.function("probe", "exports.handler = async () => 'new';");
    expect(await cloud.lambda.invoke("probe", {})).toEqual({ kind: "succeeded", payload: "new" });
    open();
    expect(await first).toEqual({ kind: "succeeded", payload: "old" });
  });

  it("runs several invocations at once in environments of their own", async () => {
    await declare.function(
      "probe",
      "let busy = 0; exports.handler = async () => { busy += 1; const most = busy; await fetch('https://gate.example/'); busy -= 1; return most; };",
    );
    let arrived = 0;
    let open = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    cloud.addOutsideHost({
      host: "gate.example",
      handle: async () => {
        arrived += 1;
        if (arrived === 3) open();
        await gate;
        return { status: 200, body: "" };
      },
    });
    const outcomes = await Promise.all([1, 2, 3].map(() => cloud.lambda.invoke("probe", {})));
    expect(outcomes.map((outcome) => outcome.kind === "succeeded" && outcome.payload)).toEqual([
      1, 1, 1,
    ]);
  });

  it("reaches simulated hosts by fetch, follows their redirects, and no other host", async () => {
    const seen: string[] = [];
    cloud.addOutsideHost({
      host: "api.twilio.example",
      handle: async (request) => {
        seen.push(
          `${request.method} ${request.path}?${request.query} ${request.headers["x-key"]} ${request.body}`,
        );
        if (request.path === "/moved")
          return { status: 307, headers: { location: "/here?a=1" }, body: "" };
        return {
          status: 201,
          headers: { "content-type": "application/json" },
          body: '{"sid":"SM1"}',
        };
      },
    });
    const outcome = await answer(`
      const request = { method: "POST", headers: { "x-key": "k" }, body: "To=%2B1" };
      const direct = await fetch("https://api.twilio.example/Messages.json?x=%20y", request);
      const moved = await fetch("https://api.twilio.example/moved", request);
      const refused = await fetch("https://example.org/").catch((error) => error.message + ": " + error.cause.message);
      const byHttps = await new Promise((resolve) => require("node:https").get("https://example.org/").on("error", (error) => resolve(error.message)));
      return [direct.status, await direct.json(), moved.status, refused, byHttps];
    `);
    expect(outcome).toEqual({
      kind: "succeeded",
      payload: [
        201,
        { sid: "SM1" },
        201,
        expect.stringContaining("fetch failed: The host example.org is not simulated"),
        expect.stringContaining("example.org is not simulated"),
      ],
    });
    expect(seen).toEqual([
      "POST /Messages.json?x=+y k To=%2B1",
      "POST /moved? k To=%2B1",
      "POST /here?a=1 k To=%2B1",
    ]);
    const unreachable = expect.stringContaining("The host example.org is not simulated");
    expect(faults()).toEqual([unreachable, unreachable]);
  });

  it("must name a role that exists and trusts Lambda", async () => {
    const probe = {
      name: "probe",
      arn: "arn:aws:lambda:eu-central-1:123456789012:function:probe",
      handler: "index.handler",
      codeText: "",
    };
    const put = (role: string) =>
      declare.resource("aws:lambda/function:Function", "probe", { ...probe, role });
    await expect(put("arn:aws:iam::123456789012:role/none")).rejects.toThrow(
      "Function probe names the role arn:aws:iam::123456789012:role/none, which does not exist",
    );
    const assumeRolePolicy = JSON.stringify({
      Statement: {
        Effect: "Allow",
        Principal: { Service: "ec2.amazonaws.com" },
        Action: "sts:AssumeRole",
      },
    });
    await declare.resource("aws:iam/role:Role", "other", {
      name: "other",
      arn: "arn:aws:iam::123456789012:role/other",
      assumeRolePolicy,
    });
    await expect(put("arn:aws:iam::123456789012:role/other")).rejects.toThrow(
      "cannot be assumed by Lambda",
    );
    expect(cloud.controlPlane.all("aws:lambda/function:Function")).toEqual([]);
  });
});
