import { S3Client } from "@aws-sdk/client-s3";
import { SimulatedCloud } from "../cloud";
import { Declare } from "../declare.testing";

export const Bucket = "media";
export const bucketArn = "arn:aws:s3:::media";

/** A cloud with one bucket, and the SDK's client for it. */
export async function startS3() {
  const cloud = await SimulatedCloud.start({ seed: 1 });
  const declare = new Declare(cloud.controlPlane);
  await declare.resource("aws:s3/bucket:Bucket", Bucket, { bucket: Bucket, arn: bucketArn });
  const s3 = new S3Client({
    endpoint: cloud.endpoint,
    region: "eu-central-1",
    credentials: cloud.deployerCredentials,
    maxAttempts: 1,
  });
  const stop = async () => {
    s3.destroy();
    await cloud.stop();
  };
  return { cloud, declare, s3, stop };
}
