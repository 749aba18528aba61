import {
  type ControlClient,
  controlOf,
  type DeployOptions,
  type PhoneMessage,
  simulatedAccount,
} from "end-user-messaging-simulator";
import { Business } from "../../local/system/business";
import { OutsideParties } from "../../local/system/outside-parties";
import { RunningSystem } from "../../local/system/running-system";
import { phoneNumber } from "../../shared/domain/message/channel";
import { answerId, initiatedId } from "../../shared/domain/message/message-id";
import { Draws } from "./draws";
import type { Done, Said, Sighting, Strike } from "./observer";
import {
  type Act,
  type CampaignAct,
  channelOf,
  type PersonAct,
  type Script,
  scriptOf,
} from "./script";
import { type Change, changesOf, everydayRules, Weather } from "./weather";

export interface RunOptions {
  readonly seed: number;
  readonly messages: number;
  readonly hours: number;
  /** Changes what the program declares, such as the functions' code. */
  readonly edit?: DeployOptions["edit"];
  readonly progress?: (text: string) => void;
}

/** A Monday, after breakfast in New York: a run must not depend on the day it is made. */
const begins = Date.UTC(2026, 0, 5, 15);
const minute = 60_000;
/** AWS tries for three hours; what waits for it is then closed. */
const settling = 4 * 60 * minute;
/** The world keeps a few thousand news: they are read in time. */
const lookEvery = 100;

/** Lets people and the business write in rough weather, and tells what was seen. */
export async function runFaults(options: RunOptions): Promise<Sighting> {
  const { seed, edit } = options;
  const set = ["rollout.awsWeight=50"];
  const world = { inTurns: true };
  const system = await RunningSystem.start({
    stack: "dev",
    seed,
    set,
    world,
    standsAt: begins,
    ...(edit ? { edit } : {}),
  });
  try {
    return await new Run(system, options).whole();
  } finally {
    await system.stop();
  }
}

class Run {
  /** In this process: what takes no time must not take any on a wire either. */
  readonly #client: Pick<ControlClient, "call">;
  readonly #weather: Weather;
  readonly #arrived = new Map<string, PhoneMessage>();
  readonly #strikes: Strike[] = [];
  #cursors = { messages: 0, strikes: 0 };
  #unknownCounted = 0;

  constructor(
    private readonly system: RunningSystem,
    private readonly options: RunOptions,
  ) {
    this.#client = controlOf(system.world);
    this.#weather = new Weather(this.#client);
    system.world.logs.onEntry(({ text }) => {
      if (/"MessageUnknown":1/.test(text)) this.#unknownCounted += 1;
    });
  }

  async whole(): Promise<Sighting> {
    const { seed, hours } = this.options;
    const script = scriptOf(new Draws(seed, "script"), this.options);
    const changes = changesOf(new Draws(seed, "changes"), hours);
    const senders = await this.system.senders();
    const numbers = Object.fromEntries(senders.map(({ key, number }) => [key, number]));
    for (const person of script.people) await this.#client.call("POST /people", person);
    const messagesUrl = (await this.system.outputs()).urls.messages;
    await this.#weather.begin(everydayRules(new Draws(seed, "rules")));
    const doing = await this.#live(script, changes, { messagesUrl, numbers });
    await this.#weather.end();
    await this.#settle();
    const done = await Promise.all(doing);
    const depths = await this.#depths();
    return {
      script,
      done: await this.#withClaims(done, this.#business(messagesUrl, [])),
      arrived: [...this.#arrived.values()].filter(({ direction }) => direction === "from-business"),
      strikes: this.#strikes,
      numbers,
      ...depths,
      unknownCounted: this.#unknownCounted,
    };
  }

  /** @returns what was done, some of which may still be under way. */
  async #live(
    script: Script,
    changes: readonly Change[],
    means: Means,
  ): Promise<readonly Promise<Done>[]> {
    const done: Promise<Done>[] = [];
    let [now, told] = [0, 0];
    for (const moment of momentsOf(script, changes)) {
      const { at } = moment;
      if (at > now) await this.#pass(at - now);
      now = Math.max(now, at);
      if (moment.change) await this.#change(moment.change);
      // Side by side: none of them waits for what follows from another, or for the clock.
      for (const act of moment.acts) {
        const doing = this.#do(act, script, means);
        done.push(doing);
        if (hasWeather(act)) await doing;
      }
      if (done.length < told + lookEvery) continue;
      told = done.length;
      await this.#look();
      this.options.progress?.(`${told}`);
    }
    return done;
  }

  async #change({ what }: Change): Promise<void> {
    if (what === "outage over") return this.#weather.up();
    if (what !== "rotation") return this.#weather.down(what.outage);
    const { outputs, ...settings } = await this.system.config();
    const parties = new OutsideParties(controlOf(this.system.world));
    await parties.setUpTwilio(outputs, settings, `rotated-${"0".repeat(24)}`);
  }

  async #do(act: Act, script: Script, { messagesUrl, numbers }: Means): Promise<Done> {
    const person = script.people[act.person];
    if (!person) throw new Error(`The script has no person ${act.person}.`);
    const at = begins + act.at;
    if (act.kind === "campaign")
      return { act, traces: await this.#ask(act, person.number, messagesUrl), at };
    const write = () => this.#write(act, person.number, numbers[act.to] ?? "");
    const id = await (act.meets ? this.#weather.meet(act.meets, write) : write());
    return { act, traces: [id], at };
  }

  async #write(act: PersonAct, number: string, to: string): Promise<string> {
    const { id } = await this.#client.call("POST /phones/{number}/{channel}/messages", {
      number,
      channel: channelOf(act.to),
      to,
      content: { type: "text", body: act.text },
    });
    return id;
  }

  /** As the API says: where it could not be stored, again with the same key. */
  async #ask(act: CampaignAct, number: string, messagesUrl: string): Promise<readonly string[]> {
    const to = { phone: phoneNumber(number) };
    const { key: idempotencyKey, channel, mark } = act;
    const base = { idempotencyKey, channel, to, purpose: "utility" } as const;
    const content =
      channel === "sms"
        ? ({ type: "text", body: `Hi ${mark}, what did you eat today?` } as const)
        : templateOf(mark);
    const traces: string[] = [];
    const business = this.#business(messagesUrl, traces);
    const { clock } = this.system.world.cloud;
    for (let tries = 1; ; tries += 1) {
      try {
        await business.ask({ ...base, content });
        return traces;
      } catch (error) {
        if (tries === 6) throw error;
        await new Promise<void>((resolve) => void clock.after(1000, resolve));
      }
    }
  }

  async #pass(milliseconds: number): Promise<void> {
    await this.#client.call("POST /clock/pass", { milliseconds });
  }

  /** What is new on the phones, and what the world did to requests. */
  async #look(): Promise<void> {
    const { messages, strikes } = this.#cursors;
    const news = await this.#client.call("GET /messages", { since: messages });
    for (const message of news.entries)
      this.#arrived.set(message.id, {
        ...(message as PhoneMessage),
        // When it was taken, and not when its tick changed.
        at: this.#arrived.get(message.id)?.at ?? message.at,
      });
    const struck = await this.#client.call("GET /failures/struck", { since: strikes });
    this.#strikes.push(...struck.entries);
    this.#cursors = { messages: news.next, strikes: struck.next };
  }

  /** Everything that waits comes due; then the operator sends back what died, once. */
  async #settle(): Promise<void> {
    for (let passed = 0; passed < settling; passed += 30 * minute) {
      await this.#pass(30 * minute);
      await this.#look();
    }
    for (const { name, takesDeadLetters, visible } of await this.#client.call("GET /queues", {}))
      if (takesDeadLetters && visible > 0)
        await this.#client.call("POST /queues/{name}/redrive", { name });
    await this.#pass(settling);
    await this.#look();
  }

  async #depths(): Promise<Pick<Sighting, "dead" | "stuck">> {
    const queues = await this.#client.call("GET /queues", {});
    const isDead = (name: string, takes: boolean) => takes || /quarantine/.test(name);
    const sum = (dead: boolean) =>
      queues
        .filter(({ name, takesDeadLetters }) => isDead(name, takesDeadLetters) === dead)
        .reduce((all, { visible, inFlight, delayed }) => all + visible + inFlight + delayed, 0);
    return { dead: sum(true), stuck: sum(false) };
  }

  /** The one place where the product is asked, to be compared with the phones. */
  async #withClaims(done: readonly Done[], business: Business): Promise<readonly Done[]> {
    const all: Done[] = [];
    for (const one of done) {
      const { act } = one;
      const id =
        act.kind === "campaign"
          ? initiatedId(act.key)
          : answerId(providerOf(act.to), one.traces[0] ?? "", 1);
      const said = await claimOf(business, id);
      all.push(said ? { ...one, said } : one);
    }
    return all;
  }

  /** Our own backend. @param traces gets the traces under which its requests run. */
  #business(messagesUrl: string, traces: string[]): Business {
    const call: ControlClient["call"] = async (route, input) => {
      const answer = await this.#client.call(route, input);
      if (route === "POST /requests") traces.push((answer as { trace: string }).trace);
      return answer;
    };
    return new Business({
      control: { call },
      credentials: this.system.world.cloud.deployerCredentials,
      region: simulatedAccount.region,
      messagesUrl,
    });
  }
}

/** Where messages go in. */
interface Means {
  readonly messagesUrl: string;
  readonly numbers: Readonly<Partial<Record<PersonAct["to"], string>>>;
}

/** What happens at one moment. */
interface Moment {
  readonly at: number;
  readonly acts: readonly Act[];
  readonly change?: Change;
}

/** What has its own weather stands alone: it would be that of whatever else is written. */
function momentsOf(script: Script, changes: readonly Change[]): readonly Moment[] {
  const moments: Moment[] = changes.map((change) => ({ at: change.at, acts: [], change }));
  for (const act of script.acts) {
    const last = moments.at(-1);
    const joins =
      last?.at === act.at && !hasWeather(act) && last.acts.every((one) => !hasWeather(one));
    if (last && joins) moments[moments.length - 1] = { ...last, acts: [...last.acts, act] };
    else moments.push({ at: act.at, acts: [act] });
  }
  return moments.toSorted((one, other) => one.at - other.at);
}

function hasWeather(act: Act): boolean {
  return act.kind !== "campaign" && act.meets !== undefined;
}

async function claimOf(business: Business, id: string): Promise<Said | undefined> {
  try {
    const { status, reason, attempts } = await business.ofMessage(id);
    return {
      status,
      ...(reason === undefined ? {} : { reason }),
      attempts: attempts.map(({ status, times }) => ({ status, heard: Object.keys(times) })),
    };
  } catch {
    // Nothing is kept of it: it was never answered, which the phones show.
    return undefined;
  }
}

function providerOf(to: PersonAct["to"]): "aws" | "twilio" {
  return to === "A" ? "twilio" : "aws";
}

function templateOf(firstName: string) {
  const parameters = { first_name: firstName };
  return { type: "template", name: "meal_check_in", language: "en", parameters } as const;
}
