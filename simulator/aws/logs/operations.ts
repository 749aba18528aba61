import * as v from "valibot";
import { AwsError } from "../../gateway/aws-error";
import type { AwsService } from "../../gateway/aws-service";
import { type InvalidInput, operation } from "../../gateway/operation";
import { pageOf } from "../../gateway/page";
import { awsJson } from "../../gateway/protocol";
import { arn } from "../account/account";
import { matcherOf } from "./filter-pattern";
import type { LogEvent, LogGroup, LogGroups } from "./log-groups";

const limit = (most: number) =>
  v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(most)), most);
const groupName = v.pipe(v.string(), v.minLength(1), v.maxLength(512));
const groupNamed = {
  logGroupName: v.optional(groupName),
  logGroupIdentifier: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(2048))),
};
/** Milliseconds since the epoch. */
const time = v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)));

interface Named {
  readonly logGroupName?: string | undefined;
  readonly logGroupIdentifier?: string | undefined;
}

/** CloudWatch Logs on the wire: what reads the functions' log lines. */
export function cloudWatchLogs(logs: LogGroups): AwsService {
  const on = (action: string) => (input: Named) => [
    [`logs:${action}`, `${arn("logs", `log-group:${nameOf(input)}`)}:*`] as const,
  ];
  return {
    scope: "logs",
    protocol: awsJson({ version: "1.1" }),
    invalid,
    throttled: new AwsError("ThrottlingException", "Rate exceeded"),
    internal: new AwsError("ServiceUnavailableException", "The service cannot complete it.", 500),
    operations: {
      DescribeLogGroups: operation({
        input: v.object({
          logGroupNamePrefix: v.optional(groupName),
          logGroupNamePattern: v.optional(v.string()),
          limit: limit(50),
          nextToken: v.optional(v.string()),
        }),
        authorise: () => [["logs:DescribeLogGroups", arn("logs", "log-group:*")]],
        run: (input) => {
          const found = logs
            .all()
            .filter(({ name }) => name.startsWith(input.logGroupNamePrefix ?? ""))
            .filter(({ name }) => name.includes(input.logGroupNamePattern ?? ""));
          const { items, nextToken } = pageOf(found, input.limit, input.nextToken, invalidToken);
          return { logGroups: items.map(groupShape), nextToken };
        },
      }),

      DescribeLogStreams: operation({
        input: v.object({
          ...groupNamed,
          logStreamNamePrefix: v.optional(v.string(), ""),
          orderBy: v.optional(v.picklist(["LogStreamName", "LastEventTime"]), "LogStreamName"),
          descending: v.optional(v.boolean(), false),
          limit: limit(50),
          nextToken: v.optional(v.string()),
        }),
        authorise: on("DescribeLogStreams"),
        run: (input) => {
          const streams = streamsOf(found(logs, input))
            .filter(({ logStreamName }) => logStreamName.startsWith(input.logStreamNamePrefix))
            .toSorted((one, other) =>
              input.orderBy === "LastEventTime"
                ? one.lastEventTimestamp - other.lastEventTimestamp
                : one.logStreamName.localeCompare(other.logStreamName),
            );
          const ordered = input.descending ? streams.toReversed() : streams;
          const page = pageOf(ordered, input.limit, input.nextToken, invalidToken);
          return { logStreams: page.items, nextToken: page.nextToken };
        },
      }),

      GetLogEvents: operation({
        input: v.object({
          ...groupNamed,
          logStreamName: v.string(),
          startTime: time,
          endTime: time,
          startFromHead: v.optional(v.boolean(), false),
          limit: limit(10_000),
          nextToken: v.optional(v.string()),
        }),
        authorise: on("GetLogEvents"),
        run: (input) => {
          const all = between(found(logs, input), input).filter(
            ({ stream }) => stream === input.logStreamName,
          );
          const begin = beginOf(all.length, input);
          const events = all.slice(begin, begin + input.limit);
          return {
            events: events.map(({ at, text }) => ({
              timestamp: at,
              message: text,
              ingestionTime: at,
            })),
            nextForwardToken: `f/${begin + events.length}`,
            nextBackwardToken: `b/${begin}`,
          };
        },
      }),

      FilterLogEvents: operation({
        input: v.object({
          ...groupNamed,
          logStreamNames: v.optional(v.array(v.string())),
          logStreamNamePrefix: v.optional(v.string(), ""),
          startTime: time,
          endTime: time,
          filterPattern: v.optional(v.pipe(v.string(), v.maxLength(1024)), ""),
          limit: limit(10_000),
          nextToken: v.optional(v.string()),
        }),
        authorise: on("FilterLogEvents"),
        run: (input) => {
          const matches = matcherOf(input.filterPattern);
          const events = between(found(logs, input), input)
            .filter(({ stream }) => input.logStreamNames?.includes(stream) ?? true)
            .filter(({ stream }) => stream.startsWith(input.logStreamNamePrefix))
            .filter(({ text }) => matches(text));
          const page = pageOf(events, input.limit, input.nextToken, invalidToken);
          return {
            events: page.items.map(({ id, at, stream, text }) => ({
              eventId: id,
              timestamp: at,
              ingestionTime: at,
              logStreamName: stream,
              message: text,
            })),
            searchedLogStreams: [],
            nextToken: page.nextToken,
          };
        },
      }),

      ListTagsForResource: operation({
        input: v.object({ resourceArn: v.string() }),
        authorise: ({ resourceArn }) => [["logs:ListTagsForResource", resourceArn]],
        run: ({ resourceArn }) => ({
          tags: found(logs, { logGroupIdentifier: resourceArn }).tags,
        }),
      }),
    },
  };
}

const invalidToken = new AwsError("InvalidParameterException", "The nextToken is not valid.");

function nameOf({ logGroupName, logGroupIdentifier = "" }: Named): string {
  return logGroupName ?? logGroupIdentifier.replace(/^.*:log-group:/, "");
}

function found(logs: LogGroups, named: Named): LogGroup {
  const group = logs.find(nameOf(named));
  if (group) return group;
  throw new AwsError("ResourceNotFoundException", "The specified log group does not exist.");
}

function groupShape({ name, arn: groupArn, createdAt, retentionInDays, events }: LogGroup): object {
  return {
    logGroupName: name,
    arn: `${groupArn}:*`,
    logGroupArn: groupArn,
    creationTime: createdAt,
    ...(retentionInDays > 0 && { retentionInDays }),
    metricFilterCount: 0,
    storedBytes: events.reduce((sum, { text }) => sum + Buffer.byteLength(text) + 26, 0),
    logGroupClass: "STANDARD",
  };
}

function streamsOf({ arn: groupArn, events }: LogGroup) {
  const byName = Map.groupBy(events, ({ stream }) => stream);
  return [...byName].map(([logStreamName, of]) => ({
    logStreamName,
    arn: `${groupArn}:log-stream:${logStreamName}`,
    creationTime: of[0]?.at ?? 0,
    firstEventTimestamp: of[0]?.at ?? 0,
    lastEventTimestamp: of.at(-1)?.at ?? 0,
  }));
}

function between(
  { events }: LogGroup,
  {
    startTime = 0,
    endTime,
  }: { readonly startTime?: number | undefined; readonly endTime?: number | undefined },
): readonly LogEvent[] {
  return events.filter(({ at }) => at >= startTime && at < (endTime ?? Number.POSITIVE_INFINITY));
}

/** Where a page begins: after the token, or at the head or the tail when there is none. */
function beginOf(
  length: number,
  input: {
    readonly nextToken?: string | undefined;
    readonly startFromHead: boolean;
    readonly limit: number;
  },
): number {
  const { nextToken, startFromHead } = input;
  if (nextToken === undefined) return startFromHead ? 0 : Math.max(0, length - input.limit);
  const [, way, position] = /^([fb])\/(\d+)$/.exec(nextToken) ?? [];
  if (position === undefined) throw invalidToken;
  return way === "f"
    ? Math.min(Number(position), length)
    : Math.max(0, Number(position) - input.limit);
}

function invalid({ member, message }: InvalidInput): AwsError {
  return new AwsError(
    "InvalidParameterException",
    `The parameter ${member} is not valid: ${message}`,
  );
}
