import { readdirSync, readFileSync } from "node:fs";
import { readRecordedEvent } from "end-user-messaging-simulator";

const folder = "examples/events";
const names = readdirSync(folder)
  .filter((name) => name.endsWith(".json"))
  .map((name) => name.replace(/\.json$/, ""));
const textOf = (name: string) => readFileSync(`${folder}/${name}.json`, "utf8");

test.each(names)("the example %s can be read, and is of the stack's WABA", (name) => {
  const { envelopes } = readRecordedEvent(textOf(name));
  expect(envelopes).toHaveLength(1);
  const [{ metaWabaId = "100000000000001", businessNumber = "+12025550142" } = {}] = envelopes;
  expect([metaWabaId, businessNumber]).toEqual(["100000000000001", "+12025550142"]);
});

test("the examples hold every kind of message and every other field", () => {
  const seen = { kinds: new Set<string>(), fields: new Set<unknown>() };
  for (const name of names) {
    const { messages, envelopes } = readRecordedEvent(textOf(name));
    for (const { kind } of messages) seen.kinds.add(kind);
    for (const { entry } of envelopes)
      for (const { field } of entry.changes as { field: string }[]) seen.fields.add(field);
  }
  // The pages of Meta's webhook reference for `messages`, and the fields beside it.
  expect([...seen.kinds].sort()).toEqual(
    [
      "audio",
      "button",
      "contacts",
      "document",
      "edit",
      "image",
      "interactive",
      "location",
      "order",
      "reaction",
      "request_welcome",
      "revoke",
      "sticker",
      "system",
      "text",
      "unsupported",
      "video",
    ].sort(),
  );
  expect([...seen.fields].sort()).toEqual(
    [
      "account_update",
      "business_capability_update",
      "message_template_components_update",
      "message_template_quality_update",
      "message_template_status_update",
      "messages",
      "phone_number_quality_update",
      "template_category_update",
      "user_id_update",
      "user_preferences",
    ].sort(),
  );
});

test("the examples' README names each of them, and nothing else", () => {
  const table = readFileSync(`${folder}/README.md`, "utf8").split("| --- | --- |")[1] ?? "";
  const firstColumn = table.split("\n").map((row) => row.split("|")[1] ?? "");
  const named = firstColumn.flatMap((cell) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name),
  );
  expect(named.sort()).toEqual([...names].sort());
});

test("all phone numbers in the examples are nobody's", () => {
  for (const name of names)
    for (const [number] of textOf(name).matchAll(/(?<!\d)1[2-9]\d{9}(?!\d)/g))
      expect(number).toMatch(/^1\d{3}55501\d\d$/);
});
