import type { PhoneMessage } from "end-user-messaging-simulator";
import { answersFrom } from "../findings";
import { ada } from "../people";
import type { Finding, Scene, Step } from "../step";

/** The smallest PNG there is: one pixel. */
export const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

/** Out of the bucket to the person, and from the person into the bucket. */
export const pictures: Step = {
  title: "A picture goes out from B; one that a person sends is answered, and lies in the bucket",
  async run(scene) {
    const { system } = scene;
    // Whoever wrote last is answered with anything.
    await system.talk(() => system.write(ada, "B", "how much is an egg?"));
    return [
      await pictureOut(scene),
      ...(await pictureIn(scene, "B")),
      ...((await system.hasTwilio()) && (await system.stage()) !== "receive-only"
        ? await pictureIn(scene, "A")
        : []),
    ];
  },
};

async function pictureOut({ system }: Scene): Promise<Finding> {
  const { mediaBucketName } = await system.outputs();
  const key = "out/plan.png";
  await system.account.putFile(mediaBucketName, key, { body: png, mimeType: "image/png" });
  const idempotencyKey = `picture-${await system.watch.now()}`;
  const talk = await system.talk(() => system.sendPicture(ada, idempotencyKey, key));
  const seen = talk.map(describedFile).join("; ");
  return {
    expected: `a picture of ${png.length} bytes from B by aws`,
    seen: seen || "no picture",
    held: seen === `image of ${png.length} bytes by aws, delivered`,
  };
}

async function pictureIn(scene: Scene, sender: "A" | "B"): Promise<readonly Finding[]> {
  const { system } = scene;
  const { mediaBucketName } = await system.outputs();
  const folder = sender === "A" ? "in/twilio/" : "in/aws/";
  const before = await system.account.filesIn(mediaBucketName, folder);
  const talk = await system.talk(() => system.write(ada, sender, { type: "image" }));
  const after = await system.account.filesIn(mediaBucketName, folder);
  const kept = after.filter((key) => !before.includes(key));
  return [
    await answersFrom(scene, talk, { sender, times: 1, saying: "picture" }),
    {
      expected: `one picture more in the bucket, below ${folder}`,
      seen: `${kept.length} files more`,
      held: kept.length === 1,
    },
  ];
}

function describedFile({ content, provider, tick }: PhoneMessage): string {
  if (content?.type !== "image") return "no picture";
  const bytes = "bytes" in content.media ? content.media.bytes : undefined;
  return `image of ${bytes} bytes by ${provider}, ${tick}`;
}
