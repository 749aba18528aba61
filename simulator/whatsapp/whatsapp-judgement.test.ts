import type { BusinessContent } from "../phones/business-content";
import { phoneNumber } from "../phones/phone-number";
import { CustomerServiceWindows, PairRates, windowMilliseconds } from "./customer-service-window";
import { mealCheckIn } from "./template.testing";
import { judge } from "./whatsapp-judgement";

const open = { onWhatsApp: true, windowOpen: true, templates: [mealCheckIn] };
const checkIn = {
  type: "template",
  name: "meal_check_in",
  language: "en",
  parameters: [{ text: "Ana" }],
} satisfies BusinessContent;

test("a text goes through while the customer service window is open", () => {
  expect(judge({ type: "text", body: "Hi" }, open)).toMatchObject({
    verdict: "deliver",
    text: "Hi",
    category: "service",
  });
  expect(judge({ type: "text", body: "Hi" }, { ...open, windowOpen: false })).toMatchObject({
    refusal: "window-closed",
  });
});

test("a template needs no window, and its parameters must match", () => {
  const closed = { ...open, windowOpen: false };
  expect(judge(checkIn, closed)).toMatchObject({ verdict: "deliver", category: "utility" });
  expect(judge(checkIn, closed).text).toContain("Hi Ana,");
  expect(judge({ ...checkIn, parameters: [] }, closed)).toMatchObject({
    refusal: "template-parameters",
  });
  expect(judge({ ...checkIn, language: "de" }, closed)).toMatchObject({
    refusal: "template-unknown",
  });
});

test("a number without WhatsApp gets nothing, and a text ends at 4096 characters", () => {
  expect(judge(checkIn, { ...open, onWhatsApp: false })).toMatchObject({
    refusal: "not-on-whatsapp",
  });
  expect(judge({ type: "text", body: "x".repeat(4096) }, open)).toMatchObject({
    verdict: "deliver",
  });
  expect(judge({ type: "text", body: "x".repeat(4097) }, open)).toMatchObject({
    refusal: "value-invalid",
  });
});

test("a window is open for 24 hours after the person's last message to that number", () => {
  const windows = new CustomerServiceWindows();
  const business = phoneNumber("+12025550100");
  const other = phoneNumber("+12025550101");
  const person = phoneNumber("+12025550142");
  windows.personWrote(business, person, 1000);
  windows.personWrote(business, person, 500);
  expect(windows.isOpen(business, person, 1000 + windowMilliseconds - 1)).toBe(true);
  expect(windows.isOpen(business, person, 1000 + windowMilliseconds)).toBe(false);
  expect(windows.isOpen(other, person, 1000)).toBe(false);
});

test("a template's named parameters are filled in the order of the text", () => {
  const named = { ...mealCheckIn, body: "Hi {{first_name}}, {{meal}} time, {{first_name}}!" };
  const facts = { ...open, templates: [named] };
  expect(
    judge({ ...checkIn, parameters: [{ text: "Ana" }, { text: "lunch" }] }, facts),
  ).toMatchObject({
    text: "Hi Ana, lunch time, Ana!",
  });
});

test("a pair's rate is its own, and its burst comes back with time", () => {
  const rates = new PairRates();
  const business = phoneNumber("+12025550100");
  const [one, other] = [phoneNumber("+12025550142"), phoneNumber("+12025550143")];
  const sent = (person: typeof one, now: number) => {
    let count = 0;
    while (rates.take(business, person, now)) count += 1;
    return count;
  };
  expect(sent(one, 0)).toBe(45);
  expect(sent(other, 0)).toBe(45);
  expect(sent(one, 5999)).toBe(0);
  expect(sent(one, 60_000)).toBe(10);
  expect(sent(one, 3_600_000)).toBe(45);
});
