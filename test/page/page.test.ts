import type { ControlAnswer, LoopbackServer } from "end-user-messaging-simulator";
import type { Locator, Page } from "playwright-core";
import { startConsole } from "../../local/console/server";
import { phoneNumber } from "../../shared/domain/message/channel";
import { type BrowserView, hasChromium, howToGetChromium, openBrowser } from "./chromium";
import { askOnWhatsapp, drivePage, moveSlider, question } from "./drive-page";
import { FakeWorld, maya } from "./fake-world.testing";
import { controlsWithoutName, faintTexts, overflow } from "./page-checks";

if (!hasChromium) console.warn(`Skipped: ${howToGetChromium}`);
const withChromium = hasChromium ? describe : describe.skip;

const numberB = "+12065550102";

withChromium("the page", () => {
  let world: FakeWorld;
  let server: LoopbackServer;
  let browser: BrowserView;

  beforeEach(async () => {
    world = new FakeWorld();
    server = await startConsole(world, 0);
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
    expect(world.weight).toBe(25);
  });

  test("an answer in the open chat is read, one in the other chat waits as unread until its tab is opened", async () => {
    const { page } = browser;
    await page.goto(server.url);
    await askOnWhatsapp(page, "A");
    await page
      .locator('[data-phone="whatsapp"] [data-direction="from-business"][data-tick="read"]')
      .waitFor();

    await page.locator('[role="tab"][data-sender="A"]').click();
    await world.converse(numberB, question);
    await page.locator('[role="tab"][data-sender="B"] .unread').waitFor();
    expect(world.opened).not.toContain(numberB);
    await page.locator('[role="tab"][data-sender="A"]').press("ArrowRight");
    await page
      .locator('[data-phone="whatsapp"] [data-direction="from-business"][data-tick="read"]')
      .waitFor();
    expect(world.opened).toContain(numberB);
  });

  test("a message is followed through the system, hop by hop", async () => {
    const { page } = browser;
    await page.goto(server.url);
    await askOnWhatsapp(page, "B");
    const written = page.locator('[data-phone="whatsapp"] [data-direction="from-person"]').first();
    await written.getByRole("button", { name: "Trace" }).click();
    await written.getByText("queue conversation sent").click();
    await written.getByText(/^queued message-/).waitFor();
    expect(await written.textContent()).toContain('"kind": "inbound"');
  });

  test("a refused message stays in the write box, with the reason beside it; an empty one is not sent", async () => {
    const { page } = browser;
    await page.goto(server.url);
    const box = page.getByRole("textbox", { name: "Text message" });
    await box.press("Enter");
    await page.getByText("Write something first.").waitFor();

    world.refuseNext("The phone pool is not there yet.");
    await box.fill("Line one\nline two");
    await box.press("Enter");
    await page.getByText("The phone pool is not there yet.").waitFor();
    expect(await box.inputValue()).toBe("Line one\nline two");
    expect(world.messages).toEqual([]);

    await box.press("Enter");
    const bubble = page.locator('[data-phone="sms"] [data-direction="from-person"] .bubble-text');
    expect(await bubble.textContent()).toBe("Line one\nline two");
    await page.waitForFunction(() =>
      [...document.querySelectorAll("textarea")].every(({ value }) => value === ""),
    );
  });

  test("while a message or a weight is under way, the page says so and lets nothing be sent twice", async () => {
    const { page } = browser;
    const gate = Promise.withResolvers<void>();
    const { "POST /phones/{number}/{channel}/messages": write, "PUT /config": setConfig } =
      world.routes;
    world.routes["POST /phones/{number}/{channel}/messages"] = (input) =>
      gate.promise.then(() => write!(input));
    world.routes["PUT /config"] = (input) => gate.promise.then(() => setConfig!(input));
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
    const written = world.messages.filter(({ direction }) => direction === "from-person");
    expect(new Set(written.map(({ id }) => id)).size).toBe(1);
  });

  test("the config's error stands at the slider, which goes back to what is declared", async () => {
    const { page } = browser;
    await page.goto(server.url);
    const slider = page.getByRole("slider");
    await slider.waitFor();
    world.refuseNext("Pulumi.dev.yaml: rollout.awsWeight is 0, but stage backup needs 100.");
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
    world.say("said while nobody looked");
    world.weight = 50;
    server = await startConsole(world, port);
    await page.locator('[data-connection="live"]').waitFor();
    await page.getByText("said while nobody looked").waitFor();
    await page.locator('[data-weight="declared"]', { hasText: "50 %" }).waitFor();
  });

  test("a fault is shown, and nothing of the panel without one", async () => {
    const { page } = browser;
    await page.goto(server.url);
    await page.locator('[data-connection="live"]').waitFor();
    expect(await page.getByRole("alert").filter({ hasText: "fault" }).count()).toBe(0);
    world.tell({
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
        const functionName = line % 2 === 0 ? "send" : "conversation-1a2b3c4";
        world.say(`line ${line}`, { functionName });
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

    await page.getByLabel("Show lines of").selectOption("conversation");
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
      world.tell({
        kind: "fault",
        fault: { at: 0, service: "sqs", message: "nobody-reads-this-queue-".repeat(8) },
      });
      await page.getByText("1 fault").waitFor();
      muchIsTheMatter(world);
      await unfoldWorld(page);

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
    for (let round = 0; round < 80; round++) {
      const id = `many-${round}`;
      const numbers = { person: maya.number, businessNumber: phoneNumber("+12065550103") };
      const said = {
        channel: "sms",
        direction: "from-business",
        provider: "aws",
        tick: "delivered",
        at: round,
      } as const;
      world.tell({ kind: "message", message: { ...said, ...numbers, id, text: id } });
      world.say(id);
    }
    await page.locator('[data-phone="sms"]').getByText("many-79", { exact: true }).waitFor();
    const overhang = () =>
      document.documentElement.scrollHeight - document.body.getBoundingClientRect().height;
    expect(await page.evaluate(overhang)).toBeLessThan(2);
    expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThan(4000);
  });

  test("a change that comes while the page still reads what was before is neither lost nor shown twice", async () => {
    const { page } = browser;
    world.say("said before");
    const gate = Promise.withResolvers<void>();
    const { "GET /logs": logs } = world.routes;
    world.routes["GET /logs"] = async (input) => {
      world.say("said meanwhile");
      await gate.promise;
      return logs!(input);
    };
    await page.goto(server.url);
    while (world.lines.length < 2) await page.waitForTimeout(10);
    gate.resolve();
    const list = page.getByRole("log", { name: "Log lines" });
    await list.getByText("said meanwhile").waitFor();
    const texts = await list.locator(".log-text").allTextContents();
    expect(texts).toEqual(["said before", "said meanwhile"]);
  });

  test("the SMS phone says what a number of type SIMULATOR reaches", async () => {
    const { page } = browser;
    await page.goto(server.url);
    await page
      .locator('[data-phone="sms"]')
      .getByText("it reaches simulator destinations only. This phone is one.")
      .waitFor();
    const whatsapp = page.locator('[data-phone="whatsapp"]');
    expect(await whatsapp.getByText("simulator").count()).toBe(0);
  });

  describe("the panel of the world", () => {
    test("is folded at first; what is the matter shows all the same", async () => {
      const { page } = browser;
      world.queues.set("conversation-dlq", [queued("one"), queued("two")]);
      world.alarms = [alarm("dead-letters", "OK")];
      await page.goto(server.url);
      const panel = page.getByRole("region", { name: "World" });
      await panel.getByText("2 dead letters").waitFor();
      expect(await panel.getByText("alarm rings").count()).toBe(0);
      expect(await panel.getByRole("button").count()).toBe(1);
      world.tell({ kind: "alarm", alarm: alarm("dead-letters", "ALARM") });
      await panel.getByText("1 alarm rings").waitFor();
    });

    test("the clock jumps, and a jump of 24 hours closes the window that a message opened", async () => {
      const { page } = browser;
      await page.goto(server.url);
      await askOnWhatsapp(page, "B");
      const panel = await unfoldWorld(page);
      await panel.getByText("A not open yet").waitFor();
      await panel.getByText("B open, 24 h left").waitFor();
      await panel.getByText("Mon 2 Nov").waitFor();
      await panel.getByRole("button", { name: "Jump by 1 hour" }).click();
      await panel.getByText("B open, 23 h left").waitFor();
      await panel.getByRole("button", { name: "Jump by 24 hours" }).click();
      await panel.getByText("B closed").waitFor();
      await panel.getByText("Tue 3 Nov").waitFor();
    });

    test("the clock's speed is set, and a refusal stands beside it", async () => {
      const { page } = browser;
      await page.goto(server.url);
      const panel = await unfoldWorld(page);
      const speed = panel.getByLabel("The clock’s speed");
      await speed.selectOption("60");
      await page.waitForFunction(
        () => document.querySelector<HTMLSelectElement>(".clock select")?.value === "60",
      );
      expect(await world.routes["GET /clock"]!({})).toMatchObject({ speed: 60 });
      world.routes["PUT /clock"] = () => Promise.reject(new Error("The clock is stuck."));
      await speed.selectOption("10");
      await panel.getByRole("alert").filter({ hasText: "The clock is stuck." }).waitFor();
    });

    test("dead letters are looked at, dropped, and sent back to their queue", async () => {
      const { page } = browser;
      world.queues.set("conversation-dlq", [queued("one"), queued("two")]);
      await page.goto(server.url);
      const panel = await unfoldWorld(page);
      await panel.getByRole("button", { name: "conversation-dlq", exact: true }).click();
      await panel.getByText('"said": "one"').waitFor();
      await panel.getByRole("button", { name: "Drop message one" }).click();
      await panel.getByText('"said": "one"').waitFor({ state: "detached" });
      await panel.locator('[data-queue="conversation-dlq"]', { hasText: "1 waiting" }).waitFor();
      await panel.getByRole("button", { name: /^Send what lies in conversation-dlq/ }).click();
      await panel.locator('[data-queue="conversation"]', { hasText: "1 waiting" }).waitFor();
      await panel.locator('[data-queue="conversation-dlq"]', { hasText: "empty" }).waitFor();
    });

    test("queues and mails are told as they change, while somebody looks", async () => {
      const { page } = browser;
      await page.goto(server.url);
      const panel = await unfoldWorld(page);
      const [queue] = (await world.routes["GET /queues"]!({})).filter(
        ({ name }) => name === "conversation-dlq",
      );
      world.tell({ kind: "queue", queue: { ...queue!, visible: 3 } });
      await panel.locator('[data-queue="conversation-dlq"]', { hasText: "3 waiting" }).waitFor();
      const email = { messageId: "m1", to: "ops@example.com", topicArn: "arn", publishedAt: 0 };
      for (let twice = 0; twice < 2; twice += 1)
        world.tell({ kind: "email", email: { ...email, subject: "Told live", message: "Look." } });
      await panel.getByText("Told live").waitFor();
      expect(await panel.getByText("Told live").count()).toBe(1);
    });

    test("a table's rows are read, and again when somebody asks", async () => {
      const { page } = browser;
      world.tables.set("data", [{ pk: { S: "CONTACT#1" }, sk: { S: "PROFILE" }, n: { N: "7" } }]);
      await page.goto(server.url);
      const panel = await unfoldWorld(page);
      const rows = panel.getByRole("list", { name: "Rows of data" });
      await rows.getByText("CONTACT#1 PROFILE").click();
      expect(await rows.textContent()).toContain('"n": 7');
      world.tables.set("data", []);
      await panel.getByRole("button", { name: "Read the rows of data again" }).click();
      await panel.getByText("data, 0 rows").waitFor();
    });

    test("a failure is set and ended", async () => {
      const { page } = browser;
      await page.goto(server.url);
      const panel = await unfoldWorld(page);
      await panel.getByLabel("Who fails").selectOption("Twilio");
      await panel.getByLabel("How it fails").selectOption("answers 2 s late");
      await panel.getByLabel("How often").selectOption("50 % of the time");
      await panel.getByRole("button", { name: "Let it fail" }).click();
      await panel.getByText("Twilio answers 2 s late, 50 % of the time", { exact: true }).waitFor();
      await panel.getByText("1 failure set").waitFor();
      expect(world.failures).toMatchObject([
        { service: "twilio", share: 0.5, failure: { kind: "slow", milliseconds: 2000 } },
      ]);
      await panel.getByRole("button", { name: /^End: Twilio/ }).click();
      await panel.getByText("none set").waitFor();
      expect(world.failures).toEqual([]);
    });

    test("alarms, mails and deployments are listed, the newest first", async () => {
      const { page } = browser;
      muchIsTheMatter(world);
      await page.goto(server.url);
      await moveSlider(page);
      const panel = await unfoldWorld(page);
      const alarm = panel.getByRole("listitem").filter({ hasText: "dead-letters" });
      expect(await alarm.first().textContent()).toContain("ALARM");
      await alarm.first().locator("summary").click();
      await panel.getByText("Threshold Crossed: 1 datapoint").first().waitFor();
      const history = panel.getByRole("list", { name: /^History of .*dead-letters/ });
      expect(await history.textContent()).toContain("went on");
      await panel.getByText("ALARM: something").click();
      await panel.getByText("Look at the queue.").waitFor();
      await panel.getByText("1 resource changed").click();
      await panel.getByText("with rollout.awsWeight=25").waitFor();
      const deployments = panel.locator(".world-section", { hasText: "Deployments" });
      expect(await deployments.locator(".entry b").allTextContents()).toEqual([
        "1 resource changed",
        "Nothing changed",
      ]);
    });

    test("a recipient confirms, a dashboard is drawn, and what is ignored stands with its reason", async () => {
      const { page } = browser;
      muchIsTheMatter(world);
      await page.goto(server.url);
      const panel = await unfoldWorld(page);
      await panel.getByRole("button", { name: /^Confirm the subscriptions of somebody/ }).click();
      await panel.getByText("has not confirmed").waitFor({ state: "detached" });
      const widgets = panel.getByRole("list", { name: "Widgets of ai-nutritionist-dev" });
      await widgets.getByText("Messages that wait too long").waitFor();
      expect(await widgets.textContent()).toContain("3.25");
      await panel.getByText("2 properties").waitFor();
      await panel.getByText("nobody asks").click();
      await panel.getByText("sms-events tags").waitFor();
    });
  });
});

/** Opens the panel and all that is folded in it. */
async function unfoldWorld(page: Page): Promise<Locator> {
  const panel = page.getByRole("region", { name: "World" });
  await panel.getByRole("button", { name: "World" }).click();
  await panel.getByText("Deployments").waitFor();
  for (const summary of await panel.locator(".world-section > summary").all())
    await summary.click();
  return panel;
}

function alarm(name: string, state: ControlAnswer<"GET /alarms">[number]["state"]) {
  const arn = `arn:aws:cloudwatch:us-east-1:123456789012:alarm:${name}`;
  const reason = "Threshold Crossed: 1 datapoint was greater than the threshold";
  return { name, arn, kind: "metric", state, since: 0, reason, actionsEnabled: true } as const;
}

function queued(said: string) {
  return { messageId: said, body: JSON.stringify({ said }), sentAt: 0, receiveCount: 3 };
}

function muchIsTheMatter(world: FakeWorld): void {
  const name = "ai-nutritionist-dev-dead-letters-of-every-queue";
  world.alarms = [alarm(name, "ALARM"), alarm("quiet", "INSUFFICIENT_DATA"), alarm("fine", "OK")];
  world.queues.set("conversation-dlq", [queued("one")]);
  const topicArn = "arn:aws:sns:us-east-1:123456789012:alarms";
  const mail = {
    messageId: "mail-1",
    to: "somebody.on.call@example.com",
    topicArn,
    publishedAt: 0,
  };
  world.subscriptions = [{ to: mail.to, topicArn, confirmed: false }];
  world.ignored = [
    { type: "aws:sqs/queue:Queue", name: "conversation", property: "tags", reason: "nobody asks" },
    { type: "aws:sqs/queue:Queue", name: "sms-events", property: "tags", reason: "nobody asks" },
  ];
  const line = {
    id: "m1",
    label: "Messages that wait too long",
    axis: "left",
    period: 60,
  } as const;
  const place = { x: 0, y: 0, width: 6, height: 6 };
  const points = [{ at: world.lines.length, value: 3.25 }];
  const lines = [{ ...line, points }];
  const drawing = {
    title: "Queues",
    view: "timeSeries",
    stacked: false,
    alarms: [],
    annotations: [],
  };
  const widgets = [{ ...place, ...drawing, type: "metric" as const, lines }];
  world.dashboards.set("ai-nutritionist-dev", { name: "ai-nutritionist-dev", widgets });
  world.emails = [{ ...mail, subject: "ALARM: something", message: "Look at the queue." }];
  const failure = { kind: "error", status: 503 } as const;
  world.failures = [{ id: "failure-1", service: "twilio", share: 0.1, failure }];
}
