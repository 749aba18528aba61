import { PutCommand } from "@aws-sdk/lib-dynamodb";
import type { ReceivedFile } from "../domain/message/received-file";
import type { FetchedFile, KeptFiles } from "../ports";
import { fileSort, inboundKey, receivedFileDays } from "./item-shapes";
import type { Table } from "./table";

/**
 * Where the file of a message is, in an item beside its record: the record is the claim as well,
 * and may not be there yet.
 */
export class DynamoKeptFiles implements KeptFiles {
  constructor(private readonly table: Table) {}

  async record(
    { provider, providerMessageId, type }: ReceivedFile,
    { at, ...file }: FetchedFile & { readonly at: number },
  ): Promise<void> {
    await this.table.client.send(
      new PutCommand({
        TableName: this.table.name,
        Item: {
          ...inboundKey(provider, providerMessageId),
          sk: fileSort,
          type,
          ...file,
          keptAt: at,
          expiresAt: Math.floor(at / 1000) + receivedFileDays * 24 * 60 * 60,
        },
      }),
    );
  }
}
