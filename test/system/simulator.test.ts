import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SendWhatsAppMessageCommand, SocialMessagingClient } from "@aws-sdk/client-socialmessaging";
import { ControlClient } from "end-user-messaging-simulator";

// The simulator as another program uses it: by the lines that its command prints.

let simulator: ChildProcess;
let settings: Record<string, string>;
beforeAll(async () => {
  const args = ["--import", "tsx", "simulator/main.ts", "--port", "0", "--aws-port", "0"];
  simulator = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  settings = await settingsOf(simulator);
});
afterAll(async () => {
  const ended = new Promise((resolve) => simulator.once("exit", resolve));
  simulator.kill("SIGINT");
  await ended;
});

/** The last line it prints is the control API's. */
function settingsOf({ stdout }: ChildProcess): Promise<Record<string, string>> {
  let text = "";
  return new Promise((resolve) => {
    stdout?.on("data", (chunk: Buffer) => {
      text += chunk.toString();
      if (!/^CONTROL_API_URL=.*\n/m.test(text)) return;
      const lines = text.trim().split("\n");
      resolve(Object.fromEntries(lines.map((line) => line.split(/=(.*)/s).slice(0, 2))));
    });
  });
}

const client = () => new ControlClient(settings.CONTROL_API_URL ?? "");

test("what it prints is lines that a shell takes", () => {
  for (const [name, value] of Object.entries(settings)) {
    expect(name).toMatch(/^[A-Z][A-Z0-9_]*$/);
    expect(value).toMatch(/^[\w.:/+-]+$/);
  }
});

const hasBoto3 = spawnSync("python3", ["-c", "import boto3"], { stdio: "ignore" }).status === 0;
if (!hasBoto3)
  console.warn("Skipped: the README's example in Python.\nIt needs boto3: pip install boto3\n\n");

(hasBoto3 ? test : test.skip)(
  "the README's ten lines of boto3 bring a message to the phone",
  () => {
    const readme = readFileSync("simulator/README.md", "utf8");
    const example = /```python\n([\s\S]*?)```/.exec(readme)?.[1] ?? "";
    const { stdout, stderr } = spawnSync("python3", ["-c", example], {
      encoding: "utf8",
      env: { ...process.env, ...settings },
    });
    expect(stderr).toBe("");
    expect(stdout).toBe("Hello Ada\n");
  },
);

test("the README's lines of TypeScript run as they stand", () => {
  const readme = readFileSync("simulator/README.md", "utf8");
  const example = /```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? "";
  const [imports = "", ...lines] = example.split("\n");
  const end = "await server.close(); await world.stop();";
  const shown = 'console.log(await control.call("GET /people", {}));';
  const program = [imports, "async function main() {", ...lines, shown, end, "}", "void main();"];
  const file = join("test", "system", `readme-${process.pid}.ts`);
  writeFileSync(file, program.join("\n"));
  try {
    const { stdout, stderr } = spawnSync(process.execPath, ["--import", "tsx", file], {
      encoding: "utf8",
    });
    expect(stderr).toBe("");
    expect(stdout).toContain("+12025550101");
  } finally {
    rmSync(file);
  }
});
test("a day later the same message is refused for the closed window, as Meta refuses", async () => {
  const phone = { number: settings.PERSON_PHONE_NUMBER ?? "", channel: "whatsapp" } as const;
  const { messages } = await client().call("GET /phones/{number}/{channel}", phone);
  expect(messages.every(({ tick }) => tick !== "failed")).toBe(true);
  await client().call("POST /clock/pass", { milliseconds: 86_400_000 });
  const aws = new SocialMessagingClient({
    endpoint: settings.AWS_ENDPOINT_URL ?? "",
    region: settings.AWS_REGION ?? "",
    credentials: {
      accessKeyId: settings.AWS_ACCESS_KEY_ID ?? "",
      secretAccessKey: settings.AWS_SECRET_ACCESS_KEY ?? "",
    },
  });
  const text = {
    messaging_product: "whatsapp",
    to: phone.number,
    type: "text",
    text: { body: "Still there?" },
  };
  await aws.send(
    new SendWhatsAppMessageCommand({
      originationPhoneNumberId: settings.WHATSAPP_PHONE_NUMBER_ID,
      message: Buffer.from(JSON.stringify(text)),
      metaApiVersion: "v23.0",
    }),
  );
  await client().call("POST /quiet", {});
  const after = await client().call("GET /phones/{number}/{channel}", phone);
  expect(after.messages.at(-1)).toMatchObject({ text: "Still there?", tick: "failed" });
  expect(after.messages.at(-1)?.failure).toContain("131047");
});
