import { readFileSync } from "node:fs";
import { SegmentedMessage } from "sms-segments-calculator";
import { parse } from "yaml";

interface Pool {
  readonly numberType: string;
  readonly keywords: Readonly<Record<string, string>>;
}

/* AWS may answer a call for help with this text alone: docs/decisions/0006. */
test.each(["dev", "prod"])(
  "who ends messages by SMS on %s reads where help is, in one SMS, where the text is ours",
  (stack) => {
    const { config } = parse(readFileSync(`Pulumi.${stack}.yaml`, "utf8"));
    const pools: readonly Pool[] = Object.values(config["ai-nutritionist:sms"].pools);
    for (const { numberType, keywords } of pools) {
      const { STOP: text } = keywords;
      expect([numberType, text === undefined]).toEqual([numberType, numberType === "TOLL_FREE"]);
      if (text === undefined) continue;
      expect([new SegmentedMessage(text).segmentsCount, text]).toEqual([1, text]);
      expect(text).toMatch(/\b911\b.*\b988\b/);
    }
  },
);
