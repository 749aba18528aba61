import { type PageServer, startPageServer } from "../../local/console/server";
import type { PhoneNumber } from "../../shared/domain/message/channel";
import { type BrowserView, hasChromium, howToGetChromium, openBrowser } from "./chromium";
import { askOnWhatsapp, drivePage, moveSlider, question } from "./drive-page";
import { type FakeBackend, fakeBackend } from "./fake-backend";
import { controlsWithoutName, faintTexts, overflow } from "./page-checks";

if (!hasChromium) console.warn(`Skipped: ${howToGetChromium}`);
const withChromium = hasChromium ? describe : describe.skip;

withChromium("the page", () => {
  let backend: FakeBackend;
  let server: PageServer;
  let browser: BrowserView;

  beforeEach(async () => {
    backend = fakeBackend();
    server = await startPageServer(backend, { port: 0 });
    browser = await openBrowser({ width: 1280, height: 900 });
    browser.page.setDefaultTimeout(15_000);
  });
  afterEach(async () => {
    await browser?.close();
    await server?.close();
  });

  test("a person writes on each phone, is answered, and moves the slider; the console stays quiet", async () => {
    await drivePage(server.url, browser.page);
    expect(browser.complaints).toEqual([]);
    expect(backend.state().rollout.awsWeight).toBe(25);
  });

  test("an answer in the open chat is read, one in the other chat waits as unread until its tab is opened", async () => {
    const { page } = browser;
    await page.goto(server.url);
    await askOnWhatsapp(page, "A");
    await page
      .locator('[data-phone="whatsapp"] [data-direction="from-business"][data-tick="read"]')
      .waitFor();

    await page.locator('[role="tab"][data-sender="A"]').click();
    await backend.write("B", question);
    await page.locator('[role="tab"][data-sender="B"] .unread').waitFor();
    expect(backend.opened).not.toContain("B");
    await page.locator('[role="tab"][data-sender="A"]').press("ArrowRight");
    await page
      .locator('[data-phone="whatsapp"] [data-direction="from-business"][data-tick="read"]')
      .waitFor();
    expect(backend.opened).toContain("B");
  });

  test("a refused message stays in the write box, with the reason beside it; an empty one is not sent", async () => {
    const { page } = browser;
    await page.goto(server.url);
    const box = page.getByRole("textbox", { name: "Text message" });
    await box.press("Enter");
    await page.getByText("Write something first.").waitFor();

    backend.refuseNext("The phone pool is not there yet.");
    await box.fill("Line one\nline two");
    await box.press("Enter");
    await page.getByText("The phone pool is not there yet.").waitFor();
    expect(await box.inputValue()).toBe("Line one\nline two");
    expect(backend.state().messages).toEqual([]);

    await box.press("Enter");
    const bubble = page.locator('[data-phone="sms"] [data-direction="from-person"] .bubble-text');
    expect(await bubble.textContent()).toBe("Line one\nline two");
    await page.waitForFunction(() =>
      [...document.querySelectorAll("textarea")].every(({ value }) => value === ""),
    );
  });

  test("while a message or a weight is under way, the page says so and lets nothing be sent twice", async () => {
    const { page } = browser;
    const { write, setConfig } = backend;
    const gate = Promise.withResolvers<void>();
    backend.write = (...asked) => gate.promise.then(() => write(...asked));
    backend.setConfig = (...asked) => gate.promise.then(() => setConfig(...asked));
    await page.goto(server.url);
    const box = page.getByRole("textbox", { name: "Text message" });
    await box.fill(question);
    await box.press("Enter");
    await page.locator('[data-phone="sms"] .send:disabled').waitFor();
    await box.press("Enter");
    expect(await box.inputValue()).toBe(question);
    await page.getByRole("slider").fill("50");
    await page.getByText("Evaluating the program with rollout.awsWeight = 50").waitFor();

    gate.resolve();
    await page.locator('[data-phone="sms"] [data-direction="from-business"]').waitFor();
    await page.locator('[data-weight="declared"]', { hasText: "50 %" }).waitFor();
    expect(
      backend.state().messages.filter(({ direction }) => direction === "from-person"),
    ).toHaveLength(1);
  });

  test("the config's error stands at the slider, which goes back to what is declared", async () => {
    const { page } = browser;
    await page.goto(server.url);
    const slider = page.getByRole("slider");
    await slider.waitFor();
    backend.refuseNext("Pulumi.dev.yaml: rollout.awsWeight is 0, but stage backup needs 100.");
    await slider.fill("0");
    await page
      .locator('[data-deployment="failed"]', { hasText: "stage backup needs 100" })
      .waitFor();
    expect(await slider.inputValue()).toBe("10");

    await page.getByRole("button", { name: "Set the weight to 50 percent" }).click();
    await page
      .locator('[data-deployment="done"]', { hasText: "1 resource changed in 84 ms" })
      .waitFor();
    expect(await slider.inputValue()).toBe("50");
  });

  test("the arrow keys move the slider, one evaluation after the other, to where the person stopped", async () => {
    const { page } = browser;
    await page.goto(server.url);
    const slider = page.getByRole("slider");
    for (let press = 0; press < 5; press++) await slider.press("ArrowRight");
    await page.locator('[data-weight="in-force"]', { hasText: "15 %" }).waitFor();
    await page.locator('[data-deployment="done"]').waitFor();
    expect(await slider.inputValue()).toBe("15");
  });

  test("after a break the page comes back with everything that happened meanwhile", async () => {
    const { page } = browser;
    await page.goto(server.url);
    await page.locator('[data-connection="live"]').waitFor();
    const port = Number(new URL(server.url).port);
    await server.close();
    await page.locator('[data-connection="lost"]').waitFor();
    backend.emit({
      kind: "log",
      line: { at: 0, functionName: "send", level: "warn", text: "said while nobody looked" },
    });
    server = await startPageServer(backend, { port });
    await page.locator('[data-connection="live"]').waitFor();
    await page.getByText("said while nobody looked").waitFor();
  });

  test("a fault is shown, and nothing of the panel without one", async () => {
    const { page } = browser;
    await page.goto(server.url);
    await page.locator('[data-connection="live"]').waitFor();
    expect(await page.getByRole("alert").filter({ hasText: "fault" }).count()).toBe(0);
    backend.emit({
      kind: "fault",
      fault: { at: 0, service: "iam", message: "sms-ingress may not sqs:SendMessage." },
    });
    await page
      .getByRole("alert")
      .filter({ hasText: "sms-ingress may not sqs:SendMessage." })
      .waitFor();
  });

  test("the log keeps its place while the person reads, and shows only the chosen function", async () => {
    const { page } = browser;
    await page.goto(server.url);
    const list = page.getByRole("log", { name: "Log lines" });
    const say = (from: number, to: number) => {
      for (let line = from; line < to; line++) {
        const functionName = line % 2 === 0 ? "send" : "conversation";
        backend.emit({
          kind: "log",
          line: { at: line, functionName, level: "info", text: `line ${line}` },
        });
      }
    };
    say(0, 80);
    await list.getByText("line 79", { exact: true }).waitFor();
    await page.waitForFunction(() => (document.querySelector(".log-lines")?.scrollTop ?? 0) > 0);
    await list.evaluate((element) => element.scrollTo({ top: 40, behavior: "instant" }));
    await page.getByRole("button", { name: "To the newest" }).waitFor();
    say(80, 100);
    await list.getByText("line 99", { exact: true }).waitFor();
    expect(await list.evaluate((element) => element.scrollTop)).toBe(40);

    await page.getByLabel("Show lines of").selectOption("send");
    expect(await list.getByRole("listitem").count()).toBe(50);
  });

  test.each([
    { width: 360, height: 740, colorScheme: "light" as const },
    { width: 390, height: 844, colorScheme: "dark" as const },
    { width: 820, height: 1180, colorScheme: "light" as const },
    { width: 1280, height: 900, colorScheme: "dark" as const },
    { width: 1280, height: 900, colorScheme: "light" as const },
  ])(
    "at $width px, $colorScheme: nothing overflows, each control has a name, each text can be read",
    async ({ colorScheme, ...size }) => {
      const { page } = browser;
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize(size);
      await page.goto(server.url);
      await moveSlider(page);
      await askOnWhatsapp(page, "B");
      backend.emit({
        kind: "fault",
        fault: { at: 0, service: "sqs", message: "nobody-reads-this-queue-".repeat(8) },
      });
      await page.getByText("1 fault").waitFor();

      expect(await page.evaluate(overflow)).toEqual([]);
      expect(await page.evaluate(controlsWithoutName)).toEqual([]);
      expect(await page.evaluate(faintTexts)).toEqual([]);
      expect(await page.locator("h1").count()).toBe(1);
      expect(browser.complaints).toEqual([]);
    },
  );

  test.each([
    { width: 390, height: 844 },
    { width: 820, height: 1180 },
    { width: 1280, height: 900 },
  ])("nothing jumps at $width px while messages come in", async (size) => {
    const { page } = browser;
    await page.setViewportSize(size);
    await page.goto(server.url);
    await page.locator('[data-connection="live"]').waitFor();
    const places = () =>
      page
        .locator(".phone-case, .write, .panel h2")
        .evaluateAll((all) => all.map((each) => each.getBoundingClientRect().top + scrollY));
    const before = await places();
    for (let round = 0; round < 4; round++) await askOnWhatsapp(page, "B");
    await moveSlider(page);
    expect(await places()).toEqual(before);
  });

  test("many messages and log lines scroll in their lists, and the page stays as long as it was", async () => {
    const { page } = browser;
    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto(server.url);
    await page.locator('[data-connection="live"]').waitFor();
    const { person, senders } = backend.state();
    const businessNumber = senders.find(({ key }) => key === "sms")!.number as PhoneNumber;
    for (let round = 0; round < 80; round++) {
      const id = `many-${round}`;
      const said = {
        channel: "sms",
        direction: "from-business",
        provider: "aws",
        tick: "delivered",
        at: round,
      } as const;
      backend.emit({
        kind: "message",
        message: { ...said, id, person: person.number as PhoneNumber, businessNumber, text: id },
      });
      backend.emit({
        kind: "log",
        line: { at: round, functionName: "conversation", level: "info", text: id },
      });
    }
    await page.locator('[data-phone="sms"]').getByText("many-79", { exact: true }).waitFor();
    const overhang = () =>
      document.documentElement.scrollHeight - document.body.getBoundingClientRect().height;
    expect(await page.evaluate(overhang)).toBeLessThan(2);
    expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThan(4000);
  });
});
