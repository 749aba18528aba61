import type { ReceivedFile } from "../../shared/domain/message/received-file";
import { StatedError } from "../../shared/domain/stated-error";
import type { Clock, FileSources, KeptFiles, Log } from "../../shared/ports";

export interface KeepFilePorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly sources: FileSources;
  readonly kept: KeptFiles;
}

/**
 * Brings a person's file into our bucket and writes down where it is. Done again, it does the same.
 * @throws where the file cannot be had now: its queue brings it back, and in the end to the dead
 * letters.
 */
export async function keepFile(
  file: ReceivedFile,
  { clock, log, sources, kept }: KeepFilePorts,
): Promise<void> {
  const fetched = await fetchFrom(sources, file);
  if (!fetched) throw new StatedError(`Nobody here fetches files at ${file.source.at}.`);
  await kept.record(file, { ...fetched, at: clock.now() });
  log.info("media.kept", { provider: file.provider, type: file.type, bytes: fetched.bytes });
}

function fetchFrom(sources: FileSources, { source, ...of }: ReceivedFile) {
  switch (source.at) {
    case "meta":
      return sources.B(source, of);
    case "twilio":
      return sources.A?.(source, of);
  }
}
