import { SimulatedCloud } from "../cloud";
import { Declare } from "../declare.testing";

/** Of the members that the tests look at. */
interface Answer {
  readonly events?: readonly { readonly message: string }[];
  readonly logGroups?: readonly object[];
  readonly logStreams?: readonly { readonly logStreamName: string }[];
  readonly nextForwardToken?: string;
  readonly nextToken?: string;
}

const start = Date.UTC(2030, 0, 1, 12);
const hour = 3_600_000;

/**
 * Spoken by hand in awsJson1_1: the SDK's client for CloudWatch Logs is no part of this repository.
 */
describe("CloudWatch Logs", () => {
  let cloud: SimulatedCloud;
  let declare: Declare;

  beforeEach(async () => {
    cloud = await SimulatedCloud.start({ seed: 1 });
    cloud.clock.set(start);
    declare = new Declare(cloud.controlPlane);
    await declare.resource("aws:cloudwatch/logGroup:LogGroup", "probe", {
      name: "probe-logs",
      arn: "arn:aws:logs:eu-central-1:123456789012:log-group:probe-logs",
      retentionInDays: 1,
      tags: { team: "messaging" },
    });
    const code = "exports.handler = async (text) => console.log(text);";
    await declare.function("probe", code, {
      properties: { loggingConfig: { logGroup: "probe-logs", logFormat: "Text" } },
    });
    await declare.function("other", code);
  });
  afterEach(() => cloud.stop());

  const log = async (...lines: readonly string[]) => {
    for (const line of lines) await cloud.lambda.invoke("probe", line);
  };
  const call = async (operation: string, input: object) => {
    const { accessKeyId } = cloud.deployerCredentials;
    const response = await fetch(cloud.endpoint, {
      method: "POST",
      headers: {
        authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20300101/eu-central-1/logs/aws4_request, SignedHeaders=host, Signature=0`,
        "x-amz-target": `Logs_20140328.${operation}`,
        "content-type": "application/x-amz-json-1.1",
      },
      body: JSON.stringify(input),
    });
    return (await response.json()) as Answer;
  };
  const messages = ({ events }: Answer) => events?.map(({ message }) => message);
  const logGroupName = "probe-logs";

  it("keeps what a function wrote in the group that it names, or in its own", async () => {
    await log("one", "two");
    await cloud.lambda.invoke("other", "three");
    const { logGroups } = await call("DescribeLogGroups", {});
    expect(logGroups).toMatchObject([
      { logGroupName: "/aws/lambda/other" },
      { logGroupName: "probe-logs", retentionInDays: 1, creationTime: expect.any(Number) },
    ]);
    const { logStreams } = await call("DescribeLogStreams", { logGroupName });
    const logStreamName = logStreams?.[0]?.logStreamName;
    expect(logStreamName).toMatch(/^2030\/01\/01\/\[\$LATEST\][0-9a-f]{32}$/);
    const all = await call("GetLogEvents", { logGroupName, logStreamName });
    expect(messages(all)).toEqual(["one", "two"]);
    const nextToken = all.nextForwardToken;
    const none = await call("GetLogEvents", { logGroupName, logStreamName, nextToken });
    expect([messages(none), none.nextForwardToken]).toEqual([[], nextToken]);
  });

  it("filters by terms, and by time", async () => {
    await log("ERROR no table", "ERROR no queue", "INFO table");
    const filtered = async (filterPattern: string, more = {}) =>
      messages(await call("FilterLogEvents", { logGroupName, filterPattern, ...more }));
    expect(await filtered("ERROR")).toEqual(["ERROR no table", "ERROR no queue"]);
    expect(await filtered('"no queue"')).toEqual(["ERROR no queue"]);
    expect(await filtered("table -INFO")).toEqual(["ERROR no table"]);
    expect(await filtered("?INFO ?queue")).toEqual(["ERROR no queue", "INFO table"]);
    expect(await filtered("", { endTime: start })).toEqual([]);
    expect(
      await call("FilterLogEvents", { logGroupName, filterPattern: '{ $.level = "ERROR" }' }),
    ).toMatchObject({ __type: "InvalidParameterException" });
  });

  it("pages", async () => {
    await log("one", "two", "three");
    const seen: unknown[] = [];
    let nextToken: string | undefined;
    do {
      const page = await call("FilterLogEvents", { logGroupName, limit: 2, nextToken });
      seen.push(messages(page));
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    expect(seen).toEqual([["one", "two"], ["three"]]);
  });

  it("forgets what is older than the group's retention, and the group with its resource", async () => {
    await log("one");
    await cloud.clock.pass(20 * hour, () => cloud.quiet());
    await log("two");
    await cloud.clock.pass(6 * hour, () => cloud.quiet());
    expect(messages(await call("FilterLogEvents", { logGroupName }))).toEqual(["two"]);
    await declare.remove("aws:cloudwatch/logGroup:LogGroup", "probe");
    expect(await call("FilterLogEvents", { logGroupName })).toMatchObject({
      __type: "ResourceNotFoundException",
    });
  });

  it("keeps the latest lines alone of a function that writes very many", async () => {
    await declare.function(
      "probe",
      "exports.handler = async () => { for (let i = 0; i < 20000; i += 1) console.log(String(i)); };",
      { properties: { loggingConfig: { logGroup: "probe-logs", logFormat: "Text" } } },
    );
    await log("");
    const texts = cloud.cloudwatch.logs.find("probe-logs")?.events.map(({ text }) => text) ?? [];
    expect([texts.length, texts.at(-1)]).toEqual([5000, "19999"]);
  });

  it("tells a group's tags", async () => {
    const resourceArn = "arn:aws:logs:eu-central-1:123456789012:log-group:probe-logs";
    expect(await call("ListTagsForResource", { resourceArn })).toEqual({
      tags: { team: "messaging" },
    });
  });
});
