import * as v from "valibot";
import { emfMetrics, metricNamespace } from "./emf-metrics";

const lines: string[] = [];
const metrics = emfMetrics("start", (line) => void lines.push(line), { now: () => 5 });

beforeEach(() => {
  lines.length = 0;
});

/**
 * CloudWatch user guide, "Specification: Embedded metric format", its JSON schema: what it requires
 * and limits.
 */
const name = v.pipe(v.string(), v.minLength(1), v.maxLength(1024));
const schema = v.looseObject({
  _aws: v.object({
    CloudWatchMetrics: v.array(
      v.object({
        Namespace: name,
        Dimensions: v.pipe(v.array(v.pipe(v.array(name), v.maxLength(30))), v.minLength(1)),
        Metrics: v.array(v.object({ Name: name, Unit: v.literal("Count") })),
      }),
    ),
    Timestamp: v.pipe(v.number(), v.integer()),
  }),
});

it("writes a line of the embedded metric format, with its dimensions and without", () => {
  metrics.count("InboundIgnored", { source: "sms", why: "group" });
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^[^\n]*\n$/);
  const line = v.parse(schema, JSON.parse(lines[0] ?? ""));
  expect(line).toEqual({
    _aws: {
      Timestamp: 5,
      CloudWatchMetrics: [
        {
          Namespace: metricNamespace,
          Dimensions: [["source", "why"], []],
          Metrics: [{ Name: "InboundIgnored", Unit: "Count" }],
        },
      ],
    },
    function: "start",
    source: "sms",
    why: "group",
    InboundIgnored: 1,
  });
});

it("has a value for each dimension, of a length that CloudWatch takes", () => {
  metrics.count("UnknownCode", { provider: "", code: "x".repeat(2000) });
  metrics.count("TurnDied", {});
  const [first, second] = lines.map((line) => v.parse(schema, JSON.parse(line)));
  expect(first).toMatchObject({ provider: "none", code: "x".repeat(1024), UnknownCode: 1 });
  expect(second?._aws.CloudWatchMetrics[0]?.Dimensions).toEqual([[]]);
});
