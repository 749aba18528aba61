import { SimulatedCloud } from "../cloud";
import { Declare } from "../declare.testing";
import { ControlPlane, type ResourceRecord } from "./control-plane";

const record = (value: string): ResourceRecord => ({
  type: "t",
  logicalName: "n",
  id: "i",
  inputs: {},
  outputs: { value },
});

describe("the control plane", () => {
  it("keeps no record that a listener refused: neither a new one nor a changed one", async () => {
    const plane = new ControlPlane();
    plane.onChange((change) => {
      if (change.kind !== "deleted" && change.after.outputs.value === "bad") throw new Error("no");
    });
    await expect(plane.put(record("bad"))).rejects.toThrow("no");
    expect(plane.everything()).toEqual([]);
    await plane.put(record("good"));
    await expect(plane.put(record("bad"))).rejects.toThrow("no");
    expect(plane.find("t", "value", "good")).toBeDefined();
  });

  it("refuses a queue whose redrive policy names a queue that does not exist, naming both", async () => {
    const cloud = await SimulatedCloud.start({ seed: 1 });
    const redrivePolicy = JSON.stringify({
      deadLetterTargetArn: "arn:aws:sqs:eu-central-1:123456789012:nowhere",
      maxReceiveCount: 3,
    });
    const put = new Declare(cloud.controlPlane).queue("inbox", { redrivePolicy });
    await expect(put).rejects.toThrow(
      "redrivePolicy of queue inbox names the queue arn:aws:sqs:eu-central-1:123456789012:nowhere",
    );
    await cloud.stop();
  });

  it("refuses a declaration that is not what the service understands, naming resource and property", async () => {
    const cloud = await SimulatedCloud.start({ seed: 1 });
    const put = new Declare(cloud.controlPlane).queue("inbox", {
      visibilityTimeoutSeconds: "long",
    });
    await expect(put).rejects.toThrow(
      'aws:sqs/queue:Queue "inbox" cannot be simulated: visibilityTimeoutSeconds',
    );
    await cloud.stop();
  });
});
