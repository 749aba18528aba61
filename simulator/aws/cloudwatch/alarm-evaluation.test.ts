import fc from "fast-check";
import { type AlarmState, judge, type MissingDataTreatment } from "./alarm-evaluation";

type Expected = Readonly<Record<MissingDataTreatment, AlarmState | "retain">>;

const all = (state: AlarmState): Expected => ({
  missing: state,
  ignore: state,
  breaching: state,
  notBreaching: state,
});
const points = (text: string) =>
  text.split(" ").map((point) => (point === "-" ? undefined : point === "X"));
const states = (text: string, datapointsToAlarm: number): Expected => {
  const state = (treatMissingData: MissingDataTreatment) =>
    judge({ points: points(text), evaluationPeriods: 3, datapointsToAlarm, treatMissingData })
      .state;
  return {
    missing: state("missing"),
    ignore: state("ignore"),
    breaching: state("breaching"),
    notBreaching: state("notBreaching"),
  };
};

describe("the user guide's examples of missing data", () => {
  test.each<[number, string, number, Expected]>([
    [3, "0 - X - X", 0, all("OK")],
    [3, "0 - - - -", 2, all("OK")],
    [
      3,
      "- - - - -",
      3,
      { ...all("OK"), missing: "INSUFFICIENT_DATA", ignore: "retain", breaching: "ALARM" },
    ],
    [3, "0 X X - X", 0, all("ALARM")],
    [3, "- - X - -", 2, { ...all("ALARM"), ignore: "retain", notBreaching: "OK" }],
    [2, "0 - X - X", 0, all("ALARM")],
    [2, "0 0 X 0 X", 0, all("ALARM")],
    [2, "0 - X - -", 1, { ...all("OK"), breaching: "ALARM" }],
    [2, "- - - - 0", 2, { ...all("OK"), breaching: "ALARM" }],
    [2, "- - - X -", 2, { ...all("ALARM"), ignore: "retain", notBreaching: "OK" }],
  ])("%d of 3, %s", (datapointsToAlarm, text, filled, expected) => {
    expect(states(text, datapointsToAlarm)).toEqual(expected);
    const { filled: seen } = judge({
      points: points(text),
      evaluationPeriods: 3,
      datapointsToAlarm,
      treatMissingData: "missing",
    });
    expect(seen).toBe(filled);
  });

  // "the alarm does not go immediately into ALARM state"; an older edition of the guide has the
  // state in its tables.
  test.each(["- - - - X", "- - - X -"])("3 of 3, %s is too early to tell", (text) => {
    expect(states(text, 3)).toMatchObject({ missing: "INSUFFICIENT_DATA", ignore: "retain" });
  });
});

describe("M of N", () => {
  const setting = fc.record({ n: fc.integer({ min: 1, max: 8 }), seed: fc.nat() }).chain(({ n }) =>
    fc.record({
      evaluationPeriods: fc.constant(n),
      datapointsToAlarm: fc.integer({ min: 1, max: n }),
      points: fc.array(fc.option(fc.boolean(), { nil: undefined }), {
        minLength: n + 2,
        maxLength: n + 2,
      }),
      treatMissingData: fc.constantFrom(
        ...(["missing", "ignore", "breaching", "notBreaching"] as const),
      ),
    }),
  );

  it("rings exactly when M of the N latest real points breach, where there are N", () => {
    fc.assert(
      fc.property(setting, (retrieved) => {
        const real = retrieved.points.filter((point) => point !== undefined);
        fc.pre(real.length >= retrieved.evaluationPeriods);
        const latest = real.slice(-retrieved.evaluationPeriods).filter(Boolean).length;
        const { state } = judge(retrieved);
        expect(state).toBe(latest >= retrieved.datapointsToAlarm ? "ALARM" : "OK");
      }),
    );
  });

  it("never rings for missing points alone unless they count as breaching", () => {
    fc.assert(
      fc.property(setting, (retrieved) => {
        const points = retrieved.points.map((point) => (point === undefined ? undefined : false));
        const { state } = judge({ ...retrieved, points });
        if (retrieved.treatMissingData !== "breaching") expect(state).not.toBe("ALARM");
      }),
    );
  });

  it("a point that breaches instead of not never calls an alarm off", () => {
    fc.assert(
      fc.property(setting, fc.nat(), (retrieved, pick) => {
        const index = pick % retrieved.points.length;
        fc.pre(retrieved.points[index] === false && judge(retrieved).state === "ALARM");
        const worse = retrieved.points.with(index, true);
        expect(judge({ ...retrieved, points: worse }).state).toBe("ALARM");
      }),
    );
  });

  it("looks at no more points than evaluation periods", () => {
    fc.assert(
      fc.property(setting, (retrieved) => {
        const { evaluated, filled } = judge(retrieved);
        expect(evaluated.length + filled).toBe(retrieved.evaluationPeriods);
      }),
    );
  });
});
