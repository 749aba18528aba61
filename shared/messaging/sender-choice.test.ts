import { templateContent } from "../domain/content/template-catalogue";
import type { SenderKey } from "../domain/message/channel";
import type { RolloutInForce } from "../domain/rollout/weight-in-force";
import { inForce, MessagingWorld } from "./messaging.testing";
import { SenderChoice } from "./sender-choice";

let world: MessagingWorld;

beforeEach(() => {
  world = new MessagingWorld();
});

const contact = (sender?: "B") => {
  if (!world.contact) throw new Error("Somebody has to be there.");
  return sender ? { ...world.contact, sender } : world.contact;
};
const choice = () => new SenderChoice(world.ports());

describe("a detour", () => {
  const now = 1_000_000;
  const detour = (sender: SenderKey, rollout: RolloutInForce | undefined) =>
    choice().detour(sender, world.content, contact(), rollout);

  it.each<[SenderKey, RolloutInForce["downUntil"], SenderKey | undefined]>([
    ["A", {}, undefined],
    ["A", { A: now + 1 }, "B"],
    ["A", { A: now }, undefined],
    ["B", { A: now + 1 }, undefined],
    ["B", { B: now + 1 }, "A"],
    ["B", { A: now + 1, B: now + 1 }, undefined],
    ["B", { A: now, B: now + 1 }, "A"],
    ["sms", { A: now + 1, B: now + 1 }, undefined],
  ])("from %s, with circuits open until %j, goes by %s", (sender, downUntil, expected) => {
    expect(detour(sender, inForce({ downUntil }))).toBe(expected);
  });

  it("is made only where the other number may carry it, and the rollout is known", () => {
    const downUntil = { B: now + 1 };
    expect(detour("B", inForce({ stage: "receive-only", downUntil }))).toBeUndefined();
    expect(detour("B", undefined)).toBeUndefined();
    world.withoutA = true;
    expect(detour("B", inForce({ downUntil }))).toBeUndefined();
  });
});

describe("the number that stands in", () => {
  it("is none for words that are kept no more, or where the stage is not known", () => {
    expect(choice().standIn("B", world.content, contact(), inForce())).toBe("A");
    expect(choice().standIn("B", undefined, contact(), inForce())).toBeUndefined();
    expect(choice().standIn("B", world.content, contact(), undefined)).toBeUndefined();
  });

  it("carries a template alone where its window is closed", () => {
    world.now += 24 * 60 * 60_000;
    const template = { ...world.content, content: templateContent("we_moved", "en", {}) };
    expect(choice().standIn("A", world.content, contact(), inForce())).toBeUndefined();
    expect(choice().standIn("A", template, contact(), inForce())).toBe("B");
    expect(choice().routeFrom("B", contact())).toMatchObject({ sender: "B", may: "templates" });
  });
});

describe("the sender of a message that is gone on with", () => {
  const senderOf = (
    first: SenderKey | undefined,
    who = contact(),
    rollout: RolloutInForce | undefined = inForce(),
  ) => {
    const attempts = first ? [world.attempt(1, first), world.attempt(2, "B")] : [];
    return choice().senderOf(world.know(attempts), who, rollout);
  };

  it("is the first one, unless that number is gone", () => {
    expect(senderOf("A")).toBe("A");
    expect(senderOf("B")).toBe("B");
    world.withoutA = true;
    expect(senderOf("A")).toBe("B");
  });

  it("that was never begun is the person's, and B where nobody knows", () => {
    expect(senderOf(undefined)).toBe("A");
    expect(senderOf(undefined, contact("B"))).toBe("B");
    const nobodyKnows = choice().senderOf(world.know([]), contact(), undefined);
    expect(nobodyKnows).toBe("B");
  });

  it("by SMS is the pool", () => {
    const message = world.know([], { channel: "sms" });
    expect(choice().senderOf(message, contact(), inForce())).toBe("sms");
  });
});

test("a rollout that cannot be read is none", async () => {
  expect(await choice().rollout()).toEqual(inForce());
  world.rollout = new Error("the table is gone");
  expect(await choice().rollout()).toBeUndefined();
});
