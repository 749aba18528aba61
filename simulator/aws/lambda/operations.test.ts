import {
  CreateFunctionCommand,
  GetEventSourceMappingCommand,
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  GetPolicyCommand,
  InvalidRequestContentException,
  InvocationType,
  InvokeCommand,
  type InvokeCommandInput,
  LambdaClient,
  ListEventSourceMappingsCommand,
  ListFunctionsCommand,
  RequestTooLargeException,
  ResourceNotFoundException,
  TooManyRequestsException,
} from "@aws-sdk/client-lambda";
import { arn } from "../account/account";
import { SimulatedCloud } from "../cloud";
import { Declare, readsQueue } from "../declare.testing";

describe("Lambda on the wire, by the SDK's own client", () => {
  let cloud: SimulatedCloud;
  let client: LambdaClient;
  let declare: Declare;
  let logs: string[];

  beforeEach(async () => {
    cloud = await SimulatedCloud.start({ seed: 1, unkindness: { duplicateProbability: 0 } });
    client = new LambdaClient({
      endpoint: cloud.endpoint,
      region: "eu-central-1",
      credentials: cloud.deployerCredentials,
      maxAttempts: 1,
    });
    declare = new Declare(cloud.controlPlane);
    logs = [];
    cloud.onLog(({ text, level }) => {
      if (level === "info") logs.push(text);
    });
  });
  afterEach(async () => {
    client.destroy();
    await cloud.stop();
  });

  const invoke = async (event: unknown, input: Partial<InvokeCommandInput> = {}) => {
    const { Payload, ...result } = await client.send(
      new InvokeCommand({ FunctionName: "probe", Payload: JSON.stringify(event), ...input }),
    );
    const text = Payload && new TextDecoder().decode(Payload);
    return { ...result, answer: text ? JSON.parse(text) : undefined };
  };
  const probe = (body: string, properties = {}, allow = {}) =>
    declare.function("probe", `exports.handler = async (event) => { ${body} };`, {
      properties,
      allow,
    });

  it.each([[{ a: 1 }], ["text"], [[1, 2]], [null]])(
    "invokes with %j and answers",
    async (event) => {
      await probe("return { got: event };");
      expect(await invoke(event)).toMatchObject({
        StatusCode: 200,
        ExecutedVersion: "$LATEST",
        answer: { got: event },
      });
    },
  );

  it.each(["probe", "123456789012:function:probe", arn("lambda", "function:probe")])(
    "finds a function by %s",
    async (FunctionName) => {
      await probe("return 1;");
      expect(await invoke({}, { FunctionName })).toMatchObject({ answer: 1 });
    },
  );

  it("tells a function's error with status 200", async () => {
    await probe("throw new RangeError('no');");
    expect(await invoke({})).toMatchObject({
      StatusCode: 200,
      FunctionError: "Unhandled",
      answer: { errorType: "RangeError", errorMessage: "no" },
    });
  });

  it("refuses an unknown function, a strange or large event, and what it does not simulate", async () => {
    await probe("return 1;");
    await expect(invoke({}, { FunctionName: "nobody" })).rejects.toBeInstanceOf(
      ResourceNotFoundException,
    );
    await expect(invoke({}, { Payload: "{" })).rejects.toBeInstanceOf(
      InvalidRequestContentException,
    );
    const large = (bytes: number) => ({ Payload: JSON.stringify("x".repeat(bytes)) });
    await expect(invoke({}, large(6 * 1024 * 1024))).rejects.toBeInstanceOf(
      RequestTooLargeException,
    );
    await expect(
      invoke({}, { ...large(1024 * 1024), InvocationType: "Event" }),
    ).rejects.toBeInstanceOf(RequestTooLargeException);
    await expect(
      client.send(
        new CreateFunctionCommand({ FunctionName: "new", Role: arn("iam", "role/x"), Code: {} }),
      ),
    ).rejects.toMatchObject({ name: "UnknownOperationException" });
  });

  it("turns away who comes when as many run as are reserved", async () => {
    await probe("await new Promise((resolve) => setTimeout(resolve, 200)); return 1;", {
      reservedConcurrentExecutions: 1,
    });
    const results = await Promise.allSettled([invoke({}), invoke({})]);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const refused = results.find((result) => result.status === "rejected");
    expect(refused).toMatchObject({ reason: expect.any(TooManyRequestsException) });
    expect(await invoke({})).toMatchObject({ answer: 1 });
  });

  describe("accepts an event for later", () => {
    const later = (event: unknown) => invoke(event, { InvocationType: InvocationType.Event });
    const pass = async (seconds: number) => {
      await cloud.quiet();
      cloud.clock.advance(seconds * 1000 + 1);
      await cloud.quiet();
    };
    const failing = "console.log(event.name); throw new Error('no');";

    it("and runs the function once when that succeeds", async () => {
      await probe("console.log(event.name);");
      expect(await later({ name: "eggs" })).toMatchObject({ StatusCode: 202 });
      await pass(600);
      expect(logs).toEqual(["eggs"]);
    });

    it("tries again after one minute and two, and then says that it is lost", async () => {
      await probe(failing);
      await later({ name: "eggs" });
      await cloud.quiet();
      expect(logs).toHaveLength(1);
      await pass(60);
      expect(logs).toHaveLength(2);
      await pass(60);
      expect(logs).toHaveLength(2);
      await pass(60);
      expect(logs).toHaveLength(3);
      await pass(6000);
      expect(logs).toHaveLength(3);
      expect(cloud.faults.since(0)).toMatchObject([
        {
          message:
            "Function probe did not deal with an event, which is lost: it has no dead-letter queue. Last error: Error.",
        },
      ]);
    });

    it("and gives it to the dead-letter queue, if its role may", async () => {
      const targetArn = await declare.queue("dead");
      const deadLetterConfig = { targetArn };
      const fails = async () => {
        await later({ name: "eggs" });
        await pass(60);
        await pass(120);
        return cloud.sqs.peekAll("dead");
      };
      await probe(failing, { deadLetterConfig });
      expect(await fails()).toEqual([]);
      expect(cloud.faults.since(0)).toMatchObject([
        { message: expect.stringContaining("its role may not sqs:SendMessage") },
      ]);
      await declare.role("probe-role", { "sqs:SendMessage": targetArn });
      expect(await fails()).toMatchObject([
        {
          body: '{"name":"eggs"}',
          attributes: {
            RequestID: { StringValue: expect.any(String) },
            ErrorCode: { StringValue: "200" },
            ErrorMessage: { StringValue: "no" },
          },
        },
      ]);
    });

    it("and waits while the function is throttled, ever longer", async () => {
      await probe("console.log(event.name);", { reservedConcurrentExecutions: 0 });
      await later({ name: "eggs" });
      for (const seconds of [1, 2, 4]) await pass(seconds);
      expect(logs).toEqual([]);
      await probe("console.log(event.name);");
      await pass(8);
      expect(logs).toEqual(["eggs"]);
    });
  });

  it("describes functions, their policies and mappings", async () => {
    await declare.queue("inbox");
    await probe("", { tagsAll: { team: "food" }, description: "Probes" }, readsQueue("inbox"));
    await declare.function("other", "exports.handler = async () => {};");
    await declare.mapping("inbox", "probe", { uuid: "11111111-2222-3333-4444-555555555555" });
    await declare.resource("aws:lambda/permission:Permission", "api", {
      statementId: "api",
      action: "lambda:InvokeFunction",
      function: "probe",
      principal: "apigateway.amazonaws.com",
      sourceArn: "arn:aws:execute-api:eu-central-1:123456789012:a1b2c3/*",
    });
    const FunctionName = "probe";
    const FunctionArn = arn("lambda", "function:probe");
    const first = await client.send(new ListFunctionsCommand({ MaxItems: 1 }));
    expect(first.Functions).toMatchObject([{ FunctionName, FunctionArn, MemorySize: 256 }]);
    const second = await client.send(new ListFunctionsCommand({ Marker: first.NextMarker }));
    expect(second.Functions).toMatchObject([{ FunctionName: "other" }]);
    expect(await client.send(new GetFunctionCommand({ FunctionName }))).toMatchObject({
      Configuration: { FunctionArn, Description: "Probes", State: "Active" },
      Tags: { team: "food" },
    });
    const configuration = new GetFunctionConfigurationCommand({ FunctionName });
    expect(await client.send(configuration)).toMatchObject({ Handler: "index.handler" });
    const { Policy } = await client.send(new GetPolicyCommand({ FunctionName }));
    expect(JSON.parse(Policy ?? "")).toMatchObject({
      Statement: [{ Sid: "api", Principal: { Service: "apigateway.amazonaws.com" } }],
    });
    const mapping = { FunctionArn, EventSourceArn: arn("sqs", "inbox"), State: "Enabled" };
    const list = new ListEventSourceMappingsCommand({ FunctionName });
    expect((await client.send(list)).EventSourceMappings).toMatchObject([mapping]);
    const ofOther = new ListEventSourceMappingsCommand({ FunctionName: "other" });
    expect((await client.send(ofOther)).EventSourceMappings).toEqual([]);
    const UUID = "11111111-2222-3333-4444-555555555555";
    expect(await client.send(new GetEventSourceMappingCommand({ UUID }))).toMatchObject(mapping);
  });
});
