import type { SeededIds } from "../kernel/seeded-ids";

/** A file at Meta. */
export interface StoredMedia {
  readonly id: string;
  readonly mimeType: string;
  readonly kilobytes: number;
  /** It can be used with this number alone. */
  readonly metaPhoneNumberId: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
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

  keep(
    how: keyof typeof keptMilliseconds,
    file: Pick<StoredMedia, "mimeType" | "kilobytes" | "metaPhoneNumberId"> & {
      readonly id?: string;
    },
  ): StoredMedia {
    const expiresAt = this.now() + keptMilliseconds[how];
    const media = { ...file, id: file.id ?? this.ids.digits(15), expiresAt };
    this.#media.set(media.id, media);
    return media;
  }

  /** Undefined for another number's file, and for one that is too old. */
  get(id: string, metaPhoneNumberId: string): StoredMedia | undefined {
    const media = this.#media.get(id);
    if (media && media.expiresAt <= this.now()) this.#media.delete(id);
    const there = media?.metaPhoneNumberId === metaPhoneNumberId && media.expiresAt > this.now();
    return there ? media : undefined;
  }

  remove(id: string): void {
    this.#media.delete(id);
  }
}
