import { mutationOf } from "./shared.mjs";

/** The domain is held by its own tests alone. */
export default mutationOf(
  "domain",
  [
    "shared/domain/**/*.ts",
    // Words about each kind at each wire: shared/adapters/inbound-kinds.test.ts holds them against
    // what the three readers make of it.
    "!shared/domain/content/inbound-kinds.ts",
  ],
  ["shared/domain/**/*.test.ts"],
);
