import { hasTwilio, stageRules, twilioStages } from "./stage";

// docs/rules.md, rule 8.
test.each([
  ["primary", true, true, true, true],
  ["backup", false, true, true, true],
  ["receive-only", false, false, false, false],
  ["removed", false, false, false, false],
] as const)(
  "at stage %s A does what the rules say",
  (stage, deals, answers, invites, failsOver) => {
    expect(stageRules(stage)).toEqual({
      dealsByWeight: deals,
      answersFromA: answers,
      invitesToB: invites,
      failsOverToA: failsOver,
    });
  },
);

test("Twilio is there until it is removed", () => {
  expect(twilioStages.filter(hasTwilio)).toEqual(["primary", "backup", "receive-only"]);
});
