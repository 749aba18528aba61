import type { PhoneMessage, Tick } from "end-user-messaging-simulator";
import { applyEvent } from "../../local/console/app/apply-event";
import type {
  LogLine,
  PageBackend,
  PageEvent,
  PageState,
  SenderView,
} from "../../local/console/page-state";
import { phoneNumber } from "../../shared/domain/message/channel";

/** A system in memory that answers at once, so that the page can be driven without the real one. */
export interface FakeBackend extends PageBackend {
  emit(event: PageEvent): void;
  /** The next write or config change rejects with this sentence. */
  refuseNext(sentence: string): void;
  readonly opened: readonly SenderView["key"][];
}

const person = { name: "Maya", number: phoneNumber("+12065550142") };
const senders: readonly SenderView[] = [
  { key: "A", channel: "whatsapp", number: "+12065550101", provider: "twilio" },
  { key: "B", channel: "whatsapp", number: "+12065550102", provider: "aws" },
  { key: "sms", channel: "sms", number: "+12065550103", provider: "aws" },
];
const ANSWER =
  "Two eggs and a banana: about 248 kcal.\n\nProtein 13.7 g · fat 9.9 g · carbohydrates 27.7 g";
/** Milliseconds from one thing to the next, so that a person can watch it. */
const STEP_MS = 25;

export function fakeBackend(): FakeBackend {
  let state: PageState = {
    stack: "dev",
    person,
    senders,
    rollout: { awsWeight: 10, weightInForce: 10, stage: "primary" },
    messages: [],
    log: [],
    faults: [],
  };
  const listeners = new Set<(event: PageEvent) => void>();
  const opened: SenderView["key"][] = [];
  let refusal: string | undefined;
  let ids = 0;

  const emit = (event: PageEvent) => {
    state = applyEvent(state, event);
    for (const listener of listeners) listener(event);
  };
  const refuseIfAsked = () => {
    if (refusal === undefined) return;
    const sentence = refusal;
    refusal = undefined;
    throw new Error(sentence);
  };
  const senderOf = (key: SenderView["key"]) => {
    const sender = state.senders.find((each) => each.key === key);
    if (!sender) throw new Error(`There is no sender ${key} any more.`);
    return sender;
  };

  const carry = async (
    sender: SenderView,
    direction: PhoneMessage["direction"],
    text: string,
    ticks: readonly Tick[],
  ) => {
    const id = `message-${++ids}`;
    const businessNumber = phoneNumber(sender.number);
    const { channel, provider } = sender;
    for (const tick of ticks) {
      const known = state.messages.find((message) => message.id === id);
      if (known?.tick === "read") return;
      emit({
        kind: "message",
        message: {
          id,
          channel,
          provider,
          direction,
          person: person.number,
          businessNumber,
          text,
          at: known?.at ?? Date.now(),
          tick,
        },
      });
      await step();
    }
  };
  const log = (functionName: string, text: string, level: LogLine["level"] = "info") =>
    emit({ kind: "log", line: { at: Date.now(), functionName, level, text } });

  const converse = async (sender: SenderView, text: string) => {
    const mine: readonly Tick[] = [
      "pending",
      "sent",
      "delivered",
      ...(sender.channel === "whatsapp" ? (["read"] as const) : []),
    ];
    const arriving = carry(sender, "from-person", text, mine);
    await step();
    log(
      sender.provider === "twilio" ? "twilio-webhook" : `${sender.channel}-ingress`,
      "handed over to the conversation queue",
    );
    await step();
    log("conversation", `answered from ${sender.key} by ${sender.provider}`);
    await carry(sender, "from-business", ANSWER, ["sent", "delivered"]);
    await arriving;
  };

  return {
    opened,
    emit,
    refuseNext: (sentence) => {
      refusal = sentence;
    },
    state: () => state,
    onEvent: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    write: async (key, text) => {
      await step();
      refuseIfAsked();
      void converse(senderOf(key), text);
    },
    openChat: async (key) => {
      opened.push(key);
      const { number, channel } = senderOf(key);
      if (channel === "sms") return;
      for (const message of state.messages) {
        if (
          message.businessNumber !== number ||
          message.direction !== "from-business" ||
          message.tick !== "delivered"
        )
          continue;
        emit({ kind: "message", message: { ...message, tick: "read" } });
      }
    },
    setConfig: async (_path, value) => {
      await step();
      refuseIfAsked();
      const weight = Number(value);
      const changes =
        weight === state.rollout.awsWeight
          ? []
          : ["update aws:dynamodb/tableItem:TableItem declared-weight (item)"];
      const deployment = { at: Date.now(), milliseconds: 84.2, changes };
      emit({
        kind: "rollout",
        rollout: { ...state.rollout, awsWeight: weight, weightInForce: weight },
        senders,
        deployment,
      });
    },
  };
}

function step(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, STEP_MS));
}
