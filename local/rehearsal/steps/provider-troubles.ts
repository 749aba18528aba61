import { answersFrom, question } from "../findings";
import { ada } from "../people";
import type { Finding, Scene, Step } from "../step";

const minute = 60_000;

/**
 * Throttling never sends anything to the other number, open as its window may be: that would evade
 * the limit (docs/rules.md, rule 5). What the business starts waits as well.
 */
export const throttledProvider: Step = {
  title: "What a provider throttles is parked, and arrives from the same number once it is due",
  async run(scene) {
    const { system } = scene;
    const throttle = { service: "social-messaging", failure: { kind: "throttle" } } as const;
    const { id } = await system.client.call("POST /failures", throttle);
    const meanwhile = await system.talk(async () => {
      await system.write(ada, "B", question);
      await system.writeFirst(ada, `throttled-${await system.watch.now()}`);
    });
    const { delayed } = await system.queues.depth("wake-ups");
    await system.client.call("DELETE /failures/{id}", { id });
    const later = await passing(scene, minute);
    return [
      {
        expected: "an answer and a message of the business parked, and nothing on the phone",
        seen: `${delayed} wake-ups, ${meanwhile.length - 1} messages of the business`,
        held: delayed >= 2 && meanwhile.length === 1,
      },
      await answersFrom(scene, later.filter(isNoCheckIn), {
        sender: "B",
        times: 1,
        saying: "kcal",
      }),
      await answersFrom(
        scene,
        later.filter((message) => !isNoCheckIn(message)),
        {
          sender: "B",
          times: 1,
          saying: "meal check-in",
        },
      ),
    ];
  },
};

/** A connection that is never made has given the provider nothing: that is no ambiguity. */
export const unreachableProvider: Step = {
  title:
    "For a provider that cannot be reached the other number stands in, where the person's window " +
    "there is open",
  stages: ["primary", "backup"],
  async run(scene) {
    await scene.system.talk(() => scene.system.write(ada, "A", question));
    await scene.system.talk(() => scene.system.write(ada, "B", question));
    return [
      await standsIn(scene, { wroteTo: "B", unreachable: "social-messaging", sender: "A" }),
      await standsIn(scene, { wroteTo: "A", unreachable: "twilio", sender: "B" }),
    ];
  },
};

async function standsIn(
  scene: Scene,
  {
    wroteTo,
    unreachable: service,
    sender,
  }: {
    readonly wroteTo: "A" | "B";
    readonly unreachable: string;
    readonly sender: "A" | "B";
  },
): Promise<Finding> {
  const { system } = scene;
  const failure = { kind: "refuse" } as const;
  const { id } = await system.client.call("POST /failures", { service, failure });
  const talk = await system.talk(() => system.write(ada, wroteTo, question));
  await system.client.call("DELETE /failures/{id}", { id });
  return await answersFrom(scene, talk, { sender, times: 1, saying: "kcal" });
}

const untilClosed = 3 * 60 * minute + 10 * minute;

/**
 * AWS took the message and its receipt never came: whether it arrived is told by an event, for
 * which a wake-up waits longer than SQS can delay a message, so it is parked time and again.
 */
export const lostReceipt: Step = {
  title: "An answer whose receipt is lost is not sent again, however much time passes",
  async run(scene) {
    const { system } = scene;
    const { id } = await system.client.call("POST /failures", {
      service: "social-messaging",
      operation: "SendWhatsAppMessage",
      failure: { kind: "answer-lost" },
    });
    const talk = await system.talk(() => system.write(ada, "B", question));
    const { delayed } = await system.queues.depth("wake-ups");
    await system.client.call("DELETE /failures/{id}", { id });
    const later = await passing(scene, untilClosed);
    const after = await system.queues.depth("wake-ups");
    return [
      await answersFrom(scene, talk, { sender: "B", times: 1, saying: "kcal" }),
      {
        expected:
          "a wake-up that waits for three hours and is then taken; nothing is sent meanwhile",
        seen:
          `${delayed} wake-ups at first, ${after.delayed} in the end, ` +
          `${later.length} messages meanwhile`,
        held: delayed > 0 && after.delayed === 0 && later.length === 0,
      },
    ];
  },
};

function passing({ system }: Scene, milliseconds: number) {
  return system.talk(() => system.client.call("POST /clock/pass", { milliseconds }));
}

function isNoCheckIn({ text }: { readonly text: string }): boolean {
  return !text.includes("meal check-in");
}
