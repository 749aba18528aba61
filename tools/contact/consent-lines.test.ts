import { readFileSync } from "node:fs";
import { statementsOf } from "../../shared/domain/contact/consent";
import { ListError, readConsentList } from "./consent-lines";

const now = Date.UTC(2026, 10, 24);
const at = Date.UTC(2026, 8, 1, 9, 30);
const read = (...lines: string[]) => readConsentList(lines.join("\n"), now);

const header = "contact_id,status,date_of_consent,channel,purpose";
const log =
  "From,To,Body,Status,SentDate,ApiVersion,NumSegments,ErrorCode,AccountSid,Sid,Direction," +
  "Price,PriceUnit";

test("a consent list says who refused what, where, and when", () => {
  const { lines, refused, silent } = read(
    header,
    "+12025550142,opt-out,2026-09-01T09:30:00Z,,",
    "whatsapp:+12025550143,Opt-In,2026-09-01T11:30:00+02:00,,marketing",
    "+12025550144,opt-out,2026-09-01 09:30:00 UTC,whatsapp,all",
  );
  const imported = { source: "import", at } as const;
  expect(lines).toEqual([
    {
      line: 2,
      number: "+12025550142",
      channel: "sms",
      statements: statementsOf("sms", ["marketing", "utility"], {
        state: "opted-out",
        ...imported,
      }),
    },
    {
      line: 3,
      number: "+12025550143",
      channel: "whatsapp",
      statements: statementsOf("whatsapp", ["marketing"], { state: "opted-in", ...imported }),
    },
    {
      line: 4,
      number: "+12025550144",
      channel: "whatsapp",
      statements: statementsOf("whatsapp", ["marketing", "utility"], {
        state: "opted-out",
        ...imported,
      }),
    },
  ]);
  expect({ refused, silent }).toEqual({ refused: [], silent: 0 });
});

test("a message log says who wrote STOP or START, and whom Twilio refused to write to", () => {
  const row = (from: string, to: string, body: string, error: string, direction: string) =>
    `${from},${to},${body},received,"Tue, 01 Sep 2026 09:30:00 +0000",2010-04-01,1,${error},` +
    `AC0,SM0,${direction},,USD`;
  const { lines, silent } = read(
    log,
    row("+12025550142", "+12025550171", "Stop please", "", "inbound"),
    row("+12025550143", "+12025550171", '"eggs, and\nSTOP signs?"', "", "inbound"),
    row("whatsapp:+12025550144", "whatsapp:+12025550171", "START", "", "inbound"),
    row("+12025550171", "+12025550145", "Hi", "21610", "outbound-api"),
    row("+12025550171", "+12025550146", "STOP", "30003", "outbound-api"),
  );
  expect(
    lines.map(({ line, number, channel, statements }) => [
      line,
      number,
      channel,
      statements[0]?.state,
      statements[0]?.at,
    ]),
  ).toEqual([
    [2, "+12025550142", "sms", "opted-out", at],
    [5, "+12025550144", "whatsapp", "opted-in", at],
    [6, "+12025550145", "sms", "opted-out", at],
  ]);
  expect(silent).toBe(2);
});

test.each([
  [",opt-out,2026-09-01T09:30:00Z,,", "it has no number"],
  ["020 2555 0142,opt-out,2026-09-01T09:30:00Z,,", "its number is not E.164, such as +12025550142"],
  ["+12025550142,maybe,2026-09-01T09:30:00Z,,", "its status is neither opt-in nor opt-out"],
  ["+12025550142,opt-out,,,", "it has no date"],
  [
    "+12025550142,opt-out,2026-09-01,,",
    "its date is not one with time and zone, such as 2026-11-24T09:30:00Z",
  ],
  [
    "+12025550142,opt-out,2026-13-01T09:30:00Z,,",
    "its date is not one with time and zone, such as 2026-11-24T09:30:00Z",
  ],
  ["+12025550142,opt-out,2026-11-24T00:00:01Z,,", "its date lies in the future"],
  ["+12025550142,opt-out,2026-09-01T09:30:00Z,fax,", "its channel is neither sms nor whatsapp"],
  [
    "+12025550142,opt-out,2026-09-01T09:30:00Z,,news",
    "its purpose is none of marketing, utility and all",
  ],
])("the row %j is refused alone, with its line and the reason", (row, reason) => {
  const { lines, refused } = read(header, "", "+12025550149,opt-out,2026-09-01T09:30:00Z,,", row);
  expect(refused).toEqual([{ line: 4, reason }]);
  expect(lines).toHaveLength(1);
});

test("a file that is no such list is refused with the columns that are known", () => {
  expect(() => read("name,phone", "Ada,+12025550142")).toThrow(ListError);
  expect(() => read("")).toThrow(/contact_id, status, date_of_consent; or from, to, body/);
});

test("a list with a byte order mark and Windows line ends is read as any other", () => {
  const text = `\uFEFF${header}\r\n+12025550142,opt-out,2026-09-01T09:30:00Z,,\r\n`;
  expect(readConsentList(text, now).lines).toHaveLength(1);
});

test("the columns of a consent list are the fields that Twilio's own SDK documents", () => {
  const file = require.resolve("twilio/lib/rest/accounts/v1/bulkConsents.d.ts");
  const sdk = readFileSync(file, "utf8");
  for (const field of ["contact_id", "status", "date_of_consent", "opt-in", "opt-out"])
    expect(sdk).toContain(`\`${field}\``);
});
