import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { SocialMessagingClient } from "@aws-sdk/client-socialmessaging";
import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { clientTimeouts } from "../../shared/adapters/aws/client-timeouts";
import { consoleLog } from "../../shared/adapters/aws/console-log";
import { readReceivedFile } from "../../shared/adapters/aws/media-queue";
import { ReceivedFiles, transferTimeouts } from "../../shared/adapters/aws/received-files";
import { twilioFiles } from "../../shared/adapters/twilio/twilio-arm";
import { systemClock as clock } from "../../shared/ports";
import { DynamoKeptFiles } from "../../shared/store/dynamo-kept-files";
import { openTable } from "../../shared/store/table";
import { environmentOf } from "../environment";
import { workEach } from "../work-each";
import { type KeepFilePorts, keepFile } from "./keep-file";
import type { needs } from "./needs";

const log = consoleLog("media");
const ports = openPorts();

/** Takes the one file that the mapping hands over. */
export async function handler(event: SQSEvent): Promise<SQSBatchResponse> {
  return workEach(event, log, (record) => keepFile(readReceivedFile(record.body), ports));
}

function openPorts(): KeepFilePorts {
  const environment = environmentOf<typeof needs>("media");
  const table = openTable(environment("TABLE_NAME"), new DynamoDBClient(clientTimeouts));
  const received = new ReceivedFiles(
    {
      bucket: environment("MEDIA_BUCKET"),
      phoneNumberId: environment("WHATSAPP_PHONE_NUMBER_ID"),
    },
    {
      s3: new S3Client(transferTimeouts),
      social: new SocialMessagingClient(transferTimeouts),
    },
  );
  const twilio = twilioFiles(environment, clock);
  return {
    clock,
    log,
    sources: {
      B: (source, of) => received.fromMeta(source, of),
      ...(twilio && {
        A: async (source, of) => received.put(of, await twilio(source.url)),
      }),
    },
    kept: new DynamoKeptFiles(table),
  };
}
