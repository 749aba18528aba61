import { answersFrom } from "../findings";
import { ada } from "../people";
import type { Finding, Scene, Step } from "../step";

/** The same door as our own backend's: asked twice with one key, sent once. */
export const askedMessage: Step = {
  title: "The business asks for a message by the API, and sees there that it was delivered",
  async run(scene) {
    const { system } = scene;
    const key = `check-in-${await system.watch.now()}`;
    const ids: string[] = [];
    const talk = await system.talk(async () => {
      for (let times = 0; times < 2; times++) ids.push(await system.writeFirst(ada, key));
    });
    const [id = "", second] = ids;
    return [
      await answersFrom(scene, talk, { sender: "B", times: 1, saying: "meal check-in" }),
      sameId(id, second),
      await delivered(scene, id),
    ];
  },
};

function sameId(first: string, second: string | undefined): Finding {
  return {
    expected: "the same id when it is asked for again",
    seen: first === second ? "the same id" : "another id",
    held: first === second,
  };
}

async function delivered({ system }: Scene, id: string): Promise<Finding> {
  const { status, attempts } = await (await system.business()).ofMessage(id);
  const from = attempts.map(({ sender, provider }) => `${sender} by ${provider}`).join(", ");
  return {
    expected: "delivered, in one attempt, from B by aws",
    seen: `${status}, in ${attempts.length} attempts, from ${from || "nobody"}`,
    held: status === "delivered" && from === "B by aws",
  };
}
