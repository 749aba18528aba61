import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { simulatedAccount } from "../aws/account/account";
import { SimulatedCloud } from "../aws/cloud";

const packages = join(__dirname, "../../.cache/judges/python");
const hasPython = existsSync(join(packages, "requirements.txt"));
if (!hasPython)
  console.warn("Skipped: botocore as a judge. `sh tools/judges/install.sh` installs it.");

let cloud: SimulatedCloud;
beforeEach(async () => {
  cloud = await SimulatedCloud.start({ seed: 1 });
});
afterEach(() => cloud.stop());

(hasPython ? test : test.skip)(
  "AWS's SDK for Python is understood, and reads what is not there as an error",
  async () => {
    const { endpoint, deployerCredentials } = cloud;
    const { region } = simulatedAccount;
    const now = cloud.clock.now();
    expect(await botocore({ endpoint, region, now, ...deployerCredentials })).toEqual({
      protocol: "json",
      sums: [2.5],
      unknownDashboard: ["ResourceNotFound", 404],
      unknownOperation: ["InvalidAction", 400],
      unknownQueryService: ["InvalidAction", 400],
      unknownJsonService: ["UnknownOperationException", 400],
    });
    expect(cloud.faults.since(0).map(({ message }) => message)).toEqual([
      "The operation CreateTopic of sns is not simulated.",
      "A request came in. The service sts is not simulated.",
      "A request came in. The service ssm is not simulated.",
    ]);
  },
);

async function botocore(asked: object): Promise<unknown> {
  const child = spawn("python3", [join(__dirname, "botocore.testing.py")], {
    env: { ...process.env, PYTHONPATH: packages },
    stdio: ["pipe", "pipe", "pipe"],
  });
  child.stdin.end(JSON.stringify(asked));
  const [output, trouble] = await Promise.all([text(child.stdout), text(child.stderr)]);
  if (output === "") throw new Error(`botocore saw nothing: ${trouble}`);
  return JSON.parse(output);
}
