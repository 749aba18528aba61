import { execFileSync } from "node:child_process";
import { DynamoDBClient, type DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import {
  DescribeOptedOutNumbersCommand,
  PinpointSMSVoiceV2Client,
} from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { S3Client } from "@aws-sdk/client-s3";
import { ControlClient } from "end-user-messaging-simulator/client";
import * as v from "valibot";
import { AwsOptOutList } from "../../shared/adapters/aws/opt-out-list";
import { systemClock } from "../../shared/ports";
import { DynamoConversations } from "../../shared/store/dynamo-conversations";
import { DynamoPeople } from "../../shared/store/dynamo-people";
import { openTable } from "../../shared/store/table";
import { findCli, howToGetACli } from "../pulumi/cli";
import { UsageError, type Where } from "./command-line";
import { type MediaBucket, mediaBucket } from "./media-bucket";

/** The stores of one system, wherever it runs: ordinary AWS clients on both. */
export interface System {
  readonly people: DynamoPeople;
  readonly conversations: DynamoConversations;
  /** Absent where the command line names a table alone. */
  readonly optOutList: OptOutEntries | undefined;
  /** Absent where the command line names none. */
  readonly mediaBucket: MediaBucket | undefined;
  /** By the system's own clock; milliseconds since the epoch. */
  readonly now: number;
  close(): void;
}

/** AWS's own list for SMS. */
export interface OptOutEntries {
  has(number: string): Promise<boolean>;
  add(number: string): Promise<void>;
  /** @returns false where AWS keeps it. */
  remove(number: string): Promise<boolean>;
}

interface Found {
  readonly tableName: string;
  readonly optOutListName: string | undefined;
  readonly mediaBucketName: string | undefined;
  readonly now: number;
  /** What the SDK's own environment and files do not say. */
  readonly client: Pick<DynamoDBClientConfig, "endpoint" | "region" | "credentials">;
}

/** @throws UsageError where there is no such system. */
export async function openSystem(where: Where): Promise<System> {
  const { tableName, optOutListName, mediaBucketName, client, now } = await found(where);
  const dynamoDb = new DynamoDBClient(client);
  const sms = new PinpointSMSVoiceV2Client(client);
  // By path: the endpoint on a laptop answers to one host name.
  const s3 = new S3Client({ ...client, forcePathStyle: client.endpoint !== undefined });
  const table = openTable(tableName, dynamoDb);
  const conversations = new DynamoConversations(table, systemClock);
  return {
    people: new DynamoPeople(table, conversations, systemClock),
    conversations,
    optOutList: optOutListName === undefined ? undefined : new OptOutList(optOutListName, sms),
    mediaBucket: mediaBucketName === undefined ? undefined : mediaBucket(mediaBucketName, s3),
    now,
    close: () => {
      dynamoDb.destroy();
      sms.destroy();
      s3.destroy();
    },
  };
}

class OptOutList extends AwsOptOutList implements OptOutEntries {
  constructor(
    private readonly listName: string,
    private readonly sms: PinpointSMSVoiceV2Client,
  ) {
    super(listName, sms);
  }

  async has(number: string): Promise<boolean> {
    try {
      const { OptedOutNumbers = [] } = await this.sms.send(
        new DescribeOptedOutNumbersCommand({
          OptOutListName: this.listName,
          OptedOutNumbers: [number],
        }),
      );
      return OptedOutNumbers.length > 0;
    } catch (error) {
      if (error instanceof Error && error.name === "ResourceNotFoundException") return false;
      throw error;
    }
  }
}

const outputs = v.object({
  tableName: v.string(),
  optOutListName: v.string(),
  mediaBucketName: v.string(),
});

function found(where: Where): Promise<Found> | Found {
  switch (where.kind) {
    case "local":
      return foundLocally(where.controlApi);
    case "stack":
      return foundByPulumi(where.stack);
    case "table":
      return {
        tableName: where.table,
        optOutListName: where.optOutList,
        mediaBucketName: where.mediaBucket,
        now: Date.now(),
        client: {},
      };
  }
}

async function foundLocally(controlApi: string): Promise<Found> {
  const control = new ControlClient(controlApi);
  const [settings, config, clock] = await Promise.all([
    control.call("GET /client-settings", {}),
    control.call("GET /config", {}),
    control.call("GET /clock", {}),
  ]).catch((error: unknown) => {
    throw new UsageError(
      `No system answers at ${controlApi}: start one with npm start, or name the control API ` +
        `that it prints by --control-api. (${error instanceof Error ? error.message : error})`,
    );
  });
  const { endpoint, region, ...credentials } = settings;
  return {
    ...v.parse(outputs, config.outputs),
    now: clock.now,
    client: { endpoint, region, credentials },
  };
}

/** The stack's region stands in its config; who you are is for the SDK to find out. */
function foundByPulumi(stack: string): Found {
  const read = v.safeParse(outputs, JSON.parse(pulumi("stack", "output", "--json", "-s", stack)));
  if (!read.success)
    throw new UsageError(
      `Stack ${stack} exports no ${v.getDotPath(read.issues[0])}: it was deployed before there ` +
        "was one. Deploy it, or name --table, --opt-out-list and --media-bucket.",
    );
  const region = pulumi("config", "get", "aws:region", "-s", stack).trim();
  return { ...read.output, now: Date.now(), client: { region } };
}

function pulumi(...args: string[]): string {
  const cli = findCli(process.cwd());
  if (!cli) throw new UsageError(howToGetACli);
  try {
    return execFileSync(cli, [...args, "--non-interactive"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    });
  } catch (error) {
    const said = String((error as { readonly stderr?: string }).stderr ?? error).trim();
    throw new UsageError(`pulumi ${args.join(" ")} failed:\n${said}`);
  }
}
