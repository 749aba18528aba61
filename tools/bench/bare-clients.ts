import { build } from "esbuild";
import type { FunctionNeeds } from "../../functions/needs/function-needs";
import { bundleOptions } from "../../infra/bundling/bundle";

/** What a program imports that makes just these calls, by the IAM action of each. */
const importsByAction: Readonly<Record<string, readonly [packageName: string, ...names: string[]]>> = {
  "dynamodb:GetItem": ["@aws-sdk/lib-dynamodb", "DynamoDBDocumentClient", "GetCommand"],
  "dynamodb:PutItem": ["@aws-sdk/lib-dynamodb", "DynamoDBDocumentClient", "PutCommand"],
  "dynamodb:UpdateItem": ["@aws-sdk/lib-dynamodb", "DynamoDBDocumentClient", "UpdateCommand"],
  "dynamodb:Query": ["@aws-sdk/lib-dynamodb", "DynamoDBDocumentClient", "QueryCommand"],
  "sqs:SendMessage": ["@aws-sdk/client-sqs", "SQSClient", "SendMessageCommand"],
  "social-messaging:SendWhatsAppMessage": [
    "@aws-sdk/client-socialmessaging",
    "SocialMessagingClient",
    "SendWhatsAppMessageCommand",
  ],
  "sms-voice:SendTextMessage": [
    "@aws-sdk/client-pinpoint-sms-voice-v2",
    "PinpointSMSVoiceV2Client",
    "SendTextMessageCommand",
  ],
  "secretsmanager:GetSecretValue": ["@aws-sdk/client-secrets-manager", "SecretsManagerClient", "GetSecretValueCommand"],
};

/** Bundles the bare clients that a function's grants call for, in the way the function itself is bundled. */
export async function bundleBareClients(needs: FunctionNeeds): Promise<string> {
  const actions = needs.grants.flatMap((grant) => grant.actions);
  const wanted = new Map<string, Set<string>>();
  for (const action of actions) {
    const found = importsByAction[action];
    if (!found) throw new Error(`The benchmark knows no client for ${action} (function ${needs.name}).`);
    const [packageName, ...names] = found;
    for (const name of names) wanted.set(packageName, (wanted.get(packageName) ?? new Set()).add(name));
    if (packageName === "@aws-sdk/lib-dynamodb") wanted.set("@aws-sdk/client-dynamodb", new Set(["DynamoDBClient"]));
  }
  const contents = [...wanted].map(([from, names]) => `export { ${[...names].join(", ")} } from "${from}";`).join("\n");
  const { outputFiles } = await build({
    ...bundleOptions,
    stdin: { contents, resolveDir: process.cwd(), loader: "ts" },
    write: false,
  });
  return outputFiles[0]?.text ?? "";
}
