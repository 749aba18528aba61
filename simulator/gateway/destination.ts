import type { WireRequest, WireResponse } from "./aws-service";

/** What is known of a request before its body was read. */
export type RequestHead = Pick<WireRequest, "method" | "path" | "headers"> &
  Partial<Pick<WireRequest, "query">>;

/** Who answers a request, and how it says that it cannot. */
export interface Destination {
  /** The name by which failures and counts know it: `sqs`, `twilio`. */
  readonly service: string;
  /** As the request names it; nobody has checked it yet. */
  readonly operation: string;
  answer(request: WireRequest): Promise<WireResponse>;
  /** Its answer to somebody who asks too often. */
  throttled(): WireResponse;
  /** An error of this HTTP status; by its code for its own faults, if none is given. */
  failed(status: number, code?: string, message?: string): WireResponse;
}

/** The service that a host of AWS serves: `sqs` for `sqs.eu-central-1.amazonaws.com`. */
export function serviceOfAwsHost(host: string): string | undefined {
  const labels = /^(.+)\.(?:amazonaws\.com|api\.aws)$/.exec(host)?.[1]?.split(".");
  if (!labels) return undefined;
  const withoutRegion = labels.filter((label) => !/^[a-z]{2}(-[a-z]+)+-\d$/.test(label));
  const label = withoutRegion.at(-1) ?? "";
  return signedNames[label] ?? label;
}

/** Where the host's name is not the service's in a signature (account-based endpoints). */
const signedNames: Readonly<Record<string, string>> = { ddb: "dynamodb" };
