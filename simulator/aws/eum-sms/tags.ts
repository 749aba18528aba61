import * as v from "valibot";
import type { CarrierCloud } from "../../carriers/carrier-cloud";
import { type OperationTable, operation } from "../../gateway/operation";
import type { ResourceRecord } from "../account/control-plane";
import { notFound, quotaExceeded, type ResourceType } from "./errors";
import type { SmsResources } from "./sms-resources";

const resourceArn = v.pipe(v.string(), v.regex(/^arn:[A-Za-z0-9_:/-]{16,252}$/, "it is no ARN"));
const tagKey = v.pipe(v.string(), v.regex(/^.{1,128}$/));
const tag = v.object({ Key: tagKey, Value: v.pipe(v.string(), v.maxLength(256)) });

const mostTags = 200;

type Tags = Readonly<Record<string, string>>;

/** Tags are the account's: what is changed here, the next refresh of the program's state finds. */
export function tagOperations(
  resources: SmsResources,
  controlPlane: Pick<CarrierCloud["controlPlane"], "put">,
): OperationTable {
  const may =
    (action: string) =>
    ({ ResourceArn }: { readonly ResourceArn: string }) => [
      [`sms-voice:${action}`, ResourceArn] as const,
    ];
  const record = (arn: string) => {
    const found = resources.recordOf(arn);
    if (found) return found;
    const kind = arn.split(":")[5]?.split("/")[0];
    throw notFound((kind ?? "phone-number") as ResourceType, arn);
  };
  const change = async (arn: string, changed: (tags: Tags) => Tags) => {
    const before = record(arn);
    const tags = changed(tagsOf(before));
    if (Object.keys(tags).length > mostTags)
      throw quotaExceeded("TAGS_PER_RESOURCE", `A resource has at most ${mostTags} tags.`);
    const outputs = { ...before.outputs, tags, tagsAll: tags };
    await controlPlane.put({ ...before, outputs });
    return {};
  };
  return {
    ListTagsForResource: operation({
      input: v.object({ ResourceArn: resourceArn }),
      authorise: may("ListTagsForResource"),
      run: ({ ResourceArn }) => ({
        ResourceArn,
        Tags: Object.entries(tagsOf(record(ResourceArn))).map(([Key, Value]) => ({ Key, Value })),
      }),
    }),
    TagResource: operation({
      input: v.object({
        ResourceArn: resourceArn,
        Tags: v.pipe(v.array(tag), v.minLength(1), v.maxLength(mostTags)),
      }),
      authorise: may("TagResource"),
      run: ({ ResourceArn, Tags }) =>
        change(ResourceArn, (tags) => ({
          ...tags,
          ...Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value])),
        })),
    }),
    UntagResource: operation({
      input: v.object({
        ResourceArn: resourceArn,
        TagKeys: v.pipe(v.array(tagKey), v.minLength(1), v.maxLength(mostTags)),
      }),
      authorise: may("UntagResource"),
      run: ({ ResourceArn, TagKeys }) =>
        change(ResourceArn, (tags) =>
          Object.fromEntries(Object.entries(tags).filter(([key]) => !TagKeys.includes(key))),
        ),
    }),
    // A policy shares a resource with other accounts: there are none.
    GetResourcePolicy: operation({
      input: v.object({ ResourceArn: resourceArn }),
      authorise: may("GetResourcePolicy"),
      run: ({ ResourceArn }) => {
        record(ResourceArn);
        throw notFound("policy", ResourceArn);
      },
    }),
  };
}

/** With those that the provider's configuration adds. */
function tagsOf({ outputs }: ResourceRecord): Tags {
  const { tagsAll, tags } = outputs;
  return (tagsAll ?? tags ?? {}) as Tags;
}
