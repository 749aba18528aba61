import { type DeclaredResource, evaluate } from "end-user-messaging-simulator";
import { held, reportText } from "../../local/rehearsal/report";
import { walk } from "../../local/rehearsal/tour";
import { RunningSystem } from "../../local/system/running-system";
import { type Part, removableParts } from "./removable-parts";

/**
 * How the tour goes without a part, up to the first step that does not hold: whether all held, and
 * what was printed or thrown.
 */
async function tourWithout(
  part: Part | undefined,
): Promise<{ readonly held: boolean; readonly told: string }> {
  const lines: string[] = [];
  try {
    const edit = part && ((declared: readonly DeclaredResource[]) => part.without(declared));
    const system = await RunningSystem.start({ stack: "dev", ...(edit && { edit }) });
    try {
      for await (const report of walk({ system, contacts: 20 })) {
        lines.push(reportText(report, lines.length + 1));
        if (!held(report)) return { held: false, told: lines.join("\n") };
      }
      return { held: true, told: lines.join("\n") };
    } finally {
      await system.stop();
    }
  } catch (error) {
    return { held: false, told: `${lines.join("\n")}\n${(error as Error).message}` };
  }
}

test("the tour holds on the whole program", async () => {
  const { held, told } = await tourWithout(undefined);
  expect(held ? "held" : told).toBe("held");
});

test("without any one part of the message path, or of the alarm, the tour fails and names it", async () => {
  const { declared } = await evaluate({ root: process.cwd(), stack: "dev" });
  const parts = removableParts(declared);
  // Queues, topics, event destinations, policies, subscriptions, invoke permissions, mappings, the
  // grants of nine functions, and the alarm.
  expect(parts.length).toBeGreaterThanOrEqual(70);
  const unnoticed: string[] = [];
  for (const part of parts) {
    const { held, told } = await tourWithout(part);
    if (held) unnoticed.push(`${part.name}: the tour held without it`);
    else if (!part.calledOneOf.some((name) => told.includes(name)))
      unnoticed.push(`${part.name}: not named in\n${told}`);
  }
  expect(unnoticed).toEqual([]);
}, 3_600_000);
