import { RecentEvents } from "./recent-events";

test("the last thousand are kept, and an older or unknown one is an error", async () => {
  const recent = new RecentEvents();
  for (let index = 0; index <= 1000; index += 1) recent.keep(`m${index}`, async () => "delivered");
  await expect(recent.get("m1")()).resolves.toBe("delivered");
  expect(() => recent.get("m0")).toThrow("No message m0 of a person came lately");
});
