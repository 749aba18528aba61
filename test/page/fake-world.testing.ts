import type {
  ControlAnswer,
  ControlInput,
  ControlKey,
  WorldEvent,
} from "end-user-messaging-simulator";
import { Hono } from "hono";
import { streamSSE } from "hono/streaming";
import type { ProductView, SenderView } from "../../local/console/product";
import type { ConsoleParts } from "../../local/console/server";
import { phoneNumber } from "../../shared/domain/message/channel";

type PhoneMessage = ControlAnswer<"GET /messages">["entries"][number];
type LogLine = ControlAnswer<"GET /logs">["entries"][number];
type Fault = ControlAnswer<"GET /faults">["entries"][number];
type Deployment = ControlAnswer<"GET /deployments">[number];

/** How a route answers; a rejection is the sentence for the person. */
type Routes = {
  -readonly [K in ControlKey]?: (
    input: ControlInput<K>,
  ) => ControlAnswer<K> | Promise<ControlAnswer<K>>;
};

export const maya = { name: "Maya", number: phoneNumber("+12065550142") };
const senders: readonly SenderView[] = [
  { key: "A", channel: "whatsapp", number: "+12065550101", provider: "twilio" },
  { key: "B", channel: "whatsapp", number: "+12065550102", provider: "aws" },
  { key: "sms", channel: "sms", number: "+12065550103", provider: "aws", isSimulator: true },
];
const food =
  "Two eggs and a banana: about 248 kcal.\n\nProtein 13.7 g · fat 9.9 g · carbohydrates 27.7 g";
/** Milliseconds from one thing to the next, so that a person can watch it. */
const stepMs = 25;
const start = Date.UTC(2026, 10, 2, 9, 30);

/**
 * The control API and the product of a world in memory that answers at once, so that the page can
 * be driven without the real one.
 */
export class FakeWorld implements ConsoleParts {
  readonly messages: PhoneMessage[] = [];
  readonly lines: LogLine[] = [];
  readonly faults: Fault[] = [];
  readonly deployments: Deployment[] = [{ at: start, milliseconds: 2000, set: [], steps: [] }];
  /** The business numbers whose chats were opened. */
  readonly opened: string[] = [];
  alarms: ControlAnswer<"GET /alarms"> = [];
  emails: ControlAnswer<"GET /emails"> = [];
  subscriptions: ControlAnswer<"GET /emails/subscriptions"> = [];
  ignored: ControlAnswer<"GET /resources/ignored"> = [];
  /** The rows by the table's name. */
  tables = new Map<string, ControlAnswer<"GET /tables/{name}/items">>();
  /** By its name. */
  dashboards = new Map<string, ControlAnswer<"GET /dashboards/{name}">>();
  failures: ControlAnswer<"GET /failures"> = [];
  /** By the queue's name. */
  queues = new Map<string, ControlAnswer<"GET /queues/{name}/messages">>([
    ["conversation", []],
    ["conversation-dlq", []],
  ]);
  weight = 10;
  stage: ProductView["rollout"]["stage"] = "primary";
  #clock = { now: start, speed: 1 };
  #listeners = new Set<(event: WorldEvent) => void>();
  #refusal: string | undefined;
  #ids = 0;

  /** The next message or change of the config is refused with this sentence. */
  refuseNext(sentence: string): void {
    this.#refusal = sentence;
  }

  product = async (): Promise<ProductView> => ({
    stack: "dev",
    person: maya,
    senders,
    rollout: { awsWeight: this.weight, weightInForce: this.weight, stage: this.stage },
    functionNames: { "conversation-1a2b3c4": "conversation" },
  });

  tell(event: WorldEvent): void {
    if (event.kind === "message") this.messages.push(event.message as PhoneMessage);
    if (event.kind === "log") this.lines.push(event.line);
    if (event.kind === "fault") this.faults.push(event.fault);
    for (const listener of this.#listeners) listener(event);
  }

  say(text: string, line: Partial<LogLine> = {}): void {
    const at = this.#clock.now;
    this.tell({ kind: "log", line: { at, functionName: "send", level: "info", text, ...line } });
  }

  /** What the person writes, and what comes of it. */
  async converse(to: string, text: string): Promise<PhoneMessage> {
    const sender = senders.find(({ number }) => number === to);
    if (!sender) throw new Error(`No business has the number ${to}.`);
    const ticks = sender.channel === "sms" ? ["delivered"] : ["delivered", "read"];
    const written = this.#message(sender, "from-person", text);
    void this.#carry(written, ["sent", ...ticks] as PhoneMessage["tick"][]).then(() => {
      this.say("answered", { functionName: "conversation-1a2b3c4" });
      return this.#carry(this.#message(sender, "from-business", food), ["sent", "delivered"]);
    });
    return written;
  }

  #message(
    { number, channel, provider }: SenderView,
    direction: PhoneMessage["direction"],
    text: string,
  ): PhoneMessage {
    return {
      id: `message-${++this.#ids}`,
      person: maya.number,
      businessNumber: phoneNumber(number),
      at: this.#clock.now,
      tick: "pending",
      channel,
      provider,
      direction,
      text,
    };
  }

  async #carry(message: PhoneMessage, ticks: readonly PhoneMessage["tick"][]): Promise<void> {
    for (const tick of ticks) {
      if (this.messages.findLast(({ id }) => id === message.id)?.tick === "read") return;
      this.tell({ kind: "message", message: { ...message, tick } });
      await step();
    }
  }

  /** The routes that the page uses; a test may put another one in a place. */
  readonly routes: Routes = {
    "GET /messages": ({ until, person }) => ({
      entries: this.messages.slice(0, Number(until)).filter((message) => message.person === person),
      next: Number(until),
    }),
    "GET /logs": ({ since, until }) => ({
      entries: this.lines.slice(Number(since), Number(until)),
      next: Number(until),
    }),
    "GET /faults": ({ since, until }) => ({
      entries: this.faults.slice(Number(since), Number(until)),
      next: Number(until),
    }),
    "GET /alarms": () => this.alarms,
    "GET /deployments": () => this.deployments,
    "GET /resources/ignored": () => this.ignored,
    "GET /alarms/{name}/history": ({ name }) => [
      { at: start, type: "StateUpdate", summary: `${name} went on`, data: "{}" },
    ],
    "GET /resources": () =>
      [...this.tables.keys()].map((logicalName) => ({
        type: "aws:dynamodb/table:Table",
        logicalName,
        id: logicalName,
        inputs: {},
        outputs: {},
      })),
    "GET /tables/{name}/items": ({ name }) => this.tables.get(name) ?? [],
    "GET /traces/{id}": ({ id }) => {
      const hop = { at: start, place: "queue", name: "conversation", what: "sent" } as const;
      return [{ ...hop, ids: { messageId: `queued ${id}` }, body: '{"kind":"inbound"}' }];
    },
    "GET /dashboards": () => [...this.dashboards.keys()],
    "GET /dashboards/{name}": ({ name }) => this.dashboards.get(name) ?? { name, widgets: [] },
    "GET /emails": () => this.emails,
    "GET /emails/subscriptions": () => this.subscriptions,
    "POST /emails/confirm": ({ to }) => {
      this.subscriptions = this.subscriptions.map((each) =>
        each.to === to ? { ...each, confirmed: true } : each,
      );
      for (const subscription of this.subscriptions)
        if (subscription.to === to) this.tell({ kind: "subscription", subscription });
      return { confirmed: 1 };
    },
    "POST /phones/{number}/{channel}/messages": async ({ to, content }) => {
      await step();
      this.#refuseIfAsked();
      return this.converse(to, content.type === "text" ? content.body : content.type);
    },
    "POST /phones/{number}/{channel}/read": ({ channel, businessNumber }) => {
      this.opened.push(businessNumber);
      const latest = new Map(this.messages.map((message) => [message.id, message]));
      for (const message of channel === "sms" ? [] : latest.values())
        if (message.businessNumber === businessNumber && message.direction === "from-business")
          if (message.tick === "delivered")
            this.tell({ kind: "message", message: { ...message, tick: "read" } });
      return {};
    },
    "PUT /config": async ({ path, value }) => {
      await step();
      this.#refuseIfAsked();
      const isSame = Number(value) === this.weight;
      this.weight = Number(value);
      const type = "aws:dynamodb/tableItem:TableItem";
      const change = { kind: "update", type, logicalName: "declared-weight", changed: ["item"] };
      const deployment = {
        at: this.#clock.now,
        milliseconds: 84.2,
        set: [`${path}=${value}`],
        steps: isSame ? [] : [change as Deployment["steps"][number]],
      };
      this.deployments.push(deployment);
      this.tell({ kind: "deployment", deployment });
      return deployment;
    },
    "GET /clock": () => this.#clock,
    "POST /clock/pass": ({ milliseconds }) => {
      return this.#setClock({ now: this.#clock.now + Number(milliseconds) });
    },
    "PUT /clock": ({ speed }) => {
      return this.#setClock({ speed: speed ?? this.#clock.speed });
    },
    "GET /failures": () => this.failures,
    "POST /failures": ({ service, share = 1, failure }) => {
      const id = `failure-${++this.#ids}`;
      this.failures = [...this.failures, { id, service, share, failure }];
      this.tell({ kind: "failures", failures: this.failures });
      return { id };
    },
    "DELETE /failures/{id}": ({ id }) => {
      this.failures = this.failures.filter((rule) => rule.id !== id);
      this.tell({ kind: "failures", failures: this.failures });
      return {};
    },
    "GET /queues": () => [...this.queues.keys()].map((name) => this.#queue(name)),
    "GET /queues/{name}/messages": ({ name }) => this.queues.get(name) ?? [],
    "DELETE /queues/{name}/messages/{messageId}": ({ name, messageId }) => {
      const held = this.queues.get(name) ?? [];
      this.#fill(
        name,
        held.filter((message) => message.messageId !== messageId),
      );
      return {};
    },
    "POST /queues/{name}/redrive": ({ name }) => {
      const dead = this.queues.get(name) ?? [];
      this.#fill(name, []);
      this.#fill(name.replace("-dlq", ""), dead);
      return { moved: dead.length };
    },
  };

  #setClock(change: Partial<ControlAnswer<"GET /clock">>): ControlAnswer<"GET /clock"> {
    this.#clock = { ...this.#clock, ...change };
    this.tell({ kind: "clock", clock: this.#clock });
    return this.#clock;
  }

  #fill(name: string, messages: ControlAnswer<"GET /queues/{name}/messages">): void {
    this.queues.set(name, messages);
    this.tell({ kind: "queue", queue: this.#queue(name) });
  }

  #queue(name: string): ControlAnswer<"GET /queues">[number] {
    return {
      name,
      arn: `arn:aws:sqs:us-east-1:123456789012:${name}`,
      takesDeadLetters: name.endsWith("-dlq"),
      visible: this.queues.get(name)?.length ?? 0,
      inFlight: 0,
      delayed: 0,
    };
  }

  #refuseIfAsked(): void {
    const sentence = this.#refusal;
    this.#refusal = undefined;
    if (sentence !== undefined) throw new Error(sentence);
  }

  /** The same each time, for a server that comes back. */
  get control(): Hono {
    const app = new Hono();
    app.get("/stream", (context) =>
      streamSSE(context, async (stream) => {
        const tell = (event: string, data: unknown) =>
          void stream.writeSSE({ event, data: JSON.stringify(data), retry: 1000 });
        const listener = (event: WorldEvent) => tell("change", event);
        this.#listeners.add(listener);
        tell("hello", {
          messages: this.messages.length,
          logs: this.lines.length,
          faults: this.faults.length,
        });
        await new Promise<void>((resolve) => stream.onAbort(resolve));
        this.#listeners.delete(listener);
      }),
    );
    for (const key of Object.keys(this.routes)) {
      const [method = "", path = ""] = key.split(" ");
      app.on(method, path.replaceAll(/\{(\w+)\}/g, ":$1"), async (context) => {
        const text = await context.req.text();
        const body: object = text === "" ? {} : JSON.parse(text);
        const input = { ...context.req.query(), ...body, ...context.req.param() };
        const route = this.routes[key as ControlKey] as (input: object) => unknown;
        return context.json((await route(input)) as object);
      });
    }
    app.onError((error, context) => context.json({ error: error.message }, 422));
    return app;
  }
}

function step(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, stepMs));
}
