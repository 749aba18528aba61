import type { ContactId } from "../domain/contact/contact";
import { phoneNumber } from "../domain/message/channel";
import type { InboundMessage } from "../domain/message/message";
import { DynamoClaims } from "./dynamo-claims";
import { openTestTable, type TestTable } from "./table.testing";

let test: TestTable;
let now = 1_000;
const claims = () => new DynamoClaims(test.table, { now: () => now, wait: async () => {} });

beforeEach(async () => {
  test = await openTestTable();
});
afterEach(() => test.close());

const message: InboundMessage = {
  channel: "sms",
  provider: "aws",
  providerMessageId: "in-1",
  businessNumber: phoneNumber("+12025550102"),
  from: [{ kind: "phone", value: "+12025550199" }],
  content: { type: "text", body: "hi" },
  receivedAt: 1_000,
};

async function claimed() {
  const result = await claims().claim(message, 30_000);
  if (result.kind !== "claimed") throw new Error(`The message is ${result.kind}.`);
  return result.claim;
}

describe("DynamoClaims", () => {
  it("gives a message to one of many", async () => {
    const results = await Promise.all(
      Array.from({ length: 20 }, () => claims().claim(message, 30_000)),
    );
    expect(results.filter(({ kind }) => kind === "claimed")).toHaveLength(1);
    expect(results.filter(({ kind }) => kind === "held")).toHaveLength(19);
  });

  it("gives it again when the lease is over or released, not when it is answered", async () => {
    await claimed();
    now += 30_000;
    expect(await claims().claim(message, 30_000)).toEqual({ kind: "held" });
    now += 1;
    await claims().release(await claimed());
    await claims().complete(await claimed(), { contactId: "contact-1" as ContactId });
    now += 60_000;
    expect(await claims().claim(message, 30_000)).toEqual({ kind: "answered" });
  });

  it("does not let a run whose lease was lost give away another one's claim", async () => {
    const lost = await claimed();
    now += 30_001;
    await claimed();
    await claims().release(lost);
    expect(await claims().claim(message, 30_000)).toEqual({ kind: "held" });
  });
});
