import { allModels } from "../all-models";
import type { DeclaredProperty } from "./declared-type";
import { ignoredProperties } from "./ignored-properties";
import type { Treatment } from "./treatment";

/** The members that the data has and the model says nothing of, and the other way round. */
function unsaid(at: string, declared: DeclaredProperty, treatment: Treatment): string[] {
  if (treatment.treated !== "honoured") return [];
  const properties = declared.element?.properties ?? declared.properties ?? {};
  const members = treatment.members ?? {};
  const names = new Set([...Object.keys(properties), ...Object.keys(members)]);
  return [...names].flatMap((name) => {
    const property = properties[name];
    const member = members[name];
    return property && member ? unsaid(`${at}.${name}`, property, member) : [`${at}.${name}`];
  });
}

test.each(allModels)(
  "$type: every property, to every depth, is honoured, ignored or refused",
  ({ inputs }) => {
    const left = Object.entries(inputs).flatMap(([name, { declared, treatment }]) =>
      unsaid(name, declared, treatment),
    );
    expect(left).toEqual([]);
  },
);

test("each ignored property says why in a sentence of its own", () => {
  const reasons = allModels.flatMap(({ inputs }) =>
    Object.values(inputs).flatMap(({ treatment }) =>
      treatment.treated === "ignored" ? [treatment.reason] : [],
    ),
  );
  expect(reasons.length).toBeGreaterThan(20);
  for (const reason of reasons) expect(reason).toMatch(/^\w.{15,}$/);
});

test("what is ignored of a declaration is listed with its path, what is not set is not", () => {
  const alarm = allModels.find(({ type }) => type === "aws:cloudwatch/metricAlarm:MetricAlarm");
  expect(alarm).toBeDefined();
  const ignored = ignoredProperties(alarm!, {
    alarmDescription: "Somebody waits.",
    metricQueries: [{ id: "held", label: "Held", expression: "m0", returnData: true }],
  });
  expect(ignored.map(({ property }) => property)).toEqual([
    "alarmDescription",
    "metricQueries[0].label",
  ]);
});
