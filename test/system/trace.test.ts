import { ada, crowd } from "../../local/rehearsal/people";
import { RunningSystem } from "../../local/system/running-system";

// Whoever has a message's id can follow it: out of the phone, through the business, and back.

let system: RunningSystem;
beforeAll(async () => {
  system = await RunningSystem.start({ stack: "dev" });
});
afterAll(() => system.stop());

const question = "how many calories in a banana?";

async function traceOf(id: string) {
  const hops = await system.client.call("GET /traces/{id}", { id });
  return hops.map(({ place, name, what }) => `${place} ${plain(name)} ${what}`);
}

/** Without the random end of generated names. */
function plain(name: string): string {
  return name.replace(/-[0-9a-f]{7}(?=\.fifo$|$)/, "");
}

test.each([
  ["B", ["topic whatsapp-events published", "function whatsapp-ingress invoked"]],
  ["A", ["function twilio-webhook invoked"]],
  ["sms", ["topic sms-events published", "function sms-ingress invoked"]],
] as const)("a message to %s is followed to its answer, in order", async (sender, entry) => {
  const talk = await system.talk(() => system.write(ada, sender, question));
  const asked = talk.find(({ direction }) => direction === "from-person");
  const answer = talk.find(({ direction }) => direction === "from-business");
  const hops = await traceOf(asked?.id ?? "");
  const path = [
    ...entry,
    "queue conversation.fifo sent",
    "function conversation invoked",
    "request dynamodb UpdateItem 200",
  ];
  const places = path.map((hop) => hops.indexOf(hop));
  expect([hops, places]).toEqual([hops, [...places].sort((one, other) => one - other)]);
  expect([hops, places.includes(-1)]).toEqual([hops, false]);
  // The answer is part of the same trace, with what became of it.
  expect(await traceOf(answer?.id ?? "")).toEqual(hops);
  expect(hops.filter((hop) => hop.startsWith("phone") && hop.endsWith("delivered"))).toHaveLength(
    2,
  );
});

test("of people who write at once, each has the hops of their own message alone", async () => {
  const people = crowd(12);
  const talk = await system.talk(() =>
    Promise.all(people.map((person) => system.write(person, "B", question))),
  );
  for (const { id, direction, person } of talk) {
    if (direction !== "from-person") continue;
    const hops = await system.client.call("GET /traces/{id}", { id });
    const phones = new Set(hops.filter(({ place }) => place === "phone").map(({ name }) => name));
    expect([...phones]).toEqual([`whatsapp ${person}`]);
    // That it was read and is being answered, and the answer.
    expect(hops.filter(({ what }) => what === "SendWhatsAppMessage 200")).toHaveLength(2);
  }
});
