import { evaluate, ignoredOf } from "end-user-messaging-simulator";

test.each(["dev", "prod"])(
  "of what stack %s declares, the simulated account ignores what changes nothing in it alone",
  async (stack) => {
    const { declared } = await evaluate({ root: process.cwd(), stack });
    const ignored = ignoredOf(declared).map(({ property }) => property);
    // Tags and descriptions; and nobody of the public reaches the simulated account anyway.
    const harmless = /^tags$|description$|^(block|ignore|restrict)Public/i;
    expect(ignored.filter((property) => !harmless.test(property))).toEqual([]);
  },
);
