import { readdirSync } from "node:fs";
import { EventFileError, readEventFile, replay } from "../../local/command-line/publish-event";
import { RunningSystem } from "../../local/system/running-system";

// `npm start -- --event FILE` with every file of examples/events, in one running system.

const folder = "examples/events";
const files = readdirSync(folder).filter((name) => name.endsWith(".json"));

/** What ends with 1, and why. */
const unread: Readonly<Record<string, string>> = {
  "text-in-group.json": "who writes in a group does not write to us",
};

let system: RunningSystem;
const said: string[] = [];
beforeAll(async () => {
  jest.spyOn(console, "log").mockImplementation((line: string) => void said.push(line));
  system = await RunningSystem.start({ stack: "dev", set: [] });
});
afterAll(async () => {
  await system.stop();
  jest.restoreAllMocks();
});

test.each(files)("%s", async (file) => {
  said.length = 0;
  const { next: logs } = await system.client.call("GET /logs", {});
  const { next: faults } = await system.client.call("GET /faults", {});
  const event = readEventFile(`${folder}/${file}`);
  // Several examples are the same message with another content; each is to be one of its own.
  const text = event.text.replaceAll("QTFCOUM0RDNBMUI5QzREM0ExQgA=", `${files.indexOf(file)}A=`);
  const code = await replay(system, { ...event, text }, { logs, faults });
  await system.queues.empty("quarantine");
  for (const { name } of await system.queues.withDeadLetters()) await system.queues.empty(name);
  const wanted = file in unread ? 1 : 0;
  expect({ code, said: code === wanted ? [] : said }).toEqual({ code: wanted, said: [] });
});

test("an event after the end of the world's clock is one sentence", async () => {
  const { text, recorded } = readEventFile(`${folder}/text.json`);
  const late = replay(system, { text, recorded: { ...recorded, at: Date.UTC(2150, 0, 1) } });
  await expect(late).rejects.toThrow(
    /^The event is of 2150-01-01T00:00:00\.000Z: .*after 2099[^\n]*$/,
  );
  await expect(late).rejects.toBeInstanceOf(EventFileError);
});
