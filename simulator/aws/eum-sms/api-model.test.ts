import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { FakeCarrierCloud } from "../../carriers/carrier-cloud.testing";
import { InvalidInput } from "../../gateway/operation";
import { noUnkindness } from "../../kernel/unkindness";
import { PhoneNetwork } from "../../phones/phone-network";
import { EumSms } from "./eum-sms";

// AWS's own model of the API, as botocore carries it, is the judge of what the operations take.

interface Shape {
  readonly type: string;
  readonly members?: Readonly<Record<string, { readonly shape: string }>>;
  readonly required?: readonly string[];
  readonly enum?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  readonly member?: { readonly shape: string };
}

interface Model {
  readonly operations: Readonly<Record<string, { readonly input: { readonly shape: string } }>>;
  readonly shapes: Readonly<Record<string, Shape>>;
}

const file = join(
  __dirname,
  "../../../.cache/judges/python/botocore/data/pinpoint-sms-voice-v2/2022-03-31/service-2.json.gz",
);
const hasModel = existsSync(file);
if (!hasModel)
  console.warn(
    "Skipped: AWS's API model as the judge of SMS. `sh tools/judges/install.sh` installs it.",
  );
const model: Model = hasModel
  ? JSON.parse(gunzipSync(readFileSync(file)).toString("utf8"))
  : { operations: {}, shapes: {} };

const cloud = new FakeCarrierCloud();
const { operations } = new EumSms(cloud, new PhoneNetwork(() => cloud.clock.now()), noUnkindness, {
  phonesAreSimulatorDestinations: false,
});
afterAll(() => cloud.clock.stop());

/** A right value for each required member. */
const right: Readonly<Record<string, unknown>> = {
  DestinationPhoneNumber: "+12025550142",
  MessageBody: "Hi",
  OptOutListName: "people",
  OptedOutNumber: "+12025550142",
  OriginationIdentity: "pool-1",
  PoolId: "pool-1",
  ResourceArn: "arn:aws:sms-voice:eu-central-1:123456789012:pool/pool-1",
  Tags: [{ Key: "a", Value: "b" }],
  TagKeys: ["a"],
};

const request = {
  method: "POST",
  path: "/",
  query: new URLSearchParams(),
  headers: {},
  body: Buffer.alloc(0),
  caller: { kind: "deployer" } as const,
};

/** The member that the operation finds fault with; undefined when it takes the input. */
function faultOf(name: string, input: object): string | undefined {
  try {
    operations[name]?.read(input, request);
    return undefined;
  } catch (error) {
    if (error instanceof InvalidInput) return error.member;
    throw error;
  }
}

/** What the operations about things of which there are none leave unread, and nobody can miss. */
const unread = /^Describe(SenderIds|Registration|Verified|Protect|Notify|RcsAgents)/;

const names = hasModel ? Object.keys(operations) : ["SendTextMessage"];

(hasModel ? describe : describe.skip).each(names)("%s", (name) => {
  const input = model.shapes[model.operations[name]?.input.shape ?? ""];
  const required = input?.required ?? [];
  const whole = Object.fromEntries(required.map((member) => [member, right[member]]));

  test("is an operation of the API, and takes what it requires", () => {
    expect(input).toBeDefined();
    expect(faultOf(name, whole)).toBeUndefined();
  });

  test("misses each member that is required", () => {
    for (const member of required) {
      const { [member]: _, ...rest } = whole;
      expect(faultOf(name, rest)).toBe(member);
    }
  });

  test("refuses what is beyond a member's bounds, and takes what is on them", () => {
    for (const [member, { shape }] of Object.entries(input?.members ?? {})) {
      if (unread.test(name) && !["NextToken", "MaxResults"].includes(member)) continue;
      for (const wrong of wrongValues(model.shapes[shape]))
        expect([member, wrong, faultOf(name, { ...whole, [member]: wrong })]).toEqual([
          member,
          wrong,
          expect.stringMatching(new RegExp(`^${member}`)),
        ]);
      const { type, min, max } = model.shapes[shape] ?? { type: "" };
      if (type !== "integer") continue;
      for (const edge of [min, max])
        expect(faultOf(name, { ...whole, [member]: edge })).toBeUndefined();
    }
  });
});

/** Of another type, beside the enumeration, on the far side of each bound. */
function wrongValues(shape: Shape | undefined): unknown[] {
  switch (shape?.type) {
    case "string":
      return [
        5,
        ...(shape.enum ? ["NO_SUCH_VALUE"] : []),
        ...(shape.min === undefined || shape.min === 0 ? [] : [""]),
        ...(shape.max === undefined ? [] : ["1".repeat(shape.max + 1)]),
      ];
    case "integer":
      return [
        "5",
        ...(shape.min === undefined ? [] : [shape.min - 1]),
        ...(shape.max === undefined ? [] : [shape.max + 1]),
      ];
    case "boolean":
      return ["true"];
    case "list":
      return [
        "not a list",
        ...(shape.min ? [[]] : []),
        ...(shape.max !== undefined && shape.max < 50 ? [Array(shape.max + 1).fill("x1")] : []),
      ];
    case "map":
      return ["not a map"];
    default:
      return [];
  }
}
