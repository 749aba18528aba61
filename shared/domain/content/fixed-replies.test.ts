import { apologyReply, helpReply, startReply, stopReply, unsupportedReply } from "./fixed-replies";

test.each([stopReply, startReply, helpReply])("%s: names the sender and fits one SMS", (reply) => {
  expect(reply).toMatch(/^AI Nutritionist: [\x20-\x5a\x61-\x7a]+$/);
  expect(reply.length).toBeLessThanOrEqual(160);
});

test("each says the way out, or back", () => {
  expect(stopReply).toContain("START");
  expect(startReply).toContain("STOP");
  expect(helpReply).toContain("STOP");
});

test.each([
  ["image", "pictures"],
  ["image/jpeg", "pictures"],
  ["audio/ogg", "voice messages"],
  ["location", "locations"],
  ["something new", "this kind of message"],
  ["<script>", "this kind of message"],
])("%s is answered as %s", (kind, name) => {
  expect(unsupportedReply(kind)).toBe(
    `Sorry, I cannot read ${name} yet. ` +
      'Please write your question as text, such as "two eggs and a banana".',
  );
});

test("the replies fit one SMS", () => {
  for (const reply of [apologyReply, unsupportedReply("audio"), unsupportedReply("?")]) {
    expect(reply).toMatch(/^[\x20-\x5a\x61-\x7a]{1,160}$/);
  }
});
