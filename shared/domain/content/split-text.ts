/**
 * Where a text may be cut, the best first: between paragraphs, lines, sentences, words. A cut of
 * one sort is taken when the part before it is at least half full, else the next sort is tried.
 */
const cuts = [/\n\s*\n\s*/g, /\s*\n\s*/g, /(?<=[.!?…:;])\s+/g, breakableSpace()];

/** White space but no-break spaces: those hold a number and its unit together. */
function breakableSpace(): RegExp {
  return /(?:(?![\u00a0\u202f\u2007\ufeff])\s)+/g;
}

/** The shortest part that holds any character: a surrogate pair. */
const shortest = 2;

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/**
 * Cuts a text into parts of at most `longest` UTF-16 units, at paragraphs and words where it can.
 * White space at a cut is left out; what a reader takes for one character stays whole, unless it
 * is longer than a part by itself.
 * @throws RangeError when `longest` is below two
 */
export function splitText(body: string, longest: number): string[] {
  if (!(longest >= shortest)) throw new RangeError(`A part holds at least ${shortest} units.`);
  const parts: string[] = [];
  let rest = body;
  while (rest.length > longest) {
    const boundaries = boundariesIn(rest, longest);
    const { end, next } = spaceCut(rest, longest, boundaries) ?? hardCut(rest, longest, boundaries);
    parts.push(rest.slice(0, end));
    rest = rest.slice(next);
  }
  if (rest !== "" || parts.length === 0) parts.push(rest);
  return parts;
}

interface Cut {
  /** Where the part ends. */
  readonly end: number;
  /** Where the next one begins. */
  readonly next: number;
}

function spaceCut(rest: string, longest: number, boundaries: ReadonlySet<number>): Cut | undefined {
  const reachable = rest.slice(0, longest + 1);
  const found = cuts.flatMap((cut, sort) =>
    Array.from(reachable.matchAll(cut), ({ index }) => ({ sort, end: index }))
      .filter(({ end }) => end > 0 && boundaries.has(end))
      .slice(-1),
  );
  const best = found.find(({ end }) => end * 2 >= longest) ?? found.at(-1);
  if (!best) return undefined;
  const space = /^\s+/.exec(rest.slice(best.end));
  const next = best.end + (space?.[0].length ?? 0);
  // A mark that combines with the last space would lose it.
  return graphemeStartsAt(rest, best.end, next) ? { end: best.end, next } : undefined;
}

function hardCut(rest: string, longest: number, boundaries: ReadonlySet<number>): Cut {
  const boundary = Math.max(0, ...boundaries);
  if (boundary > 0) return { end: boundary, next: boundary };
  const splitsPair = /^[\ud800-\udbff][\udc00-\udfff]$/.test(rest.slice(longest - 1, longest + 1));
  const end = splitsPair ? longest - 1 : longest;
  return { end, next: end };
}

/** Where graphemes begin, up to `longest`; two more units show whether one goes on there. */
function boundariesIn(rest: string, longest: number): ReadonlySet<number> {
  const indexes = Array.from(graphemes.segment(rest.slice(0, longest + 2)), ({ index }) => index);
  return new Set(indexes.filter((index) => index > 0 && index <= longest));
}

function graphemeStartsAt(rest: string, from: number, index: number): boolean {
  if (index >= rest.length) return true;
  const near = graphemes.segment(rest.slice(from, index + 2));
  return near.containing(index - from)?.index === index - from;
}
