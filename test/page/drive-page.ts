import type { PhoneMessage, Tick } from "end-user-messaging-simulator";
import type { Locator, Page } from "playwright-core";

export const question = "how many calories in two eggs and a banana?";

/**
 * What a person does on the page, from the first look to a new weight. Rejects at the first thing
 * that does not come.
 */
export async function drivePage(url: string, page: Page): Promise<void> {
  await page.goto(url);
  await page.locator('[data-connection="live"]').waitFor();

  await askOnWhatsapp(page, "B");
  await askOnWhatsapp(page, "A");
  await ask(page.locator('[data-phone="sms"]'));
  await page.getByRole("log", { name: "Log lines" }).getByRole("listitem").first().waitFor();

  await moveSlider(page);
}

/** Opens the chat with this sender and asks there. */
export async function askOnWhatsapp(page: Page, sender: "A" | "B"): Promise<void> {
  const phone = page.locator('[data-phone="whatsapp"]');
  await phone.locator(`[role="tab"][data-sender="${sender}"]`).click();
  await ask(phone);
}

/**
 * Asks on this phone and waits until the question is ticked off and an answer stands there that was
 * delivered or read.
 */
export async function ask(phone: Locator): Promise<void> {
  const answers = withTick(phone, "from-business", ["delivered", "read"]).filter({
    hasText: "kcal",
  });
  const before = await answers.count();
  const box = phone.getByRole("textbox");
  await box.fill(question);
  await box.press("Enter");
  await withTick(phone, "from-person", ["sent", "delivered", "read"])
    .filter({ hasText: question })
    .last()
    .waitFor();
  await answers.nth(before).waitFor();
}

function withTick(
  phone: Locator,
  direction: PhoneMessage["direction"],
  ticks: readonly Tick[],
): Locator {
  const anyOf = ticks.map((tick) => `[data-tick="${tick}"]`).join(", ");
  return phone.locator(`[data-direction="${direction}"]:is(${anyOf})`);
}

/**
 * Moves the slider to another rest point and waits until the program declares it.
 * @returns the new weight.
 */
export async function moveSlider(page: Page): Promise<number> {
  const declared = page.locator('[data-weight="declared"]');
  const weight = ((await declared.textContent()) ?? "").startsWith("25") ? 50 : 25;
  await page.getByRole("slider", { name: "Weight of AWS" }).fill(String(weight));
  await page.locator('[data-weight="declared"]', { hasText: `${weight} %` }).waitFor();
  await page.locator('[data-deployment="done"] li').first().waitFor();
  return weight;
}
