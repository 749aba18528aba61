/** A line of a CSV file, by the names in its header. */
export interface CsvRow {
  /** Of the file, from 1: where the row begins. */
  readonly line: number;
  /** Names in lower case, without what stands around them. */
  readonly fields: ReadonlyMap<string, string>;
}

export interface CsvFile {
  readonly columns: readonly string[];
  readonly rows: readonly CsvRow[];
}

/** RFC 4180: fields in quotes may hold commas, line ends and doubled quotes. */
export function readCsv(text: string): CsvFile {
  const [header, ...records] = recordsOf(text.replace(/^\uFEFF/, ""));
  const columns = (header?.fields ?? []).map((name) => name.trim().toLowerCase());
  return {
    columns,
    rows: records.map(({ line, fields }) => ({
      line,
      fields: new Map(columns.map((name, at) => [name, (fields[at] ?? "").trim()])),
    })),
  };
}

/** A field with what ends it: a comma, a line's end, or the file's. It matches any text. */
const field = /(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r\n|\n|\r|$)/y;

function recordsOf(text: string): { readonly line: number; readonly fields: string[] }[] {
  const records: { line: number; fields: string[] }[] = [];
  let line = 1;
  let record: { line: number; fields: string[] } = { line, fields: [] };
  field.lastIndex = 0;
  while (field.lastIndex < text.length || record.fields.length > 0) {
    const found = field.exec(text);
    if (!found) break;
    const [all, quoted, plain = "", end] = found;
    record.fields.push(quoted?.replaceAll('""', '"') ?? plain);
    line += (all.match(/\r\n|\n|\r/g) ?? []).length;
    if (end === ",") continue;
    if (record.fields.some((value) => value !== "")) records.push(record);
    record = { line, fields: [] };
  }
  return records;
}
