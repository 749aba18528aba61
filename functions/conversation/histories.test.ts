import { playHistories } from "./histories.testing";

it("in 300 histories nothing that the business starts is sent past a person's opt-out", async () => {
  const tally = await playHistories(300, 1);
  // That there was something to keep back, and something to send.
  expect(tally.sent).toBeGreaterThan(100);
  expect(tally.keptBack).toBeGreaterThan(50);
  expect(tally.merges).toBeGreaterThan(10);
});
