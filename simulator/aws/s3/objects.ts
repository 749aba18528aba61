import { createHash } from "node:crypto";
import { AwsError } from "../../gateway/aws-error";
import type { SimulatedClock } from "../../kernel/clock";
import type { ControlPlane } from "../account/control-plane";
import { type Buckets, bucketType } from "./buckets";

export interface StoredObject {
  readonly key: string;
  readonly body: Buffer;
  readonly contentType: string;
  /** Headers that come back as they were sent: `x-amz-meta-…`, `cache-control`, checksums. */
  readonly headers: Readonly<Record<string, string>>;
  /** With its quotation marks. */
  readonly etag: string;
  /** Milliseconds since the epoch. */
  readonly madeAt: number;
}

/** What a program or a service puts into a bucket. */
export interface NewObject {
  readonly body: Buffer;
  readonly contentType?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What happened to an object, in S3's words. */
export interface ObjectEvent {
  readonly name: "ObjectCreated:Put" | "ObjectRemoved:Delete" | "LifecycleExpiration:Delete";
  readonly bucket: string;
  readonly key: string;
  /** As it is now; none that is gone. */
  readonly object?: StoredObject;
}

const dayMs = 24 * 3_600_000;

export interface ObjectsDeps {
  readonly clock: Pick<SimulatedClock, "now" | "after">;
  readonly controlPlane: Pick<ControlPlane, "onChange">;
}

/** The objects in the account's buckets; a key has one object, the latest. */
export class Objects {
  readonly #objects = new Map<string, Map<string, StoredObject>>();
  readonly #listeners: ((event: ObjectEvent) => void)[] = [];
  #sweepPlanned = false;

  constructor(
    readonly buckets: Buckets,
    private readonly deps: ObjectsDeps,
  ) {
    deps.controlPlane.onChange((change) => {
      if (change.kind !== "deleted" || change.before.type !== bucketType) return;
      this.#leave(change.before.outputs);
    });
  }

  put(bucket: string, key: string, { body, contentType, headers = {} }: NewObject): StoredObject {
    const object = {
      key,
      body,
      contentType: contentType ?? "binary/octet-stream",
      headers,
      // Of an object that is encrypted by a key of KMS it is another value: nobody can tell.
      etag: `"${createHash("md5").update(body).digest("hex")}"`,
      madeAt: this.deps.clock.now(),
    };
    this.#of(bucket).set(key, object);
    this.#planSweep();
    this.#tell({ name: "ObjectCreated:Put", bucket, key, object });
    return object;
  }

  /** Undefined also for one that has expired, whether or not it has been swept. */
  get(bucket: string, key: string): StoredObject | undefined {
    const object = this.#of(bucket).get(key);
    return object && !this.#isExpired(bucket, object) ? object : undefined;
  }

  remove(bucket: string, key: string): void {
    if (this.#of(bucket).delete(key)) this.#tell({ name: "ObjectRemoved:Delete", bucket, key });
  }

  onEvent(listener: (event: ObjectEvent) => void): void {
    this.#listeners.push(listener);
  }

  #tell(event: ObjectEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  /** In the order of their keys' bytes. @throws AwsError when there is no such bucket. */
  list(bucket: string): StoredObject[] {
    return [...this.#of(bucket).values()]
      .filter((object) => !this.#isExpired(bucket, object))
      .sort((one, other) => Buffer.compare(Buffer.from(one.key), Buffer.from(other.key)));
  }

  /** @throws AwsError */
  #of(bucket: string): Map<string, StoredObject> {
    if (!this.buckets.has(bucket))
      throw new AwsError("NoSuchBucket", "The specified bucket does not exist", 404, {
        BucketName: bucket,
      });
    const objects = this.#objects.get(bucket) ?? new Map<string, StoredObject>();
    this.#objects.set(bucket, objects);
    return objects;
  }

  #isExpired(bucket: string, { key, madeAt }: StoredObject): boolean {
    const expiration = this.buckets.expirationOf(bucket, key, madeAt);
    return expiration !== undefined && expiration.at <= this.deps.clock.now();
  }

  /** At midnight, as long as there is anything. */
  #planSweep(): void {
    if (this.#sweepPlanned) return;
    this.#sweepPlanned = true;
    const now = this.deps.clock.now();
    this.deps.clock.after((Math.floor(now / dayMs) + 1) * dayMs - now, () => {
      this.#sweepPlanned = false;
      this.#sweep();
    });
  }

  #sweep(): void {
    for (const [bucket, objects] of this.#objects)
      for (const object of objects.values())
        if (this.#isExpired(bucket, object)) {
          objects.delete(object.key);
          this.#tell({ name: "LifecycleExpiration:Delete", bucket, key: object.key });
        }
    if ([...this.#objects.values()].some(({ size }) => size > 0)) this.#planSweep();
  }

  /** @throws as S3 refuses to delete a bucket with objects in it. */
  #leave({ bucket, forceDestroy }: Readonly<Record<string, unknown>>): void {
    const name = String(bucket);
    const left = this.#objects.get(name)?.size ?? 0;
    if (left > 0 && forceDestroy !== true)
      throw new Error(
        `BucketNotEmpty: the bucket ${name} holds ${left} objects and cannot be deleted. ` +
          "Empty it, or let forceDestroy do that.",
      );
    this.#objects.delete(name);
  }
}
