import { effectiveKeywords, type Keyword, matchKeyword, tollFreeBlock } from "./keywords";

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

test("a declared STOP or HELP has its own text, and the action that it must have", () => {
  const declared = [keyword("STOP", "AUTOMATIC_RESPONSE"), keyword("HELP")];
  expect(matchKeyword("stop", declared, false)).toEqual({
    keyword: "STOP",
    action: "OPT_OUT",
    message: "you wrote STOP",
  });
  expect(matchKeyword("help", declared, false)).toMatchObject({
    action: "AUTOMATIC_RESPONSE",
    message: "you wrote HELP",
  });
});

test("another opt-out word opts out without an answer, unless it is declared", () => {
  expect(matchKeyword("cancel", [keyword("STOP")], false)).toEqual({
    keyword: "CANCEL",
    action: "OPT_OUT",
  });
  expect(matchKeyword("cancel", [keyword("CANCEL")], false)).toEqual({
    keyword: "CANCEL",
    action: "OPT_OUT",
    message: "you wrote CANCEL",
  });
});

test("every number has HELP and STOP, and what is declared beside them", () => {
  const keywords = effectiveKeywords([keyword("stop"), keyword("START", "OPT_IN")]);
  expect(keywords.map(({ keyword, action }) => [keyword, action])).toEqual([
    ["HELP", "AUTOMATIC_RESPONSE"],
    ["STOP", "OPT_OUT"],
    ["START", "OPT_IN"],
  ]);
});

test.each([
  ["stop", "block"],
  ["UNSTOP", "unblock"],
  ["Start", "unblock"],
  ["cancel", undefined],
  ["stopping", undefined],
])("a toll-free number's carriers take %j as %s", (body, effect) => {
  expect(tollFreeBlock(body)).toBe(effect);
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
