import { initiatedId } from "./message-id";
import { readMessageRequest } from "./message-request";

const now = Date.UTC(2026, 10, 22, 12);
const hour = 60 * 60 * 1000;
const day = 24 * hour;
const at = (time: number) => new Date(time).toISOString();

const template = {
  type: "template",
  name: "meal_check_in",
  language: "en",
  parameters: { first_name: "Ada" },
};
const text = { type: "text", body: "Hello" };
const good = {
  idempotencyKey: "check-in:ada",
  channel: "whatsapp",
  to: { phone: "+1 202 555 0142" },
  purpose: "utility",
  content: template,
};

const read = (more: object, bySms?: "sms" | "mms") =>
  readMessageRequest(JSON.stringify({ ...good, ...more }), now, ["US", "CA"], bySms);
const requestOf = (more: object, bySms?: "sms" | "mms") => {
  const result = read(more, bySms);
  if (!result.ok) throw new Error(result.problems.join("\n"));
  return result.request;
};
const problemsOf = (more: object, bySms?: "sms" | "mms") => {
  const result = read(more, bySms);
  return result.ok ? [] : result.problems;
};

describe("what may be asked for", () => {
  it("is a message with an id from its key, good for a day where it does not say", () => {
    expect(requestOf({})).toEqual({
      messageId: initiatedId("check-in:ada"),
      channel: "whatsapp",
      to: { kind: "phone", value: "+12025550142" },
      country: "US",
      purpose: "utility",
      content: template,
      createdAt: now,
      notAfter: now + day,
    });
  });

  it("may name the time and the template for a closed window", () => {
    const request = requestOf({
      content: text,
      outsideWindow: template,
      notAfter: at(now + hour),
    });
    expect(request).toMatchObject({ outsideWindow: template, notAfter: now + hour });
  });

  it("goes to a user id, whose country is in it; to one of no country nobody is written", () => {
    expect(requestOf({ to: { userId: "US.13491208655302741918" } })).toMatchObject({
      to: { kind: "bsuid", value: "US.13491208655302741918" },
      country: "US",
    });
    expect(requestOf({ to: { userId: "US.ENT.1" } }).country).toBe("US");
    expect(problemsOf({ to: { userId: "ZZ.1" } })).toEqual([
      expect.stringContaining("to: people in a country that is not known"),
    ]);
  });

  it("may carry a file of ours from out/, or one of anybody's", () => {
    const image = (media: object) => ({ content: { type: "image", media } });
    const ours = { at: "s3", key: "out/a.jpg", mimeType: "image/jpeg" };
    expect(requestOf(image(ours)).content).toMatchObject({ media: ours });
    expect(problemsOf(image({ ...ours, key: "in/out/a.jpg" }))).toEqual([
      "content.media: the key of a file at s3 begins with out/",
    ]);
  });

  it("by SMS has the limits of the pool, with files where it sends MMS", () => {
    const media = { at: "s3", key: "out/a.jpg", mimeType: "image/jpeg" };
    const picture = { channel: "sms", content: { type: "image", media } };
    expect(problemsOf(picture)).toEqual([expect.stringMatching(/^content: image by SMS: /)]);
    expect(problemsOf(picture, "mms")).toEqual([]);
    expect(problemsOf({ ...picture, channel: "whatsapp" })).toEqual([]);
    const long = { content: { type: "text", body: "x".repeat(1_601) } };
    expect(problemsOf({ ...long, channel: "sms" })).toHaveLength(1);
    expect(problemsOf(long)).toEqual([]);
  });

  it.each([now + 1, now + 7 * day])("is good until %d", (notAfter) => {
    expect(requestOf({ notAfter: at(notAfter) }).notAfter).toBe(notAfter);
  });
});

describe("what may not be asked for is refused by name, and nothing of it repeated", () => {
  it.each<[string, object, string]>([
    ["no key", { idempotencyKey: undefined }, "idempotencyKey"],
    ["an empty key", { idempotencyKey: "" }, "idempotencyKey"],
    ["a long key", { idempotencyKey: "k".repeat(129) }, "idempotencyKey"],
    ["a key with a space", { idempotencyKey: "a key" }, "idempotencyKey"],
    ["another channel", { channel: "email" }, "channel"],
    ["another purpose", { purpose: "answer" }, "purpose"],
    ["an unknown key", { urgent: true }, "urgent: is not a known key"],
    [
      "an address of both kinds",
      { to: { phone: "+12025550142", userId: "US.1" } },
      "to: should be",
    ],
    ["an address of neither", { to: {} }, 'to: should be either {"phone": "+12025550142"} or'],
    ["a user id without a country", { to: { userId: "13491208655302741918" } }, "to"],
    ["a user id with more before it", { to: { userId: "x US.1" } }, "to"],
    ["a user id with more after it", { to: { userId: "US.1 x" } }, "to"],
    [
      "a user id of another country",
      { to: { userId: "DE.1" } },
      "to: people in DE are not written to; allowed are US, CA",
    ],
    ["a number of another country", { to: { phone: "+4915123456789" } }, "to: Phone numbers of DE"],
    ["no number", { to: { phone: "12" } }, "to: This is not a phone number"],
    ["no time", { notAfter: "tomorrow" }, "notAfter"],
    ["a time that is over", { notAfter: at(now) }, "notAfter: is over"],
    [
      "a time far ahead",
      { notAfter: at(now + 7 * day + 1) },
      "notAfter: is more than seven days ahead",
    ],
    [
      "a text outside the window",
      { outsideWindow: text },
      "outsideWindow: only a template may be sent outside the window",
    ],
    [
      "a template without its parameter",
      { content: { ...template, parameters: {} } },
      "content: parameter first_name",
    ],
    [
      "the same outside the window",
      { content: text, outsideWindow: { ...template, parameters: {} } },
      "outsideWindow: parameter first_name",
    ],
  ])("%s", (_, more, problem) => {
    expect(problemsOf(more)).toEqual([expect.stringContaining(problem)]);
  });

  it("all at once", () => {
    const more = { notAfter: at(now), to: { phone: "12" }, outsideWindow: text };
    expect(problemsOf(more)).toHaveLength(3);
  });

  it("what is no JSON, or no object", () => {
    expect(readMessageRequest("hello", now, ["US"])).toEqual({
      ok: false,
      problems: ["the body is not JSON"],
    });
    expect(readMessageRequest("7", now, ["US"])).toMatchObject({
      problems: [expect.stringMatching(/^the body: should be Object/)],
    });
  });
});
