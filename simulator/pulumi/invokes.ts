import { simulatedAccount } from "../aws/account/account";
import type { Properties } from "../aws/account/control-plane";

const { accountId, region, partition } = simulatedAccount;

/** The provider's functions that the program may call. */
const answers: Readonly<Record<string, Properties>> = {
  "aws:index/getCallerIdentity:getCallerIdentity": {
    id: accountId,
    accountId,
    arn: `arn:${partition}:iam::${accountId}:root`,
    userId: accountId,
  },
  "aws:index/getRegion:getRegion": {
    id: region,
    name: region,
    region,
    description: "Europe (Frankfurt)",
    endpoint: `ec2.${region}.amazonaws.com`,
  },
};

/** @throws when the simulated provider does not have the function. */
export function invoke(token: string, inputs: Properties): Record<string, unknown> {
  const answer = answers[token];
  if (!answer)
    throw new Error(
      `The simulated cloud has no function "${token}": add it to simulator/pulumi/invokes.ts before the program may call it.`,
    );
  return { ...inputs, ...answer };
}
