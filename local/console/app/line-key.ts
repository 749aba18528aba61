const keys = new WeakMap<object, number>();
let last = 0;

/** A key for a line that has no id of its own: the same for as long as the page knows the line. */
export function lineKey(line: object): number {
  const key = keys.get(line) ?? ++last;
  keys.set(line, key);
  return key;
}
