import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { DeployOptions } from "end-user-messaging-simulator";
import { build, type Plugin } from "esbuild";
import { allNeeds } from "../../functions/all-needs";
import { bundleOptions } from "../../infra/flow/bundle";

/** What stands for a piece of a module where the guard is taken out. */
interface Substitution {
  readonly file: string;
  /** Text of the module, exactly, with what stands for it. */
  readonly pieces: readonly (readonly [string, string])[];
}

const isNew = 'ConditionExpression: "attribute_not_exists(pk)"';

/**
 * What keeps a promise, and the bundle without it. No production source knows of it: the bundles
 * are made anew, with other text for a piece of a module.
 */
const guards = {
  /** A message is dealt with once, however often it comes. */
  claim: [
    {
      file: "shared/store/dynamo-conversations.ts",
      pieces: [
        [
          '"attribute_not_exists(pk) OR (attribute_not_exists(doneAt) AND leaseUntil < :now)"',
          '"attribute_not_exists(pk) OR leaseUntil < :now OR leaseUntil >= :now"',
        ],
      ],
    },
    {
      file: "shared/store/commit-writes.ts",
      pieces: [
        ['"claimToken = :token AND attribute_not_exists(doneAt)"', '"claimToken = :token"'],
        [`const isNew = { ${isNew} };`, "const isNew = {};"],
        [`return put(item, { ${isNew} });\n}\n\ntype`, "return put(item);\n}\n\ntype"],
      ],
    },
  ],
  /** A person's messages are taken one after the other. */
  order: [
    {
      file: "shared/adapters/aws/conversation-queue.ts",
      pieces: [["fifoId(conversationGroup(item))", "fifoId(deduplicationId(item))"]],
    },
  ],
  /** It is written down that a provider is about to be called. */
  intent: [
    {
      file: "shared/store/commit-writes.ts",
      pieces: [["...(attempt ? [attemptPut(pk, attempt, now)] : []),", ""]],
    },
  ],
  /** A status only climbs. */
  climb: [
    {
      file: "shared/domain/message/ledger-record.ts",
      pieces: [
        [
          'seen.reduce<DeliveryStatus>(climb, "intended")',
          'seen.reduce<DeliveryStatus>((_, status) => status, "intended")',
        ],
      ],
    },
  ],
  /** After an outcome that nobody knows, nothing is sent again before it is looked up. */
  "no-blind-resend": [
    {
      file: "shared/domain/delivery/next-step.ts",
      pieces: [
        [
          "  const begun = last.events.intended?.at ?? message.record.createdAt;\n  const done",
          "  const number = last.number + 1;\n" +
            "  if (number > 1)\n" +
            "    return { do: 'attempt', sender: facts.sender, number, again: false, reason: 'again' };\n" +
            "  const begun = last.events.intended?.at ?? message.record.createdAt;\n  const done",
        ],
      ],
    },
  ],
  /** Of two statements the one holds that the person wrote later. */
  "consent-time": [
    {
      file: "shared/domain/contact/consent.ts",
      pieces: [
        [
          "  if (secondOf(statement.at) !== secondOf(known.at)) return statement.at > known.at;\n",
          "  if (known) return true;\n",
        ],
      ],
    },
  ],
  /** A contact is written only as it was read. */
  merge: [
    {
      file: "shared/store/commit-writes.ts",
      pieces: [
        [
          '  ConditionExpression: "version = :version",',
          '  ConditionExpression: "version = :version OR attribute_exists(pk)",',
        ],
      ],
    },
  ],
  /** What a code asks for is done, and not the same for all. */
  dispositions: [
    {
      file: "shared/domain/delivery/code-table.ts",
      pieces: [["    disposition,\n    alarm,", '    disposition: "failover",\n    alarm,']],
    },
  ],
} as const satisfies Readonly<Record<string, readonly Substitution[]>>;

export type GuardName = keyof typeof guards;

export const guardNames = Object.keys(guards) as GuardName[];

const root = resolve(__dirname, "../..");
const functionType = "aws:lambda/function:Function";

/**
 * Bundles the functions without a guard.
 * @returns what puts these bundles in the place of the program's own.
 * @throws where a module no longer has the text that stands for the guard.
 */
export async function withoutGuard(guard: GuardName): Promise<NonNullable<DeployOptions["edit"]>> {
  const { outputFiles } = await build({
    ...bundleOptions,
    absWorkingDir: root,
    entryPoints: Object.fromEntries(
      allNeeds.map(({ name }) => [name, `functions/${name}/handler.ts`]),
    ),
    plugins: [substituting(guards[guard])],
    write: false,
  });
  const texts = new Map(
    outputFiles.map(({ path, text }) => [path.replace(/^.*\/|\.js$/g, ""), text]),
  );
  return (declared) =>
    declared.map((resource) => {
      const text = texts.get(resource.logicalName);
      return resource.type === functionType && text !== undefined
        ? { ...resource, outputs: { ...resource.outputs, codeText: text } }
        : resource;
    });
}

function substituting(substitutions: readonly Substitution[]): Plugin {
  return {
    name: "without-a-guard",
    setup(build) {
      for (const { file, pieces } of substitutions) {
        const path = resolve(root, file);
        const filter = new RegExp(`${file.replace(/[.]/g, "\\.")}$`);
        build.onLoad({ filter }, () => ({
          contents: pieces.reduce(
            (text, [from, to]) => replaced(text, from, to, file),
            readFileSync(path, "utf8"),
          ),
          loader: "ts",
        }));
      }
    },
  };
}

function replaced(text: string, from: string, to: string, file: string): string {
  if (text.split(from).length === 2) return text.replace(from, () => to);
  throw new Error(`${file} has "${from}" not once: the guard is elsewhere now.`);
}
