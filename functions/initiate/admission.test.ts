import { aliasKey } from "../../shared/domain/contact/alias";
import { statementsOf } from "../../shared/domain/contact/consent";
import {
  type Contact,
  type ContactId,
  newContact,
  withDeadAddress,
} from "../../shared/domain/contact/contact";
import { templateContent } from "../../shared/domain/content/template-catalogue";
import { phoneNumber } from "../../shared/domain/message/channel";
import { initiatedId } from "../../shared/domain/message/message-id";
import type { StartRequest } from "../../shared/domain/message/start-request";
import { type AdmissionFacts, admit } from "./admission";

const numbers = { A: phoneNumber("+12025550100"), B: phoneNumber("+12025550101") };
const to = { kind: "phone", value: "+12025550199" } as const;
const now = 1_000_000;
const template = templateContent("we_moved", "en", {});
const text = { type: "text", body: "Lunch?" } as const;

const request = (more: Partial<StartRequest> = {}): StartRequest => ({
  messageId: initiatedId("one"),
  channel: "whatsapp",
  to,
  purpose: "utility",
  content: template,
  createdAt: now,
  notAfter: now + 3_600_000,
  ...more,
});
const someone = newContact("one" as ContactId, [to]);
const facts = (more: Partial<AdmissionFacts> = {}): AdmissionFacts => ({
  contact: someone,
  rollout: { awsWeight: 0, salt: "pepper", stage: "primary", paused: false, downUntil: {} },
  numbers,
  now,
  quietUntil: undefined,
  ...more,
});
const who = (more: Partial<Contact>) => facts({ contact: { ...someone, ...more } });
const paused = { ...facts().rollout, paused: true };

describe("what the business asks for", () => {
  it("is sent by the weight, and by SMS from the pool", () => {
    expect(admit(request(), facts())).toMatchObject({ do: "send", route: { sender: "A" } });
    expect(admit(request({ channel: "sms", content: text }), facts())).toMatchObject({
      do: "send",
      route: { sender: "sms" },
    });
  });

  it("is refused when its time is over", () => {
    expect(admit(request({ notAfter: now }), facts())).toEqual({ do: "refuse", code: "expired" });
  });

  it("is refused to who opted out of that channel and purpose, and of no other", () => {
    const said = { state: "opted-out", source: "keyword", at: 1 } as const;
    const consent = statementsOf("whatsapp", ["marketing"], said);
    expect(admit(request({ purpose: "marketing" }), who({ consent }))).toEqual({
      do: "refuse",
      code: "opted-out",
    });
    expect(admit(request(), who({ consent })).do).toBe("send");
    expect(
      admit(request({ purpose: "marketing", channel: "sms", content: text }), who({ consent })).do,
    ).toBe("send");
  });

  it("is refused where nobody was reached lately", () => {
    const dead = withDeadAddress(someone, [aliasKey(to)], "whatsapp", now - 1);
    expect(admit(request(), facts({ contact: dead }))).toEqual({
      do: "refuse",
      code: "dead-address",
    });
  });

  it("waits while what the business starts is paused, as long as its time lasts", () => {
    expect(admit(request(), facts({ rollout: paused }))).toEqual({
      do: "wait",
      until: now + 60_000,
      because: "paused",
    });
    expect(admit(request({ notAfter: now + 60_000 }), facts({ rollout: paused }))).toEqual({
      do: "refuse",
      code: "expired",
    });
  });

  it("waits for the morning where it is marketing", () => {
    const night = facts({ quietUntil: now + 5_000 });
    expect(admit(request({ purpose: "marketing" }), night)).toEqual({
      do: "wait",
      until: now + 5_000,
      because: "quiet hours",
    });
    expect(admit(request(), night).do).toBe("send");
  });

  it("becomes the template that was named, or a refusal, where the window is closed", () => {
    expect(admit(request({ content: text }), facts())).toEqual({
      do: "refuse",
      code: "window-closed",
    });
    expect(admit(request({ content: text, outsideWindow: template }), facts())).toMatchObject({
      do: "send",
      content: template,
    });
    expect(
      admit(
        request({ content: text, outsideWindow: template }),
        who({ lastInbound: { [numbers.A]: now - 1 } }),
      ),
    ).toMatchObject({ do: "send", content: text });
  });

  it("is refused for its consent before it waits for anything", () => {
    const said = { state: "opted-out", source: "provider", at: 1 } as const;
    const consent = statementsOf("whatsapp", ["utility"], said);
    expect(admit(request(), { ...who({ consent }), rollout: paused })).toEqual({
      do: "refuse",
      code: "opted-out",
    });
  });
});
