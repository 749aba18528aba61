import { distance } from "fastest-levenshtein";
import * as v from "valibot";
import { poolKeywords } from "../../shared/domain/consent/pool-keywords";
import { isPhoneNumber } from "../../shared/domain/message/channel";
import { smsNumberTypes } from "../../shared/domain/message/sms-rate";
import { timeZones } from "../../shared/domain/quiet-hours/time-zones";
import { twilioStages } from "../../shared/domain/rollout/stage";

/**
 * What a stack file may hold. Closed: a key that is not here is a problem (`stack-config.ts`). Each
 * message says what is allowed; the reader of it is the person who edits `Pulumi.<stack>.yaml`.
 */

const phoneNumber = v.pipe(
  v.string('a phone number in quotes, such as "+12025550142"'),
  v.check(isPhoneNumber, 'a phone number in E.164 form, such as "+12025550142"'),
);

const matching = (pattern: RegExp, allowed: string) =>
  v.pipe(v.string(allowed), v.regex(pattern, allowed));

const text = v.pipe(v.string("a text"), v.minLength(1, "a text that is not empty"));

/** What AWS takes for a keyword's message (botocore, PutKeyword). */
const keywordMessage = v.pipe(text, v.maxLength(1600, "a text of at most 1600 characters"));

/** Words that another one of the same three stands for: declared twice they would be one keyword. */
const synonyms: readonly string[] = Object.values(poolKeywords).flatMap(([, ...others]) => others);

const country = /^[A-Z]{2}$/;

const pool = v.pipe(
  v.object({
    country: matching(country, "a country's two capital letters, such as US"),
    numberType: v.picklist(smsNumberTypes, "LONG_CODE, TOLL_FREE, TEN_DLC or SIMULATOR"),
    messageType: v.optional(
      v.picklist(["TRANSACTIONAL", "PROMOTIONAL"], "TRANSACTIONAL or PROMOTIONAL"),
      "TRANSACTIONAL",
    ),
    /**
     * The number can send files by MMS as well. It is requested so: changing this replaces it.
     */
    mms: v.optional(v.boolean("true where the number can send MMS, or false"), false),
    /** AWS shows the number as ACTIVE: from then on it is in the pool. */
    active: v.optional(
      v.boolean("true once AWS shows the number as ACTIVE, until then false"),
      false,
    ),
    /** Of the approved campaign or registration that the number is requested for. */
    registrationId: v.optional(text),
    /**
     * AWS answers these words by itself; HELP and STOP are mandatory (AWS End User Messaging SMS
     * user guide, required keywords).
     */
    keywords: v.objectWithRest(
      { HELP: keywordMessage, STOP: v.optional(keywordMessage) },
      keywordMessage,
      "texts by keyword, among them HELP and STOP",
    ),
  }),
  v.forward(
    v.check(
      ({ keywords }) =>
        Object.keys(keywords).every((keyword) => /^(?! )[^a-z]{1,30}(?<! )$/.test(keyword)),
      "keywords in capital letters, of at most 30 characters, without a space at either end",
    ),
    ["keywords"],
  ),
  v.forward(
    v.check(
      ({ keywords }) => !synonyms.some((word) => Object.hasOwn(keywords, word)),
      `none of ${synonyms.join(", ")}: HELP, STOP and START stand for them`,
    ),
    ["keywords"],
  ),
  v.forward(
    v.check(
      ({ numberType, keywords }) => numberType === "TOLL_FREE" || keywords.STOP !== undefined,
      "a text: what people read who have opted out",
    ),
    ["keywords", "STOP"],
  ),
  v.forward(
    v.check(
      ({ numberType, keywords }) => numberType !== "TOLL_FREE" || keywords.STOP === undefined,
      "none for a TOLL_FREE number: the carriers answer STOP, and AWS lets nobody change it",
    ),
    ["keywords", "STOP"],
  ),
  v.forward(
    v.check(
      (pool) => pool.numberType !== "TEN_DLC" || pool.registrationId !== undefined,
      "the id of an approved 10DLC campaign: a TEN_DLC number is requested for one",
    ),
    ["registrationId"],
  ),
  v.forward(
    v.check(
      (pool) =>
        pool.numberType !== "SIMULATOR" ||
        // A country that is none is told as such.
        !country.test(pool.country) ||
        (pool.country === "US" && pool.messageType === "TRANSACTIONAL"),
      "for a SIMULATOR number country US and messageType TRANSACTIONAL, or another numberType",
    ),
    ["numberType"],
  ),
);

const sms = v.object({
  pools: v.pipe(
    v.record(
      matching(/^[a-z][a-z0-9-]{0,19}$/, "a name in small letters, digits and dashes"),
      pool,
      "pools by name",
    ),
    v.check(
      (pools) => Object.keys(pools).length === 1,
      "one pool: to choose among several by the recipient's country is not built",
    ),
  ),
});

const whatsapp = v.object({
  wabaId: matching(/^waba-[0-9a-f]{32}$/, "the WABA's id at AWS: waba- and 32 hexadecimal digits"),
  phoneNumberId: matching(
    /^phone-number-id-[0-9a-f]{32}$/,
    "the phone number's id at AWS: phone-number-id- and 32 hexadecimal digits",
  ),
  phoneNumber,
  metaPhoneNumberId: matching(
    /^\d{5,20}$/,
    "Meta's id of the phone number, digits in quotes: webhooks name the number by it",
  ),
  metaApiVersion: matching(
    /^v(2\d|[3-9]\d)\.0$/,
    "Meta's API version from v20.0 on, such as v23.0",
  ),
});

const rollout = v.object({
  awsWeight: v.pipe(
    v.unknown(),
    // `pulumi config set --path` stores a weight with decimals as text.
    v.transform((weight) =>
      typeof weight === "string" && /^\d+\.\d+$/.test(weight) ? Number(weight) : weight,
    ),
    v.number("a number from 0 to 100"),
    v.minValue(0, "a number from 0 to 100"),
    v.maxValue(100, "a number from 0 to 100"),
    v.check(
      (weight) => Number.isInteger(Math.round(weight * 1e6) / 1e4),
      "a number with at most two decimals",
    ),
  ),
  salt: matching(
    /^[\w.-]{3,64}$/,
    "3 to 64 letters, digits, dots, dashes or underscores; it never changes",
  ),
});

const sid = (prefix: string) =>
  matching(new RegExp(`^${prefix}[0-9a-fA-F]{32}$`), `${prefix} and 32 hexadecimal digits`);

/**
 * At `removed` nothing of Twilio counts any more: what still stands there may stay until the file
 * is tidied, and is not read.
 */
const twilio = v.variant(
  "stage",
  [
    v.object({
      stage: v.picklist(["primary", "backup", "receive-only"]),
      sender: phoneNumber,
      accountSid: sid("AC"),
      contentSids: v.record(text, sid("HX"), "Twilio's ContentSid by template name"),
    }),
    v.pipe(
      v.object({
        stage: v.literal("removed"),
        sender: v.optional(v.unknown()),
        accountSid: v.optional(v.unknown()),
        contentSids: v.optional(v.unknown()),
      }),
      v.transform(({ stage }) => ({ stage })),
    ),
  ],
  twilioStages.join(", "),
);

const alarms = v.object({
  recipients: v.pipe(
    v.array(
      v.pipe(v.string("an e-mail address"), v.email("an e-mail address")),
      "a list of e-mail addresses",
    ),
    v.minLength(1, "at least one e-mail address"),
  ),
});

const countries = "countries in two capital letters, such as [US, DE]";

const conversation = v.object({
  /** Whom the business writes to; who writes first is answered wherever they live. */
  allowedCountries: v.pipe(
    v.array(
      v.pipe(
        v.string(countries),
        v.check((letters) => Object.hasOwn(timeZones, letters), countries),
      ),
      countries,
    ),
    v.minLength(1, countries),
  ),
  answersAnHour: v.pipe(
    v.number("a whole number of answers to one person in an hour, from 1 to 1000"),
    v.integer("a whole number of answers to one person in an hour, from 1 to 1000"),
    v.minValue(1, "a whole number of answers to one person in an hour, from 1 to 1000"),
    v.maxValue(1000, "a whole number of answers to one person in an hour, from 1 to 1000"),
  ),
});

const stack = v.object({
  /**
   * Whether what cannot be got back is protected from deletion. It has no default: an unprotected
   * production must not come from a forgotten line.
   */
  protect: v.boolean("true where people depend on the stack; false where it may be deleted"),
  sms,
  whatsapp,
  rollout,
  twilio,
  conversation,
  alarms,
});

export const stackSchema = v.pipe(
  stack,
  v.forward(
    v.check(
      ({ whatsapp, twilio }) =>
        twilio.stage === "removed" || twilio.sender !== whatsapp.phoneNumber,
      "another number than whatsapp.phoneNumber: a sender number lives at one provider",
    ),
    ["twilio", "sender"],
  ),
);

/** The stack's config, whole and valid. */
export type StackConfig = v.InferOutput<typeof stackSchema>;

/** What the stack file says of a pool, with its name. */
export type SmsPoolConfig = StackConfig["sms"]["pools"][string] & { readonly name: string };

/** The only pool that there is. */
export function onlyPool({ pools }: StackConfig["sms"]): SmsPoolConfig {
  const [[name, pool] = []] = Object.entries(pools);
  if (name === undefined || !pool) throw new Error("The schema lets no stack without a pool pass.");
  return { ...pool, name };
}

/** The parts of a valibot schema that tell a reader what may stand at a place. */
interface SchemaNode {
  readonly entries?: Readonly<Record<string, SchemaNode>>;
  /** The members of a variant. */
  readonly options?: readonly SchemaNode[];
  /** Present where any other key may stand too. */
  readonly rest?: unknown;
  /** What stands under each key of a record. */
  readonly value?: SchemaNode;
  readonly message?: unknown;
  /** What follows in a pipe. */
  readonly pipe?: readonly SchemaNode[];
}

/** The keys that may stand in the object at this path; none where there is no object. */
export function keysAt(path: readonly string[]): readonly string[] {
  return [...new Set(nodesAt(path).flatMap((node) => Object.keys(node.entries ?? {})))];
}

/** Whether any key may stand in the object at this path. */
export function isOpen(path: readonly string[]): boolean {
  return nodesAt(path).some((node) => node.rest !== undefined);
}

/** Whether the keys of the object at this path are names of the stack file's own. */
export function isRecord(path: readonly string[]): boolean {
  return nodesAt(path).some((node) => node.value?.entries !== undefined);
}

/** In words what is allowed at this path. */
export function allowedAt(path: readonly string[]): string {
  const [node] = nodesAt(path);
  const message = [node, ...(node?.pipe ?? [])].find(
    (part) => typeof part?.message === "string",
  )?.message;
  if (typeof message === "string") return message;
  const keys = keysAt(path);
  return keys.length > 0 ? `an object with ${keys.join(", ")}` : "a value";
}

function nodesAt(path: readonly string[]): readonly SchemaNode[] {
  // valibot's types name each schema's exact shape; here only the parts above matter, and all of
  // them are optional.
  const root = [stackSchema as unknown as SchemaNode];
  return path.reduce(
    (nodes, key) => nodes.flatMap((node) => expanded(node.entries?.[key] ?? node.value)),
    root,
  );
}

function expanded(node: SchemaNode | undefined): readonly SchemaNode[] {
  if (!node) return [];
  return node.options ? [node, ...node.options] : [node];
}

/**
 * What was probably meant by a word that is not one of the candidates.
 * @param most the largest number of edits at which a candidate still is what was meant
 */
export function nearest(
  word: string,
  candidates: Iterable<string>,
  most = Math.max(2, word.length / 3),
): string | undefined {
  const edits = (candidate: string) => distance(candidate.toLowerCase(), word.toLowerCase());
  const best = [...candidates].toSorted((one, other) => edits(one) - edits(other))[0];
  return best !== undefined && edits(best) <= most ? best : undefined;
}

/**
 * What the number is requested to be able to do. The reference of @pulumi/aws names SMS and VOICE
 * alone; the provider takes whatever the API takes, MMS among it (terraform-provider-aws,
 * `pinpointsmsvoicev2/phone_number.go`). Not tried.
 */
export function smsCapabilitiesOf({ mms }: Pick<SmsPoolConfig, "mms">): string[] {
  return mms ? ["SMS", "MMS"] : ["SMS"];
}
