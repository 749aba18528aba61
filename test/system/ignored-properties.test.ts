import { evaluate, ignoredOf } from "end-user-messaging-simulator";

test.each(["dev", "prod"])(
  "of what stack %s declares, the simulated account ignores tags and descriptions alone",
  async (stack) => {
    const { declared } = await evaluate({ root: process.cwd(), stack });
    const ignored = ignoredOf(declared).map(({ property }) => property);
    const texts = ["tags", "description", "alarmDescription", "metricQueries[0].label"];
    expect(ignored.filter((property) => !texts.includes(property))).toEqual([]);
    expect(ignored).toContain("alarmDescription");
  },
);
