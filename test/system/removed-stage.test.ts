import { RunningSystem } from "../../local/system/running-system";

/**
 * Twilio's whole trace in a deployed program: resources, their properties, and each function's code
 * and variables.
 */
async function mentionsOfTwilio({ client }: RunningSystem): Promise<string[]> {
  const resources = await client.call("GET /resources", {});
  return resources
    .filter((resource) => /twilio/i.test(withoutProviderName(JSON.stringify(resource))))
    .map(({ type, logicalName }) => `${type} ${logicalName}`);
}

/**
 * The one word that may stay is the provider's name as a value: the ledger keeps the records of the
 * time before.
 */
function withoutProviderName(json: string): string {
  return json.replaceAll('\\"twilio\\"', "");
}

test("at stage removed nothing of Twilio is left: no resource, secret, variable, permission, route or line of code", async () => {
  const system = await RunningSystem.start({ stack: "dev" });
  try {
    expect((await mentionsOfTwilio(system)).length).toBeGreaterThan(5);
    const change = { path: "twilio.stage", value: "removed" };
    const before = await system.client.call("GET /resources", {});
    const previewed = await system.client.call("POST /config/preview", change);
    expect(await system.client.call("GET /resources", {})).toEqual(before);
    expect((await system.setConfig(change.path, change.value)).steps).toEqual(previewed);
    expect(await mentionsOfTwilio(system)).toEqual([]);
    expect(await system.hasTwilio()).toBe(false);
  } finally {
    await system.stop();
  }
});
