import { type InboundMessage, saidAt } from "./message";

test.each([
  [5, 9, 5],
  [9, 5, 5],
])("what was written at %d and received at %d was said at %d", (writtenAt, receivedAt, said) => {
  expect(saidAt({ writtenAt, receivedAt } as InboundMessage)).toBe(said);
});
