import { embeddedMetrics } from "./embedded-metrics";

/** The example of the specification. */
const example = {
  _aws: {
    Timestamp: 1574109732004,
    CloudWatchMetrics: [
      {
        Namespace: "lambda-function-metrics",
        Dimensions: [["functionVersion"]],
        Metrics: [{ Name: "time", Unit: "Milliseconds", StorageResolution: 60 }],
      },
    ],
  },
  functionVersion: "$LATEST",
  time: 100,
  requestId: "989ffbf8-9ace-4817-a57c-e4dd734019ee",
};
const directive = example._aws.CloudWatchMetrics[0];
const withDirective = (changes: object) => ({
  ...example,
  _aws: { ...example._aws, CloudWatchMetrics: [{ ...directive, ...changes }] },
});

describe("embedded metric format", () => {
  test("the specification's example", () => {
    const metric = {
      namespace: "lambda-function-metrics",
      name: "time",
      dimensions: { functionVersion: "$LATEST" },
      unit: "Milliseconds",
      values: [100],
      highResolution: false,
      at: 1574109732004,
    };
    const read = { kind: "metrics", metrics: [metric] };
    expect(embeddedMetrics(JSON.stringify(example))).toEqual(read);
    const withPrefix = `2019-11-18T20:42:12.004Z\t989ffbf8\tINFO\t${JSON.stringify(example)}`;
    expect(embeddedMetrics(withPrefix)).toEqual(read);
  });

  test("each set of dimensions is a metric of its own, and an array is so many values", () => {
    const line = {
      ...withDirective({
        Dimensions: [[], ["functionVersion"]],
        Metrics: [{ Name: "time", StorageResolution: 1 }],
      }),
      time: [1, 2],
    };
    const read = embeddedMetrics(JSON.stringify(line));
    expect(read).toMatchObject({
      kind: "metrics",
      metrics: [
        { dimensions: {}, values: [1, 2], unit: "None", highResolution: true },
        { dimensions: { functionVersion: "$LATEST" }, values: [1, 2] },
      ],
    });
  });

  test.each([
    ["no line of metrics", { level: "INFO", message: 'about "_aws"' }],
    ["other metadata", { _aws: { Timestamp: 1 } }],
  ])("%s counts nothing", (_what, line) => {
    expect(embeddedMetrics(JSON.stringify(line))).toEqual({ kind: "none" });
  });

  test.each<[string, object, string]>([
    ["no time", { ...example, _aws: { ...example._aws, Timestamp: undefined } }, "Timestamp"],
    ["no dimensions", withDirective({ Dimensions: undefined }), "Dimensions"],
    ["a unit that is none", withDirective({ Metrics: [{ Name: "time", Unit: "ms" }] }), "unit"],
    ["a missing target", { ...example, time: undefined }, '"time" of the line is not a number'],
    ["a target in words", { ...example, time: "100" }, '"time" of the line is not a number'],
    ["too many values", { ...example, time: Array.from({ length: 101 }, () => 1) }, '"time"'],
    ["a dimension that is no text", { ...example, functionVersion: 1 }, '"functionVersion"'],
    [
      "too many metrics",
      withDirective({ Metrics: Array.from({ length: 101 }, () => ({ Name: "time" })) }),
      "at most 100 metrics",
    ],
  ])("%s is malformed, and nothing of the line counts", (_what, line, problem) => {
    expect(embeddedMetrics(JSON.stringify(line))).toEqual({
      kind: "malformed",
      problem: expect.stringContaining(problem),
    });
  });

  test("a line cut off in the middle is malformed", () => {
    const line = JSON.stringify(example).slice(0, -10);
    expect(embeddedMetrics(line)).toMatchObject({ kind: "malformed" });
  });
});
