import { AsyncLocalStorage } from "node:async_hooks";
import { Traces } from "./traces";

const hop = (name: string, body?: string) =>
  ({ place: "queue", name, what: "sent", ...(body === undefined ? {} : { body }) }) as const;

let traces: Traces;
beforeEach(() => {
  traces = new Traces(() => 7);
});

test("what happens because of something stands in its trace, later and in other hands too", async () => {
  await traces.begin(async () => {
    traces.name("wamid-1");
    traces.hop(hop("inbox"));
    await new Promise((resolve) => setImmediate(resolve));
    traces.hop(hop("outbox"));
  });
  traces.hop(hop("nobody's"));
  expect(traces.of("wamid-1")).toEqual([
    { at: 7, ...hop("inbox") },
    { at: 7, ...hop("outbox") },
  ]);
});

test("work that waited goes on with the traces that lay with it", () => {
  const waiting = traces.begin(() => {
    traces.name("one");
    return traces.waiting();
  });
  traces.begin(() => traces.resume([{ ...waiting }], () => traces.hop(hop("inbox"))));
  expect(traces.of("one")?.map(({ name }) => name)).toEqual(["inbox"]);
});

test("of a batch's traces, those that a body speaks of get the hop; all, when it names none", () => {
  const batch = ["one", "two"].map((id) =>
    traces.begin(() => {
      traces.name(id);
      return traces.waiting();
    }),
  );
  traces.resume(batch, () => {
    traces.hop(hop("both"));
    traces.hop(hop("second", "about two"));
    traces.hop(hop("unclear", "about nobody"));
  });
  const names = (id: string) => traces.of(id)?.map(({ name }) => name);
  expect(names("one")).toEqual(["both", "unclear"]);
  expect(names("two")).toEqual(["both", "second", "unclear"]);
});

test("what lies with a message is seen by no wire", () => {
  traces.begin(() => expect(JSON.stringify({ ...traces.waiting() })).toBe("{}"));
});

test("a context that was kept is the one of its time", () => {
  const kept = traces.begin(() => {
    traces.name("one");
    return AsyncLocalStorage.snapshot();
  });
  kept(() => traces.hop(hop("inbox")));
  expect(traces.of("one")).toHaveLength(1);
});

test("the oldest traces are forgotten with their ids, and a long one ends", () => {
  for (let index = 0; index < 1500; index += 1)
    traces.begin(() => {
      traces.name(`id-${index}`);
      traces.hop(hop("inbox"));
    });
  expect(traces.of("id-0")).toBeUndefined();
  expect(traces.of("id-1499")).toHaveLength(1);
  traces.begin(() => {
    traces.name("long");
    for (let index = 0; index < 2000; index += 1) traces.hop(hop("inbox", "x".repeat(5000)));
  });
  expect(traces.of("long")).toHaveLength(300);
  expect(traces.of("long")?.[0]?.body).toHaveLength(4000);
});
