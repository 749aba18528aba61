import { ControlPlane } from "../aws/account/control-plane";
import { unknownValue } from "../aws/resources/property-value";
import { ProviderOperations } from "./provider-operations";

const queue = { type: "aws:sqs/queue:Queue", logicalName: "post" };
const inputs = { name: "post-0123456", delaySeconds: 5 };
let controlPlane: ControlPlane;
let provider: ProviderOperations;
beforeEach(() => {
  controlPlane = new ControlPlane();
  provider = new ProviderOperations(controlPlane);
});

/** Somebody at the console. */
async function changeInAccount(properties: Record<string, unknown>): Promise<void> {
  const [record] = controlPlane.everything();
  if (record) await controlPlane.put({ ...record, outputs: { ...record.outputs, ...properties } });
}

test("a preview makes nothing and leaves out what only the cloud can tell", async () => {
  const { id, outputs } = await provider.create(queue, inputs, true);
  expect(id).toBe("");
  expect(outputs).toMatchObject({ delaySeconds: 5, visibilityTimeoutSeconds: 30 });
  expect(outputs).not.toHaveProperty("arn");
  expect(controlPlane.everything()).toEqual([]);
});

test("a preview of an update keeps what the update will not change", async () => {
  const state = await provider.create(queue, inputs, false);
  const outputs = await provider.update(
    queue,
    state,
    { ...inputs, delaySeconds: unknownValue },
    true,
  );
  expect(outputs).toMatchObject({ arn: state.outputs.arn, delaySeconds: unknownValue });
  expect(controlPlane.everything()[0]?.outputs.delaySeconds).toBe(5);
});

test("an update keeps what the cloud alone has changed since", async () => {
  const number = {
    type: "aws:pinpoint/smsvoicev2PhoneNumber:Smsvoicev2PhoneNumber",
    logicalName: "n",
  };
  const asked = {
    isoCountryCode: "US",
    messageType: "TRANSACTIONAL",
    numberType: "TOLL_FREE",
    numberCapabilities: ["SMS"],
    optOutListName: "Default",
    waitForActive: false,
  };
  const state = await provider.create(number, asked, false);
  expect(state.outputs.status).toBe("PENDING");
  await changeInAccount({ status: "ACTIVE" });
  const outputs = await provider.update(
    number,
    state,
    { ...asked, deletionProtectionEnabled: true },
    false,
  );
  expect(outputs).toMatchObject({ status: "ACTIVE", deletionProtectionEnabled: true });
});

test("reading what nobody touched gives back what was asked for", async () => {
  const state = await provider.create(queue, inputs, false);
  expect(provider.read(queue, state)).toEqual(state);
  expect(provider.diff(queue, provider.read(queue, state)?.inputs ?? {}, inputs).changed).toEqual(
    [],
  );
});

test("drift of what the program asked for, and of what it left to the cloud, shows against the program", async () => {
  const state = await provider.create(queue, inputs, false);
  await changeInAccount({ delaySeconds: 7, visibilityTimeoutSeconds: 60 });
  const found = provider.read(queue, state);
  expect(found?.inputs).toEqual({ ...inputs, delaySeconds: 7, visibilityTimeoutSeconds: 60 });
  expect(provider.diff(queue, found?.inputs ?? {}, inputs).changed.toSorted()).toEqual([
    "delaySeconds",
    "visibilityTimeoutSeconds",
  ]);
});

test("what is gone reads as gone, and cannot be updated", async () => {
  const state = await provider.create(queue, inputs, false);
  await provider.delete(queue, state.id);
  expect(provider.read(queue, state)).toBeUndefined();
  await expect(provider.update(queue, state, inputs, false)).rejects.toThrow(
    "is not in the simulated account any more",
  );
});

test("a name of the program's own stands for one resource: a second is refused, and a replacement deletes first", async () => {
  await provider.create(queue, inputs, false);
  await expect(provider.create(queue, inputs, false)).rejects.toThrow(
    "exists already in the simulated account",
  );
  expect(provider.diff(queue, inputs, { ...inputs, fifoQueue: true })).toEqual({
    changed: ["fifoQueue"],
    replaces: ["fifoQueue"],
    deleteBeforeReplace: true,
  });
  expect(provider.diff(queue, inputs, { ...inputs, name: "other" })).toMatchObject({
    replaces: ["name"],
    deleteBeforeReplace: false,
  });
});

test("a function's code is not told again, its hash is", async () => {
  const lambda = { type: "aws:lambda/function:Function", logicalName: "run" };
  const code = { hash: "ab".repeat(32), text: "secret recipe" };
  const role = { type: "aws:iam/role:Role", logicalName: "run" };
  const { outputs: made } = await provider.create(role, { name: "run" }, false);
  const inputs = { name: "run", role: made.arn, code };
  const { outputs } = await provider.create(lambda, inputs, false);
  expect(outputs).not.toHaveProperty("code");
  expect(outputs.codeSha256).toBe(Buffer.from("ab".repeat(32), "hex").toString("base64"));
});
