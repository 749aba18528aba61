import { readingOf } from "./event-reading";

const line = (fields: object, level: "info" | "warn" | "error" = "info") => ({
  at: 0,
  functionName: "whatsapp-ingress",
  level,
  text: JSON.stringify(fields),
});
const unreadable = line({ event: "inbound.unreadable", reason: "messages.0: no type" }, "warn");
const ignored = (why: string) => line({ event: "inbound.ignored", why, what: "reaction" });

test.each([
  [
    "a message that was handed over",
    line({ event: "inbound.handedOver", item: "inbound" }),
    "a message of a person",
  ],
  ["news of the account", line({ event: "account", field: "account_update" }), "(account_update)"],
  ["a delivery that nobody waits for", line({ event: "delivery.unknown" }, "warn"), "never sent"],
  [
    "what is known and needs nothing done",
    ignored("nothing-to-do"),
    "known (reaction), and ignored",
  ],
])("%s was read, and said to be that", (_, said, words) => {
  const { isRead, became, unread } = readingOf([said]);
  expect({ isRead, unread }).toEqual({ isRead: true, unread: [] });
  expect(became).toEqual([expect.stringContaining(words)]);
});

test.each([
  ["what is unreadable", unreadable, "unreadable: messages.0: no type"],
  ["what nobody knows", ignored("unknown-kind"), "unknown-kind: reaction"],
  ["what the function leaves out", line({ event: "whatsapp.ignored", what: "x" }), "x"],
])("%s was not", (_, said, what) => {
  expect(readingOf([said])).toEqual({ isRead: false, became: [], unread: [what] });
});

test("one item that was read is enough, and the others are named", () => {
  expect(readingOf([unreadable, line({ event: "account" })])).toEqual({
    isRead: true,
    became: [expect.stringContaining("news of the account")],
    unread: ["unreadable: messages.0: no type"],
  });
});

test.each([
  ["nothing was said", []],
  ["a function failed", [line({ event: "ingress" }, "error")]],
  ["only Lambda itself spoke", [{ ...unreadable, text: "Task timed out after 3.00 seconds" }]],
])("where %s, nothing was read", (_, lines) => {
  expect(readingOf(lines).isRead).toBe(false);
});
