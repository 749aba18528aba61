import { createHash } from "node:crypto";
import type { SeededIds } from "../kernel/seeded-ids";

/** A file at Meta. */
export interface StoredMedia {
  readonly id: string;
  readonly mimeType: string;
  /** Of its bytes, in base64. */
  readonly sha256: string;
  /** Its length in bytes. */
  readonly bytes: number;
  readonly content: () => Buffer;
  /** It can be used with this number alone. */
  readonly metaPhoneNumberId: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** A file before Meta has it. */
export interface MediaFile {
  readonly id?: string;
  readonly mimeType: string;
  readonly content: Buffer | (() => Buffer);
  readonly metaPhoneNumberId: string;
}

const day = 24 * 60 * 60 * 1000;

/** How long Meta keeps a file (Meta, Cloud API, media). */
const keptMilliseconds = { uploaded: 30 * day, received: 7 * day };

/** The files that people sent to a business, or it uploaded itself. */
export class MediaStore {
  readonly #media = new Map<string, StoredMedia>();

  constructor(
    private readonly now: () => number,
    private readonly ids: SeededIds,
  ) {}

  /** @param file its content is asked for again each time, if it is a function. */
  keep(how: keyof typeof keptMilliseconds, file: MediaFile): StoredMedia {
    const given = file.content;
    const content = typeof given === "function" ? given : () => given;
    const bytes = content();
    this.#forgetExpired();
    const media = {
      id: file.id ?? this.ids.digits(15),
      mimeType: file.mimeType,
      metaPhoneNumberId: file.metaPhoneNumberId,
      content,
      sha256: createHash("sha256").update(bytes).digest("base64"),
      bytes: bytes.length,
      expiresAt: this.now() + keptMilliseconds[how],
    };
    this.#media.set(media.id, media);
    return media;
  }

  /** Undefined for another number's file, and for one that is too old. */
  get(id: string, metaPhoneNumberId: string): StoredMedia | undefined {
    const media = this.#media.get(id);
    const there = media?.metaPhoneNumberId === metaPhoneNumberId && media.expiresAt > this.now();
    return there ? media : undefined;
  }

  remove(id: string): void {
    this.#media.delete(id);
  }

  /** From the oldest on, up to the first that is kept: two lifetimes are in one row. */
  #forgetExpired(): void {
    for (const [id, { expiresAt }] of this.#media) {
      if (expiresAt > this.now()) return;
      this.#media.delete(id);
    }
  }
}
