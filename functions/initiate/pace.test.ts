import fc from "fast-check";
import type { SenderKey } from "../../shared/domain/message/channel";
import { environments, Pace } from "./pace";

/** What a sender takes a second at most. */
const limits: Readonly<Record<SenderKey, number>> = { A: 80, B: 80, sms: 3 };

describe("the pace of what the business starts", () => {
  it.each(["A", "B", "sms"] as const)("leaves a fifth of what %s takes to answers", (sender) => {
    const clock = { now: () => time };
    let time = 0;
    const side = Array.from({ length: environments }, () => new Pace(clock, environments, 3));
    let sent = 0;
    for (time = 0; time < 60_000; time += 10)
      for (const pace of side) while (pace.take(sender, 1) === 0) sent += 1;
    const burst = environments * Math.max(1, (limits[sender] * 0.8) / environments);
    expect(sent).toBeLessThanOrEqual(60 * limits[sender] * 0.8 + burst);
    expect(sent).toBeGreaterThan(60 * limits[sender] * 0.8 - burst);
  });

  it("says how long it takes until the next, and not a millisecond less", () => {
    fc.assert(
      fc.property(
        fc.constantFrom<SenderKey>("A", "B", "sms"),
        fc.array(fc.nat(500), { maxLength: 50 }),
        (sender, gaps) => {
          let time = 0;
          const pace = new Pace({ now: () => time }, environments, 3);
          for (const gap of gaps) {
            time += gap;
            const delay = pace.take(sender, 1);
            if (delay === 0) continue;
            time += delay - 1;
            expect(pace.take(sender, 1)).toBeGreaterThan(0);
            time += 1;
            expect(pace.take(sender, 1)).toBe(0);
          }
        },
      ),
    );
  });

  it("keeps each sender's by itself", () => {
    const pace = new Pace({ now: () => 0 }, environments, 3);
    while (pace.take("sms", 1) === 0);
    expect(pace.take("B", 1)).toBe(0);
  });

  it("counts the parts of a long SMS, also where they are more than the bucket holds", () => {
    const clock = { now: () => time };
    let time = 0;
    const side = Array.from({ length: environments }, () => new Pace(clock, environments, 3));
    let parts = 0;
    for (time = 0; time < 600_000; time += 10)
      for (const pace of side) while (pace.take("sms", 5) === 0) parts += 5;
    const mostAtOnce = environments * 5;
    expect(parts).toBeLessThanOrEqual(600 * limits.sms * 0.8 + mostAtOnce);
    expect(parts).toBeGreaterThan(600 * limits.sms * 0.8 - mostAtOnce);
  });
});
