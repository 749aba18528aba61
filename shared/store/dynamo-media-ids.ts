import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import type { Clock, MediaIds, MediaUpload } from "../ports";
import { mediaIdKey } from "./item-shapes";
import type { Table } from "./table";

/**
 * Meta keeps an upload for 30 days (Meta, Cloud API, "Media"); a message that waits a while must
 * still find it there.
 */
const reusedMs = 28 * 24 * 60 * 60 * 1000;

/** The media ids of our files, an item for each number and version of a file. */
export class DynamoMediaIds implements MediaIds {
  constructor(
    private readonly table: Table,
    private readonly clock: Pick<Clock, "now">,
  ) {}

  async find(upload: MediaUpload): Promise<string | undefined> {
    const { Item } = await this.table.client.send(
      new GetCommand({ TableName: this.table.name, Key: mediaIdKey(upload) }),
    );
    // DynamoDB may drop an expired item days later.
    const lives = Item !== undefined && Number(Item.expiresAt) * 1000 > this.clock.now();
    return lives ? String(Item.mediaId) : undefined;
  }

  async keep(upload: MediaUpload, mediaId: string): Promise<void> {
    const expiresAt = Math.floor((this.clock.now() + reusedMs) / 1000);
    await this.table.client.send(
      new PutCommand({
        TableName: this.table.name,
        Item: { ...mediaIdKey(upload), mediaId, expiresAt },
      }),
    );
  }
}
