import fc from "fast-check";
import { answerId, attemptId, initiatedId, loggableId, readAttemptId } from "./message-id";

test("a wamid is told by its digest, the same each time; other ids stay as they are", () => {
  const wamid = "wamid.HBgLMTIwMjU1NTAxMDEVAgASGBQzQQA=";
  expect(loggableId(wamid)).toMatch(/^wamid#[0-9a-f]{16}$/);
  expect(loggableId(wamid)).toBe(loggableId(wamid));
  expect(loggableId(`${wamid}x`)).not.toBe(loggableId(wamid));
  expect(loggableId("SM00000000000000000000000000000001")).toBe(
    "SM00000000000000000000000000000001",
  );
});

test("an id is the same on a retry, another for each part and origin, and names nobody", () => {
  const ids = [
    answerId("aws", "wamid.1", 1),
    answerId("aws", "wamid.1", 2),
    answerId("aws", "wamid.2", 1),
    answerId("twilio", "wamid.1", 1),
    initiatedId("one"),
    initiatedId("two"),
  ];
  expect(new Set(ids).size).toBe(ids.length);
  expect(answerId("aws", "wamid.1", 1)).toBe(ids[0]);
  for (const id of ids) expect(id).toMatch(/^m-[0-9a-f]{32}$/);
  // `printf '%s' 'initiate:one' | sha256sum`: what a caller asked for is found after a deployment.
  expect(initiatedId("one")).toBe("m-5d12d3d4a79342a3d9958676e6c43770");
});

test("an attempt's id is read back as it was made", () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 1, max: 9_999 }), (key, number) => {
      const messageId = initiatedId(key);
      expect(readAttemptId(attemptId(messageId, number))).toEqual({ messageId, number });
    }),
  );
});

const id = initiatedId("one");
test.each([
  "",
  id,
  `${id}.0`,
  `${id}.01`,
  `${id}.10000`,
  `${id}.1x`,
  `x${id}.1`,
  `${id.slice(0, -1)}.1`,
  `${id.toUpperCase()}.1`,
])("%p is no attempt's id", (text) => expect(readAttemptId(text)).toBeUndefined());
