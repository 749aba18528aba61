import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { ConfigError, parseStackConfig, type RawConfig } from "./stack-config";

type Tree = Record<string, Record<string, unknown>>;

/** A stack file with what Pulumi.yaml's defaults add to it. */
function stackFile(stack: "dev" | "prod"): Tree {
  const config = parse(readFileSync(`Pulumi.${stack}.yaml`, "utf8")).config as Tree;
  config["ai-nutritionist:whatsapp"] = {
    metaApiVersion: "v23.0",
    ...config["ai-nutritionist:whatsapp"],
  };
  config["ai-nutritionist:conversation"] = {
    answersAnHour: 60,
    ...config["ai-nutritionist:conversation"],
  };
  return config;
}

const devConfig = stackFile("dev");

function raw(change: (config: Tree) => void = () => {}): RawConfig {
  const config = structuredClone(devConfig);
  change(config);
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => [
      key,
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  );
}

function problemsOf(change: (config: Tree) => void): string[] {
  try {
    parseStackConfig(raw(change), "ai-nutritionist", "Pulumi.dev.yaml");
  } catch (error) {
    if (error instanceof ConfigError)
      return error.problems.map(({ key, found, allowed }) => `${key} | ${found} | ${allowed}`);
    throw error;
  }
  return [];
}

/** The problems of the only pool, with a change. */
function smsProblems(change: object): string[] {
  return problemsOf((config) => {
    const { pools } = config["ai-nutritionist:sms"] as { pools: Record<string, object> };
    Object.assign(pools.us!, change);
  });
}

test("a 10DLC number needs its campaign", () => {
  expect(smsProblems({ numberType: "TEN_DLC" })).toEqual([
    "ai-nutritionist:sms.pools.us.registrationId | nothing | " +
      "the id of an approved 10DLC campaign: a TEN_DLC number is requested for one",
  ]);
  expect(smsProblems({ numberType: "TEN_DLC", registrationId: "registration-1" })).toEqual([]);
});

test.each([
  ["small letters", { Start: "Hello." }, "keywords in capital letters"],
  ["31 characters", { ["A".repeat(31)]: "Hello." }, "of at most 30 characters"],
  ["a space at its end", { "MEAL ": "Hello." }, "without a space at either end"],
  ["a word that STOP stands for", { CANCEL: "Bye." }, "HELP, STOP and START stand for them"],
  ["a text that is too long", { MEAL: "x".repeat(1601) }, "a text of at most 1600 characters"],
])("a keyword with %s is refused", (_what, keyword, allowed) => {
  const keywords = { HELP: "Help.", STOP: "Bye.", ...keyword };
  expect(smsProblems({ keywords })).toEqual([expect.stringContaining(allowed)]);
});

test("STOP is answered by us, but of a toll-free number by the carriers", () => {
  const [ours, theirs] = [{ HELP: "Help.", STOP: "Bye." }, { HELP: "Help." }];
  const toll = { numberType: "TOLL_FREE" };
  expect(smsProblems({ keywords: theirs })).toEqual([expect.stringContaining("opted out")]);
  expect(smsProblems({ ...toll, keywords: ours })).toEqual([expect.stringContaining("carriers")]);
  expect(smsProblems({ ...toll, keywords: theirs })).toEqual([]);
});

test("pools have names of their own, and what stands in one is closed; so far there is one", () => {
  expect(smsProblems({ numbrType: "LONG_CODE" })).toEqual([
    expect.stringMatching(/^ai-nutritionist:sms.pools.us.numbrType .* did you mean "numberType"/),
  ]);
  expect(
    problemsOf((config) => {
      const { pools } = config["ai-nutritionist:sms"] as { pools: Record<string, unknown> };
      pools.de = pools.us;
    }),
  ).toEqual([expect.stringContaining("one pool")]);
});

test("the committed stack files are valid", () => {
  expect(problemsOf(() => {})).toEqual([]);
  expect(problemsOf((config) => Object.assign(config, stackFile("prod")))).toEqual([]);
});

test("all problems are listed at once, each with key, what was found and what is allowed", () => {
  const problems = problemsOf((config) => {
    config["ai-nutritionist:rollout"] = { awsWeigth: 10, salt: "x" };
    config["ai-nutritionist:whatsapp"]!.phoneNumber = 12025550142;
    delete config["ai-nutritionist:alarms"];
    config["ai-nutritionist:twillio"] = {};
  });
  expect(problems).toEqual(
    expect.arrayContaining([
      "ai-nutritionist:rollout.awsWeight | nothing | a number from 0 to 100",
      'ai-nutritionist:rollout.awsWeigth | an unknown key "awsWeigth" | ' +
        'awsWeight, salt; did you mean "awsWeight"?',
      'ai-nutritionist:rollout.salt | "x" | ' +
        "3 to 64 letters, digits, dots, dashes or underscores; it never changes",
      "ai-nutritionist:whatsapp.phoneNumber | 12025550142 | " +
        'a phone number in quotes, such as "+12025550142"',
      "ai-nutritionist:alarms | nothing | an object with recipients",
      'ai-nutritionist:twillio | an unknown key "twillio" | ' +
        'protect, sms, whatsapp, rollout, twilio, conversation, alarms; did you mean "twilio"?',
    ]),
  );
  expect(problems).toHaveLength(6);
});

test("at stage removed the rest of Twilio may stay or go, and is not read", () => {
  const twilio = (config: Tree) => config["ai-nutritionist:twilio"]!;
  const parsed = (change: (config: Tree) => void) =>
    parseStackConfig(raw(change), "ai-nutritionist", "f").twilio;
  expect(parsed((config) => Object.assign(twilio(config), { stage: "removed" }))).toEqual({
    stage: "removed",
  });
  expect(parsed((config) => (config["ai-nutritionist:twilio"] = { stage: "removed" }))).toEqual({
    stage: "removed",
  });
  expect(problemsOf((config) => Object.assign(twilio(config), { stage: "gone", tokn: 1 }))).toEqual(
    [
      'ai-nutritionist:twilio.stage | "gone" | primary, backup, receive-only, removed',
      'ai-nutritionist:twilio.tokn | an unknown key "tokn" | ' +
        "stage, sender, accountSid, contentSids",
    ],
  );
});

test("number A and number B are two", () => {
  expect(
    problemsOf((config) =>
      Object.assign(config["ai-nutritionist:whatsapp"]!, { phoneNumber: "+12025550171" }),
    ),
  ).toEqual([
    'ai-nutritionist:twilio.sender | "+12025550171" | ' +
      "another number than whatsapp.phoneNumber: a sender number lives at one provider",
  ]);
});

test("a rule over several keys is told at one of them, with what stands there", () => {
  expect(smsProblems({ country: "CA" })).toEqual([
    'ai-nutritionist:sms.pools.us.numberType | "SIMULATOR" | ' +
      "for a SIMULATOR number country US and messageType TRANSACTIONAL, or another numberType",
  ]);
});

test("a country that is none is told at the country alone", () => {
  expect(smsProblems({ country: "USA" })).toEqual([
    'ai-nutritionist:sms.pools.us.country | "USA" | a country\'s two capital letters, such as US',
  ]);
});

test("a weight has at most two decimals", () => {
  const weigh = (awsWeight: unknown) =>
    problemsOf((config) => Object.assign(config["ai-nutritionist:rollout"]!, { awsWeight }));
  expect(weigh(12.25)).toEqual([]);
  expect(weigh("12.5")).toEqual([]);
  for (const wrong of [12.255, -1, 101, "ten", null]) expect(weigh(wrong)).toHaveLength(1);
});
