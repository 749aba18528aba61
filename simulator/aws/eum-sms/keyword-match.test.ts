import { matchKeyword } from "./keyword-match";
import { messageParts } from "./message-parts";
import type { Keyword } from "./sms-resources";

const keyword = (word: string, keywordAction?: Keyword["keywordAction"]): Keyword => ({
  originationIdentityArn: "arn:aws:sms-voice:eu-central-1:123456789012:pool/pool-1",
  keyword: word,
  keywordMessage: `you wrote ${word}`,
  keywordAction,
});

test.each(["STOP", "stop", " Stop. ", "stop please", "Unsubscribe", "opt-out", "QUIT"])(
  "%j opts out",
  (body) => {
    expect(matchKeyword(body, [], false)).toMatchObject({ action: "OPT_OUT" });
  },
);

test.each(["stopping now", "please stop", "How many calories have two eggs?", "opt-outs", ""])(
  "%j is no keyword",
  (body) => {
    expect(matchKeyword(body, [], false)).toBeUndefined();
  },
);

test("a declared STOP changes the text of every opt-out word, never its action", () => {
  const declared = [keyword("STOP"), keyword("HELP")];
  expect(matchKeyword("stop", declared, false)).toEqual({
    keyword: "STOP",
    action: "OPT_OUT",
    message: "you wrote STOP",
  });
  expect(matchKeyword("cancel", declared, false)).toEqual({
    keyword: "CANCEL",
    action: "OPT_OUT",
    message: "you wrote STOP",
  });
  expect(matchKeyword("help", declared, false)).toMatchObject({
    action: "AUTOMATIC_RESPONSE",
    message: "you wrote HELP",
  });
});

test("START opts in only where it is declared so", () => {
  expect(matchKeyword("start", [], false)).toBeUndefined();
  expect(matchKeyword("start", [keyword("START", "OPT_IN")], false)).toMatchObject({
    action: "OPT_IN",
  });
});

test("with self-managed opt-outs the business answers STOP and HELP itself", () => {
  const declared = [keyword("STOP"), keyword("MENU")];
  expect(matchKeyword("stop", declared, true)).toBeUndefined();
  expect(matchKeyword("help", declared, true)).toBeUndefined();
  expect(matchKeyword("menu", declared, true)).toMatchObject({ message: "you wrote MENU" });
});

test.each([
  ["x".repeat(160), "GSM", 1],
  ["x".repeat(161), "GSM", 2],
  ["x".repeat(307), "GSM", 3],
  ["€".repeat(80), "GSM", 1],
  ["€".repeat(81), "GSM", 2],
  ["ж".repeat(70), "Unicode", 1],
  ["ж".repeat(135), "Unicode", 3],
])("parts of %j", (text, encoding, parts) => {
  expect(messageParts(text)).toEqual({ encoding, parts });
});
