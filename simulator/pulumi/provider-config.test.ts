import { configureAccount, simulatedAccount } from "../aws/account/account";
import { ControlPlane } from "../aws/account/control-plane";
import { deploy } from "./deploy";
import { stopEvaluating } from "./evaluate";
import { ProviderOperations } from "./provider-operations";
import { TemporaryProgram } from "./temporary-program.testing";

const program = `
import * as aws from "@pulumi/aws";
const queue = new aws.sqs.Queue("post", { tags: { team: "mail" } });
new aws.sqs.Queue("parcels", { fifoQueue: true });
export const region = aws.getRegionOutput().region;
`;

let project: TemporaryProgram;
let controlPlane: ControlPlane;
beforeAll(() => {
  project = new TemporaryProgram(program);
});
beforeEach(() => {
  controlPlane = new ControlPlane();
});
afterEach(() => configureAccount({}));
afterAll(async () => {
  project.remove();
  await stopEvaluating();
});

function up(...set: string[]) {
  return deploy({ controlPlane, root: project.root, stack: "dev", set });
}

function outputsOf(logicalName: string) {
  return controlPlane.everything().find((record) => record.logicalName === logicalName)?.outputs;
}

test("aws:region is the Region of ARNs and URLs", async () => {
  const { stackOutputs } = await up("aws:region=us-east-1");
  expect(stackOutputs.region).toBe("us-east-1");
  // The services of this process take it from there.
  expect(simulatedAccount.region).toBe("us-east-1");
  expect(outputsOf("post")?.arn).toMatch(/^arn:aws:sqs:us-east-1:123456789012:post-/);
  expect(outputsOf("post")?.url).toMatch(/^https:\/\/sqs\.us-east-1\.amazonaws\.com\//);
});

test("what exists does not move to another Region", async () => {
  await up("aws:region=us-east-1");
  const reason = "aws:region is eu-west-1, and what exists is in us-east-1";
  await expect(up("aws:region=eu-west-1")).rejects.toThrow(reason);
  const provider = new ProviderOperations(controlPlane);
  expect(() => provider.configure({ region: "eu-west-1" })).toThrow(reason);
  expect(() => provider.configure({ region: "us-east-1" })).not.toThrow();
});

test("aws:defaultTags are every resource's, under its own, and a change of them is an update", async () => {
  await up('aws:defaultTags={"tags":{"team":"all","stage":"dev"}}');
  expect(outputsOf("post")?.tagsAll).toEqual({ team: "mail", stage: "dev" });
  const { steps } = await up('aws:defaultTags={"tags":{"stage":"test"}}');
  expect(steps.map(({ kind, changed }) => `${kind} ${changed}`)).toEqual([
    "update tagsAll",
    "update tagsAll",
  ]);
  expect(outputsOf("post")?.tagsAll).toEqual({ team: "mail", stage: "test" });
});

test.each([
  [
    'aws:allowedAccountIds=["999999999999"]',
    "aws:allowedAccountIds is 999999999999; the simulated account is 123456789012.",
  ],
  [
    'aws:forbiddenAccountIds=["123456789012"]',
    "aws:forbiddenAccountIds has 123456789012, the simulated account.",
  ],
  [
    "aws:region=frankfurt",
    'aws:region is "frankfurt"; allowed is a Region\'s name, such as eu-central-1.',
  ],
  ["aws:regoin=us-east-1", "aws:regoin is no key of the provider; did you mean aws:region?"],
  ["aws:useFipsEndpoint=true", "aws:useFipsEndpoint is not simulated: leave it out."],
])("%s is refused", async (setting, reason) => {
  await expect(up(setting)).rejects.toThrow(`Pulumi.dev.yaml: ${reason}`);
  expect(controlPlane.everything()).toEqual([]);
});

test("the account that is allowed, and credentials for the real one, are no obstacle", async () => {
  const { steps } = await up('aws:allowedAccountIds=["123456789012"]', "aws:profile=work");
  expect(steps).toHaveLength(2);
});

test("the real engine is told the same", () => {
  const provider = new ProviderOperations(controlPlane);
  const queue = { type: "aws:sqs/queue:Queue", logicalName: "post" };
  provider.configure({ defaultTags: { tags: { stage: "dev" } } });
  expect(provider.diff(queue, {}, {}, { stage: "dev" }).changed).toEqual([]);
  expect(provider.diff(queue, {}, {}, { stage: "old" }).changed).toEqual(["tagsAll"]);
  expect(
    provider.checkConfig({ allowedAccountIds: '["999999999999"]', version: "7.48.0" }),
  ).toEqual([
    {
      property: "allowedAccountIds",
      reason: "aws:allowedAccountIds is 999999999999; the simulated account is 123456789012.",
    },
  ]);
  expect(provider.checkConfig({ region: "us-east-1" })).toEqual([]);
});

test("pulumi:autonaming makes names as it says, of a type, of a provider or of all", async () => {
  const pattern = ["$", "{stack}-$", "{name}-$", "{hex(4)}"].join("");
  await up(`pulumi:autonaming={"pattern":"${pattern}"}`);
  expect(outputsOf("post")?.name).toMatch(/^dev-post-[0-9a-f]{4}$/);
  expect(outputsOf("parcels")?.name).toMatch(/^dev-parcels-[0-9a-f]{4}\.fifo$/);
  const before = outputsOf("post")?.name;
  const { steps } = await up('pulumi:autonaming={"mode":"verbatim"}');
  expect(steps.map(({ kind }) => kind)).toEqual(["same", "same"]);
  expect(outputsOf("post")?.name).toBe(before);

  controlPlane = new ControlPlane();
  await up('pulumi:autonaming={"providers":{"aws":{"mode":"verbatim"}}}');
  expect(outputsOf("parcels")?.name).toBe("parcels.fifo");
});

test("where pulumi:autonaming lets no name be generated, the program must give one", async () => {
  await expect(up('pulumi:autonaming={"mode":"disabled"}')).rejects.toThrow(
    'aws:sqs/queue:Queue needs "name": pulumi:autonaming says that none is generated.',
  );
  await expect(up('pulumi:autonaming={"mode":"none"}')).rejects.toThrow("pulumi:autonaming.mode");
});
