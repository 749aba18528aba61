import { purposes, statementsOf } from "../contact/consent";
import { type ContactId, newContact } from "../contact/contact";
import { fixedReply } from "../content/fixed-replies";
import { phoneNumber } from "../message/channel";
import { twilioStages } from "../rollout/stage";
import {
  chatLink,
  introduction,
  invitationIntervalMs,
  isInvitationDue,
  withInvitation,
} from "./invitation";

const contact = newContact("contact-1" as ContactId, []);
const rollout = {
  awsWeight: 100,
  salt: "pepper",
  stage: "primary",
  paused: false,
  downUntil: {},
} as const;

describe("isInvitationDue", () => {
  it("at stages primary and backup", () => {
    expect(
      twilioStages.filter((stage) => isInvitationDue(contact, { ...rollout, stage }, 0)),
    ).toEqual(["primary", "backup"]);
  });

  it("for moved people only, at stage primary", () => {
    expect(isInvitationDue(contact, { ...rollout, awsWeight: 0 }, 0)).toBe(false);
    expect(isInvitationDue({ ...contact, sender: "B" }, { ...rollout, awsWeight: 0 }, 0)).toBe(
      true,
    );
    expect(isInvitationDue(contact, { ...rollout, awsWeight: 0, stage: "backup" }, 0)).toBe(true);
  });

  it("never for a person who opted out", () => {
    const said = { state: "opted-out", source: "keyword", at: 1 } as const;
    const optedOut = { ...contact, consent: statementsOf("whatsapp", purposes, said) };
    expect(isInvitationDue(optedOut, rollout, 0)).toBe(false);
    const onlySms = { ...contact, consent: statementsOf("sms", purposes, said) };
    expect(isInvitationDue(onlySms, rollout, 0)).toBe(true);
  });

  it("again when seven days are over", () => {
    const invited = { ...contact, invitedAt: 1000 };
    expect(isInvitationDue(invited, rollout, 1000 + invitationIntervalMs - 1)).toBe(false);
    expect(isInvitationDue(invited, rollout, 1000 + invitationIntervalMs)).toBe(true);
  });
});

it("chatLink names the number by its digits and encodes the text", () => {
  expect(chatLink(phoneNumber("+12025550101"), "Hi there")).toBe(
    "https://wa.me/12025550101?text=Hi%20there",
  );
});

describe("what is said with an answer", () => {
  const numberB = phoneNumber("+12025550101");

  it("invites below it, with a link that opens a chat with B", () => {
    const [answer, invitation] = withInvitation("70 kcal", numberB, "en").split("\n\n");
    expect(answer).toBe("70 kcal");
    expect(invitation).toBe(`${fixedReply("invitation", "en")} https://wa.me/12025550101?text=Hi`);
  });

  it("introduces B above it", () => {
    expect(introduction("70 kcal", "de")).toBe(`${fixedReply("introduction", "de")}\n\n70 kcal`);
  });
});
