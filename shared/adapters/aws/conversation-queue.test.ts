import type { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { ConversationTurn } from "../../domain/message/message";
import { SqsConversationQueue } from "./conversation-queue";
import { readConversationTurn } from "./conversation-turn-wire";

const text = { type: "text", body: "secret words" } as const;
const initiate = (requestId: string): ConversationTurn => ({
  kind: "initiate",
  request: {
    requestId,
    channel: "sms",
    to: { kind: "phone", value: "+12025550199" },
    content: text,
  },
});
const inbound: ConversationTurn = {
  kind: "inbound",
  message: {
    channel: "whatsapp",
    provider: "aws",
    providerMessageId: "wamid.HBgL=",
    businessNumber: "+12025550101" as never,
    from: [{ kind: "waId", value: "12025550199" }],
    content: text,
    receivedAt: 1,
  },
};

async function sent(turn: ConversationTurn) {
  const inputs: SendMessageCommand["input"][] = [];
  const client = { send: async ({ input }: SendMessageCommand) => inputs.push(input) };
  await new SqsConversationQueue("https://queue", client as unknown as SQSClient).handOver(turn);
  return inputs[0];
}

describe("the conversation queue", () => {
  it.each([
    ["inbound", inbound],
    ["initiate", initiate("one")],
  ])("carries an %s turn whole", async (_, turn) => {
    const input = await sent(turn);
    expect(readConversationTurn(input?.MessageBody ?? "")).toEqual(turn);
  });

  it("groups by person and knows a turn again", async () => {
    expect(await sent(inbound)).toMatchObject({
      MessageGroupId: "whatsapp:12025550199",
      MessageDeduplicationId: "wamid.HBgL=",
    });
  });

  it("hashes an id that SQS would not take, the same each time", async () => {
    const [one, again] = [
      await sent(initiate("x".repeat(129))),
      await sent(initiate("x".repeat(129))),
    ];
    expect(one?.MessageDeduplicationId).toMatch(/^[0-9a-f]{64}$/);
    expect(again?.MessageDeduplicationId).toBe(one?.MessageDeduplicationId);
    expect((await sent(initiate("mit Umlaut ä")))?.MessageDeduplicationId).toMatch(
      /^[0-9a-f]{64}$/,
    );
  });

  it.each([
    ["poison", /is not JSON/],
    ['{"kind":"outbound"}', /kind should be/],
    [
      JSON.stringify({
        ...inbound,
        message: { ...inbound.message, businessNumber: "12025550101" },
      }),
      /businessNumber/,
    ],
    [JSON.stringify({ ...inbound, message: { ...inbound.message, from: [] } }), /from/],
  ])("refuses what is no turn without a word of it", (body, reason) => {
    const read = () => readConversationTurn(body);
    expect(read).toThrow(reason);
    expect(read).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining("secret") }),
    );
  });
});
