import { awsCalls, type Hop, wayToProvider } from "./round-trips";

const late = 100;
const hop = (at: number, place: Hop["place"], name: string, what: string): Hop => ({
  at,
  place,
  name,
  what,
});
const request = (at: number, name: string, operation: string) =>
  hop(at, "request", name, `${operation} 200`);

/** As the world notes a message that comes by SNS; requests when they are answered. */
const hops: Hop[] = [
  hop(0, "phone", "whatsapp", "sent"),
  hop(1, "topic", "events", "published"),
  hop(2, "queue", "events", "sent"),
  hop(5, "function", "ingress", "invoked"),
  hop(112, "queue", "conversation.fifo", "sent"),
  request(112, "sqs", "SendMessage"),
  hop(113, "function", "conversation", "invoked"),
  request(220, "dynamodb", "UpdateItem"),
  request(222, "dynamodb", "BatchGetItem"),
  request(330, "dynamodb", "BatchGetItem"),
  request(331, "social-messaging", "SendWhatsAppMessage"),
  request(440, "dynamodb", "TransactWriteItems"),
  hop(549, "phone", "whatsapp", "pending"),
  request(550, "social-messaging", "SendWhatsAppMessage"),
  request(660, "dynamodb", "UpdateItem"),
];

test("requests that overlapped are one step, those that did not follow one another", () => {
  expect(wayToProvider(hops, late)).toEqual([
    { functionName: "ingress", by: "topic", steps: [["sqs:SendMessage"]] },
    {
      functionName: "conversation",
      by: "fifo",
      steps: [
        ["dynamodb:BatchGetItem", "dynamodb:UpdateItem"],
        ["dynamodb:BatchGetItem"],
        ["dynamodb:TransactWriteItems"],
      ],
    },
  ]);
});

test("a message that a queue gave twice, or that nobody was called for, tells nothing", () => {
  const twice = hops.toSpliced(4, 0, hop(6, "function", "ingress", "invoked"));
  expect(wayToProvider(twice, late)).toBeUndefined();
  expect(wayToProvider(hops.slice(0, -3), late)).toBeUndefined();
});

test("a call of Twilio is none of AWS's", () => {
  const twilio = request(600, "twilio", "POST");
  expect(awsCalls([...hops, twilio])).toHaveLength(8);
});
