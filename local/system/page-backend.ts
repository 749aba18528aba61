import type { DeploymentRecord, Person } from "end-user-messaging-simulator";
import type {
  DeploymentView,
  LogLine,
  PageBackend,
  PageEvent,
  PageState,
  SenderView,
} from "../console/page-state";
import { readableLogText } from "./log-text";
import type { RunningSystem } from "./running-system";
import { declaredWeight, twilioStage } from "./stack";

const kept = { lines: 500, faults: 100 } as const;

/** What the page shows of the stack itself. */
type StackView = Pick<PageState, "stack" | "senders" | "rollout">;

/** The running system as the page sees it: one person with two phones, the rollout, the log. */
export class SystemPageBackend implements PageBackend {
  readonly #log: LogLine[] = [];
  readonly #listeners = new Set<(event: PageEvent) => void>();
  #lastDeployment: DeploymentView | undefined;

  static async open(system: RunningSystem, person: Person): Promise<SystemPageBackend> {
    await system.meet(person);
    return new SystemPageBackend(system, person, await viewOf(system));
  }

  private constructor(
    private readonly system: RunningSystem,
    private readonly person: Person,
    private stack: StackView,
  ) {
    const { messages, cloud } = system.world;
    messages.onEntry((message) => {
      if (message.person === person.number) this.#tell({ kind: "message", message });
    });
    cloud.faults.onFault((fault) => this.#tell({ kind: "fault", fault }));
    this.#followLog();
  }

  state(): PageState {
    const { cloud, providers } = this.system.world;
    const { network } = providers;
    const phones = [network.whatsApp(this.person.number), network.sms(this.person.number)];
    return {
      ...this.stack,
      person: { name: this.person.name, number: this.person.number },
      messages: phones.flatMap((phone) => phone.messages()),
      log: this.#log,
      faults: cloud.faults.since(0).slice(-kept.faults),
      ...(this.#lastDeployment && { lastDeployment: this.#lastDeployment }),
    };
  }

  onEvent(listener: (event: PageEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async write(key: SenderView["key"], text: string): Promise<void> {
    await this.system.write(this.person, key, text);
  }

  async openChat(key: SenderView["key"]): Promise<void> {
    const { channel, number: businessNumber } = await this.system.sender(key);
    const { number } = this.person;
    const read = { number, channel, businessNumber };
    await this.system.client.call("POST /phones/{number}/{channel}/read", read);
  }

  async setConfig(path: string, value: string): Promise<void> {
    const deployment = deploymentView(await this.system.setConfig(path, value));
    this.stack = await viewOf(this.system);
    this.#lastDeployment = deployment;
    const { rollout, senders } = this.stack;
    this.#tell({ kind: "rollout", rollout, deployment, senders });
  }

  #followLog(): void {
    this.system.world.logs.onEntry(({ functionName, text, ...rest }) => {
      const line: LogLine = {
        ...rest,
        functionName: this.#nameInProgram(functionName),
        text: readableLogText(text),
      };
      this.#log.push(line);
      if (this.#log.length > kept.lines) this.#log.shift();
      this.#tell({ kind: "log", line });
    });
  }

  /** `conversation`, not `conversation-1a2b3c4`. */
  #nameInProgram(functionName: string): string {
    const { controlPlane } = this.system.world.cloud;
    const type = "aws:lambda/function:Function";
    return controlPlane.find(type, "name", functionName)?.logicalName ?? functionName;
  }

  #tell(event: PageEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}

async function viewOf(system: RunningSystem): Promise<StackView> {
  const config = await system.config();
  const { awsWeight: weightInForce } = await system.rolloutInForce();
  return {
    stack: config.stack,
    senders: await system.senders(),
    rollout: { awsWeight: declaredWeight(config), weightInForce, stage: twilioStage(config) },
  };
}

function deploymentView({
  at,
  milliseconds,
  steps,
}: Pick<DeploymentRecord, "at" | "milliseconds" | "steps">): DeploymentView {
  const changes = steps.map(({ kind, type, logicalName, changed }) => {
    const properties = changed.length > 0 ? `(${changed.join(", ")})` : "";
    return [kind, type, logicalName, properties].join(" ").trim();
  });
  return { at, milliseconds, changes };
}
