import fc from "fast-check";
import { type Contact, type ContactId, newContact } from "../contact/contact";
import { phoneNumber } from "../message/channel";
import { twilioStages } from "../rollout/stage";
import type { RolloutInForce } from "../rollout/weight-in-force";
import { isWindowOpen, serviceWindowMs } from "../window";
import { bucket } from "./bucket";
import { carriedBy, hasMoved, routeFrom, routeInitiated, routeReply, standInFor } from "./route";

const numbers = { A: phoneNumber("+12025550100"), B: phoneNumber("+12025550101") };
const withoutA = { B: numbers.B };
const now = Date.UTC(2026, 10, 22);
const text = { type: "text", body: "x" } as const;
const template = { type: "template", name: "we_moved", language: "en", parameters: {} } as const;
const day = serviceWindowMs;

/** Who last wrote how long ago to which number. */
function contactWith(ago: { A?: number; B?: number }, id = "contact-1"): Contact {
  const lastInbound = Object.fromEntries(
    (["A", "B"] as const).flatMap((arm) =>
      ago[arm] === undefined ? [] : [[numbers[arm], now - (ago[arm] ?? 0)]],
    ),
  );
  const contact = { ...newContact(id as ContactId, []), lastInbound };
  return ago.B === undefined ? contact : { ...contact, sender: "B" };
}

const rollout = (
  awsWeight: number,
  stage: (typeof twilioStages)[number] = "primary",
): RolloutInForce => ({ awsWeight, stage, salt: "pepper", paused: false, downUntil: {} });
const facts = (contact: Contact) => ({ contact, numbers, now });

const ago = fc.option(fc.integer({ min: 0, max: 2 * day }), { nil: undefined });
const anyContact = fc
  .record({ A: ago, B: ago, id: fc.uuid() })
  .map(({ A, B, id }) =>
    contactWith({ ...(A === undefined ? {} : { A }), ...(B === undefined ? {} : { B }) }, id),
  );
const anyWeight = fc.integer({ min: 0, max: 100 });
const anyStage = fc.constantFrom(...twilioStages);

describe("what the business starts", () => {
  it("leaves from A at weight 0 and from B at weight 100, for who never wrote", () => {
    const here = { bucket: bucket("pepper", "contact-1"), stage: "primary" } as const;
    expect(routeInitiated(rollout(0), facts(contactWith({})))).toEqual({
      sender: "A",
      may: "templates",
      inputs: { ...here, weight: 0, reason: "weight" },
    });
    expect(routeInitiated(rollout(100), facts(contactWith({})))).toEqual({
      sender: "B",
      may: "templates",
      inputs: { ...here, weight: 100, reason: "weight" },
    });
  });

  it("leaves from B once the person wrote to B, whatever the weight and whichever window is open", () => {
    for (const contact of [contactWith({ A: 2 * day, B: 3 * day }), contactWith({ A: 1, B: 2 })])
      expect(routeInitiated(rollout(0), facts(contact))).toMatchObject({
        sender: "B",
        inputs: { reason: "sender-of-person" },
      });
  });

  it("leaves from A at stage primary only, and only while there is an A", () => {
    fc.assert(
      fc.property(anyContact, anyWeight, anyStage, (contact, weight, stage) => {
        const { sender } = routeInitiated(rollout(weight, stage), facts(contact));
        if (stage !== "primary") expect(sender).toBe("B");
        const gone = routeInitiated(rollout(weight, stage), { contact, numbers: withoutA, now });
        expect(gone.sender).toBe("B");
      }),
    );
  });

  it("leaves from B for the stage's sake where the weight decides no more", () => {
    expect(routeInitiated(rollout(0, "backup"), facts(contactWith({}))).inputs).toEqual({
      stage: "backup",
      weight: 0,
      bucket: bucket("pepper", "contact-1"),
      reason: "stage",
    });
  });

  it("moves from A to B only when the weight goes up", () => {
    fc.assert(
      fc.property(anyContact, anyWeight, anyWeight, (contact, one, other) => {
        const [before, after] = [Math.min(one, other), Math.max(one, other)].map(
          (weight) => routeInitiated(rollout(weight), facts(contact)).sender,
        );
        return before === "A" || after === "B";
      }),
    );
  });

  it("leaves from where the person is said to have moved to", () => {
    fc.assert(
      fc.property(anyContact, anyWeight, anyStage, (contact, weight, stage) => {
        const { sender } = routeInitiated(rollout(weight, stage), facts(contact));
        expect(sender === "B").toBe(hasMoved(contact, rollout(weight, stage)));
      }),
    );
  });
});

describe("an answer", () => {
  it.each([
    ["A", "primary", "A"],
    ["A", "backup", "A"],
    ["A", "receive-only", "B"],
    ["A", "removed", "B"],
    ["A", undefined, "A"],
    ["B", "primary", "B"],
    ["B", undefined, "B"],
    ["sms", "removed", "sms"],
  ] as const)("to a message to %s at stage %s leaves from %s", (writtenTo, stage, sender) => {
    const contact = contactWith({ A: 0, B: 0 });
    expect(routeReply(writtenTo, stage, facts(contact))).toMatchObject({ sender, may: "anything" });
    const because = { A: "stage", B: "written-to", sms: "channel" }[writtenTo];
    const reason = sender === "A" ? "written-to" : because;
    expect(routeReply(writtenTo, stage, facts(contact)).inputs.reason).toBe(reason);
  });

  it("from B to who only wrote to A may be a template alone", () => {
    expect(routeReply("A", "receive-only", facts(contactWith({ A: 0 })))).toEqual({
      sender: "B",
      may: "templates",
      inputs: { reason: "stage", stage: "receive-only" },
    });
  });

  it("to A leaves from B where A is gone", () => {
    const contact = contactWith({ A: 0 });
    expect(routeReply("A", "primary", { contact, numbers: withoutA, now }).sender).toBe("B");
  });
});

test("the service window closes 24 hours after the last message to that very number", () => {
  const contact = contactWith({ A: 0 });
  expect(isWindowOpen(contact, numbers.A, now + day - 1)).toBe(true);
  expect(isWindowOpen(contact, numbers.A, now + day)).toBe(false);
  expect(isWindowOpen(contact, numbers.B, now)).toBe(false);
});

describe("the number that stands in", () => {
  it("is the other one, where the stage lets it and it may carry this very content", () => {
    fc.assert(
      fc.property(
        anyContact,
        anyStage,
        fc.constantFrom(text, template),
        fc.constantFrom({}, { outsideWindow: template }),
        fc.constantFrom<"A" | "B">("A", "B"),
        (contact, stage, content, more, sender) => {
          const message = { content, ...more };
          const other = standInFor(sender, message, stage, facts(contact));
          const expected = sender === "A" ? "B" : "A";
          const isLet = expected === "B" || stage === "primary" || stage === "backup";
          const isOpen = isWindowOpen(contact, numbers[expected], now);
          const isTemplate = content.type === "template" || "outsideWindow" in more;
          const may = isLet && (isTemplate || isOpen);
          expect(other).toBe(may ? expected : undefined);
          if (!other) return;
          const carried = carriedBy(routeFrom(other, { reason: "x" }, facts(contact)), message);
          const isItself = content.type === "template" || isOpen;
          expect(carried).toEqual({
            content: isItself ? content : template,
            outsideWindow: !isItself,
          });
        },
      ),
    );
  });

  it("is none for SMS, at an unknown stage, or where A is gone", () => {
    const contact = contactWith({ A: 0, B: 0 });
    const [free, fixed] = [{ content: text }, { content: template }];
    expect(standInFor("sms", free, "primary", facts(contact))).toBeUndefined();
    expect(standInFor("B", free, undefined, facts(contact))).toBeUndefined();
    expect(standInFor("B", fixed, "primary", { contact, numbers: withoutA, now })).toBeUndefined();
  });
});
