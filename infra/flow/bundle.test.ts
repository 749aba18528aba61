import { allNeeds } from "../../functions/all-needs";
import { bundleFunctions } from "./bundle";

const withoutTwilio = allNeeds.filter(({ onlyWith }) => onlyWith !== "twilio");

test("the same source gives the same bytes, whatever is bundled beside it", async () => {
  const all = await bundleFunctions(allNeeds, "primary");
  const again = await bundleFunctions(allNeeds.toReversed(), "primary");
  expect([...all.keys()].sort()).toEqual(allNeeds.map(({ name }) => name).sort());
  for (const [name, bundle] of all) expect(again.get(name)).toEqual(bundle);
});

test("no path of the machine is in a bundle", async () => {
  const bundles = await bundleFunctions(allNeeds, "primary");
  for (const { text } of bundles.values()) expect(text).not.toContain(process.cwd());
});

test("the clients take a function's credentials from its environment, and bundle no other way", async () => {
  const bundles = await bundleFunctions(allNeeds, "primary");
  for (const { text } of bundles.values()) {
    const found = ["AWS_SESSION_TOKEN", "AssumeRoleWithWebIdentity", "credential_process"].filter(
      (word) => text.includes(word),
    );
    expect(found).toEqual(["AWS_SESSION_TOKEN"]);
  }
});

test("at stage removed the calls to Twilio are not bundled", async () => {
  const before = await bundleFunctions(withoutTwilio, "receive-only");
  const after = await bundleFunctions(withoutTwilio, "removed");
  expect(before.get("conversation")?.text).toContain("api.twilio.com");
  for (const { text } of after.values()) expect(text).not.toContain("api.twilio.com");
  expect(after.get("sms-ingress")).toEqual(before.get("sms-ingress"));
});
