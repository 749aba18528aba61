import { mutationOf } from "./shared.mjs";

/** Messages are carried in conversations, so it is conversations that notice. */
export default mutationOf(
  "messaging",
  ["shared/messaging/**/*.ts"],
  ["shared/messaging/**/*.test.ts", "functions/conversation/outcomes.test.ts"],
);
