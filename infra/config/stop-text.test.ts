import { readFileSync } from "node:fs";
import { SegmentedMessage } from "sms-segments-calculator";
import { parse } from "yaml";

/* AWS may answer a call for help with this text alone: docs/decisions/0006. */
test.each(["dev", "prod"])(
  "who ends messages by SMS on %s reads where help is, in one SMS",
  (stack) => {
    const { config } = parse(readFileSync(`Pulumi.${stack}.yaml`, "utf8"));
    const text: string = config["ai-nutritionist:sms"].keywords.STOP;
    expect([new SegmentedMessage(text).segmentsCount, text]).toEqual([1, text]);
    expect(text).toMatch(/\b911\b.*\b988\b/);
  },
);
