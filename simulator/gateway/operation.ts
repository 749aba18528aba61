import * as v from "valibot";
import { AwsError } from "./aws-error";
import type { AwsRequest, WireResponse } from "./aws-service";

/** One question to IAM: may the caller do `sqs:SendMessage` on this ARN? */
export type Permission = readonly [action: string, resource: string];

/** An operation of an AWS service: all that the world knows of it stands in this one entry. */
export interface OperationEntry<Schema extends v.GenericSchema> {
  /** Method and path, such as `POST /v1/whatsapp/send`, where the service speaks REST. */
  readonly route?: string;
  readonly input: Schema;
  /**
   * Everything that the caller must be allowed. It may look at what exists, and changes nothing.
   */
  readonly authorise: (input: v.InferOutput<Schema>) => readonly Permission[];
  /** @returns the output's members, or an answer that is complete already. @throws AwsError */
  readonly run: (input: v.InferOutput<Schema>, request: AwsRequest) => Output | Promise<Output>;
}

export type Output = object | Verbatim;

/** An answer that goes over the wire as it is. */
export class Verbatim {
  constructor(readonly response: WireResponse) {}
}

/** An operation whose input was read: what it asks of IAM, and what it does once it may. */
export interface Call {
  readonly permissions: readonly Permission[];
  readonly run: () => Output | Promise<Output>;
}

export interface Operation {
  readonly route: string | undefined;
  /** @throws InvalidInput when the operation does not take the input. */
  readonly read: (input: unknown, request: AwsRequest) => Call;
}

/** The operations of a service by name. What is not in it, the service does not know. */
export type OperationTable = Readonly<Record<string, Operation>>;

/** Hides an entry's own types, so that entries of all kinds stand in one table. */
export function operation<Schema extends v.GenericSchema>(
  entry: OperationEntry<Schema>,
): Operation {
  return {
    route: entry.route,
    read: (raw, request) => {
      const parsed = v.safeParse(entry.input, raw);
      if (!parsed.success) throw new InvalidInput(parsed.issues[0]);
      const input = parsed.output;
      return {
        permissions: entry.authorise(input),
        run: () => entry.run(input, request),
      };
    },
  };
}

/** What is wrong with an input; each service has its own code and words for it. */
export class InvalidInput extends Error {
  /** The member, such as `Entries.0.Id`. */
  readonly member: string;
  readonly missing: boolean;

  constructor(issue: v.BaseIssue<unknown>) {
    super(issue.message);
    this.member = v.getDotPath(issue) ?? "(request)";
    this.missing = issue.received === "undefined";
  }
}

/** What most services of AWS say to it. */
export function validationException({ member, message }: InvalidInput): AwsError {
  return new AwsError(
    "ValidationException",
    `1 validation error detected: Value at '${member}' failed to satisfy constraint: ${message}`,
  );
}
