import { Activity } from "./activity";

describe("activity", () => {
  it("is quiet only when everything that began has ended, including what began meanwhile", async () => {
    const activity = new Activity();
    const order: string[] = [];
    const endFirst = activity.begin();
    const quiet = activity.quiet().then(() => order.push("quiet"));
    setImmediate(() => {
      const endSecond = activity.begin();
      endFirst();
      endFirst();
      setImmediate(() => {
        order.push("second ends");
        endSecond();
      });
    });
    await quiet;
    expect(order).toEqual(["second ends", "quiet"]);
  });

  it("ends with work that fails, and hands the error on", async () => {
    const activity = new Activity();
    await expect(activity.during(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
    await activity.quiet();
  });
});
