import { evaluate } from "end-user-messaging-simulator";
import { keptTypes } from "./kept-types";
import { fits, UrnsLock } from "./urns-lock";

/** All that the program can register: a pool is there once its number is active. */
const runs = [
  { stack: "dev" },
  { stack: "prod" },
  { stack: "prod", set: ["sms.pools.us.active=true"] },
];

async function registeredUrns() {
  const evaluations = [];
  for (const run of runs) evaluations.push(await evaluate({ root: process.cwd(), ...run }));
  return evaluations
    .flatMap(({ registrations }) => registrations)
    .filter(({ type }) => keptTypes[type]?.kept !== "nothing");
}

test("nothing that must not be lost vanishes without an alias, and what is new is locked", async () => {
  const lock = UrnsLock.read();
  const now = await registeredUrns();
  const urns = [...new Set(now.map(({ urn }) => urn))];
  // Under other parents it is found by type and name, and keeps its place.
  const kept = now.flatMap(({ type, urn }) => lock.placesOf(type, urn.replace(/^.*::/, "")));
  const locked = lock.locked.map(({ urn }) => urn);
  expect({
    vanished: locked.filter((line) => ![...urns, ...kept].some((urn) => fits(line, urn))),
    "to be added to urns.lock": urns
      .filter((urn) => !locked.some((line) => fits(line, urn)))
      .sort(),
  }).toEqual({ vanished: [], "to be added to urns.lock": [] });
});

test("a place is found by type and name, whatever its parents, and by nothing less", () => {
  const lock = new UrnsLock(
    [
      "# first",
      "shop:A$aws:sqs/queue:Queue::post was shop:A$aws:sqs/queue:Queue::mail",
      "",
      "shop:B$aws:sqs/queue:Queue::stop-*",
    ].join("\n"),
  );
  expect(lock.placesOf("aws:sqs/queue:Queue", "post")).toEqual([
    "shop:A$aws:sqs/queue:Queue::post",
    "shop:A$aws:sqs/queue:Queue::mail",
  ]);
  expect(lock.placesOf("aws:sqs/queue:Queue", "stop-now")).toEqual([
    "shop:B$aws:sqs/queue:Queue::stop-now",
  ]);
  expect(lock.placesOf("aws:sqs/queue:Queue", "pos")).toEqual([]);
  expect(lock.placesOf("aws:sns/topic:Topic", "post")).toEqual([]);
});
