import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  type ControlAnswer,
  ControlClient,
  controlApp,
  controlOf,
  type DeployOptions,
  type LoopbackServer,
  type Person,
  type PhoneMessage,
  serveOnLoopback,
  simulatedAccount,
  World,
} from "end-user-messaging-simulator";
import { templateContent } from "../../shared/domain/content/template-catalogue";
import { phoneNumber } from "../../shared/domain/message/channel";
import { hasTwilio, type TwilioStage } from "../../shared/domain/rollout/stage";
import type { RolloutInForce } from "../../shared/domain/rollout/weight-in-force";
import { systemClock } from "../../shared/ports";
import { DynamoRollout } from "../../shared/store/dynamo-rollout";
import { openTable, type Table } from "../../shared/store/table";
import { Account } from "./account";
import { Business } from "./business";
import { OutsideParties } from "./outside-parties";
import { Queues } from "./queues";
import {
  alarmRecipients,
  type LinkedWaba,
  linkedWaba,
  readStackOutputs,
  type Sender,
  type StackOutputs,
  sendersOf,
  twilioStage,
} from "./stack";
import { Watch } from "./watch";

/** As slow as the clock goes: a millisecond takes days. */
const standingStill = 1e-9;

type Credentials = Omit<ControlAnswer<"GET /client-settings">, "endpoint" | "region">;

export type SenderKey = Sender["key"];

/** A picture that a person sends. */
export interface Picture {
  readonly type: "image";
  readonly caption?: string;
}

/** Tells, step by step, what a start did and how long each step took. */
export type ReportStep = (step: string, milliseconds: number, remark?: string) => void;

export interface SystemOptions {
  readonly stack: string;
  /** Stack config values by Pulumi's path form. */
  readonly set?: readonly string[];
  /** The same seed shuffles, duplicates and delays in the same places. */
  readonly seed?: number;
  /** What is special about the world, such as how unkind it is. */
  readonly world?: Omit<NonNullable<Parameters<typeof World.start>[0]>, "seed">;
  /**
   * Milliseconds since the epoch: from the very start the world's clock stands there and moves only
   * when time is let pass. It is the real one where it is left out.
   */
  readonly standsAt?: number;
  /** Takes parts out of the evaluated program, for tests. */
  readonly edit?: DeployOptions["edit"];
  readonly report?: ReportStep;
}

/**
 * The whole system at work: the program deployed in the simulated world. What is done to it is done
 * through the world's control API, as anybody else would do it.
 */
export class RunningSystem {
  readonly client: ControlClient;
  readonly queues: Queues;
  readonly watch: Watch;
  readonly account: Account;
  /** With the rights of the person at the keyboard. */
  readonly #credentials: Credentials;
  readonly #dynamodb: DynamoDBClient;
  readonly #known = new Set<string>();

  private constructor(
    /** For what serves it and measures it; everybody else uses the client. */
    readonly world: World,
    private readonly control: LoopbackServer,
    settings: ControlAnswer<"GET /client-settings">,
  ) {
    const { endpoint, region, ...credentials } = settings;
    this.client = new ControlClient(control.url);
    this.queues = new Queues(this.client);
    this.watch = new Watch(this.client);
    this.account = new Account(this.client, settings);
    this.#credentials = credentials;
    this.#dynamodb = new DynamoDBClient({
      endpoint,
      region,
      credentials,
    });
  }

  /** @throws the program's own error when the stack's config is wrong. */
  static async start({
    stack,
    set = [],
    seed = 1,
    edit,
    report,
    world: special = {},
    standsAt,
  }: SystemOptions): Promise<RunningSystem> {
    const started = performance.now();
    const world = await World.start({ ...special, seed });
    try {
      const control = controlOf(world);
      if (standsAt !== undefined) {
        await control.call("PUT /clock", { speed: standingStill });
        await control.call("PUT /clock", { now: standsAt });
      }
      const parties = new OutsideParties(control);
      report?.("start the world", performance.now() - started);
      const { deployment } = await world.run({
        root: process.cwd(),
        stack,
        set,
        ...(edit && { edit }),
        before: (settings) => parties.linkWaba(settings),
        after: async ({ stackOutputs }, settings) => {
          await parties.registerNumbers();
          await parties.setUpTwilio(stackOutputs, settings);
        },
      });
      for (const [step, milliseconds] of Object.entries(deployment.took))
        report?.(step, milliseconds);
      const warming = performance.now();
      await control.call("POST /functions/warm", {});
      report?.("load the functions", performance.now() - warming);
      const settings = await control.call("GET /client-settings", {});
      return new RunningSystem(world, await serveOnLoopback(controlApp(world), 0), settings);
    } catch (error) {
      await world.stop();
      throw error;
    }
  }

  async stop(): Promise<void> {
    this.#dynamodb.destroy();
    this.account.destroy();
    await this.control.close();
    await this.world.stop();
  }

  /** Sets a stack config value and applies the difference. A refused value changes nothing. */
  setConfig(path: string, value: string): Promise<ControlAnswer<"PUT /config">> {
    return this.client.call("PUT /config", { path, value });
  }

  /** The stack's config in force, and what the program exports. */
  config(): Promise<ControlAnswer<"GET /config">> {
    return this.client.call("GET /config", {});
  }

  async outputs(): Promise<StackOutputs> {
    return readStackOutputs((await this.config()).outputs);
  }

  async stage(): Promise<TwilioStage> {
    return twilioStage(await this.config());
  }

  async hasTwilio(): Promise<boolean> {
    return hasTwilio(await this.stage());
  }

  /** Who is told when an alarm rings. */
  async alarmRecipients(): Promise<readonly string[]> {
    return alarmRecipients(await this.config());
  }

  async senders(): Promise<readonly Sender[]> {
    const stack = await this.config();
    return sendersOf(stack, readStackOutputs(stack.outputs));
  }

  /** @throws when the stack names none. */
  async waba(): Promise<LinkedWaba> {
    const waba = linkedWaba(await this.config());
    if (!waba) throw new Error("This stack names no WhatsApp Business Account.");
    return waba;
  }

  /** @throws when the stack has no such sender. */
  async sender(key: SenderKey): Promise<Sender> {
    const found = (await this.senders()).find((sender) => sender.key === key);
    if (!found) throw new Error(`This stack has no sender ${key}.`);
    return found;
  }

  /** What the functions read: the declared weight under the brake. */
  async rolloutInForce(): Promise<RolloutInForce> {
    const silent = { info: () => {}, warn: () => {}, error: () => {} };
    const ports = { clock: systemClock, log: silent, metrics: { count: () => {} } };
    return new DynamoRollout(await this.table(), ports).read();
  }

  /** The system's table, as a person at the keyboard opens it. */
  async table(): Promise<Table> {
    return openTable((await this.outputs()).tableName, this.#dynamodb);
  }

  /** The person writes to one of the business's numbers; somebody new gets a phone first. */
  async write(person: Person, key: SenderKey, content: string | Picture): Promise<PhoneMessage> {
    const { channel, number: to } = await this.sender(key);
    await this.meet(person);
    return await this.client.call("POST /phones/{number}/{channel}/messages", {
      number: person.number,
      channel,
      to,
      content: typeof content === "string" ? { type: "text", body: content } : content,
    });
  }

  /**
   * Lets something happen and waits until everything that follows from it is over.
   * @returns the messages, of both directions, that appeared on any phone, as they stand at the
   * end.
   */
  async talk(happening: () => unknown): Promise<readonly PhoneMessage[]> {
    const before = await this.client.call("GET /messages", {});
    const known = new Set(before.entries.map(({ id }) => id));
    await happening();
    await this.client.call("POST /quiet", {});
    const { entries } = await this.client.call("GET /messages", { since: before.next });
    // The last news of a message is how it stands.
    const latest = new Map(entries.map((message) => [message.id, message]));
    return [...latest.values()].filter(({ id }) => !known.has(id));
  }

  /** The business writes first: a template, to a person who may never have written. */
  async writeFirst(person: Person, key: string): Promise<string> {
    await this.meet(person);
    return (await this.business()).ask({
      idempotencyKey: key,
      channel: "whatsapp",
      to: { phone: phoneNumber(person.number) },
      purpose: "utility",
      content: templateContent("meal_check_in", "en", { first_name: person.name }),
    });
  }

  /**
   * The business sends a picture of its bucket to somebody whose window is open.
   * @returns the message's id.
   */
  async sendPicture(person: Person, idempotencyKey: string, key: string): Promise<string> {
    return (await this.business()).ask({
      idempotencyKey,
      channel: "whatsapp",
      to: { phone: phoneNumber(person.number) },
      purpose: "utility",
      content: {
        type: "image",
        media: { at: "s3", key, mimeType: "image/png" },
        caption: "Your plan",
      },
    });
  }

  /** Our own backend, which may do what the person at the keyboard may. */
  async business(): Promise<Business> {
    return new Business({
      control: this.client,
      credentials: this.#credentials,
      region: simulatedAccount.region,
      messagesUrl: (await this.outputs()).urls.messages,
    });
  }

  async openEntryLink(): Promise<ControlAnswer<"POST /requests">> {
    return await this.client.call("POST /requests", {
      url: (await this.outputs()).urls.start,
      headers: { "user-agent": "a browser" },
    });
  }

  /** Gives somebody a phone who has none yet. */
  async meet(person: Person): Promise<void> {
    if (this.#known.has(person.number)) return;
    const people = await this.client.call("GET /people", {});
    for (const { number } of people) this.#known.add(number);
    if (this.#known.has(person.number)) return;
    await this.client.call("POST /people", person);
    this.#known.add(person.number);
  }
}
