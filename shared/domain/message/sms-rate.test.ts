import { smsPartsPerSecond } from "./sms-rate";

// AWS End User Messaging SMS user guide, "Message parts per second (MPS) limits".
test.each([
  ["LONG_CODE", "CA", 1],
  ["LONG_CODE", "GB", 10],
  ["TOLL_FREE", "US", 3],
  ["TEN_DLC", "US", 1],
  ["SIMULATOR", "US", 1],
] as const)("a %s of %s sends %d a second", (type, country, parts) => {
  expect(smsPartsPerSecond(type, country)).toBe(parts);
});
