import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  type DeployOptions,
  deploy,
  type Person,
  type PhoneMessage,
  type Providers,
  readStackSettings,
  SimulatedCloud,
  type SmsPhone,
  type StackSettings,
  simulatedAccount,
  startProviders,
  type WhatsAppPhone,
} from "end-user-messaging-simulator";
import type { OutboundContent } from "../../shared/domain/content/content";
import type { PhoneNumber } from "../../shared/domain/message/channel";
import {
  type ConversationTurn,
  conversationGroup,
  turnDeduplicationId,
} from "../../shared/domain/message/message";
import { hasTwilio, type TwilioStage } from "../../shared/domain/rollout/stage";
import type { RolloutInForce } from "../../shared/domain/rollout/weight-in-force";
import { DynamoRollout } from "../../shared/store/dynamo-rollout";
import { openTable, type Table } from "../../shared/store/table";
import type { SenderView } from "../console/page-state";
import { OutsideParties } from "./outside-parties";
import type { ReportStep } from "./progress";
import { Queues } from "./queues";
import { declaredWeight, twilioStage } from "./senders";
import { type Deployed, readStackOutputs } from "./stack-outputs";

export type SenderKey = SenderView["key"];

export interface SystemOptions {
  readonly stack: string;
  /** Stack config values by Pulumi's path form. */
  readonly set?: readonly string[];
  /** The same seed shuffles, duplicates and delays in the same places. */
  readonly seed?: number;
  /** Takes parts out of the evaluated program, for tests. */
  readonly edit?: DeployOptions["edit"];
  readonly report?: ReportStep;
}

/**
 * The whole system at work: the simulated cloud with the program deployed in it, the providers, and
 * the people's phones.
 */
export class RunningSystem {
  #set: readonly string[];
  /** Every message on any phone, as it stands. */
  readonly #messages = new Map<string, PhoneMessage>();
  readonly queues: Queues;
  /** With the rights of the person at the keyboard. */
  readonly #dynamodb: DynamoDBClient;

  private constructor(
    readonly cloud: SimulatedCloud,
    readonly providers: Providers,
    private readonly outside: OutsideParties,
    private readonly options: SystemOptions,
    private deployed: Deployed,
    public settings: StackSettings,
  ) {
    this.#set = options.set ?? [];
    this.queues = new Queues(cloud);
    this.#dynamodb = new DynamoDBClient({
      endpoint: cloud.endpoint,
      region: simulatedAccount.region,
      credentials: cloud.deployerCredentials,
    });
    providers.network.onChange((message) => this.#messages.set(message.id, message));
  }

  /** @throws the program's own error when the stack's config is wrong. */
  static async start(options: SystemOptions): Promise<RunningSystem> {
    const started = performance.now();
    const cloud = await SimulatedCloud.start({ seed: options.seed ?? 1 });
    try {
      const providers = startProviders(cloud);
      const outside = new OutsideParties(cloud, providers);
      options.report?.("start the cloud", performance.now() - started);
      const { deployment, settings } = await deployInto(cloud, outside, options, options.set ?? []);
      for (const [step, milliseconds] of Object.entries(deployment.took))
        options.report?.(step, milliseconds);
      const warming = performance.now();
      await cloud.lambda.warm();
      options.report?.("load the functions", performance.now() - warming);
      return new RunningSystem(cloud, providers, outside, options, deployment, settings);
    } catch (error) {
      await cloud.stop();
      throw error;
    }
  }

  async stop(): Promise<void> {
    this.#dynamodb.destroy();
    await this.cloud.stop();
  }

  /**
   * Sets a stack config value, evaluates the program with it, and applies the difference. A refused
   * value changes nothing.
   */
  async setConfig(path: string, value: string): Promise<Deployed> {
    const set = [
      ...this.#set.filter((setting) => !setting.startsWith(`${path}=`)),
      `${path}=${value}`,
    ];
    const { deployment, settings } = await deployInto(this.cloud, this.outside, this.options, set);
    this.#set = set;
    this.deployed = deployment;
    this.settings = settings;
    return deployment;
  }

  hasTwilio(): boolean {
    return hasTwilio(this.stage());
  }

  stage(): TwilioStage {
    return twilioStage(this.settings) ?? "primary";
  }

  awsWeight(): number {
    return declaredWeight(this.settings);
  }

  /** What the functions read: the declared weight under the brake. */
  rolloutInForce(): Promise<RolloutInForce> {
    return new DynamoRollout(this.table()).read();
  }

  /** The system's table, as a person at the keyboard opens it. */
  table(): Table {
    return openTable(this.deployed.stackOutputs.tableName, this.#dynamodb);
  }

  /** @throws when the stack has no such sender. */
  sender(key: SenderKey): SenderView & { readonly number: PhoneNumber } {
    const found = this.senders().find((sender) => sender.key === key);
    if (!found) throw new Error(`This stack has no sender ${key}.`);
    return found;
  }

  senders(): readonly (SenderView & { readonly number: PhoneNumber })[] {
    return this.outside.senders(this.deployed, this.settings);
  }

  whatsApp(person: Person): WhatsAppPhone {
    this.#meet(person);
    return this.providers.network.whatsApp(person.number);
  }

  sms(person: Person): SmsPhone {
    this.#meet(person);
    return this.providers.network.sms(person.number);
  }

  /**
   * Lets something happen and waits until everything that follows from it is over.
   * @returns the messages, of both directions, that appeared on any phone, as they stand at the
   * end.
   */
  async talk(happening: () => unknown): Promise<readonly PhoneMessage[]> {
    const known = new Set(this.#messages.keys());
    await happening();
    await this.cloud.quiet();
    return [...this.#messages.values()].filter(({ id }) => !known.has(id));
  }

  /** The business writes first: a template, to a person who may never have written. */
  writeFirst(person: Person, requestId: string): void {
    this.#meet(person);
    const content: OutboundContent = {
      type: "template",
      name: "meal_check_in",
      language: "en",
      parameters: [person.name],
    };
    const to = { kind: "phone", value: person.number } as const;
    const turn: ConversationTurn = {
      kind: "initiate",
      request: { requestId, channel: "whatsapp", to, content },
    };
    this.sendTurn(JSON.stringify(turn), {
      group: conversationGroup(turn),
      id: turnDeduplicationId(turn),
    });
  }

  /** Puts a body, right or wrong, into the conversation queue. */
  sendTurn(body: string, { group, id }: { readonly group: string; readonly id: string }): void {
    this.cloud.sqs.send(this.deployed.stackOutputs.conversationQueueUrl, {
      body,
      groupId: group,
      deduplicationId: id,
    });
  }

  openEntryLink() {
    return this.cloud.fetch(this.deployed.stackOutputs.urls.start, {
      headers: { "user-agent": "a browser" },
    });
  }

  #meet(person: Person): void {
    if (!this.providers.network.personOf(person.number)) this.providers.network.addPerson(person);
  }
}

async function deployInto(
  cloud: SimulatedCloud,
  outside: OutsideParties,
  { stack, edit }: SystemOptions,
  set: readonly string[],
): Promise<{ deployment: Deployed; settings: StackSettings }> {
  const root = process.cwd();
  const settings = readStackSettings(root, stack, set);
  outside.beforeDeployment(settings);
  const { stackOutputs, ...rest } = await deploy({
    controlPlane: cloud.controlPlane,
    stack,
    set,
    root,
    ...(edit && { edit }),
    dynamicEnvironment: {
      AWS_REGION: simulatedAccount.region,
      AWS_ENDPOINT_URL_SOCIALMESSAGING: cloud.endpoint,
      AWS_ACCESS_KEY_ID: cloud.deployerCredentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: cloud.deployerCredentials.secretAccessKey,
    },
  });
  const deployment: Deployed = { ...rest, stackOutputs: readStackOutputs(stackOutputs) };
  await outside.afterDeployment(deployment, settings);
  return { deployment, settings };
}
