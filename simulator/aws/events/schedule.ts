/** When a rule fires, worked out from its schedule expression. All times are UTC. */
export interface Schedule {
  /**
   * The first time after `after`; nothing when there is none any more. Milliseconds since the
   * epoch.
   * @param created when the rule was made: a rate counts from there.
   */
  next(after: number, created: number): number | undefined;
}

/**
 * Reads `rate(5 minutes)` or `cron(0 9 ? * MON-FRI *)` (EventBridge user guide, "Setting a schedule
 * pattern").
 * @throws naming what is wrong with it, or not simulated.
 */
export function scheduleOf(expression: string): Schedule {
  const [, kind, text = ""] = /^(rate|cron)\((.*)\)$/.exec(expression) ?? [];
  if (kind === "rate") return rate(text);
  if (kind === "cron") return cron(text);
  throw new Error(`"${expression}" is no schedule: rate(…) or cron(…) is expected.`);
}

const unitMs = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;

/** It counts from the rule's creation, and has one unit for 1 and another word for more. */
function rate(text: string): Schedule {
  const [, value = "", unit = "", plural = ""] = /^(\d+) (minute|hour|day)(s?)$/.exec(text) ?? [];
  const count = Number(value);
  if (count < 1 || (count === 1) !== (plural === ""))
    throw new Error(
      `rate(${text}): a whole number and minute(s), hour(s) or day(s) are expected, such as ` +
        "rate(1 minute), rate(5 minutes).",
    );
  const interval = count * unitMs[unit as keyof typeof unitMs];
  return {
    next: (after, created) =>
      created + (Math.floor(Math.max(after - created, 0) / interval) + 1) * interval,
  };
}

interface Field {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  /** Names of values, the first for `least`. */
  readonly names?: readonly string[];
}

const fields = [
  { name: "minutes", least: 0, most: 59 },
  { name: "hours", least: 0, most: 23 },
  { name: "day of month", least: 1, most: 31 },
  {
    name: "month",
    least: 1,
    most: 12,
    names: ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"],
  },
  {
    name: "day of week",
    least: 1,
    most: 7,
    names: ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"],
  },
  { name: "year", least: 1970, most: 2199 },
] as const satisfies readonly Field[];

/** No schedule is looked for further ahead than this. */
const mostDays = 366 * 9;

function cron(text: string): Schedule {
  const parts = text.trim().split(/\s+/);
  const owner = `cron(${text})`;
  if (parts.length !== fields.length)
    throw new Error(
      `${owner}: six fields are expected: ${fields.map(({ name }) => name).join(", ")}.`,
    );
  if ((parts[2] === "?") === (parts[4] === "?"))
    throw new Error(`${owner}: one of day of month and day of week is ?, and only one.`);
  const [minutes, hours, days, months, weekdays, years] = fields.map((field, index) =>
    valuesOf(parts[index] ?? "", field, owner),
  ) as [Values, Values, Values, Values, Values, Values];
  const isDay = (date: Date) =>
    years.has(date.getUTCFullYear()) &&
    months.has(date.getUTCMonth() + 1) &&
    days.has(date.getUTCDate()) &&
    weekdays.has(date.getUTCDay() + 1);
  const times = [...hours].flatMap((hour) => [...minutes].map((minute) => hour * 60 + minute));
  times.sort((one, other) => one - other);
  return {
    next: (after) => {
      const midnight = Math.floor(after / unitMs.day) * unitMs.day;
      for (let day = 0; day < mostDays; day += 1) {
        const begin = midnight + day * unitMs.day;
        if (!isDay(new Date(begin))) continue;
        const time = times.find((minute) => begin + minute * unitMs.minute > after);
        if (time !== undefined) return begin + time * unitMs.minute;
      }
      return undefined;
    },
  };
}

type Values = ReadonlySet<number>;

/** `*`, `?`, `5`, `MON-FRI`, `0/15`, `10-20/5`, and lists of them. */
function valuesOf(text: string, field: Field, owner: string): Values {
  const values = new Set<number>();
  for (const part of text.split(",")) {
    const [, range = "", step] = /^([^/]+)(?:\/([1-9]\d*))?$/.exec(part) ?? [];
    const [from, to] = boundsOf(range, step !== undefined, field, owner);
    for (let value = from; value <= to; value += Number(step ?? 1)) values.add(value);
  }
  return values;
}

function boundsOf(
  range: string,
  stepped: boolean,
  field: Field,
  owner: string,
): readonly [number, number] {
  if (range === "*" || range === "?") return [field.least, field.most];
  const [first = "", last] = range.split("-");
  const from = numberOf(first, field);
  const to = last === undefined ? (stepped ? field.most : from) : numberOf(last, field);
  if (from === undefined || to === undefined || from > to)
    throw new Error(
      `${owner}: "${range}" in ${field.name} is not understood; L, W and # are not simulated.`,
    );
  return [from, to];
}

function numberOf(text: string, { least, most, names = [] }: Field): number | undefined {
  const named = names.indexOf(text.toUpperCase());
  const value = named < 0 ? Number(/^\d+$/.test(text) ? text : Number.NaN) : least + named;
  return value >= least && value <= most ? value : undefined;
}
