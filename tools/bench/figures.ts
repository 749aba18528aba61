/** One measured figure, with what it should be. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly aim?: { readonly most: number } | { readonly least: number };
}

/** What a benchmark says: progress as it goes, figures as they are known. */
export interface Report {
  progress(text: string): void;
  figure(figure: Figure): void;
}

export type Bench = (report: Report) => Promise<void>;

/** @returns undefined where there is no aim, or nothing could be measured. */
export function isMet({ value, aim }: Figure): boolean | undefined {
  if (!aim || Number.isNaN(value)) return undefined;
  return "most" in aim ? value <= aim.most : value >= aim.least;
}

/** For people: progress on stderr, a line a figure, with its aim and whether it is met. */
export const lines: Report = {
  progress: (text) => console.error(`  … ${text}`),
  figure: (figure) => {
    const value = Number.isNaN(figure.value) ? "not told by this system" : rounded(figure.value);
    const measured = `${value} ${figure.unit}`.trim();
    console.log(`${figure.name.padEnd(52)} ${measured.padStart(16)}${verdictOf(figure)}`);
  },
};

/** For programs: one JSON object with all figures at the end. */
export function json(): Report & { print(): void } {
  const figures: (Figure & { readonly met?: boolean })[] = [];
  return {
    progress: lines.progress,
    figure: (figure) => {
      const met = isMet(figure);
      figures.push({ ...figure, ...(met === undefined ? {} : { met }) });
    },
    print: () => console.log(JSON.stringify({ figures }, undefined, 2)),
  };
}

function verdictOf(figure: Figure): string {
  const { aim } = figure;
  if (!aim) return "";
  const wanted = "most" in aim ? `≤ ${aim.most}` : `≥ ${aim.least}`;
  const verdict = { true: "met", false: "NOT MET", undefined: "" }[String(isMet(figure))];
  return `   aim ${wanted}  ${verdict}`;
}

function rounded(value: number): string {
  return value.toLocaleString("en", {
    maximumFractionDigits: value < 10 ? 2 : value < 100 ? 1 : 0,
  });
}

/** @param share between 0 and 1: 0.5 is the median. The samples need no order. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((one, other) => one - other);
  const found = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  if (found === undefined) throw new Error("No samples were taken.");
  return found;
}
