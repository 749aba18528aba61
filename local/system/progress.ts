/** Tells, step by step, what a start does and how long each step took. */
export type ReportStep = (step: string, milliseconds: number, remark?: string) => void;

export async function timed<T>(report: ReportStep, step: string, work: () => Promise<T>): Promise<T> {
  const started = performance.now();
  const result = await work();
  report(step, performance.now() - started);
  return result;
}
