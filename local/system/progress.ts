/** Tells, step by step, what a start did and how long each step took. */
export type ReportStep = (step: string, milliseconds: number, remark?: string) => void;
