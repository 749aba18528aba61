import type { s3 } from "@pulumi/aws";
import { simulatedAccount } from "../account/account";
import { checkPolicyDocument } from "../iam/declared-actions";
import { region, tags, tagsAll } from "../resources/common-properties";
import { isUnknown } from "../resources/property-value";
import { mustExist } from "../resources/references";
import { type AccountRules, type CheckFailure, defineModel } from "../resources/resource-model";
import { textRule } from "../resources/text-rule";
import { honoured, honouredMembers, ignored, notSimulated } from "../resources/treatment";
import { bucketArn, bucketType } from "./buckets";
import bucketFile from "./declared/bucket.json";
import lifecycleFile from "./declared/bucket-lifecycle-configuration.json";
import notificationFile from "./declared/bucket-notification.json";
import policyFile from "./declared/bucket-policy.json";
import publicAccessFile from "./declared/bucket-public-access-block.json";
import encryptionFile from "./declared/bucket-server-side-encryption-configuration.json";

const bucket = defineModel<s3.BucketArgs, s3.Bucket>({
  declared: bucketFile,
  autoName: { property: "bucket", maxLength: 63 },
  inputs: {
    bucket: honoured,
    bucketPrefix: { ...honoured, replaces: true },
    bucketNamespace: { ...notSimulated, default: "global" },
    region,
    forceDestroy: { ...honoured, default: false },
    tags,
    // What a bucket is told about itself stands in resources of their own, as the provider advises.
    accelerationStatus: notSimulated,
    acl: { ...notSimulated, default: "private" },
    corsRules: notSimulated,
    grants: notSimulated,
    lifecycleRules: notSimulated,
    logging: notSimulated,
    objectLockConfiguration: notSimulated,
    objectLockEnabled: notSimulated,
    policy: notSimulated,
    replicationConfiguration: notSimulated,
    requestPayer: notSimulated,
    serverSideEncryptionConfiguration: notSimulated,
    versioning: notSimulated,
    website: notSimulated,
  },
  id: (inputs) => String(inputs.bucket),
  computed: ({ tags }, { id }) => ({
    arn: bucketArn(id),
    bucketDomainName: `${id}.s3.amazonaws.com`,
    bucketRegion: simulatedAccount.region,
    bucketRegionalDomainName: `${id}.s3.${simulatedAccount.region}.amazonaws.com`,
    // Of websites and of their DNS: neither is simulated.
    hostedZoneId: "",
    websiteDomain: "",
    websiteEndpoint: "",
    tagsAll: tagsAll(tags),
  }),
  rules: ({ bucket }) =>
    textRule(
      "bucket",
      bucket,
      bucketName,
      "3 to 63 small letters, digits, dots and dashes, and no address or reserved word",
    ),
});

/** S3 user guide, "General purpose bucket naming rules". */
const bucketName =
  /^(?!xn--|sthree-|amzn-s3-demo-)(?!.*(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$)(?!(\d+\.){3}\d+$)(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

/** A setting of a bucket that exists. */
const ofBucket: AccountRules = {
  put: ({ outputs }, account) =>
    void mustExist(account, {
      property: "bucket",
      type: bucketType,
      by: "bucket",
      value: outputs.bucket,
    }),
};

const whole = { ...honoured, replaces: true } as const;

const noVersions = ignored("buckets with versions are not simulated, so there are none");

const lifecycle = defineModel<s3.BucketLifecycleConfigurationArgs, s3.BucketLifecycleConfiguration>(
  {
    declared: lifecycleFile,
    inputs: {
      bucket: whole,
      region,
      expectedBucketOwner: notSimulated,
      rules: honouredMembers({
        id: honoured,
        status: honoured,
        prefix: honoured,
        filter: honouredMembers({
          prefix: honoured,
          and: notSimulated,
          objectSizeGreaterThan: notSimulated,
          objectSizeLessThan: notSimulated,
          tag: notSimulated,
        }),
        expiration: honouredMembers({
          days: honoured,
          date: notSimulated,
          expiredObjectDeleteMarker: noVersions,
        }),
        abortIncompleteMultipartUpload: ignored("uploads in parts are not simulated: none is open"),
        noncurrentVersionExpiration: noVersions,
        noncurrentVersionTransitions: noVersions,
        transitions: ignored("another storage class changes what an object costs, not what it is"),
      }),
      timeouts: ignored("nothing takes long here"),
      transitionDefaultMinimumObjectSize: ignored("it is about transitions, which change nothing"),
    },
    id: ({ bucket }) => bucket,
    computed: () => ({}),
    deleteBeforeReplace: true,
    rules: ({ rules }) => lifecycleFailures(rules),
    accountRules: ofBucket,
  },
);

/** S3: 'Days' must be a positive integer, and at least one action is in a rule. */
function lifecycleFailures(rules: unknown): CheckFailure[] {
  const list = Array.isArray(rules) ? (rules as Readonly<Record<string, unknown>>[]) : [];
  return list.flatMap((rule, index) => {
    if (isUnknown(rule)) return [];
    const at = `rules[${index}]`;
    const { days } = (rule.expiration ?? {}) as { readonly days?: unknown };
    const failure = (property: string, reason: string) => [{ property, reason: `${reason}.` }];
    if (lifecycleActions.every((action) => rule[action] === undefined))
      return failure(
        at,
        `${at} says nothing to do; allowed is any of ${lifecycleActions.join(", ")}`,
      );
    return days === 0
      ? failure(`${at}.expiration.days`, `${at}.expiration.days is 0; allowed is at least 1`)
      : [];
  });
}

const lifecycleActions = [
  "expiration",
  "transitions",
  "noncurrentVersionExpiration",
  "noncurrentVersionTransitions",
  "abortIncompleteMultipartUpload",
];

const bucketPolicy = defineModel<s3.BucketPolicyArgs, s3.BucketPolicy>({
  declared: policyFile,
  inputs: { bucket: honoured, policy: honoured, region },
  id: ({ bucket }) => bucket,
  computed: () => ({}),
  deleteBeforeReplace: true,
  rules: ({ policy }) => checkPolicyDocument("policy", policy, "resource"),
  accountRules: ofBucket,
});

const nobodyOutside = ignored(
  "whoever is not of the account is refused here, whatever a policy or an ACL says",
);

const publicAccessBlock = defineModel<s3.BucketPublicAccessBlockArgs, s3.BucketPublicAccessBlock>({
  declared: publicAccessFile,
  inputs: {
    bucket: whole,
    region,
    blockPublicAcls: nobodyOutside,
    blockPublicPolicy: nobodyOutside,
    ignorePublicAcls: nobodyOutside,
    restrictPublicBuckets: nobodyOutside,
    skipDestroy: notSimulated,
  },
  id: ({ bucket }) => bucket,
  computed: () => ({}),
  deleteBeforeReplace: true,
  accountRules: ofBucket,
});

const encryption = defineModel<
  s3.BucketServerSideEncryptionConfigurationArgs,
  s3.BucketServerSideEncryptionConfiguration
>({
  declared: encryptionFile,
  inputs: {
    bucket: whole,
    region,
    expectedBucketOwner: notSimulated,
    rules: honouredMembers({
      applyServerSideEncryptionByDefault: honouredMembers({
        sseAlgorithm: honoured,
        kmsMasterKeyId: honoured,
      }),
      blockedEncryptionTypes: ignored("nobody here brings keys of their own"),
      bucketKeyEnabled: ignored("it changes what the calls of KMS cost"),
    }),
  },
  id: ({ bucket }) => bucket,
  computed: () => ({}),
  deleteBeforeReplace: true,
  accountRules: ofBucket,
});

const told = { id: honoured, events: honoured, filterPrefix: honoured, filterSuffix: honoured };

const notification = defineModel<s3.BucketNotificationArgs, s3.BucketNotification>({
  declared: notificationFile,
  inputs: {
    bucket: whole,
    region,
    eventbridge: { ...notSimulated, default: false },
    queues: honouredMembers({ ...told, queueArn: honoured }),
    topics: honouredMembers({ ...told, topicArn: honoured }),
    lambdaFunctions: honouredMembers({ ...told, lambdaFunctionArn: honoured }),
  },
  id: ({ bucket }) => bucket,
  computed: () => ({}),
  deleteBeforeReplace: true,
  accountRules: ofBucket,
});

export const s3Models = [
  bucket,
  lifecycle,
  bucketPolicy,
  publicAccessBlock,
  encryption,
  notification,
];
