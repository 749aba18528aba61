import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, type Plugin } from "esbuild";
import { allNeeds } from "../../functions/all-needs";
import type { FunctionNeeds } from "../../functions/needs";
import { bundleFunctions, bundleOptions, lambdaCredentials } from "../../infra/flow/bundle";
import { type Bench, quantile } from "./figures";

const mostOfBare = 1.15;

/**
 * Each function's bundle against the bare AWS clients it needs: size and time to load. The clients
 * are bundled as they come; cut down as they are in ours, they show the share of our own code.
 */
export const benchBundles: Bench = async (report) => {
  const bundles = await bundleFunctions(allNeeds, "primary");
  for (const needs of allNeeds) {
    report.progress(`the bundle of ${needs.name}`);
    const text = bundles.get(needs.name)?.text ?? "";
    const bare = await bundleBareClients(needs);
    const [ours, theirs] = coldRequire(text, bare, environmentFor(needs));
    const figure = (what: string, value: number, unit: string, most?: number) =>
      report.figure({
        name: `${needs.name}: ${what}`,
        value,
        unit,
        ...(most === undefined ? {} : { aim: { most } }),
      });
    figure("bundle", Buffer.byteLength(text) / 1024, "KiB");
    figure("bundle against bare clients", text.length / bare.length, "times", mostOfBare);
    const cut = await bundleBareClients(needs, [lambdaCredentials]);
    figure("against them with Lambda's credentials alone", text.length / cut.length, "times");
    figure("cold require, CPU", ours, "ms");
    figure("cold require against bare clients", ours / theirs, "times", mostOfBare);
  }
};

/** Values of the right form; nothing is called. */
function environmentFor({ grants, settings }: FunctionNeeds): Record<string, string> {
  const keys = [...grants, ...settings].map(({ environmentKey }) => [
    environmentKey,
    placeholders[environmentKey] ?? "x",
  ]);
  return { AWS_REGION: "eu-central-1", ...Object.fromEntries(keys) };
}

const placeholders: Readonly<Record<string, string>> = {
  WHATSAPP_NUMBER: "+12025550142",
  SMS_NUMBERS: "+12025550143",
  TWILIO_SENDER: "+12025550171",
  TWILIO_CONTENT_SIDS: "{}",
  SMS_MESSAGE_TYPE: "TRANSACTIONAL",
};

const runs = 15;

/**
 * Median milliseconds of CPU that a new Node process takes to require each text; the two take turns,
 * so that both see the same machine.
 * @param environment what Lambda would set
 */
function coldRequire(
  one: string,
  other: string,
  environment: Readonly<Record<string, string>>,
): readonly [number, number] {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  try {
    const files = [one, other].map((text, index) => {
      const file = join(folder, `${index}.js`);
      writeFileSync(file, text);
      return file;
    });
    const samples: [number[], number[]] = [[], []];
    for (let run = 0; run < runs; run += 1) {
      samples[0].push(requireOnce(files[0] ?? "", environment));
      samples[1].push(requireOnce(files[1] ?? "", environment));
    }
    return [quantile(samples[0], 0.5), quantile(samples[1], 0.5)];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function requireOnce(file: string, env: Readonly<Record<string, string>>): number {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["-e", program, file], {
    encoding: "utf8",
    env,
  });
  if (status !== 0)
    throw new Error(`A bundle could not be loaded: ${stderr.trim().split("\n").at(-1)}`);
  return Number(stdout);
}

const program = `
  const before = process.cpuUsage();
  require(process.argv[1]);
  const { user, system } = process.cpuUsage(before);
  process.stdout.write(String((user + system) / 1000));`;

/** A client as a program opens it, and by IAM action the command that it sends. */
interface BareClient {
  readonly imports: Readonly<Record<string, readonly string[]>>;
  readonly opened: string;
  readonly commands: Readonly<Record<string, string>>;
}

const bareClients: readonly BareClient[] = [
  {
    imports: {
      "@aws-sdk/client-dynamodb": ["DynamoDBClient"],
      "@aws-sdk/lib-dynamodb": ["DynamoDBDocumentClient"],
    },
    opened: "DynamoDBDocumentClient.from(new DynamoDBClient({}))",
    commands: {
      "dynamodb:BatchGetItem": "BatchGetCommand",
      // IAM knows a transaction by the writes in it; this one is in nothing else.
      "dynamodb:ConditionCheckItem": "TransactWriteCommand",
      "dynamodb:DeleteItem": "DeleteCommand",
      "dynamodb:GetItem": "GetCommand",
      "dynamodb:PutItem": "PutCommand",
      "dynamodb:UpdateItem": "UpdateCommand",
      "dynamodb:Query": "QueryCommand",
    },
  },
  {
    imports: { "@aws-sdk/client-sqs": ["SQSClient"] },
    opened: "new SQSClient({})",
    commands: {
      "sqs:ChangeMessageVisibility": "ChangeMessageVisibilityCommand",
      "sqs:SendMessage": "SendMessageCommand",
    },
  },
  {
    imports: { "@aws-sdk/client-socialmessaging": ["SocialMessagingClient"] },
    opened: "new SocialMessagingClient({})",
    commands: {
      "social-messaging:SendWhatsAppMessage": "SendWhatsAppMessageCommand",
      "social-messaging:PostWhatsAppMessageMedia": "PostWhatsAppMessageMediaCommand",
      "social-messaging:GetWhatsAppMessageMedia": "GetWhatsAppMessageMediaCommand",
    },
  },
  {
    imports: { "@aws-sdk/client-pinpoint-sms-voice-v2": ["PinpointSMSVoiceV2Client"] },
    opened: "new PinpointSMSVoiceV2Client({})",
    commands: {
      "sms-voice:DeleteOptedOutNumber": "DeleteOptedOutNumberCommand",
      "sms-voice:PutOptedOutNumber": "PutOptedOutNumberCommand",
      "sms-voice:SendMediaMessage": "SendMediaMessageCommand",
      "sms-voice:SendTextMessage": "SendTextMessageCommand",
    },
  },
  {
    imports: { "@aws-sdk/client-s3": ["S3Client"] },
    opened: "new S3Client({})",
    commands: {
      "s3:GetObject": "GetObjectCommand",
      // Nobody lists: with this right a file that is missing is told from one that is forbidden.
      "s3:ListBucket": "GetObjectCommand",
      "s3:PutObject": "PutObjectCommand",
    },
  },
  {
    imports: { "@aws-sdk/client-secrets-manager": ["SecretsManagerClient"] },
    opened: "new SecretsManagerClient({})",
    commands: { "secretsmanager:GetSecretValue": "GetSecretValueCommand" },
  },
];

/**
 * Bundles a program that opens the clients which a function's grants call for, with their commands,
 * and does nothing with them.
 */
async function bundleBareClients(needs: FunctionNeeds, plugins: Plugin[] = []): Promise<string> {
  const actions = needs.grants.flatMap((grant) => grant.actions);
  const unknown = actions.find((action) => !bareClients.some(({ commands }) => action in commands));
  if (unknown)
    throw new Error(`The benchmark knows no client for ${unknown} (function ${needs.name}).`);
  const contents = bareClients.map((client) => programOf(client, actions)).join("\n");
  const { outputFiles } = await build({
    ...bundleOptions,
    plugins,
    stdin: { contents, resolveDir: process.cwd(), loader: "ts" },
    write: false,
  });
  return outputFiles[0]?.text ?? "";
}

function programOf({ imports, opened, commands }: BareClient, actions: readonly string[]): string {
  const wanted = [...new Set(actions.flatMap((action) => commands[action] ?? []))];
  if (wanted.length === 0) return "";
  const packages = Object.entries(imports);
  const commandsFrom = packages.at(-1)?.[0];
  const lines = packages.map(([from, names]) => {
    const all = from === commandsFrom ? [...names, ...wanted] : names;
    return `import { ${all.join(", ")} } from "${from}";`;
  });
  return [...lines, `export const ${wanted.join("_")} = [${opened}, ${wanted.join(", ")}];`].join(
    "\n",
  );
}
