import {
  type ConversationItem,
  deduplicationId,
  type WakeUp,
} from "../../shared/domain/message/conversation-item";
import { initiatedId } from "../../shared/domain/message/message-id";
import { handBack, type WakeUpPorts } from "./hand-back";

const due = 1_000_000;

function world(now: number) {
  const parked: WakeUp[] = [];
  const handed: { queue: string; item: ConversationItem }[] = [];
  const clock = { now: () => now, wait: async () => {} };
  const to = (queue: string) => ({
    handOver: async (item: ConversationItem) => void handed.push({ queue, item }),
  });
  const ports: WakeUpPorts = {
    clock,
    log: { info: () => {}, warn: () => {}, error: () => {} },
    wakeUps: { park: async (wakeUp) => void parked.push(wakeUp) },
    queues: { conversation: to("conversation"), sends: to("sends") },
  };
  return { ports, parked, handed };
}

const item = (queue: WakeUp["queue"] = "conversation") =>
  ({
    kind: "wake-up",
    wakeUp: { about: "attempt", messageId: initiatedId("one"), group: "g", queue, dueAt: due },
  }) as const;

describe("a wake-up", () => {
  it.each(["conversation", "sends"] as const)(
    "that is due goes back to its queue: %s",
    async (queue) => {
      const { ports, handed, parked } = world(due);
      await handBack(item(queue), ports);
      expect(handed).toMatchObject([{ queue, item: { wakeUp: { group: "g", about: "attempt" } } }]);
      expect(parked).toEqual([]);
    },
  );

  it("that is due later waits again", async () => {
    const { ports, handed, parked } = world(due - 900_000);
    await handBack(item(), ports);
    expect(handed).toEqual([]);
    expect(parked).toEqual([item().wakeUp]);
  });

  it("for the same moment has another deduplication id each time: the queue drops none", async () => {
    const [early, later] = [world(due - 300), world(due + 200)];
    await handBack(item(), early.ports);
    await handBack(item(), later.ports);
    const ids = [...early.handed, ...later.handed].map((one) => deduplicationId(one.item));
    expect(new Set(ids).size).toBe(2);
  });

  it("is nothing else", async () => {
    const event = { kind: "person" } as ConversationItem;
    await expect(handBack(event, world(due).ports)).rejects.toThrow(/person/);
  });
});
