import { isMap } from "../aws/account/declared";

/** A step into a config value: a key of a map or an index of a list. */
export type PathStep = string | number;

/**
 * Reads a path in the form that `pulumi config set --path` takes: `rollout.awsWeight`,
 * `alarms.recipients[0]`, `sms["two words"]`.
 * @throws when the path is not of that form.
 */
export function parseConfigPath(path: string): readonly [string, ...PathStep[]] {
  const steps: PathStep[] = [];
  let rest = path;
  while (rest !== "") {
    const name = /^(?:\.)?([^.[\]="]+)/.exec(rest);
    const quoted = /^\["((?:\\"|[^"])+)"\]/.exec(rest);
    const index = /^\[(\d+)\]/.exec(rest);
    const match = quoted ?? index ?? (rest.startsWith(".") === steps.length > 0 ? name : null);
    // `__proto__` would be set on the map's prototype, and be lost.
    if (!match?.[1] || match[1] === "__proto__")
      throw new Error(
        `"${path}" is not a config path: expected a form such as rollout.awsWeight or list[0].`,
      );
    steps.push(index ? Number(match[1]) : quoted ? match[1].replaceAll('\\"', '"') : match[1]);
    rest = rest.slice(match[0].length);
  }
  const [first, ...others] = steps;
  if (typeof first !== "string")
    throw new Error(`"${path}" is not a config path: it must begin with the name of a key.`);
  return [first, ...others];
}

/**
 * The value of a `path=value` argument, typed by its spelling as `pulumi config set --path` does:
 * `true`, `false` and numbers (also with decimals, for which the CLI wants `--type float`);
 * everything else, also a number with a leading zero, is text.
 */
export function typedValue(text: string): boolean | number | string {
  if (text === "true" || text === "false") return text === "true";
  return /^-?(0|[1-9]\d*)(\.\d+)?$/.test(text) && Number.isSafeInteger(Math.trunc(Number(text)))
    ? Number(text)
    : text;
}

/**
 * The value with `value` at the steps; maps and lists that are not there yet are made. Changes
 * nothing in place.
 * @throws when a step leads into a value of another kind, or past the end of a list.
 */
export function withValueAt(target: unknown, steps: readonly PathStep[], value: unknown): unknown {
  const [step, ...rest] = steps;
  if (step === undefined) return value;
  if (typeof step === "number") {
    const list = target ?? [];
    if (!Array.isArray(list))
      throw new Error(`[${step}] asks for a list, found ${nameOf(target)}.`);
    if (step > list.length)
      throw new Error(`[${step}] is past the end of the list: it has ${list.length}.`);
    return Object.assign([...list], { [step]: withValueAt(list[step], rest, value) });
  }
  const map = target ?? {};
  if (!isMap(map)) throw new Error(`"${step}" asks for a map, found ${nameOf(target)}.`);
  return { ...map, [step]: withValueAt(map[step], rest, value) };
}

/** Whether a value stands at the steps. */
export function hasValueAt(target: unknown, steps: readonly PathStep[]): boolean {
  const [step, ...rest] = steps;
  if (step === undefined) return target !== undefined && target !== null;
  if (Array.isArray(target)) return typeof step === "number" && hasValueAt(target[step], rest);
  return isMap(target) && typeof step === "string" && hasValueAt(target[step], rest);
}

function nameOf(value: unknown): string {
  return Array.isArray(value) ? "a list" : isMap(value) ? "a map" : JSON.stringify(value);
}
