import { useState } from "preact/hooks";
import { Problem, useAsked } from "./acting";
import { call } from "./control";
import { showPreciseTime } from "./wording";

/* What stands behind a message and in a table, for who looks closer. */

/** Every place that a message came by: when, what happened, by which ids it is known there. */
export function TraceView({ id }: { readonly id: string }) {
  const { answer: hops, error } = useAsked(() => call("GET /traces/{id}", { id }), id);
  if (error !== undefined) return <Problem error={error} />;
  if (!hops) return null;
  return (
    <ol class="steps" aria-label={`Trace of ${id}`}>
      {hops.map(({ at, place, name, what, ids = {}, body }, index) => (
        <li key={`${at} ${index}`}>
          <details class="entry">
            <summary>
              <time>{showPreciseTime(at)}</time>
              <span>
                {place} <b>{name}</b> {what}
              </span>
            </summary>
            {Object.entries(ids).map(([kind, value]) => (
              <p key={kind}>
                {kind} <code>{value}</code>
              </p>
            ))}
            {body !== undefined && <pre>{indentedJson(body)}</pre>}
          </details>
        </li>
      ))}
    </ol>
  );
}

/** Each table with its rows, as DynamoDB has them. */
export function TableList({ tables }: { readonly tables: readonly string[] }) {
  if (tables.length === 0) return <p class="none">There is no table.</p>;
  return (
    <ul class="entries">
      {tables.map((name) => (
        <li key={name}>
          <TableRows name={name} />
        </li>
      ))}
    </ul>
  );
}

/** As many as a page shows without growing slow. */
const mostRows = 500;

function TableRows({ name }: { readonly name: string }) {
  const [looks, setLooks] = useState(0);
  const { answer, error } = useAsked(() => call("GET /tables/{name}/items", { name }), looks);
  const rows = (answer ?? []).map(plainRow);
  return (
    <>
      <p class="entry-line">
        <span>
          {name}, {rows.length} rows{rows.length > mostRows && `, the last ${mostRows} of them`}
        </span>
        <button
          type="button"
          class="small-button"
          aria-label={`Read the rows of ${name} again`}
          onClick={() => setLooks(looks + 1)}
        >
          Read again
        </button>
      </p>
      <Problem error={error} />
      <ul class="entries" aria-label={`Rows of ${name}`}>
        {rows.slice(-mostRows).map((row) => (
          <li key={keyOf(row)}>
            <details class="entry">
              <summary>
                <code>{keyOf(row)}</code>
              </summary>
              <pre>{JSON.stringify(row, null, 2)}</pre>
            </details>
          </li>
        ))}
      </ul>
    </>
  );
}

type Row = Readonly<Record<string, unknown>>;

/** `{ pk: { S: "a" } }` as `{ pk: "a" }`. */
function plainRow(item: Row): Row {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, plain(value)]));
}

function plain(value: unknown): unknown {
  const [type = "", inside] = Object.entries(value as Row)[0] ?? [];
  switch (type) {
    case "M":
      return plainRow(inside as Row);
    case "L":
      return (inside as readonly unknown[]).map(plain);
    case "N":
      return Number(inside);
    case "NULL":
      return null;
    default:
      return inside;
  }
}

function keyOf({ pk, sk, ...rest }: Row): string {
  const parts = [pk, sk].filter((part) => part !== undefined);
  return parts.length > 0 ? parts.join(" ") : JSON.stringify(rest).slice(0, 60);
}

/** JSON with its lines; anything else as it is. */
export function indentedJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    // Whatever it is, it is shown.
    return text;
  }
}
