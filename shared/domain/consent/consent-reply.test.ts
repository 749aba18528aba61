import { helpReply, startReply, stopReply } from "./consent-reply";

test.each([stopReply, startReply, helpReply])("%s: names the sender and fits one SMS", (reply) => {
  expect(reply).toMatch(/^AI Nutritionist: [\x20-\x5a\x61-\x7a]+$/);
  expect(reply.length).toBeLessThanOrEqual(160);
});

test("each says the way out, or back", () => {
  expect(stopReply).toContain("START");
  expect(startReply).toContain("STOP");
  expect(helpReply).toContain("STOP");
});
