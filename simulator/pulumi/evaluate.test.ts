import { ResourceError } from "../aws/resources/resource-error";
import { evaluate, ProgramError, stopEvaluating } from "./evaluate";
import { TemporaryProgram } from "./temporary-program.testing";

const good =
  'import * as aws from "@pulumi/aws"; new aws.sns.Topic("news"); export const root = __dirname;';
let project: TemporaryProgram;
beforeAll(() => {
  project = new TemporaryProgram(good);
});
afterAll(async () => {
  project.remove();
  await stopEvaluating();
});

const run = (...set: string[]) => evaluate({ root: project.root, stack: "dev", set });

async function failing(program: string): Promise<unknown> {
  project.write(
    `import * as aws from "@pulumi/aws"; import * as pulumi from "@pulumi/pulumi";\n${program}`,
  );
  try {
    return await run().then(
      () => undefined,
      (error: unknown) => error,
    );
  } finally {
    project.write(good);
  }
}

test("gives the same each time, also when asked twice at once", async () => {
  const [one, two] = await Promise.all([run(), run()]);
  expect(two.declared).toEqual(one.declared);
  expect(one.declared.map(({ logicalName }) => logicalName)).toEqual(["news"]);
  expect(one.stackOutputs).toEqual({ root: `${project.root}/infra` });
});

test("sees the program as it is now", async () => {
  await run();
  project.write(good.replace("news", "fresh-news"));
  expect((await run()).declared.map(({ logicalName }) => logicalName)).toEqual(["fresh-news"]);
  project.write(good);
});

test.each([
  ["at once", 'throw new pulumi.RunError("two things are wrong");'],
  [
    "in an apply",
    'new aws.sqs.Queue("q", { delaySeconds: aws.getRegionOutput().region.apply((): number => { throw new pulumi.RunError("two things are wrong"); }) });',
  ],
])("what the program itself reports %s is its message, without a stack", async (_when, program) => {
  const error = await failing(program);
  expect(error).toBeInstanceOf(ProgramError);
  expect(error).toMatchObject({ message: "two things are wrong", forThePerson: true });
  expect(String((error as Error).stack)).not.toContain(" at ");
  await expect(run()).resolves.toMatchObject({ declared: [{ logicalName: "news" }] });
});

test("any other error of the program names the line of the source", async () => {
  const error = await failing('\nconst nothing = JSON.parse("null");\nnothing.more();');
  expect(error).toMatchObject({ name: "TypeError", forThePerson: false });
  expect(String((error as Error).stack)).toMatch(/infra\/index\.ts:4:/);
});

test("a type and a function that the simulated cloud does not have are named", async () => {
  const error = await failing('new aws.kinesis.Stream("attic", { shardCount: 1 });');
  expect(error).toBeInstanceOf(ResourceError);
  expect(String(error)).toContain(
    'aws:kinesis/stream:Stream "attic": The simulated cloud has no resource type',
  );
  expect(String(await failing("aws.getAvailabilityZonesOutput();"))).toContain(
    'no function "aws:index/getAvailabilityZones:getAvailabilityZones"',
  );
});

test("wrong stack files and overrides are told as they are", async () => {
  await expect(run("list[=1")).rejects.toThrow('--set list[=1: "list[" is not a config path');
});

test("refuses an argument that the resource's class would drop in silence", async () => {
  const error = await failing(
    'new aws.sqs.Queue("post", { visibilityTimeoutSecond: 5 } as aws.sqs.QueueArgs);',
  );
  expect(error).toBeInstanceOf(ResourceError);
  expect((error as Error).message).toBe(
    'aws:sqs/queue:Queue "post": aws:sqs/queue:Queue has no property "visibilityTimeoutSecond"; did you mean "visibilityTimeoutSeconds"?',
  );
});

test("two resources of one type and name are one too many", async () => {
  const error = await failing('new aws.sns.Topic("twin"); new aws.sns.Topic("twin");');
  expect(error).toBeInstanceOf(ResourceError);
  expect((error as Error).message).toContain('"twin": Duplicate resource URN');
});
