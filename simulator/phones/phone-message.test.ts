import fc from "fast-check";
import { climb, type Tick } from "./phone-message";

const tick = fc.constantFrom<Tick>("pending", "sent", "delivered", "read", "failed");
const settle = (news: readonly Tick[]): Tick => news.reduce(climb, "pending");

test("the news may come in any order", () => {
  const newsTwice = fc
    .array(tick, { maxLength: 8 })
    .chain((news) =>
      fc.tuple(fc.constant(news), fc.shuffledSubarray(news, { minLength: news.length })),
    );
  fc.assert(fc.property(newsTwice, ([news, shuffled]) => settle(shuffled) === settle(news)));
});

test("news that comes twice changes nothing", () => {
  fc.assert(fc.property(fc.array(tick), (news) => settle([...news, ...news]) === settle(news)));
});

test("a tick never goes back", () => {
  const order: Tick[] = ["pending", "sent", "failed", "delivered", "read"];
  fc.assert(
    fc.property(
      tick,
      tick,
      (from, news) => order.indexOf(climb(from, news)) >= order.indexOf(from),
    ),
  );
});

test("a message that failed and then arrived was delivered", () => {
  expect(settle(["sent", "failed", "delivered"])).toBe("delivered");
  expect(settle(["sent", "failed"])).toBe("failed");
});
