import type { APIGatewayProxyEvent } from "aws-lambda";
import { phoneNumber } from "../../shared/domain/message/channel";
import type { TwilioStage } from "../../shared/domain/rollout/stage";
import { startChat } from "./start-chat";

const numbers = { A: phoneNumber("+12025550100"), B: phoneNumber("+12025550101") };

async function numberOf(
  visitor: number,
  awsWeight: number,
  stage: TwilioStage = "primary",
  known: typeof numbers | { B: typeof numbers.B } = numbers,
) {
  const identity = { sourceIp: `192.0.2.${visitor % 256}`, userAgent: `browser ${visitor}` };
  const event = { requestContext: { identity } } as unknown as APIGatewayProxyEvent;
  const rollout = {
    read: async () => ({ awsWeight, stage, salt: "pepper", paused: false, downUntil: {} }),
  };
  const { statusCode, headers } = await startChat(event, { rollout, numbers: known });
  expect(statusCode).toBe(302);
  return /^https:\/\/wa\.me\/(\d+)\?text=Hi$/.exec(String(headers?.location))?.[1];
}

const visitors = Array.from({ length: 400 }, (_, visitor) => visitor);
const onB = async (awsWeight: number) => {
  const dealt = await Promise.all(visitors.map((visitor) => numberOf(visitor, awsWeight)));
  return visitors.filter((visitor) => dealt[visitor] === "12025550101");
};

describe("the entry link", () => {
  it("deals visitors by the weight, the same ones and more when it goes up", async () => {
    const [none, some, more, all] = await Promise.all([onB(0), onB(25), onB(50), onB(100)]);
    expect(none).toEqual([]);
    expect(all).toEqual(visitors);
    expect(some?.length).toBeGreaterThan(60);
    expect(some?.length).toBeLessThan(140);
    expect(more).toEqual(expect.arrayContaining(some ?? []));
  });

  it("leads to B at every later stage, and where there is no A", async () => {
    for (const stage of ["backup", "receive-only", "removed"] as const)
      expect(await numberOf(1, 0, stage)).toBe("12025550101");
    expect(await numberOf(1, 0, "primary", { B: numbers.B })).toBe("12025550101");
  });
});
