import { build } from "esbuild";
import type { FunctionNeeds } from "../../functions/needs";
import { bundleOptions } from "../../infra/flow/bundle";

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
      "dynamodb:GetItem": "GetCommand",
      "dynamodb:PutItem": "PutCommand",
      "dynamodb:UpdateItem": "UpdateCommand",
      "dynamodb:Query": "QueryCommand",
    },
  },
  {
    imports: { "@aws-sdk/client-sqs": ["SQSClient"] },
    opened: "new SQSClient({})",
    commands: { "sqs:SendMessage": "SendMessageCommand" },
  },
  {
    imports: { "@aws-sdk/client-socialmessaging": ["SocialMessagingClient"] },
    opened: "new SocialMessagingClient({})",
    commands: { "social-messaging:SendWhatsAppMessage": "SendWhatsAppMessageCommand" },
  },
  {
    imports: { "@aws-sdk/client-pinpoint-sms-voice-v2": ["PinpointSMSVoiceV2Client"] },
    opened: "new PinpointSMSVoiceV2Client({})",
    commands: { "sms-voice:SendTextMessage": "SendTextMessageCommand" },
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
export async function bundleBareClients(needs: FunctionNeeds): Promise<string> {
  const actions = needs.grants.flatMap((grant) => grant.actions);
  const unknown = actions.find((action) => !bareClients.some(({ commands }) => action in commands));
  if (unknown)
    throw new Error(`The benchmark knows no client for ${unknown} (function ${needs.name}).`);
  const contents = bareClients.map((client) => programOf(client, actions)).join("\n");
  const { outputFiles } = await build({
    ...bundleOptions,
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
