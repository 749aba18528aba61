import { loggableId } from "./message-id";

test("a wamid is told by its digest, the same each time; other ids stay as they are", () => {
  const wamid = "wamid.HBgLMTIwMjU1NTAxMDEVAgASGBQzQQA=";
  expect(loggableId(wamid)).toMatch(/^wamid#[0-9a-f]{16}$/);
  expect(loggableId(wamid)).toBe(loggableId(wamid));
  expect(loggableId(`${wamid}x`)).not.toBe(loggableId(wamid));
  expect(loggableId("SM00000000000000000000000000000001")).toBe(
    "SM00000000000000000000000000000001",
  );
});
