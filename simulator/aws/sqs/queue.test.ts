import fc from "fast-check";
import { SimulatedClock } from "../../kernel/clock";
import { SeededRandom } from "../../kernel/random";
import { SeededIds } from "../../kernel/seeded-ids";
import { Traces } from "../../kernel/traces";
import { usualUnkindness } from "../cloud-unkindness";
import type { QueueDeclaration } from "./declaration";
import type { QueuedMessage, ReceivedMessage } from "./message";
import { Queue } from "./queue";

const clock = new SimulatedClock();
afterEach(() => clock.stop());

function queue(
  properties: Partial<QueueDeclaration> = {},
  world: { seed?: number; duplicates?: number; buried?: QueuedMessage[] } = {},
): Queue {
  const name = properties.fifoQueue ? "inbox.fifo" : "inbox";
  const declaration: QueueDeclaration = {
    name,
    url: `https://sqs.eu-central-1.amazonaws.com/123456789012/${name}`,
    arn: `arn:aws:sqs:eu-central-1:123456789012:${name}`,
    fifoQueue: false,
    visibilityTimeoutSeconds: 30,
    delaySeconds: 0,
    messageRetentionSeconds: 3600,
    maxMessageSize: 1_048_576,
    receiveWaitTimeSeconds: 0,
    redrivePolicy: undefined,
    contentBasedDeduplication: false,
    deduplicationScope: "queue",
    kmsMasterKeyId: undefined,
    kmsDataKeyReusePeriodSeconds: 300,
    policy: undefined,
    redriveAllowPolicy: undefined,
    sqsManagedSseEnabled: true,
    fifoThroughputLimit: undefined,
    tagsAll: {},
    ...properties,
  };
  return new Queue(declaration, {
    traces: new Traces(() => clock.now()),
    clock,
    random: new SeededRandom(world.seed ?? 1),
    ids: new SeededIds(new SeededRandom(world.seed ?? 1)),
    unkindness: { ...usualUnkindness, duplicateProbability: world.duplicates ?? 0 },
    deadLetter: (_, message) => world.buried?.push(message),
    changed: () => {},
  });
}

const bodies = (messages: readonly { body: string }[]) => messages.map(({ body }) => body);

describe("a standard queue", () => {
  it("gives each message once within the visibility timeout, in an order of its own, the same for the same seed", () => {
    const sent = Array.from({ length: 50 }, (_, index) => `message ${index}`);
    const drain = (seed: number) => {
      const from = queue({}, { seed });
      for (const body of sent) from.send({ body });
      return Array.from({ length: 5 }, () => bodies(from.receive(10))).flat();
    };
    expect([...drain(7)].sort()).toEqual([...sent].sort());
    expect(drain(7)).toEqual(drain(7));
    expect(drain(7)).not.toEqual(sent);
  });

  it("shows a message again when its visibility timeout passes, counts receives, and forgets the stale handle", () => {
    const from = queue();
    from.send({ body: "one" });
    const [first] = from.receive(10);
    clock.advance(29_000);
    expect(from.receive(10)).toEqual([]);
    clock.advance(1_001);
    const [second] = from.receive(10);
    expect(second).toMatchObject({ messageId: first?.messageId, receiveCount: 2 });
    expect(from.delete(first?.receiptHandle ?? "")).toBe(false);
    expect(from.delete(second?.receiptHandle ?? "")).toBe(true);
    expect(from.depth()).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
  });

  it("hides longer or shorter as the receiver asks", () => {
    const from = queue();
    from.send({ body: "one" });
    const [received] = from.receive(1);
    from.changeVisibility(received?.receiptHandle ?? "", 600);
    clock.advance(599_000);
    expect(from.receivable).toBe(false);
    from.release(received?.receiptHandle ?? "");
    expect(from.receivable).toBe(true);
  });

  it("delays as the message or else the queue says", () => {
    const from = queue({ delaySeconds: 10 });
    from.send({ body: "later" });
    from.send({ body: "now", delaySeconds: 0 });
    expect(from.depth()).toEqual({ visible: 1, inFlight: 0, delayed: 1 });
    clock.advance(10_001);
    expect(from.depth()).toEqual({ visible: 2, inFlight: 0, delayed: 0 });
  });

  it("drops what it has held longer than its retention period", () => {
    const from = queue({ messageRetentionSeconds: 60 });
    from.send({ body: "old" });
    clock.advance(30_000);
    from.send({ body: "younger" });
    clock.advance(30_001);
    expect(bodies(from.peekAll())).toEqual(["younger"]);
    expect(bodies(from.receive(10))).toEqual(["younger"]);
  });

  it("gives a message up after maxReceiveCount receives, with its id and its own queue's name", () => {
    const buried: QueuedMessage[] = [];
    const from = queue(
      { redrivePolicy: { deadLetterTargetArn: "arn:dlq", maxReceiveCount: 2 } },
      { buried },
    );
    const { messageId } = from.send({ body: "poison" });
    for (let receive = 0; receive < 2; receive += 1) {
      expect(from.receive(10)).toHaveLength(1);
      clock.advance(30_001);
    }
    expect(from.receive(10)).toEqual([]);
    expect(buried).toMatchObject([
      { messageId, body: "poison", deadLetterSourceArn: from.arn, receiveCount: 0 },
    ]);
    expect(from.peekAll()).toEqual([]);
  });

  it("holds some messages twice, under one id, and loses neither copy's life to the other's", () => {
    const from = queue({}, { duplicates: 1 });
    const { messageId } = from.send({ body: "twice" });
    const [one, other] = from.receive(10);
    expect([one?.messageId, other?.messageId]).toEqual([messageId, messageId]);
    from.delete(one?.receiptHandle ?? "");
    expect(from.depth().inFlight).toBe(1);
  });

  it("refuses a message that is too large", () => {
    expect(() => queue({ maxMessageSize: 1024 }).send({ body: "x".repeat(1025) })).toThrow(
      "must be shorter than 1024 bytes",
    );
  });
});

describe("a FIFO queue", () => {
  const fifo = (properties: Partial<QueueDeclaration> = {}, world = {}) =>
    queue({ fifoQueue: true, ...properties }, world);

  it("keeps each group's order, whatever succeeds, fails and comes back", () => {
    const outcome = fc.constantFrom("done", "released", "timed out");
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 30 }),
        fc.infiniteStream(outcome),
        fc.nat(),
        (groups, count, outcomes, seed) => {
          const from = fifo({}, { seed });
          for (let index = 0; index < count; index += 1)
            from.send({
              body: String(index),
              groupId: `g${index % groups}`,
              deduplicationId: String(index),
            });
          const finished = new Map<string, number[]>();
          for (let round = 0; from.peekAll().length > 0 && round < 1000; round += 1) {
            settle(from, from.receive(10), outcomes, finished);
          }
          for (const order of finished.values())
            expect(order).toEqual([...order].sort((one, other) => one - other));
          expect([...finished.values()].flat()).toHaveLength(count);
        },
      ),
      { numRuns: 60 },
    );
  });

  /**
   * Works a batch as a careful receiver does: after the first failure of a group, the rest of the
   * group fails too.
   */
  function settle(
    from: Queue,
    batch: ReceivedMessage[],
    outcomes: Iterator<string>,
    finished: Map<string, number[]>,
  ): void {
    const failed = new Set<string>();
    for (const { groupId = "", body, receiptHandle } of batch) {
      const outcome = failed.has(groupId) ? "released" : outcomes.next().value;
      if (outcome === "done") {
        finished.set(groupId, [...(finished.get(groupId) ?? []), Number(body)]);
        from.delete(receiptHandle);
      } else {
        failed.add(groupId);
        if (outcome === "released") from.release(receiptHandle);
      }
    }
    clock.advance(30_001);
  }

  it("gives nothing of a group of which something is in flight, and the other groups meanwhile", () => {
    const from = fifo();
    from.send({ body: "a1", groupId: "a", deduplicationId: "1" });
    const [a1] = from.receive(1);
    from.send({ body: "a2", groupId: "a", deduplicationId: "2" });
    from.send({ body: "b1", groupId: "b", deduplicationId: "3" });
    expect(bodies(from.receive(10))).toEqual(["b1"]);
    from.delete(a1?.receiptHandle ?? "");
    expect(bodies(from.receive(10))).toEqual(["a2"]);
  });

  it("opens a group again when its poison message goes to the dead-letter queue", () => {
    const buried: QueuedMessage[] = [];
    const from = fifo(
      { redrivePolicy: { deadLetterTargetArn: "arn:dlq", maxReceiveCount: 1 } },
      { buried },
    );
    from.send({ body: "poison", groupId: "a", deduplicationId: "1" });
    from.receive(1);
    from.send({ body: "behind", groupId: "a", deduplicationId: "2" });
    clock.advance(30_001);
    expect(bodies(from.receive(1))).toEqual(["behind"]);
    expect(bodies(buried)).toEqual(["poison"]);
  });

  it("accepts a known deduplication id for five minutes without delivering it again", () => {
    const from = fifo();
    const first = from.send({ body: "one", groupId: "a", deduplicationId: "same" });
    clock.advance(299_000);
    expect(from.send({ body: "again", groupId: "b", deduplicationId: "same" })).toEqual(first);
    expect(from.depth().visible).toBe(1);
    clock.advance(2_000);
    expect(from.send({ body: "later", groupId: "a", deduplicationId: "same" })).not.toEqual(first);
  });

  it("knows an id per group where the scope is the message group", () => {
    const from = fifo({ deduplicationScope: "messageGroup" });
    from.send({ body: "one", groupId: "a", deduplicationId: "same" });
    from.send({ body: "two", groupId: "b", deduplicationId: "same" });
    from.send({ body: "three", groupId: "b", deduplicationId: "same" });
    expect(from.depth().visible).toBe(2);
  });

  it("takes the body's digest as the id where the queue says so, and otherwise refuses a message without one", () => {
    const byContent = fifo({ contentBasedDeduplication: true });
    byContent.send({ body: "same", groupId: "a" });
    byContent.send({ body: "same", groupId: "a" });
    expect(byContent.depth().visible).toBe(1);
    expect(() => fifo().send({ body: "one", groupId: "a" })).toThrow("ContentBasedDeduplication");
    expect(() => fifo().send({ body: "one", deduplicationId: "1" })).toThrow("MessageGroupId");
    expect(() =>
      fifo().send({ body: "one", groupId: "a", deduplicationId: "1", delaySeconds: 5 }),
    ).toThrow("DelaySeconds");
  });
});
