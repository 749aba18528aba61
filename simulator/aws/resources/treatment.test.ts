import { allModels } from "../all-models";
import type { DeclaredProperty } from "./declared-type";
import { ignoredProperties } from "./ignored-properties";
import type { ResourceModel } from "./resource-model";
import { honoured, honouredMembers, ignored, type Treatment } from "./treatment";

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
  const queries = honouredMembers({ id: honoured, label: ignored("nobody reads a label") });
  const treatments = { text: ignored("nobody reads a text"), tags: ignored("tags"), queries };
  const inputs = Object.fromEntries(
    Object.entries(treatments).map(([name, treatment]) => [name, { treatment }]),
  );
  const model = { inputs } as unknown as ResourceModel;
  const given = { text: "Somebody waits.", queries: [{ id: "m0" }, { id: "m1", label: "Held" }] };
  expect(ignoredProperties(model, given)).toEqual([
    { property: "text", reason: "nobody reads a text" },
    { property: "queries[1].label", reason: "nobody reads a label" },
  ]);
});
