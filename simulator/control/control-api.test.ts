import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Declare } from "../aws/declare.testing";
import { World } from "../world";
import { CheckingClient } from "./checking-client.testing";
import { controlRoutes } from "./control-api";
import { controlApp } from "./control-app";
import { type LoopbackServer, serveOnLoopback } from "./loopback-server";
import { openApiDocument } from "./open-api";
import { addressOf } from "./route";

let world: World;
let server: LoopbackServer;
let client: CheckingClient;
beforeEach(async () => {
  world = await World.start();
  server = await serveOnLoopback(controlApp(world), 0);
  client = new CheckingClient(server.url);
});
afterEach(async () => {
  await server.close();
  await world.stop();
});

const ada = { name: "Ada", number: "+12025550101", bsuid: "US.13491208655302741901" };

test("somebody joins, and has a WhatsApp and an SMS phone", async () => {
  expect(await client.call("POST /people", ada)).toEqual(ada);
  expect(await client.call("GET /people", {})).toEqual([ada]);
  for (const channel of ["whatsapp", "sms"] as const)
    expect(
      await client.call("GET /phones/{number}/{channel}", { number: ada.number, channel }),
    ).toMatchObject({ person: ada, on: true, typing: [], messages: [] });
});

test("what cannot be done is told in a sentence, and changes nothing", async () => {
  await client.call("POST /people", ada);
  const refusals: [Promise<unknown>, number, string][] = [
    [client.call("POST /people", ada), 422, "+12025550101 is Ada's number already"],
    [
      client.call("POST /people", { name: "Bob", number: "12025550102" }),
      400,
      "number: it is not a phone number in E.164 form",
    ],
    [
      client.call("GET /phones/{number}/{channel}", { number: "+12025550199", channel: "sms" }),
      404,
      "There is no sms phone with +12025550199.",
    ],
    [
      client.call("POST /people", { name: "A".repeat(26), number: "+12025550103" }),
      400,
      "a name has at most 25 characters",
    ],
    [
      client.call("DELETE /twilio/senders/{number}", { number: "+12025550103" }),
      404,
      "Twilio has no sender +12025550103.",
    ],
    [client.call("PUT /clock", { speed: 0 }), 400, "greater than 0"],
    [client.call("PUT /clock", { speed: 1e300 }), 400, "an hour a second is the fastest"],
    [client.call("PUT /clock", { now: 2 ** 53 - 1 }), 400, "after 2099"],
    [client.call("POST /clock/pass", { milliseconds: 1e15 }), 400, "at most 92 days"],
    [client.call("GET /config", {}), 422, "This world runs no Pulumi program"],
    [client.call("GET /queues/{name}/messages", { name: "inbox" }), 404, 'queue "inbox"'],
    [
      client.call("POST /phones/{number}/{channel}/messages", {
        number: ada.number,
        channel: "sms",
        to: "+12025550150",
        content: { type: "text", body: "hi" },
      }),
      422,
      "No business has the SMS number +12025550150",
    ],
  ];
  for (const [refused, status, message] of refusals) {
    await expect(refused).rejects.toMatchObject({ status });
    await expect(refused).rejects.toThrow(message);
  }
  expect(await client.call("GET /people", {})).toEqual([ada]);
});

test.each([
  ["no JSON", "application/json", "{", 400, "The body is not a JSON object."],
  ["a list", "application/json", "[]", 400, "The body is not a JSON object."],
  ["another type", "text/plain", "{}", 400, "Content-Type: application/json"],
  ["an unknown member", "application/json", '{"milliseconds":1,"x":1}', 400, "x"],
  ["nothing", "application/json", "", 400, "milliseconds is missing"],
])("a body that is %s is refused", async (_, type, body, status, words) => {
  const response = await fetch(`${server.url}/clock/pass`, {
    method: "POST",
    headers: { "content-type": type },
    body,
  });
  expect(response.status).toBe(status);
  expect(((await response.json()) as { error: string }).error).toContain(words);
});

test("a body of more than 4 MiB is refused", async () => {
  const response = await fetch(`${server.url}/events/whatsapp`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ event: "x".repeat(4 * 1024 * 1024) }),
  });
  expect(response.status).toBe(413);
});

test("an alarm is set, told of by mail once that is confirmed, and drawn on a dashboard", async () => {
  const topicArn = "arn:aws:sns:eu-central-1:123456789012:on-call";
  const alarmArn = "arn:aws:cloudwatch:eu-central-1:123456789012:alarm:slow";
  const declare = (type: string, logicalName: string, outputs: Record<string, unknown>) =>
    client.call("PUT /resources", { type, logicalName, id: logicalName, inputs: {}, outputs });
  await declare("aws:sns/topic:Topic", "on-call", { name: "on-call", arn: topicArn });
  await declare("aws:sns/topicSubscription:TopicSubscription", "ops", {
    topic: topicArn,
    protocol: "email",
    endpoint: "ops@example.org",
  });
  await declare("aws:cloudwatch/metricAlarm:MetricAlarm", "slow", {
    name: "slow",
    arn: alarmArn,
    comparisonOperator: "GreaterThanThreshold",
    evaluationPeriods: 1,
    actionsEnabled: true,
    treatMissingData: "missing",
    namespace: "AWS/Lambda",
    metricName: "Duration",
    statistic: "Maximum",
    period: 60,
    alarmActions: [topicArn],
  });
  const metrics = [["AWS/Lambda", "Duration"]];
  const widgets = [
    { type: "metric", properties: { title: "Duration", metrics } },
    { type: "alarm", properties: { alarms: [alarmArn] } },
  ];
  await declare("aws:cloudwatch/dashboard:Dashboard", "flow", {
    dashboardName: "flow",
    dashboardArn: "arn:aws:cloudwatch::123456789012:dashboard/flow",
    dashboardBody: JSON.stringify({ widgets }),
  });

  const to = "ops@example.org";
  expect(await client.call("POST /emails/confirm", { to })).toEqual({ confirmed: 1 });
  expect(await client.call("GET /emails/subscriptions", {})).toEqual([
    { topicArn, to, confirmed: true },
  ]);
  const told = { name: "slow", state: "ALARM", reason: "a try" } as const;
  expect(await client.call("PUT /alarms/{name}", told)).toMatchObject(told);
  await client.call("POST /quiet", {});
  const subjects = (await client.call("GET /emails", {})).map(({ subject }) => subject);
  expect(subjects.at(-1)).toBe('ALARM: "slow" in EU (Frankfurt)');
  const history = await client.call("GET /alarms/{name}/history", { name: "slow" });
  expect(history.map(({ type }) => type)).toEqual(["ConfigurationUpdate", "StateUpdate", "Action"]);
  expect(await client.call("GET /dashboards", {})).toEqual(["flow"]);
  expect(await client.call("GET /dashboards/{name}", { name: "flow" })).toMatchObject({
    widgets: [
      { type: "metric", title: "Duration", lines: [{ label: "Duration", points: [] }] },
      { type: "alarm", alarms: [{ name: "slow", state: "ALARM", reason: "a try" }] },
    ],
  });
  const nobody = client.call("PUT /alarms/{name}", { ...told, name: "quick" });
  await expect(nobody).rejects.toMatchObject({ status: 404 });
});

test("somebody deletes a resource by hand, and puts it back", async () => {
  const topic = { type: "aws:sns/topic:Topic", logicalName: "news", id: "arn:news" };
  const record = { ...topic, inputs: {}, outputs: { name: "news", arn: "arn:news" } };
  await client.call("PUT /resources", record);
  expect(await client.call("GET /resources", { type: topic.type })).toMatchObject([record]);
  const named = { type: topic.type, name: "news" };
  expect(await client.call("DELETE /resources", named)).toMatchObject(record);
  expect(await client.call("GET /resources", {})).toEqual([]);
  await expect(client.call("DELETE /resources", named)).rejects.toMatchObject({ status: 404 });
});

test("failures are set, listed and ended; one that cannot be is told in a sentence", async () => {
  const rule = { service: "secretsmanager", share: 0.5, failure: { kind: "throttle" } } as const;
  const { id } = await client.call("POST /failures", rule);
  expect(await client.call("GET /failures", {})).toEqual([{ id, ...rule }]);
  await client.call("DELETE /failures/{id}", { id });
  expect(await client.call("GET /failures", {})).toEqual([]);
  await expect(client.call("DELETE /failures/{id}", { id })).rejects.toMatchObject({ status: 404 });
  await expect(
    client.call("POST /failures", { service: "sqs", failure: { kind: "sulk" } as never }),
  ).rejects.toThrow("failure: it is none of refuse, reset-before-reading");
  await expect(
    client.call("POST /failures", { service: "secretmanager", failure: { kind: "hang" } }),
  ).rejects.toThrow('is it "secretsmanager"?');
  await expect(
    client.call("POST /failures", {
      service: "sqs",
      operation: "SendMessage",
      failure: { kind: "refuse" },
    }),
  ).rejects.toThrow("operation");
});

test("a person writes any kind of message, and any webhook of Meta's is published", async () => {
  const number = ada.number;
  const business = "+12025550150";
  await client.call("POST /people", ada);
  await client.call("POST /wabas", {
    wabaId: `waba-${"0".repeat(32)}`,
    phoneNumberId: `phone-number-id-${"0".repeat(32)}`,
    metaWabaId: "100000000000001",
    metaPhoneNumberId: "100000000000002",
    phoneNumber: business,
    displayName: "AI Nutritionist",
  });
  await expect(client.call("POST /people", { name: "Ben", number: business })).rejects.toThrow(
    "+12025550150 is a business's number.",
  );
  const write = (channel: "whatsapp" | "sms", content: object) =>
    client.call("POST /phones/{number}/{channel}/messages", {
      number,
      channel,
      to: business,
      content: content as { type: "revoke"; messageId: string },
      origin: { forwarded: "once" },
    });
  const location = { type: "location", latitude: 48.1, longitude: 11.5 };
  expect(await write("whatsapp", location)).toMatchObject({ content: location, provider: "aws" });
  await expect(write("whatsapp", { type: "poll" })).rejects.toMatchObject({ status: 400 });
  await expect(write("sms", location)).rejects.toThrow(
    "By SMS a person writes text, and no location.",
  );
  const event = { event: "ACCOUNT_VIOLATION", violation_info: { violation_type: "SPAM" } };
  await client.call("POST /events/whatsapp", { event });
  await client.call("POST /events/whatsapp", { event: JSON.stringify(event) });
  await expect(client.call("POST /events/whatsapp", { event: "{" })).rejects.toThrow("cut short");
  await client.call("POST /quiet", {});
  // Nobody has told where the WABA's events go.
  const { entries } = await client.call("GET /faults", {});
  expect(entries.map(({ message }) => message)).toEqual([
    expect.stringContaining("the message is lost"),
    expect.stringContaining("the recorded event is lost"),
    expect.stringContaining("the recorded event is lost"),
  ]);
});

test("a page of another origin gets nowhere", async () => {
  const headers = { origin: "http://evil.example", "content-type": "application/json" };
  const response = await fetch(`${server.url}/people`, { headers });
  expect(response.status).toBe(403);
});

test("time passes, and what falls due happens on the way", async () => {
  const before = await client.call("GET /clock", {});
  const seen: number[] = [];
  world.cloud.clock.after(60_000, () => seen.push(world.cloud.clock.now()));
  const after = await client.call("POST /clock/pass", { milliseconds: 3_600_000 });
  expect(after.now - before.now).toBeGreaterThanOrEqual(3_600_000);
  expect((seen[0] ?? 0) - before.now).toBeLessThan(120_000);
  expect(await client.call("PUT /clock", { speed: 60 })).toMatchObject({ speed: 60 });
});

test("the live stream tells of what happens from its cursors on", async () => {
  const stopping = new AbortController();
  const response = await fetch(`${server.url}/stream`, { signal: stopping.signal });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let told = "";
  const until = async (text: string) => {
    while (!told.includes(text)) told += (await reader?.read())?.value ?? "";
  };
  await until("event: hello");
  world.cloud.faults.report("sqs", "Queue inbox holds messages and nobody reads it.");
  await until("nobody reads it");
  expect(told).toContain('event: change\ndata: {"kind":"fault"');
  await client.call("PUT /clock", { speed: 60 });
  await until('{"kind":"clock"');
  await client.call("POST /failures", { service: "sqs", failure: { kind: "hang" } });
  await until('{"kind":"failures","failures":[{"service":"sqs"');
  await new Declare(world.cloud.controlPlane).queue("inbox");
  world.cloud.sqs.send("inbox", { body: "two eggs" });
  await until('{"kind":"queue","queue":{"name":"inbox"');
  expect(told).toContain('"visible":1');
  stopping.abort();
});

describe("the description", () => {
  test("is the committed file: npm run control-api writes it", () => {
    const committed = JSON.parse(readFileSync(join(__dirname, "openapi.json"), "utf8"));
    expect(committed).toEqual(JSON.parse(JSON.stringify(openApiDocument())));
  });

  test("is served, and names each route with the members that are in its path", async () => {
    const served = (await (await fetch(`${server.url}/openapi.json`)).json()) as {
      paths: Record<string, Record<string, { parameters?: { in: string; name: string }[] }>>;
    };
    for (const key of Object.keys(controlRoutes)) {
      const { method, path, inPath } = addressOf(key);
      const described = served.paths[path]?.[method.toLowerCase()];
      const names = described?.parameters?.filter((each) => each.in === "path");
      expect([key, (names ?? []).map(({ name }) => name)]).toEqual([key, [...inPath]]);
    }
  });
});
