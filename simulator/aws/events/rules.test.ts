import { arn } from "../account/account";
import type { Properties } from "../account/control-plane";
import { SimulatedCloud } from "../cloud";
import { Declare } from "../declare.testing";

const ruleArn = arn("events", "rule/each-minute");
const functionArn = arn("lambda", "function:verdict");

describe("a scheduled rule", () => {
  let cloud: SimulatedCloud;
  let declare: Declare;
  let logs: string[];

  beforeEach(async () => {
    cloud = await SimulatedCloud.start({ seed: 1 });
    cloud.clock.set(Date.parse("2026-03-10T08:00:00Z"));
    declare = new Declare(cloud.controlPlane);
    logs = [];
    cloud.onLog(({ text }) => logs.push(text));
    await declare.function(
      "verdict",
      "exports.handler = async (event) => console.log(JSON.stringify(event));",
    );
  });
  afterEach(() => cloud.stop());

  const rule = (properties: Properties = {}) =>
    declare.resource("aws:cloudwatch/eventRule:EventRule", "each-minute", {
      name: "each-minute",
      arn: ruleArn,
      scheduleExpression: "rate(1 minute)",
      ...properties,
    });
  const target = (properties: Properties = {}) =>
    declare.resource("aws:cloudwatch/eventTarget:EventTarget", "verdict", {
      rule: "each-minute",
      targetId: "verdict",
      arn: functionArn,
      ...properties,
    });
  const permission = (sourceArn = ruleArn) =>
    declare.resource("aws:lambda/permission:Permission", "events", {
      action: "lambda:InvokeFunction",
      function: "verdict",
      principal: "events.amazonaws.com",
      sourceArn,
    });
  const faults = () => cloud.faults.since(0).map(({ message }) => message);
  const pass = (seconds: number) => cloud.clock.pass(seconds * 1000, () => cloud.quiet());
  const events = () => logs.map((text) => JSON.parse(text) as { time: string });

  it("invokes its function with the event that EventBridge publishes", async () => {
    await rule();
    await target();
    await permission();
    await pass(61);
    expect(events()).toEqual([
      {
        version: "0",
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        "detail-type": "Scheduled Event",
        source: "aws.events",
        account: "123456789012",
        time: expect.stringMatching(/^2026-03-10T08:01:0\dZ$/),
        region: "eu-central-1",
        resources: [ruleArn],
        detail: {},
      },
    ]);
    expect(faults()).toEqual([]);
  });

  it.each([
    ["by a pass", (seconds: number) => pass(seconds)],
    ["by a jump", async (seconds: number) => cloud.clock.advance(seconds * 1000)],
    ["by setting the clock", async (s: number) => cloud.clock.set(cloud.clock.now() + s * 1000)],
  ])("fires for each minute of a jump over many, %s, with its own time", async (_, jump) => {
    await rule({ scheduleExpression: "cron(* * * * ? *)" });
    await target();
    await permission();
    await jump(5 * 60 + 1);
    await cloud.quiet();
    const minutes = events().map(({ time }) => time.slice(11, 16));
    expect(minutes.sort()).toEqual(["08:01", "08:02", "08:03", "08:04", "08:05"]);
  });

  it("gives a constant input where the target has one", async () => {
    await rule();
    await target({ input: '{"arm":"B"}' });
    await permission();
    await pass(61);
    expect(events()).toEqual([{ arm: "B" }]);
  });

  it("tries again when the function fails", async () => {
    await declare.function("verdict", "exports.handler = async () => { throw new Error('no'); };");
    await rule({ scheduleExpression: "rate(1 day)" });
    await target();
    await permission();
    await pass(86_401);
    expect(logs).toHaveLength(1);
    await pass(60 + 120 + 2);
    expect(logs).toHaveLength(3);
  });

  it.each([{ state: "DISABLED" }, { isEnabled: false }])("%j does nothing", async (properties) => {
    await rule(properties);
    await target();
    await permission();
    await pass(600);
    expect([logs, faults()]).toEqual([[], []]);
    await rule();
    await pass(61);
    expect(logs).toHaveLength(1);
  });

  it("stops when it is deleted, and keeps its beat when it is changed", async () => {
    await rule({ scheduleExpression: "rate(2 minutes)" });
    await target();
    await permission();
    await pass(90);
    await rule({ scheduleExpression: "rate(2 minutes)", description: "changed" });
    await pass(40);
    expect(logs).toHaveLength(1);
    await declare.remove("aws:cloudwatch/eventRule:EventRule", "each-minute");
    await pass(600);
    expect(logs).toHaveLength(1);
  });

  it.each([
    ["without a permission", undefined],
    ["with a permission for another rule", arn("events", "rule/other")],
  ])("is named %s", async (_, sourceArn) => {
    await rule();
    await target();
    if (sourceArn) await permission(sourceArn);
    await pass(61);
    expect(logs).toEqual([]);
    expect(faults()).toEqual([
      `Rule each-minute may not invoke ${functionArn}: no permission allows events.amazonaws.com lambda:InvokeFunction for ${ruleArn}.`,
    ]);
  });

  it("is named without a target, and with one that is gone", async () => {
    await rule();
    await pass(61);
    await target();
    await permission();
    await declare.remove("aws:lambda/function:Function", "verdict");
    await pass(60);
    expect(faults()).toEqual([
      "Rule each-minute fired, and has no target.",
      `Rule each-minute: invoking ${functionArn} failed: Function not found: ${functionArn}`,
    ]);
  });

  it.each([
    ["a pattern instead of a schedule", { scheduleExpression: undefined }, "event pattern"],
    ["a pattern beside it", { eventPattern: "{}" }, "an event pattern is not simulated"],
    ["another bus", { eventBusName: "mine" }, "event buses other than default"],
    ["a schedule that is none", { scheduleExpression: "rate(1 minutes)" }, "rate(1 minute)"],
  ])("is refused with %s", async (_, properties, words) => {
    await expect(rule(properties)).rejects.toThrow(words);
  });

  it.each([
    ["of another kind", { arn: arn("sqs", "inbox") }, "only a Lambda function"],
    ["with a transformer", { inputTransformer: { inputTemplate: "x" } }, "inputTransformer"],
    ["with an input that is no JSON", { input: "{" }, "input is JSON text"],
    ["of an unknown rule", { rule: "other" }, "names the rule other, which does not exist"],
  ])("refuses a target %s", async (_, properties, words) => {
    await rule();
    await expect(target(properties)).rejects.toThrow(words);
  });
});
