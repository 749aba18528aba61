import * as v from "valibot";
import {
  type Operation,
  type OperationTable,
  operation,
  type Permission,
} from "../../gateway/operation";
import { arn } from "../account/account";
import { notFound, type ResourceType } from "./errors";
import { effectiveKeywords } from "./keywords";
import { chosen, filtered, filters, idOrArn, owner, page, paging, some } from "./listing";
import { originationArn, poolOrNumber } from "./origination";
import {
  configurationSetView,
  identityFilters,
  keywordFilters,
  numberFilters,
  phoneNumberView,
  poolFilters,
  poolView,
  setFilters,
} from "./resource-views";
import type { SmsResources } from "./sms-resources";

/** The operations that describe and list what the program declared. */
export function describeOperations(resources: SmsResources): OperationTable {
  return {
    DescribePhoneNumbers: operation({
      input: v.object({
        PhoneNumberIds: some(idOrArn),
        ...filters(numberFilters),
        ...paging,
        ...owner,
      }),
      authorise: ({ PhoneNumberIds }) =>
        eachOf("DescribePhoneNumbers", "phone-number", PhoneNumberIds),
      run: (input) => {
        const own = input.Owner === "SELF" ? resources.phoneNumbers() : [];
        const numbers = chosen(own, input.PhoneNumberIds, "phone-number");
        const shown = filtered(numbers, numberFilters, input.Filters).map((number) =>
          phoneNumberView(number, resources.poolOf(number)),
        );
        return page("PhoneNumbers", shown, input);
      },
    }),
    DescribePools: operation({
      input: v.object({ PoolIds: some(idOrArn), ...filters(poolFilters), ...paging, ...owner }),
      authorise: ({ PoolIds }) => eachOf("DescribePools", "pool", PoolIds),
      run: (input) => {
        const own = input.Owner === "SELF" ? resources.pools() : [];
        const pools = chosen(own, input.PoolIds, "pool");
        return page("Pools", filtered(pools, poolFilters, input.Filters).map(poolView), input);
      },
    }),
    ListPoolOriginationIdentities: operation({
      input: v.object({ PoolId: idOrArn, ...filters(identityFilters), ...paging }),
      authorise: ({ PoolId }) => eachOf("ListPoolOriginationIdentities", "pool", [PoolId]),
      run: (input) => {
        const pool = resources
          .pools()
          .find(({ id, arn: own }) => id === input.PoolId || own === input.PoolId);
        if (!pool) throw notFound("pool", input.PoolId);
        const members = filtered(resources.membersOf(pool), identityFilters, input.Filters);
        const identities = members.map((number) => ({
          OriginationIdentityArn: number.arn,
          OriginationIdentity: number.id,
          IsoCountryCode: number.isoCountryCode,
          NumberCapabilities: number.numberCapabilities,
          PhoneNumber: number.phoneNumber,
        }));
        const shown = page("OriginationIdentities", identities, input);
        return { PoolArn: pool.arn, PoolId: pool.id, ...shown };
      },
    }),
    DescribeOptOutLists: operation({
      input: v.object({ OptOutListNames: some(idOrArn), ...paging, ...owner }),
      authorise: ({ OptOutListNames }) =>
        eachOf("DescribeOptOutLists", "opt-out-list", OptOutListNames),
      run: (input) => {
        const own = input.Owner === "SELF" ? resources.optOutLists() : [];
        const lists = chosen(own, input.OptOutListNames, "opt-out-list").map((list) => ({
          OptOutListArn: list.arn,
          OptOutListName: list.name,
          CreatedTimestamp: list.createdAt / 1000,
        }));
        return page("OptOutLists", lists, input);
      },
    }),
    DescribeConfigurationSets: operation({
      input: v.object({ ConfigurationSetNames: some(idOrArn), ...filters(setFilters), ...paging }),
      authorise: ({ ConfigurationSetNames }) =>
        eachOf("DescribeConfigurationSets", "configuration-set", ConfigurationSetNames),
      run: (input) => {
        const all = resources.configurationSets();
        const sets = chosen(all, input.ConfigurationSetNames, "configuration-set");
        const shown = filtered(sets, setFilters, input.Filters).map(configurationSetView);
        return page("ConfigurationSets", shown, input);
      },
    }),
    DescribeKeywords: operation({
      input: v.object({
        OriginationIdentity: idOrArn,
        Keywords: some(v.pipe(v.string(), v.regex(/^[ \S]{1,30}$/))),
        ...filters(keywordFilters),
        ...paging,
      }),
      authorise: ({ OriginationIdentity }) => [
        ["sms-voice:DescribeKeywords", originationArn(resources, OriginationIdentity) ?? "*"],
      ],
      run: (input) => {
        const of = poolOrNumber(resources, input.OriginationIdentity);
        const all = effectiveKeywords(resources.keywordsOf(of.arn)).map((each) => ({
          ...each,
          id: each.keyword,
          arn: each.keyword,
        }));
        const asked = input.Keywords.map((keyword) => keyword.toUpperCase());
        const keywords = filtered(chosen(all, asked, "keyword"), keywordFilters, input.Filters);
        const views = keywords.map(({ keyword, message, action }) => ({
          Keyword: keyword,
          KeywordMessage: message,
          KeywordAction: action,
        }));
        const shown = page("Keywords", views, input);
        return { OriginationIdentityArn: of.arn, OriginationIdentity: of.id, ...shown };
      },
    }),
    DescribeSenderIds: none("DescribeSenderIds", "SenderIds", "SenderIds", "sender-id"),
    DescribeRegistrations: none(
      "DescribeRegistrations",
      "RegistrationIds",
      "Registrations",
      "registration",
    ),
    DescribeRegistrationAttachments: none(
      "DescribeRegistrationAttachments",
      "RegistrationAttachmentIds",
      "RegistrationAttachments",
      "registration-attachment",
    ),
    DescribeVerifiedDestinationNumbers: none(
      "DescribeVerifiedDestinationNumbers",
      "VerifiedDestinationNumberIds",
      "VerifiedDestinationNumbers",
      "verified-destination-number",
    ),
    DescribeProtectConfigurations: none(
      "DescribeProtectConfigurations",
      "ProtectConfigurationIds",
      "ProtectConfigurations",
      "protect-configuration",
    ),
    DescribeNotifyConfigurations: none(
      "DescribeNotifyConfigurations",
      "NotifyConfigurationIds",
      "NotifyConfigurations",
      "notify-configuration",
    ),
    DescribeRcsAgents: none("DescribeRcsAgents", "RcsAgentIds", "RcsAgents", "rcs-agent"),
  };
}

/** What no program can declare here: there is none of it, and none to be asked for by its id. */
function none(action: string, ids: string, name: string, type: ResourceType): Operation {
  const id = v.union([idOrArn, v.object({ SenderId: idOrArn, IsoCountryCode: v.string() })]);
  return operation({
    input: v.object({ ...paging, [ids]: some(id) }),
    authorise: () => [[`sms-voice:${action}`, "*"]],
    run: (input) => {
      const [asked] = (input as Readonly<Record<string, unknown>>)[ids] as readonly unknown[];
      if (asked !== undefined) throw notFound(type, JSON.stringify(asked));
      return page(name, [], input as v.InferOutput<v.ObjectSchema<typeof paging, undefined>>);
    },
  });
}

/** On each that is named; on everything when none is. */
function eachOf(action: string, type: string, idsOrArns: readonly string[]): Permission[] {
  if (idsOrArns.length === 0) return [[`sms-voice:${action}`, "*"]];
  return idsOrArns.map((each) => [
    `sms-voice:${action}`,
    each.startsWith("arn:") ? each : arn("sms-voice", `${type}/${each}`),
  ]);
}
