import type { Person } from "end-user-messaging-simulator";
import type {
  DeploymentView,
  LogLine,
  PageBackend,
  PageEvent,
  PageState,
  RolloutView,
  SenderView,
} from "../console/page-state";
import { readableLogText } from "./log-text";
import type { RunningSystem } from "./running-system";
import type { Deployed } from "./stack-outputs";

const keptLines = 500;
const keptFaults = 100;

/**
 * The running system as the page sees it: one person with two phones, the rollout, the functions'
 * log.
 */
export class SystemPageBackend implements PageBackend {
  readonly #log: LogLine[] = [];
  readonly #listeners = new Set<(event: PageEvent) => void>();
  #lastDeployment: DeploymentView | undefined;

  static async open(system: RunningSystem, person: Person): Promise<SystemPageBackend> {
    const { awsWeight } = await system.rolloutInForce();
    return new SystemPageBackend(system, person, awsWeight);
  }

  private constructor(
    private readonly system: RunningSystem,
    private readonly person: Person,
    private weightInForce: number,
  ) {
    this.#followPhones();
    this.#followLog();
    this.#followFaults();
  }

  state(): PageState {
    return {
      stack: this.system.settings.stack,
      person: { name: this.person.name, number: this.person.number },
      senders: this.system.senders(),
      rollout: this.#rollout(),
      messages: [
        ...this.system.whatsApp(this.person).messages(),
        ...this.system.sms(this.person).messages(),
      ],
      log: this.#log,
      faults: this.system.cloud.faults.since(0).slice(-keptFaults),
      ...(this.#lastDeployment && { lastDeployment: this.#lastDeployment }),
    };
  }

  onEvent(listener: (event: PageEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async write(key: SenderView["key"], text: string): Promise<void> {
    this.#phone(key).write(this.system.sender(key).number, text);
  }

  async openChat(key: SenderView["key"]): Promise<void> {
    this.#phone(key).openChat(this.system.sender(key).number);
  }

  async setConfig(path: string, value: string): Promise<void> {
    const started = performance.now();
    const deployment = await this.system.setConfig(path, value);
    this.weightInForce = (await this.system.rolloutInForce()).awsWeight;
    const view: DeploymentView = {
      at: this.system.cloud.clock.now(),
      milliseconds: Math.round(performance.now() - started),
      changes: changesOf(deployment),
    };
    this.#lastDeployment = view;
    this.#tell({
      kind: "rollout",
      rollout: this.#rollout(),
      deployment: view,
      senders: this.system.senders(),
    });
  }

  #phone(key: SenderView["key"]) {
    return key === "sms" ? this.system.sms(this.person) : this.system.whatsApp(this.person);
  }

  #rollout(): RolloutView {
    return {
      awsWeight: this.system.awsWeight(),
      weightInForce: this.weightInForce,
      stage: this.system.stage(),
    };
  }

  #followPhones(): void {
    this.system.providers.network.onChange((message) => {
      if (message.person === this.person.number) this.#tell({ kind: "message", message });
    });
  }

  #followLog(): void {
    this.system.cloud.onLog(({ at, functionName, level, text }) => {
      const line: LogLine = {
        at,
        functionName: this.#nameInProgram(functionName),
        level,
        text: readableLogText(text),
      };
      this.#log.push(line);
      if (this.#log.length > keptLines) this.#log.shift();
      this.#tell({ kind: "log", line });
    });
  }

  /** `conversation`, not `conversation-1a2b3c4`. */
  #nameInProgram(functionName: string): string {
    const type = "aws:lambda/function:Function";
    return (
      this.system.cloud.controlPlane.find(type, "name", functionName)?.logicalName ?? functionName
    );
  }

  #followFaults(): void {
    this.system.cloud.faults.onFault((fault) => this.#tell({ kind: "fault", fault }));
  }

  #tell(event: PageEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}

function changesOf({ steps }: Deployed): readonly string[] {
  return steps
    .filter(({ kind }) => kind !== "same")
    .map(({ kind, type, logicalName, changed }) =>
      [kind, type, logicalName, changed.length > 0 ? `(${changed.join(", ")})` : ""]
        .join(" ")
        .trim(),
    );
}
