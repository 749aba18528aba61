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

  it.each([
    ["at once", "start"],
    ["in the next turn", "startSoon"],
  ] as const)(
    "counts work that nobody waits for, %s, and hands over what it throws",
    async (...row) => {
      const activity = new Activity();
      const errors: unknown[] = [];
      let finished = false;
      activity[row[1]](
        () => {
          throw new Error("at once");
        },
        (error) => errors.push(error),
      );
      activity[row[1]](
        async () => {
          await new Promise((resolve) => setImmediate(resolve));
          finished = true;
          throw new Error("later");
        },
        (error) => errors.push(error),
      );
      await activity.quiet();
      expect(finished).toBe(true);
      expect(errors).toEqual([new Error("at once"), new Error("later")]);
    },
  );
});
