import { simulatedAccount } from "../aws/account/account";
import type { Properties } from "../aws/account/control-plane";

/** The provider's functions that the program may call. */
const answers: Readonly<Record<string, () => Properties>> = {
  "aws:index/getCallerIdentity:getCallerIdentity": () => {
    const { accountId, partition } = simulatedAccount;
    return {
      id: accountId,
      accountId,
      arn: `arn:${partition}:iam::${accountId}:root`,
      userId: accountId,
    };
  },
  "aws:index/getRegion:getRegion": () => {
    const { region } = simulatedAccount;
    const description = region === "eu-central-1" ? "Europe (Frankfurt)" : region;
    return {
      id: region,
      name: region,
      region,
      description,
      endpoint: `ec2.${region}.amazonaws.com`,
    };
  },
};

/** @throws when the simulated provider does not have the function. */
export function invoke(token: string, inputs: Properties): Record<string, unknown> {
  const answer = answers[token];
  if (!answer)
    throw new Error(
      `The simulated cloud has no function "${token}": add it to simulator/pulumi/invokes.ts ` +
        "before the program may call it.",
    );
  return { ...inputs, ...answer() };
}
