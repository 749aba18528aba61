import { controlApp, type LoopbackServer } from "end-user-messaging-simulator";
import { startConsole } from "../../local/console/server";
import { ada } from "../../local/rehearsal/people";
import { productView } from "../../local/system/product-view";
import { RunningSystem } from "../../local/system/running-system";
import { type BrowserView, hasChromium, howToGetChromium, openBrowser } from "./chromium";
import { drivePage } from "./drive-page";

if (!hasChromium) console.warn(`Skipped: ${howToGetChromium}`);
const whereChromiumIs = hasChromium ? describe : describe.skip;

whereChromiumIs("the page of the running system", () => {
  let system: RunningSystem;
  let server: LoopbackServer;
  let browser: BrowserView;

  beforeAll(async () => {
    system = await RunningSystem.start({ stack: "dev" });
    await system.meet(ada);
    const product = () => productView(system, ada);
    server = await startConsole({ control: controlApp(system.world), product }, 0);
    browser = await openBrowser({ width: 1280, height: 900 });
  });

  afterAll(async () => {
    await browser?.close();
    await server?.close();
    await system?.stop();
  });

  test("a person writes on each phone and is answered; the slider changes the deployed program; the console stays clean", async () => {
    await drivePage(server.url, browser.page);
    expect((await system.rolloutInForce()).awsWeight).toBe(25);
    expect(browser.complaints).toEqual([]);
    expect((await system.client.call("GET /faults", {})).entries).toEqual([]);
  });
});
