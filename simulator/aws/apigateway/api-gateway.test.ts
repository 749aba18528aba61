import { Sha256 } from "@aws-crypto/sha256-js";
import { SignatureV4 } from "@smithy/signature-v4";
import { arn } from "../account/account";
import { SimulatedCloud } from "../cloud";
import { Declare } from "../declare.testing";

const host = "a1b2c3.execute-api.eu-central-1.amazonaws.com";
const executionArn = "arn:aws:execute-api:eu-central-1:123456789012:a1b2c3";
const integration = (functionName: string) => ({
  "x-amazon-apigateway-integration": {
    type: "aws_proxy",
    httpMethod: "POST",
    uri: `arn:aws:apigateway:eu-central-1:lambda:path/2015-03-31/functions/${arn("lambda", `function:${functionName}`)}/invocations`,
  },
});

describe("a REST API", () => {
  let cloud: SimulatedCloud;
  let declare: Declare;

  beforeEach(async () => {
    cloud = await SimulatedCloud.start({ seed: 1 });
    declare = new Declare(cloud.controlPlane);
    await api({
      "/twilio/{event}": { post: integration("webhook") },
      "/start": { get: integration("webhook") },
    });
    await declare.resource("aws:apigateway/stage:Stage", "live", {
      restApi: "a1b2c3",
      stageName: "live",
    });
    await permission("webhook", `${executionArn}/live/*/*`);
  });
  afterEach(() => cloud.stop());

  const api = (paths: object) =>
    declare.resource("aws:apigateway/restApi:RestApi", "api", {
      id: "a1b2c3",
      executionArn,
      body: JSON.stringify({ openapi: "3.0.1", paths }),
    });
  const permission = (functionName: string, sourceArn: string) =>
    declare.resource("aws:lambda/permission:Permission", functionName, {
      action: "lambda:InvokeFunction",
      function: functionName,
      principal: "apigateway.amazonaws.com",
      sourceArn,
    });
  const webhook = (body: string) =>
    declare.function("webhook", `exports.handler = async (event) => { ${body} };`);
  const faults = () => cloud.faults.since(0).map(({ message }) => message);

  it("hands a request to its function as a proxy event, and its answer back", async () => {
    await webhook(
      "return { statusCode: 201, headers: { 'Content-Type': 'text/plain', 'X-Count': 2 }, body: JSON.stringify(event) };",
    );
    cloud.clock.set(Date.parse("2026-03-09T08:05:00Z"));
    const response = await cloud.fetch(`https://${host}/live/twilio/inbound?a=1&a=2%20x`, {
      method: "POST",
      headers: { "X-Twilio-Signature": "sig", "Content-Type": "application/x-www-form-urlencoded" },
      body: "From=whatsapp%3A%2B15550100",
    });
    expect(response).toMatchObject({
      status: 201,
      headers: { "content-type": "text/plain", "x-count": "2" },
    });
    expect(JSON.parse(String(response.body))).toMatchObject({
      resource: "/twilio/{event}",
      path: "/twilio/inbound",
      httpMethod: "POST",
      headers: { "X-Twilio-Signature": "sig", Host: host, "X-Forwarded-Proto": "https" },
      multiValueHeaders: { "X-Twilio-Signature": ["sig"] },
      queryStringParameters: { a: "2 x" },
      multiValueQueryStringParameters: { a: ["1", "2 x"] },
      pathParameters: { event: "inbound" },
      requestContext: {
        domainName: host,
        path: "/live/twilio/inbound",
        stage: "live",
        httpMethod: "POST",
        identity: { sourceIp: expect.any(String) },
        requestTime: expect.stringMatching(/^09\/Mar\/2026:08:05:0\d \+0000$/),
      },
      body: "From=whatsapp%3A%2B15550100",
      isBase64Encoded: false,
    });
    expect(faults()).toEqual([]);
  });

  it("is open to a browser through the gateway", async () => {
    await webhook(
      "return { statusCode: 302, headers: { Location: 'https://wa.me/15550100' }, body: event.queryStringParameters === null && event.body === null ? '' : 'no' };",
    );
    const response = await fetch(`${cloud.endpoint}/_host/${host}/live/start`, {
      redirect: "manual",
    });
    expect([response.status, response.headers.get("location"), await response.text()]).toEqual([
      302,
      "https://wa.me/15550100",
      "",
    ]);
    expect(response.headers.get("x-amzn-requestid")).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("that asks for IAM lets in who signs and may invoke the method, and nobody else", async () => {
    await webhook("return { statusCode: 202, body: 'taken' };");
    await api({
      "/v1/{id}": {
        get: { ...integration("webhook"), "x-amazon-apigateway-auth": { type: "AWS_IAM" } },
      },
    });
    const call = async (headers: Record<string, string>) => {
      const response = await cloud.fetch(`https://${host}/live/v1/42`, { headers });
      return [response.status, String(response.body)];
    };
    const signer = new SignatureV4({
      service: "execute-api",
      region: "eu-central-1",
      credentials: cloud.deployerCredentials,
      sha256: Sha256,
    });
    const { headers } = await signer.sign({
      method: "GET",
      protocol: "https:",
      hostname: host,
      path: "/live/v1/42",
      headers: { host },
    });
    expect(await call(headers)).toEqual([202, "taken"]);
    expect(await call({})).toEqual([403, '{"message":"Missing Authentication Token"}']);
    const stranger = headers.authorization?.replace(/Credential=\w+/, "Credential=AKIASTRANGER");
    expect(await call({ ...headers, authorization: stranger ?? "" })).toEqual([
      403,
      '{"message":"The security token included in the request is invalid."}',
    ]);
    const ofSqs = headers.authorization?.replace("execute-api", "sqs");
    expect((await call({ ...headers, authorization: ofSqs ?? "" }))[0]).toBe(403);
  });

  it.each([
    ["path", "GET", "/live/other", "Missing Authentication Token"],
    ["method", "GET", "/live/twilio/inbound", "Missing Authentication Token"],
    ["stage", "GET", "/test/start", "Forbidden"],
  ])("answers 403 for an unknown %s", async (_, method, path, message) => {
    await webhook("return { statusCode: 200 };");
    const response = await cloud.fetch(`https://${host}${path}`, { method });
    expect([response.status, JSON.parse(String(response.body))]).toEqual([403, { message }]);
  });

  it.each([
    ["is malformed", "return { status: 200 };"],
    ["is an error", "throw new Error('no');"],
    ["has a header of two lines", "return { statusCode: 200, headers: { a: 'b\\nc' } };"],
    ["has a header's name with a space", "return { statusCode: 200, headers: { 'a b': 'c' } };"],
    ["has an object for a body", "return { statusCode: 200, body: {} };"],
  ])("answers 502 when the function's answer %s", async (_, body) => {
    await webhook(body);
    const response = await cloud.fetch(`https://${host}/live/start`);
    expect([response.status, JSON.parse(String(response.body))]).toEqual([
      502,
      { message: "Internal server error" },
    ]);
  });

  it.each([
    ["no permission", []],
    ["a permission for another stage", [["webhook", `${executionArn}/test/*/*`]]],
    ["a permission for another function", [["other", `${executionArn}/live/*/*`]]],
  ])("answers 500 with %s, and names what is missing", async (_, permissions) => {
    await webhook("return { statusCode: 200 };");
    await declare.remove("aws:lambda/permission:Permission", "webhook");
    for (const [functionName = "", sourceArn = ""] of permissions)
      await permission(functionName, sourceArn);
    expect((await cloud.fetch(`https://${host}/live/start`)).status).toBe(500);
    expect(faults()).toEqual([
      `REST API api may not invoke function webhook: no permission allows apigateway.amazonaws.com lambda:InvokeFunction for ${executionArn}/live/GET/start.`,
    ]);
  });

  it("answers 500 when its function is throttled", async () => {
    await declare.function("webhook", "exports.handler = async () => ({ statusCode: 200 });", {
      properties: { reservedConcurrentExecutions: 0 },
    });
    expect((await cloud.fetch(`https://${host}/live/start`)).status).toBe(500);
    expect(faults()).toEqual(["Function webhook is throttled: its reserved concurrency is 0."]);
  });

  it("serves what was deployed until it is deployed again", async () => {
    await webhook("return { statusCode: 200, body: event.resource };");
    const deploy = async (id: string) => {
      await declare.resource("aws:apigateway/deployment:Deployment", id, { id, restApi: "a1b2c3" });
      await declare.resource("aws:apigateway/stage:Stage", "live", {
        restApi: "a1b2c3",
        stageName: "live",
        deployment: id,
      });
    };
    await deploy("first");
    await api({ "/moved": { get: integration("webhook") } });
    const status = async (path: string) =>
      (await cloud.fetch(`https://${host}/live${path}`)).status;
    expect([await status("/start"), await status("/moved")]).toEqual([200, 403]);
    await deploy("second");
    expect([await status("/start"), await status("/moved")]).toEqual([403, 200]);
  });

  it("is refused when it holds an integration that is not simulated", async () => {
    const mock = { "/mock": { get: { "x-amazon-apigateway-integration": { type: "mock" } } } };
    await expect(api(mock)).rejects.toThrow(
      'REST API api, GET /mock: x-amazon-apigateway-integration.type: found "mock"',
    );
  });

  it("is not there under another name", async () => {
    await expect(cloud.fetch("https://example.org/")).rejects.toThrow(
      "Nobody answers for example.org",
    );
  });
});
