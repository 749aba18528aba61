import type { Alias, ContactId } from "../domain/contact/contact";
import { phoneNumber } from "../domain/message/channel";
import type { InboundMessage } from "../domain/message/message";
import { DynamoContacts } from "./dynamo-contacts";
import { openTestTable, type TestTable } from "./table.testing";

let test: TestTable;
let next = 0;
const contacts = () => new DynamoContacts(test.table, () => `contact-${next++}`);

beforeEach(async () => {
  test = await openTestTable();
});
afterEach(() => test.close());

const phone: Alias = { kind: "phone", value: "+12025550199" };
const waId: Alias = { kind: "waId", value: "12025550199" };
const bsuid: Alias = { kind: "bsuid", value: "US.1" };
const numberB = phoneNumber("+12025550101");

const message = (more: Partial<InboundMessage> = {}): InboundMessage => ({
  channel: "whatsapp",
  provider: "aws",
  providerMessageId: "wamid.1",
  businessNumber: numberB,
  from: [waId],
  content: { type: "text", body: "hi" },
  receivedAt: 1_000,
  ...more,
});

describe("DynamoContacts", () => {
  it("gives many claimants of one alias one contact", async () => {
    const claims = await Promise.all(
      Array.from({ length: 20 }, () => contacts().identify([phone])),
    );
    expect(new Set(claims.flat()).size).toBe(1);
  });

  it("finds a person by any alias that came together with a known one", async () => {
    const [id] = await contacts().identify([waId, bsuid]);
    expect(await contacts().identify([phone])).toEqual([id]);
    expect(await contacts().identify([bsuid])).toEqual([id]);
  });

  it("tells when aliases name more than one contact, and one after the merge", async () => {
    const [one] = await contacts().identify([phone]);
    const [other] = await contacts().identify([bsuid]);
    expect(await contacts().identify([bsuid, waId])).toEqual([other, one]);
    await contacts().merge(
      { id: one, aliases: [phone, bsuid], lastInbound: { [numberB]: 5 }, consent: {} },
      other,
    );
    expect(await contacts().identify([bsuid, waId])).toEqual([one]);
    expect(await contacts().get(one)).toMatchObject({ lastInbound: { [numberB]: 5 } });
  });

  it("records when the person wrote, never back in time, never ahead of our clock", async () => {
    const [id] = await contacts().identify([waId]);
    const first = await contacts().recordInbound(id, message({ sentAt: 900 }));
    expect(first).toEqual({
      id,
      aliases: [waId],
      lastInbound: { [numberB]: 900 },
      consent: {},
      sender: "B",
    });
    expect((await contacts().recordInbound(id, message({ sentAt: 800 }))).lastInbound).toEqual({
      [numberB]: 900,
    });
    expect((await contacts().recordInbound(id, message({ sentAt: 9_000 }))).lastInbound).toEqual({
      [numberB]: 1_000,
    });
  });

  it("keeps what changes on a contact, and gives it back whole", async () => {
    const [id] = await contacts().identify([waId]);
    await contacts().recordInbound(id, message());
    const refusal = { kind: "opted-out", source: "keyword", at: 3 } as const;
    await contacts().change(id, { kind: "invited", at: 7 });
    await contacts().change(id, { kind: "held", answer: { text: "kept", until: 9 } });
    await contacts().change(id, { kind: "consent", channel: "sms", state: refusal });
    expect(await contacts().get(id)).toMatchObject({
      invitedAt: 7,
      held: { text: "kept", until: 9 },
      consent: { sms: refusal },
    });
    await contacts().change(id, { kind: "heldAnswerGiven" });
    expect((await contacts().get(id))?.held).toBeUndefined();
  });

  it("knows nobody by a foreign id", async () => {
    expect(await contacts().get("nobody" as ContactId)).toBeUndefined();
  });
});
