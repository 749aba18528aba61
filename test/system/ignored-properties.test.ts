import { evaluate, ignoredOf } from "end-user-messaging-simulator";

test.each(["dev", "prod"])(
  "of what stack %s declares, the simulated account ignores tags and descriptions alone",
  async (stack) => {
    const { declared } = await evaluate({ root: process.cwd(), stack });
    const ignored = ignoredOf(declared).map(({ property }) => property);
    expect(ignored.filter((property) => !/^tags$|description$/i.test(property))).toEqual([]);
  },
);
