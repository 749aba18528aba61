import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type Change, ControlPlane } from "../aws/account/control-plane";
import { deploy, destroy } from "./deploy";
import type { Deployment } from "./deployment";
import { stopEvaluating } from "./evaluate";
import { TemporaryProgram } from "./temporary-program.testing";

const program = `
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
const size = new pulumi.Config().requireNumber("size");
const fifo = new pulumi.Config().getBoolean("fifo") ?? false;
class Post extends pulumi.ComponentResource {
  readonly queue: aws.sqs.Queue;
  constructor(name: string) {
    super("shop:Post", name);
    const dead = new aws.sqs.Queue(name + "-dlq", { fifoQueue: fifo }, { parent: this });
    this.queue = new aws.sqs.Queue(name, {
      fifoQueue: fifo,
      delaySeconds: size,
      redrivePolicy: dead.arn.apply((deadLetterTargetArn) => JSON.stringify({ maxReceiveCount: 5, deadLetterTargetArn })),
    }, { parent: this });
    this.registerOutputs({});
  }
}
const provider: pulumi.dynamic.ResourceProvider = {
  async check(_olds, news) {
    return { inputs: news, failures: news.url === "refused" ? [{ property: "url", reason: "is refused." }] : [] };
  },
  async create(inputs) { return { id: "dynamic-1", outs: { ...inputs, said: await call("create", inputs.size) } }; },
  async update(_id, _olds, news) { return { outs: { ...news, said: await call("update", news.size) } }; },
  async delete(id) { await call("delete", id); },
};
async function call(verb: string, what: unknown) {
  return (await fetch(process.env.SHOP_URL + "/" + verb + "/" + what)).text();
}
class Registration extends pulumi.dynamic.Resource {
  constructor(name: string, props: Record<string, unknown>) { super(provider, name, props); }
}
const post = new Post("post");
new Registration("registration", { size, queue: post.queue.url, url: new pulumi.Config().get("url") ?? "" });
const code = new pulumi.asset.AssetArchive({ "index.js": new pulumi.asset.StringAsset("exports.size = " + size) });
const role = new aws.iam.Role("runner", { assumeRolePolicy: { Version: "2012-10-17", Statement: [] } });
const runner = new aws.lambda.Function("runner", { role: role.arn, code, runtime: "nodejs24.x", handler: "index.handler" });
new aws.lambda.Permission("runner", { action: "lambda:InvokeFunction", function: runner, principal: "sns.amazonaws.com" });
export const queueUrl = post.queue.url;
export const secret = pulumi.secret("hush");
export const account = aws.getCallerIdentityOutput().accountId;
`;

let project: TemporaryProgram;
let controlPlane: ControlPlane;
let calls: string[];
let outside: Server;

beforeAll(async () => {
  project = new TemporaryProgram(program);
  outside = createServer((request, response) => {
    calls.push(request.url ?? "");
    response.end("done");
  });
  await new Promise<void>((resolve) => outside.listen(0, "127.0.0.1", resolve));
});
afterAll(async () => {
  outside.close();
  project.remove();
  await stopEvaluating();
});
beforeEach(() => {
  controlPlane = new ControlPlane();
  calls = [];
});

function up(...set: string[]): Promise<Deployment> {
  const dynamicEnvironment = {
    SHOP_URL: `http://127.0.0.1:${(outside.address() as AddressInfo).port}`,
  };
  return deploy({ controlPlane, root: project.root, stack: "dev", set, dynamicEnvironment });
}

function notSame({ steps }: Deployment): string[] {
  return steps
    .filter(({ kind }) => kind !== "same")
    .map(({ kind, logicalName, changed }) => `${kind} ${logicalName} ${changed}`.trim());
}

test("creates what the program declares, what is used before what uses it, with the outputs a cloud gives", async () => {
  const { steps, stackOutputs } = await up();
  expect(steps.map(({ kind }) => kind)).toEqual(Array(6).fill("create"));
  const order = controlPlane
    .everything()
    .map(({ logicalName, type }) => `${type.split(":").at(-1)} ${logicalName}`);
  expect(order.indexOf("Queue post-dlq")).toBeLessThan(order.indexOf("Queue post"));
  const [queue] = controlPlane
    .all("aws:sqs/queue:Queue")
    .filter(({ logicalName }) => logicalName === "post");
  expect(queue?.outputs).toMatchObject({
    visibilityTimeoutSeconds: 30,
    delaySeconds: 1,
    url: stackOutputs.queueUrl,
  });
  expect(queue?.outputs.name).toMatch(/^post-[0-9a-f]{7}$/);
  expect(JSON.parse(String(queue?.inputs.redrivePolicy)).deadLetterTargetArn).toMatch(
    /:post-dlq-[0-9a-f]{7}$/,
  );
  const [runner] = controlPlane.all("aws:lambda/function:Function");
  expect(runner?.outputs).toMatchObject({ codeText: "exports.size = 1", handler: "index.handler" });
  expect(controlPlane.all("aws:iam/role:Role")[0]?.inputs.assumeRolePolicy).toBe(
    '{"Statement":[],"Version":"2012-10-17"}',
  );
  expect(controlPlane.all("aws:lambda/permission:Permission")[0]?.inputs.function).toBe(runner?.id);
  expect(stackOutputs).toMatchObject({ secret: "hush", account: "123456789012" });
});

test("a second time changes nothing and calls nobody", async () => {
  await up();
  const before = JSON.stringify(controlPlane.everything());
  calls = [];
  const changes: Change[] = [];
  controlPlane.onChange((change) => void changes.push(change));
  expect(notSame(await up())).toEqual([]);
  expect([changes, calls, JSON.stringify(controlPlane.everything())]).toEqual([[], [], before]);
});

test("a new value is an update in place of exactly what it touches", async () => {
  await up();
  const ids = controlPlane.everything().map(({ id }) => id);
  expect(notSame(await up("size=2")).sort()).toEqual([
    "update post delaySeconds",
    "update registration size",
    "update runner code",
  ]);
  expect(controlPlane.everything().map(({ id }) => id)).toEqual(ids);
  expect(controlPlane.all("aws:lambda/function:Function")[0]?.outputs.codeText).toBe(
    "exports.size = 2",
  );
  expect(calls).toEqual(["/create/1", "/update/2"]);
});

test("what cannot change is replaced: the new one first, the old one last", async () => {
  await up();
  const changes: string[] = [];
  controlPlane.onChange((change) => {
    const record = change.kind === "deleted" ? change.before : change.after;
    changes.push(
      `${change.kind} ${record.outputs.name ?? record.id}`.replace(/-[0-9a-f]{7}\b/, ""),
    );
  });
  expect(notSame(await up("fifo=true"))).toEqual([
    "replace post-dlq fifoQueue",
    "replace post fifoQueue,redrivePolicy",
    "update registration queue",
  ]);
  expect(changes).toEqual([
    "created post-dlq.fifo",
    "created post.fifo",
    "updated dynamic-1",
    "deleted post",
    "deleted post-dlq",
  ]);
  expect(notSame(await up("fifo=true"))).toEqual([]);
});

test("what was replaced and could not be deleted is deleted the next time", async () => {
  await up();
  let refuses = true;
  controlPlane.onChange((change) => {
    if (refuses && change.kind === "deleted") throw new Error("in use");
  });
  await expect(up("fifo=true")).rejects.toThrow("in use");
  const names = () =>
    controlPlane.all("aws:sqs/queue:Queue").map(({ outputs }) => outputs.fifoQueue);
  expect(names()).toEqual([false, false, true, true]);
  refuses = false;
  expect(notSame(await up("fifo=true"))).toEqual(["delete post", "delete post-dlq"]);
  expect(names()).toEqual([true, true]);
});

test("what is taken out of the list is not created, and what was is deleted", async () => {
  await up();
  const withoutRole = {
    controlPlane,
    root: project.root,
    stack: "dev",
    edit: keep((type) => !type.startsWith("aws:iam")),
  };
  expect(notSame(await deploy(withoutRole))).toEqual(["delete runner"]);
  expect(controlPlane.all("aws:iam/role:Role")).toEqual([]);
});

function keep(wanted: (type: string) => boolean) {
  return <T extends { type: string }>(declared: readonly T[]) =>
    declared.filter(({ type }) => wanted(type));
}

test("destroying leaves nothing, and tells the dynamic provider", async () => {
  await up();
  await destroy({
    controlPlane,
    root: project.root,
    dynamicEnvironment: { SHOP_URL: `http://127.0.0.1:${(outside.address() as AddressInfo).port}` },
  });
  expect(controlPlane.everything()).toEqual([]);
  expect(calls).toEqual(["/create/1", "/delete/dynamic-1"]);
  expect(process.env.SHOP_URL).toBeUndefined();
});

test("a resource that cannot be created is named, and so is one whose provider refuses it, before anything is applied", async () => {
  controlPlane.onChange((change) => {
    if (change.kind === "created" && change.after.type.startsWith("aws:iam"))
      throw new Error("no roles today");
  });
  await expect(up()).rejects.toThrow('aws:iam/role:Role "runner": no roles today');

  controlPlane = new ControlPlane();
  await expect(up("url=refused")).rejects.toThrow(
    'pulumi-nodejs:dynamic:Resource "registration": url: is refused.',
  );
  expect(controlPlane.everything()).toEqual([]);
});
