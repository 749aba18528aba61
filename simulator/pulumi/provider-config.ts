import type { ProviderArgs } from "@pulumi/aws";
import * as v from "valibot";
import { type AccountSettings, simulatedAccount } from "../aws/account/account";
import type { ControlPlane, Properties } from "../aws/account/control-plane";
import type { CheckFailure } from "../aws/resources/resource-model";
import { nearest } from "../kernel/nearest";
import { StackSettingsError } from "./stack-settings";

/** What the simulated provider does with a key of its own configuration. */
type Treatment =
  | { readonly treated: "honoured" }
  | { readonly treated: "ignored"; readonly reason: string }
  | { readonly treated: "refused" };

const honoured: Treatment = { treated: "honoured" };
const notSimulated: Treatment = { treated: "refused" };
const credentials: Treatment = {
  treated: "ignored",
  reason: "nobody signs in to the simulated account: who deploys may do everything",
};
const connection: Treatment = {
  treated: "ignored",
  reason: "the simulated account is reached without a network",
};

/** Every key of `aws:…` in a stack file: one that is left out does not compile. */
const treatments: { readonly [Key in keyof ProviderArgs]-?: Treatment } = {
  accessKey: credentials,
  allowedAccountIds: honoured,
  assumeRoleWithWebIdentity: credentials,
  assumeRoles: credentials,
  customCaBundle: connection,
  defaultTags: honoured,
  ec2MetadataServiceEndpoint: credentials,
  ec2MetadataServiceEndpointMode: credentials,
  endpoints: notSimulated,
  forbiddenAccountIds: honoured,
  httpProxy: connection,
  httpsProxy: connection,
  ignoreTags: notSimulated,
  insecure: connection,
  maxRetries: connection,
  noProxy: connection,
  profile: credentials,
  region: honoured,
  retryMode: connection,
  s3UsEast1RegionalEndpoint: connection,
  s3UsePathStyle: connection,
  secretKey: credentials,
  sharedConfigFiles: credentials,
  sharedCredentialsFiles: credentials,
  skipCredentialsValidation: credentials,
  skipMetadataApiCheck: credentials,
  skipRegionValidation: notSimulated,
  skipRequestingAccountId: notSimulated,
  stsRegion: connection,
  tagPolicyCompliance: notSimulated,
  token: credentials,
  tokenBucketRateLimiterCapacity: connection,
  useDualstackEndpoint: notSimulated,
  useFipsEndpoint: notSimulated,
  userAgents: connection,
};

/** Given as JSON where it stands in a stack file. */
function given<Schema extends v.GenericSchema>(schema: Schema) {
  return v.union([v.pipe(v.string(), v.parseJson(), schema), schema]);
}

const schemas = {
  // The parts of a Region's name, such as eu-central-1 or us-gov-west-1.
  region: v.pipe(v.string(), v.regex(/^[a-z]{2}(-[a-z]+)+-\d$/)),
  accountIds: given(v.array(v.pipe(v.string(), v.regex(/^\d{12}$/)))),
  defaultTags: given(v.object({ tags: v.optional(v.record(v.string(), v.string()), {}) })),
};

/** What the provider's configuration says of the account, and what is wrong with it. */
export function accountSettings(config: Properties): {
  readonly settings: AccountSettings;
  readonly failures: readonly CheckFailure[];
} {
  const failures: CheckFailure[] = [];
  const read = <Schema extends v.GenericSchema>(
    key: keyof ProviderArgs,
    schema: Schema,
    allowed: string,
  ): v.InferOutput<Schema> | undefined => {
    if (config[key] === undefined) return undefined;
    const result = v.safeParse(schema, config[key]);
    if (result.success) return result.output;
    failures.push(failure(key, `is ${JSON.stringify(config[key])}; allowed is ${allowed}`));
    return undefined;
  };
  for (const key of Object.keys(config)) failures.push(...keyFailures(key));
  const region = read("region", schemas.region, "a Region's name, such as eu-central-1");
  const ids = 'a list of account ids, such as ["123456789012"]';
  const allowed = read("allowedAccountIds", schemas.accountIds, ids);
  const forbidden = read("forbiddenAccountIds", schemas.accountIds, ids);
  const { accountId } = simulatedAccount;
  if (allowed && !allowed.includes(accountId))
    failures.push(
      failure(
        "allowedAccountIds",
        `is ${allowed.join(", ")}; the simulated account is ${accountId}`,
      ),
    );
  if (forbidden?.includes(accountId))
    failures.push(failure("forbiddenAccountIds", `has ${accountId}, the simulated account`));
  const tags = read("defaultTags", schemas.defaultTags, 'an object such as {"tags":{"team":"x"}}');
  return {
    settings: { ...(region && { region }), ...(tags && { defaultTags: tags.tags }) },
    failures,
  };
}

/**
 * Another Region is another place, and what exists does not move there.
 * @throws naming both Regions when something exists in another than the stack now names.
 */
export function staysInItsRegion(account: ControlPlane, { region }: AccountSettings): void {
  const before = account.everything().find(({ outputs }) => typeof outputs.region === "string")
    ?.outputs.region;
  if (region === undefined || before === undefined || before === region) return;
  throw new StackSettingsError(
    `aws:region is ${region}, and what exists is in ${before}: take that down first, or ` +
      "leave the Region as it is.",
  );
}

function keyFailures(key: string): CheckFailure[] {
  // The plugin's own version comes among the keys.
  if (key === "version" || key.startsWith("__")) return [];
  const treatment = Object.entries(treatments).find(([known]) => known === key)?.[1];
  if (treatment?.treated === "refused") return [failure(key, "is not simulated: leave it out")];
  if (treatment) return [];
  const meant = nearest(key, Object.keys(treatments));
  return [failure(key, `is no key of the provider${meant ? `; did you mean aws:${meant}?` : ""}`)];
}

function failure(property: string, what: string): CheckFailure {
  return { property, reason: `aws:${property} ${what}.` };
}
