import { bareType } from "./media-rules";

/**
 * How files of the types that WhatsApp carries begin (file signatures as registered or in each
 * format's specification): enough for whoever looks at a file instead of its name.
 */
const beginnings: Readonly<Record<string, string>> = {
  "image/jpeg": "\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00",
  "image/png": "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
  "image/webp": "RIFF\x00\x00\x00\x00WEBPVP8 ",
  "video/mp4": "\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isommp42",
  "video/3gpp": "\x00\x00\x00\x18ftyp3gp4\x00\x00\x02\x003gp4isom",
  "audio/aac": "\xff\xf1\x50\x80",
  "audio/amr": "#!AMR\n",
  "audio/mpeg": "ID3\x04\x00\x00\x00\x00\x00\x00",
  "audio/mp4": "\x00\x00\x00\x18ftypM4A \x00\x00\x02\x00M4A isom",
  "audio/ogg":
    "OggS\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00" +
    "\x00\x00\x00\x00\x01\x13OpusHead\x01\x01",
  "application/pdf": "%PDF-1.7\n",
  "application/msword": "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
  "application/vnd.ms-excel": "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
  "application/vnd.ms-powerpoint": "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
  "text/vcard": "BEGIN:VCARD\r\nVERSION:3.0\r\nEND:VCARD\r\n",
};

/** Word, Excel and PowerPoint since 2007 are ZIP files. */
const zip = "PK\x03\x04\x14\x00\x06\x00";

/**
 * A file that nobody made: it begins as its type does, then repeats its name, so that two files
 * are different ones.
 */
export function sampleFile(mimeType: string, kilobytes: number, name: string): Buffer {
  const type = bareType(mimeType);
  const isOffice = type.startsWith("application/vnd.openxmlformats");
  const beginning = Buffer.from(isOffice ? zip : (beginnings[type] ?? ""), "latin1");
  const length = Math.max(beginning.length, Math.round(kilobytes * 1024));
  const file = Buffer.alloc(length, type.startsWith("text/") ? `${name}\n` : name);
  beginning.copy(file);
  return file;
}
