import fc from "fast-check";
import { Journal } from "./journal";

const nobody = () => {};

test("a reader who comes back with a cursor misses nothing that is kept, and sees nothing twice", () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat({ max: 7 }), { maxLength: 30 }),
      fc.integer({ min: 8, max: 20 }),
      (bursts, most) => {
        const journal = new Journal<number>(most, nobody);
        const read: number[] = [];
        let [cursor, written] = [0, 0];
        for (const burst of bursts) {
          for (let entry = 0; entry < burst; entry += 1) journal.add(written++);
          read.push(...journal.since(cursor));
          cursor = journal.cursor;
        }
        expect(read).toEqual(Array.from({ length: written }, (_, entry) => entry));
      },
    ),
  );
});

test("the oldest entries go first, and the cursors of the others stay theirs", () => {
  const journal = new Journal<number>(3, nobody);
  for (let entry = 0; entry < 100; entry += 1) journal.add(entry);
  expect(journal.since(98)).toEqual([98, 99]);
  expect(journal.since(0).length).toBeLessThan(6);
  expect(journal.since(0).at(-1)).toBe(99);
});

test("a reader who stops at a cursor gets what came before it, and no more", () => {
  const journal = new Journal<number>(3, nobody);
  for (let entry = 0; entry < 100; entry += 1) journal.add(entry);
  expect(journal.since(97, 99)).toEqual([97, 98]);
  expect(journal.since(0, 10)).toEqual([]);
  expect(journal.since(99, 1000)).toEqual([99]);
});

test("a listener that throws keeps nobody else from hearing", () => {
  const failed: unknown[] = [];
  const journal = new Journal<number>(3, (error) => failed.push(error));
  const heard: number[] = [];
  journal.onEntry(() => {
    throw new Error("no ear");
  });
  journal.onEntry((entry) => heard.push(entry));
  journal.add(1);
  expect([heard, failed]).toEqual([[1], [new Error("no ear")]]);
});
