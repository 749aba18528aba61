export type AlarmState = "OK" | "ALARM" | "INSUFFICIENT_DATA";

export const missingDataTreatments = ["missing", "ignore", "breaching", "notBreaching"] as const;
export type MissingDataTreatment = (typeof missingDataTreatments)[number];

/**
 * How many periods CloudWatch retrieves beyond the evaluation periods, in case some are missing.
 * The user guide's examples retrieve 5 for 3; that it is always 2 more is unverified ("the exact
 * number depends on the length of the alarm period and the resolution of the metric").
 */
export const extraPeriods = 2;

export interface Retrieved {
  /** Of the evaluation range, oldest first: whether the point breaches; undefined is missing. */
  readonly points: readonly (boolean | undefined)[];
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly treatMissingData: MissingDataTreatment;
}

export interface Judgement {
  /** `retain`: the alarm stays what it is. */
  readonly state: AlarmState | "retain";
  /** Indices of the points that were looked at. */
  readonly evaluated: readonly number[];
  /** How many missing points were filled in. */
  readonly filled: number;
}

/**
 * The alarm's state by what was retrieved, as the user guide says under "Configuring how CloudWatch
 * alarms treat missing data".
 */
export function judge({
  points,
  evaluationPeriods,
  datapointsToAlarm,
  treatMissingData,
}: Retrieved): Judgement {
  const real = points.flatMap((point, index) => (point === undefined ? [] : [index]));
  const evaluated = real.slice(-evaluationPeriods);
  const breaching = evaluated.filter((index) => points[index]).length;
  const filled = evaluationPeriods - evaluated.length;
  const judged = (state: Judgement["state"]): Judgement => ({ state, evaluated, filled });
  const alarmIf = (breaches: boolean) => judged(breaches ? "ALARM" : "OK");

  if (filled === 0 || breaching >= datapointsToAlarm)
    return alarmIf(breaching >= datapointsToAlarm);
  if (treatMissingData === "breaching") return alarmIf(breaching + filled >= datapointsToAlarm);
  if (treatMissingData === "notBreaching") return judged("OK");
  if (breaching < evaluated.length) return judged("OK");
  if (treatMissingData === "ignore") return judged("retain");
  return judged(isPremature(points, evaluated, datapointsToAlarm) ? "INSUFFICIENT_DATA" : "ALARM");
}

/**
 * All that is there breaches, but it is too little. Then the alarm still rings when the oldest of
 * it is at least as old as the datapoints to alarm; before, the next one may be in order.
 */
function isPremature(
  points: readonly unknown[],
  evaluated: readonly number[],
  datapointsToAlarm: number,
): boolean {
  const [oldest] = evaluated;
  return oldest === undefined || points.length - oldest < datapointsToAlarm;
}
