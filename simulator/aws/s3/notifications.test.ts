import { arn } from "../account/account";
import { SimulatedCloud } from "../cloud";
import { bundle, Declare } from "../declare.testing";
import { notificationType } from "./notifications";

const source = "arn:aws:s3:::media";
let cloud: SimulatedCloud;
let declare: Declare;

beforeEach(async () => {
  cloud = await SimulatedCloud.start({ seed: 1, unkindness: { duplicateProbability: 0 } });
  declare = new Declare(cloud.controlPlane);
  await declare.resource("aws:s3/bucket:Bucket", "media", { bucket: "media", arn: source });
  await declare.queue("events");
});
afterEach(() => cloud.stop());

const allow = () =>
  declare.resource("aws:sqs/queuePolicy:QueuePolicy", "events", {
    queueUrl: cloud.sqs.queue("events").declaration.url,
    policy: JSON.stringify({
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "s3.amazonaws.com" },
          Action: "sqs:SendMessage",
          Resource: arn("sqs", "events"),
          Condition: { ArnEquals: { "aws:SourceArn": source } },
        },
      ],
    }),
  });
const notify = (more: object) =>
  declare.resource(notificationType, "media", { bucket: "media", ...more });
const queues = [
  {
    id: "incoming",
    queueArn: arn("sqs", "events"),
    events: ["s3:ObjectCreated:*", "s3:ObjectRemoved:Delete"],
    filterPrefix: "in/",
    filterSuffix: ".jpg",
  },
];
const bodies = () => cloud.sqs.peekAll("events").map(({ body }) => JSON.parse(body));

test("a queue that does not let S3 write is refused with its name", async () => {
  await expect(notify({ queues })).rejects.toThrow(
    /Unable to validate the following destination configurations: .*:events does not allow/,
  );
});

test("a queue hears of the objects that it asked for, after a test event", async () => {
  await allow();
  await notify({ queues });
  cloud.objects.put("media", "in/my lunch.jpg", { body: Buffer.from("hello") });
  cloud.objects.put("media", "in/notes.txt", { body: Buffer.from("hello") });
  cloud.objects.put("media", "out/plan.jpg", { body: Buffer.from("hello") });
  cloud.objects.remove("media", "in/my lunch.jpg");
  await cloud.quiet();
  const [first, ...rest] = bodies();
  expect(first).toMatchObject({ Service: "Amazon S3", Event: "s3:TestEvent", Bucket: "media" });
  // S3 user guide, "Event message structure".
  expect(rest.map(({ Records }) => Records[0])).toMatchObject([
    {
      eventVersion: "2.1",
      eventSource: "aws:s3",
      awsRegion: "eu-central-1",
      eventName: "ObjectCreated:Put",
      s3: {
        s3SchemaVersion: "1.0",
        configurationId: "incoming",
        bucket: { name: "media", arn: source },
        object: { key: "in/my+lunch.jpg", size: 5, eTag: "5d41402abc4b2a76b9719d911017c592" },
      },
    },
    { eventName: "ObjectRemoved:Delete", s3: { object: { key: "in/my+lunch.jpg" } } },
  ]);
});

test("a function is called with the event, by its permission", async () => {
  await declare.function(
    "reader",
    bundle(`export const handler = (event) => console.log(event.Records[0].s3.object.key);`),
  );
  const functionArn = arn("lambda", "function:reader");
  const lambdaFunctions = [{ lambdaFunctionArn: functionArn, events: ["s3:ObjectCreated:Put"] }];
  await expect(notify({ lambdaFunctions })).rejects.toThrow("lambda:InvokeFunction");
  await declare.resource("aws:lambda/permission:Permission", "s3", {
    action: "lambda:InvokeFunction",
    function: "reader",
    principal: "s3.amazonaws.com",
    sourceArn: source,
  });
  await notify({ lambdaFunctions });
  const lines: string[] = [];
  cloud.onLog(({ text }) => lines.push(text));
  cloud.objects.put("media", "in/a.jpg", { body: Buffer.from("hello") });
  await cloud.quiet();
  expect(lines.join()).toContain("in/a.jpg");
});
