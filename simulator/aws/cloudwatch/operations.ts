import { gunzipSync } from "node:zlib";
import * as v from "valibot";
import { AwsError } from "../../gateway/aws-error";
import type { AwsService, WireRequest } from "../../gateway/aws-service";
import { type InvalidInput, operation } from "../../gateway/operation";
import { pageOf } from "../../gateway/page";
import { awsJson, type Protocol } from "../../gateway/protocol";
import type { SimulatedClock } from "../../kernel/clock";
import { simulatedAccount } from "../account/account";
import { alarmOperations } from "./alarm-operations";
import type { CloudWatch } from "./cloudwatch";
import { metricOperations } from "./metric-operations";
import { everything, invalidValue } from "./wire-shapes";

/**
 * CloudWatch on the wire, in awsJson1_0 as the SDKs for JavaScript and Python speak it (botocore
 * prefers it to Smithy's CBOR, which the model names first). Clients that speak CBOR alone, or the
 * query protocol of before, are not understood.
 */
export function cloudWatchService(cloudwatch: CloudWatch, clock: SimulatedClock): AwsService {
  const { dashboards, alarms } = cloudwatch;
  return {
    scope: "monitoring",
    protocol: unzipped(awsJson({ version: "1.0", errorHeaders: queryError })),
    invalid,
    throttled: new AwsError("ThrottlingException", "Rate exceeded"),
    internal: new AwsError("InternalServiceFault", "An error occurred on the server side.", 500),
    operations: {
      ...metricOperations(cloudwatch, clock),
      ...alarmOperations(alarms),

      GetDashboard: operation({
        input: v.object({ DashboardName: v.string() }),
        authorise: ({ DashboardName }) => [["cloudwatch:GetDashboard", arnOf(DashboardName)]],
        run: ({ DashboardName }) => {
          const found = dashboards
            .all()
            .find(({ dashboardName }) => dashboardName === DashboardName);
          if (!found)
            throw new AwsError(
              "DashboardNotFoundError",
              `Dashboard ${DashboardName} does not exist`,
              404,
            );
          const { dashboardArn: DashboardArn, dashboardBody: DashboardBody } = found;
          return { DashboardArn, DashboardBody, DashboardName };
        },
      }),

      ListDashboards: operation({
        input: v.object({
          DashboardNamePrefix: v.optional(v.string(), ""),
          NextToken: v.optional(v.string()),
        }),
        authorise: everything("ListDashboards"),
        run: ({ DashboardNamePrefix, NextToken }) => {
          const found = dashboards
            .all()
            .filter(({ dashboardName }) => dashboardName.startsWith(DashboardNamePrefix));
          const page = pageOf(found, 1000, NextToken, invalidValue("The next token is not valid."));
          return {
            DashboardEntries: page.items.map(({ dashboardName, dashboardArn, dashboardBody }) => ({
              DashboardName: dashboardName,
              DashboardArn: dashboardArn,
              Size: Buffer.byteLength(dashboardBody),
            })),
            NextToken: page.nextToken,
          };
        },
      }),

      ListTagsForResource: operation({
        input: v.object({ ResourceARN: v.pipe(v.string(), v.minLength(1), v.maxLength(1024)) }),
        authorise: ({ ResourceARN }) => [["cloudwatch:ListTagsForResource", ResourceARN]],
        run: ({ ResourceARN }) => {
          const alarm = alarms.find(ResourceARN);
          if (!alarm)
            throw new AwsError("ResourceNotFoundException", `${ResourceARN} does not exist`, 404);
          const tags = Object.entries(alarm.declaration.is.tags);
          return { Tags: tags.map(([Key, Value]) => ({ Key, Value })) };
        },
      }),
    },
  };
}

function arnOf(dashboardName: string): string {
  const { partition, accountId } = simulatedAccount;
  return `arn:${partition}:cloudwatch::${accountId}:dashboard/${dashboardName}`;
}

/** The SDK compresses the body of a large PutMetricData. */
function unzipped(protocol: Protocol): Protocol {
  return {
    ...protocol,
    read: (request, operations) => protocol.read(plain(request), operations),
  };
}

function plain(request: WireRequest): WireRequest {
  if (request.headers["content-encoding"] !== "gzip") return request;
  try {
    return { ...request, body: gunzipSync(request.body), text: undefined };
  } catch {
    throw new AwsError("SerializationException", "The request's body is not gzip.");
  }
}

/** The codes that the query protocol had, which the service still names (botocore). */
const queryCodes: Readonly<Record<string, string>> = {
  InvalidParameterValueException: "InvalidParameterValue",
  InvalidParameterCombinationException: "InvalidParameterCombination",
  MissingRequiredParameterException: "MissingParameter",
  DashboardNotFoundError: "ResourceNotFound",
  InvalidFormatFault: "InvalidFormat",
  InternalServiceFault: "InternalServiceError",
};

function queryError(code: string): Readonly<Record<string, string>> {
  const fault = code === "InternalServiceFault" ? "Receiver" : "Sender";
  return { "x-amzn-query-error": `${queryCodes[code] ?? code};${fault}` };
}

function invalid({ member, missing, message }: InvalidInput): AwsError {
  return missing
    ? new AwsError("MissingRequiredParameterException", `The parameter ${member} is required.`)
    : invalidValue(`The parameter ${member} is not valid: ${message}`);
}
