import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { receivedFileDays } from "../../shared/store/item-shapes";
import { Component, policy } from "./component";

/** Days after which S3 deletes what lies below each prefix. */
const expiryDays = {
  // Whoever starts a message puts its file there; Meta keeps an upload as long.
  "out/": 30,
  // What people send is theirs, and is kept no longer than it may be of use to an answer.
  "in/": receivedFileDays,
} as const;

/**
 * The files of messages: private, encrypted, and gone after a while. It lies in the account and
 * Region of the WhatsApp Business Account, which AWS asks for (AWS End User Messaging Social user
 * guide, managing media files in S3).
 */
export class MediaBucket extends Component {
  readonly name: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  /** The objects that go out, and those that come in, as IAM names them. */
  readonly outgoing: pulumi.Output<string>;
  readonly incoming: pulumi.Output<string>;

  constructor(name: string) {
    super("MediaBucket", name, "stateful");
    const bucket = new aws.s3.Bucket(name, {}, this.child);
    this.name = bucket.bucket;
    this.arn = bucket.arn;
    this.outgoing = pulumi.interpolate`${bucket.arn}/out/*`;
    this.incoming = pulumi.interpolate`${bucket.arn}/in/*`;
    this.#closed(name);
    this.#encrypted(name);
    this.#expiring(name);
    this.registerOutputs({ name: this.name });
  }

  /**
   * To the public, whatever a policy or an ACL may say one day, and to whoever comes without TLS.
   * Who of the account may do what is in the functions' own roles.
   */
  #closed(name: string): void {
    const block = new aws.s3.BucketPublicAccessBlock(
      name,
      {
        bucket: this.name,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      this.child,
    );
    new aws.s3.BucketPolicy(
      name,
      {
        bucket: this.name,
        policy: policy({
          Sid: "RefuseWithoutTls",
          Effect: "Deny",
          Principal: { AWS: "*" },
          Action: ["s3:*"],
          Resource: [this.arn, pulumi.interpolate`${this.arn}/*`],
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        }),
      },
      // S3 refuses two changes of a bucket at one time (OperationAborted).
      { ...this.child, dependsOn: [block] },
    );
  }

  /** By S3's own keys: with one of KMS, each provider would need rights on it too. */
  #encrypted(name: string): void {
    new aws.s3.BucketServerSideEncryptionConfiguration(
      name,
      {
        bucket: this.name,
        rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
      },
      this.child,
    );
  }

  #expiring(name: string): void {
    new aws.s3.BucketLifecycleConfiguration(
      name,
      {
        bucket: this.name,
        rules: Object.entries(expiryDays).map(([prefix, days]) => ({
          id: prefix.replace("/", ""),
          status: "Enabled",
          filter: { prefix },
          expiration: { days },
        })),
      },
      this.child,
    );
  }
}
