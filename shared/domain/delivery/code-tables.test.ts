import * as sms from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { awsSmsCodes, awsWhatsAppCodes } from "./aws-codes";
import { type CodeTable, refusalOf } from "./code-table";
import { metaCodes } from "./meta-codes";
import type { Disposition } from "./outcome";
import {
  exceptionsOfSocialMessaging,
  publishedByMeta,
  publishedByTwilio,
  publishedLimits,
  refusalsOfSmsSends,
} from "./published-codes.testing";
import { twilioCodes } from "./twilio-codes";

const tables = { metaCodes, twilioCodes, awsWhatsAppCodes, awsSmsCodes };

const numbered = (table: CodeTable) =>
  Object.keys(table.codes).filter((code) => /^\d+$/.test(code));

/** What a class of the providers' own words leaves us to do. */
const allowed: Readonly<Record<string, readonly Disposition[]>> = {
  R: ["retry", "wait"],
  W: ["wait"],
  // A template or permission that this account lacks is a matter of the account.
  C: ["reject", "failover"],
  X: ["suppress"],
  F: ["reject"],
  P: ["failover"],
  O: ["suppress"],
  runbook: ["failover"],
  deprecated: ["wait"],
};

describe.each([
  ["Meta", metaCodes, publishedByMeta],
  ["Twilio", twilioCodes, publishedByTwilio],
])("the table of %s", (_, table, published) => {
  it("has every published code and no other", () => {
    const codes = Object.values(published).flat().map(String);
    expect(numbered(table).sort()).toEqual(codes.sort());
  });

  it("does with each what its class allows", () => {
    for (const [classes, codes] of Object.entries(published))
      for (const code of codes) {
        const ways = classes.split(" ").flatMap((letter) => allowed[letter] ?? []);
        expect({ code, ways }).toEqual({
          code,
          ways: expect.arrayContaining([refusalOf(table, String(code)).disposition]),
        });
      }
  });
});

it.each([
  ["Meta", metaCodes, publishedLimits.meta],
  ["Twilio", twilioCodes, publishedLimits.twilio],
])("%s: a limit waits on the same sender and never fails over", (_, table, codes) => {
  for (const code of codes)
    expect([code, refusalOf(table, String(code)).disposition]).toEqual([code, "wait"]);
});

it("waits at least as long as the documents ask", () => {
  const hours = (table: CodeTable, code: string) =>
    (refusalOf(table, code).waitMs ?? 0) / 3_600_000;
  expect(hours(metaCodes, "131049")).toBe(24);
  expect(hours(twilioCodes, "63049")).toBe(24);
  expect(hours(metaCodes, "132015")).toBe(3);
  expect(refusalOf(metaCodes, "131056").waitMs).toBe(6_000);
  expect(refusalOf(metaCodes, "131057").waitMs).toBe(20_000);
});

it("tells the person's no to marketing, their no to all, and a dead address apart", () => {
  const suppressions = (table: CodeTable, ...codes: string[]) =>
    codes.map((code) => refusalOf(table, code).suppression);
  expect(suppressions(metaCodes, "131050", "131026")).toEqual([
    "marketing-opt-out",
    "dead-address",
  ]);
  expect(suppressions(twilioCodes, "21610", "63014", "63003")).toEqual([
    "opt-out",
    "opt-out",
    "dead-address",
  ]);
  expect(
    suppressions(
      awsSmsCodes,
      "ConflictException:DESTINATION_PHONE_NUMBER_OPTED_OUT",
      "TEXT_INVALID",
    ),
  ).toEqual(["opt-out", "dead-address"]);
});

it("rejects, without an alarm, what came outside the window: whoever sent it decided wrongly", () => {
  for (const [table, code] of [
    [metaCodes, "131047"],
    [twilioCodes, "63016"],
  ] as const)
    expect(refusalOf(table, code)).toMatchObject({ disposition: "reject", alarm: false });
});

it("knows what each of AWS's exceptions is: a refusal, or none that could be looked up", () => {
  for (const [name, status] of Object.entries(exceptionsOfSocialMessaging))
    expect([name, refusalOf(awsWhatsAppCodes, name).known]).toEqual([name, status < 500]);
  for (const name of refusalsOfSmsSends)
    expect([name, refusalOf(awsSmsCodes, name).known]).toEqual([name, true]);
});

it("knows every reason that the SDK has for a refused SMS, if only by its exception", () => {
  const reasons = {
    ConflictException: sms.ConflictExceptionReason,
    ValidationException: sms.ValidationExceptionReason,
    AccessDeniedException: sms.AccessDeniedExceptionReason,
    ServiceQuotaExceededException: sms.ServiceQuotaExceededExceptionReason,
  };
  const codes = Object.entries(reasons).flatMap(([name, values]) =>
    Object.keys(values).map((reason) => `${name}:${reason}`),
  );
  for (const code of codes)
    expect([code, refusalOf(awsSmsCodes, code).known]).toEqual([code, true]);
  // And has no reason of its own invention.
  const own = Object.keys(awsSmsCodes.codes).filter((code) => code.includes(":"));
  expect(codes).toEqual(expect.arrayContaining(own));
});

it("has a row for each event type of the SDK that reports a failed SMS or MMS", () => {
  const fine = /_(ALL|QUEUED|PENDING|SENT|SUCCESSFUL|DELIVERED)$/;
  const failures = Object.keys(sms.EventType).filter(
    (type) => /^(TEXT|MEDIA)_/.test(type) && !fine.test(type),
  );
  const rows = Object.keys(awsSmsCodes.codes).filter((code) => /^(TEXT|MEDIA)_/.test(code));
  expect(rows.sort()).toEqual(failures.sort());
});

it("lets an unknown code wait on the same sender, and says that it is unknown", () => {
  for (const table of Object.values(tables))
    expect(refusalOf(table, "a code of tomorrow")).toMatchObject({
      disposition: "wait",
      known: false,
      alarm: true,
    });
});

it("gives every row a source and words, and details only where they mean something", () => {
  const rows = Object.values(tables).flatMap(({ codes }) => Object.entries(codes));
  for (const [code, { disposition, suppression, waitMs, means, source }] of rows) {
    expect([code, suppression !== undefined]).toEqual([code, disposition === "suppress"]);
    if (waitMs !== undefined) expect(["wait", "retry"]).toContain(disposition);
    expect(means && source).toBeTruthy();
  }
});

it("says how long to wait only where the code's source asks for it", () => {
  const { codes } = metaCodes;
  const asked = Object.entries(codes).filter(([, { waitMs }]) => waitMs !== undefined);
  expect(asked.length).toBeGreaterThan(0);
  for (const [code, { waitMs }] of asked) expect(refusalOf(metaCodes, code).waitMs).toBe(waitMs);
  const [unasked = ""] = Object.keys(codes).filter((code) => codes[code]?.waitMs === undefined);
  expect(refusalOf(metaCodes, unasked)).not.toHaveProperty("waitMs");
});
