import fc from "fast-check";
import { type Contact, type ContactId, newContact } from "../contact/contact";
import type { FaultClass } from "../delivery";
import { phoneNumber } from "../message/channel";
import { twilioStages } from "../rollout/stage";
import { isWindowOpen, serviceWindowMs } from "../window";
import { failover, mayCarry, routeInitiated, routeReply } from "./route";

const numbers = { A: phoneNumber("+12025550100"), B: phoneNumber("+12025550101") };
const now = Date.UTC(2026, 10, 22);
const text = { type: "text", body: "x" } as const;
const template = { type: "template", name: "we_moved", language: "en", parameters: [] } as const;
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

const rollout = (awsWeight: number, stage: (typeof twilioStages)[number] = "primary") => ({
  awsWeight,
  stage,
  salt: "pepper",
  paused: false,
});
const facts = (contact: Contact) => ({ contact, numbers, now });

const anyContact = fc
  .record({
    A: fc.option(fc.integer({ min: 0, max: 2 * day }), { nil: undefined }),
    B: fc.option(fc.integer({ min: 0, max: 2 * day }), { nil: undefined }),
    id: fc.uuid(),
  })
  .map(({ A, B, id }) =>
    contactWith({ ...(A === undefined ? {} : { A }), ...(B === undefined ? {} : { B }) }, id),
  );
const anyWeight = fc.integer({ min: 0, max: 100 });
const anyStage = fc.constantFrom(...twilioStages);

describe("what the business starts", () => {
  it("leaves from A at weight 0 and from B at weight 100, for who never wrote", () => {
    expect(routeInitiated(rollout(0), facts(contactWith({})))).toEqual({
      sender: "A",
      may: "templates",
    });
    expect(routeInitiated(rollout(100), facts(contactWith({})))).toEqual({
      sender: "B",
      may: "templates",
    });
  });

  it("leaves from B once the person wrote to B, whatever the weight", () => {
    expect(routeInitiated(rollout(0), facts(contactWith({ A: 2 * day, B: 3 * day }))).sender).toBe(
      "B",
    );
    expect(routeInitiated(rollout(0), facts(contactWith({ A: 1, B: 2 * day }))).sender).toBe("B");
  });

  it("follows the latest message while both windows are open", () => {
    expect(routeInitiated(rollout(100), facts(contactWith({ A: 1, B: 2 })))).toEqual({
      sender: "A",
      may: "anything",
    });
    expect(routeInitiated(rollout(0), facts(contactWith({ A: 2, B: 1 })))).toEqual({
      sender: "B",
      may: "anything",
    });
  });

  it("leaves from A at stage primary only", () => {
    fc.assert(
      fc.property(anyContact, anyWeight, anyStage, (contact, weight, stage) => {
        fc.pre(stage !== "primary");
        return routeInitiated(rollout(weight, stage), facts(contact)).sender === "B";
      }),
    );
  });

  it("moves from A to B only when the weight goes up", () => {
    fc.assert(
      fc.property(anyContact, anyWeight, anyWeight, (contact, one, other) => {
        const [low, high] = [Math.min(one, other), Math.max(one, other)];
        const [before, after] = [low, high].map(
          (weight) => routeInitiated(rollout(weight), facts(contact)).sender,
        );
        return before === "A" || after === "B";
      }),
    );
  });
});

describe("an answer", () => {
  it("leaves from the number that was written to, from B where A no longer sends", () => {
    const contact = contactWith({ A: 0 });
    expect(routeReply({ sender: "A", stage: "backup" }, facts(contact))).toEqual({
      sender: "A",
      may: "anything",
    });
    expect(routeReply({ sender: "A", stage: "receive-only" }, facts(contact))).toEqual({
      sender: "B",
      may: "templates",
    });
    expect(routeReply({ sender: "B" }, facts(contactWith({ B: 0 })))).toEqual({
      sender: "B",
      may: "anything",
    });
    expect(routeReply({ sender: "sms" }, facts(contact))).toEqual({
      sender: "sms",
      may: "anything",
    });
  });
});

describe("the service window", () => {
  it("closes 24 hours after the last message to that number", () => {
    const contact = contactWith({ A: 0 });
    expect(isWindowOpen(contact, numbers.A, now + day - 1)).toBe(true);
    expect(isWindowOpen(contact, numbers.A, now + day)).toBe(false);
    expect(isWindowOpen(contact, numbers.B, now)).toBe(false);
  });
});

describe("failover", () => {
  const fault = (faultClass: FaultClass) => ({ class: faultClass, code: "x", explanation: "x" });
  const onB = { sender: "B", may: "templates" } as const;

  it.each(["opt-out", "recipient", "content", "window"] as const)("never on %s", (faultClass) => {
    expect(
      failover(fault(faultClass), onB, template, "primary", facts(contactWith({ A: 0, B: 0 }))),
    ).toBeUndefined();
  });

  it("takes only what the other number may carry", () => {
    fc.assert(
      fc.property(
        anyContact,
        anyStage,
        fc.constantFrom(text, template),
        fc.constantFrom("A", "B"),
        (contact, stage, content, sender) => {
          const route = failover(
            fault("provider"),
            { sender, may: "anything" },
            content,
            stage,
            facts(contact),
          );
          if (!route) return;
          expect(route.sender).toBe(sender === "A" ? "B" : "A");
          expect(mayCarry(route, content)).toBe(true);
          if (route.sender === "A") expect(["primary", "backup"]).toContain(stage);
        },
      ),
    );
    expect(
      failover(fault("provider"), onB, text, "backup", facts(contactWith({ A: 0, B: 0 })))?.sender,
    ).toBe("A");
    expect(
      failover(fault("provider"), onB, text, "backup", facts(contactWith({ B: 0 }))),
    ).toBeUndefined();
  });

  it("knows no other number for SMS, nor a removed A", () => {
    const contact = contactWith({ A: 0, B: 0 });
    expect(
      failover(
        fault("provider"),
        { sender: "sms", may: "anything" },
        text,
        "primary",
        facts(contact),
      ),
    ).toBeUndefined();
    const withoutA = { contact, numbers: { B: numbers.B }, now };
    expect(failover(fault("provider"), onB, template, "primary", withoutA)).toBeUndefined();
  });
});
