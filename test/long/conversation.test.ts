import { testCrashes } from "../../functions/conversation/crash.testing";
import { playHistories } from "../../functions/conversation/histories.testing";

// Minutes, not seconds: `npm run test:long`. The unit tests play the same in short.

const hour = 60 * 60_000;

it(
  "in 10,000 histories nothing that the business starts is sent past a person's opt-out",
  async () => {
    const { campaigns, sent, keptBack, merges } = await playHistories(10_000, 2);
    console.log(
      `${campaigns} messages asked for: ${sent} calls to a provider, ${keptBack} kept back; ` +
        `${merges} merges`,
    );
    expect(Math.min(sent, keptBack, merges)).toBeGreaterThan(100);
  },
  hour,
);

it(
  "nor in 100 histories over the simulated DynamoDB",
  async () => {
    await playHistories(100, 3, "cloud");
  },
  hour,
);

describe("over the simulated DynamoDB", () => testCrashes("cloud"));
