import type { Person } from "end-user-messaging-simulator";
import type { ProductView, SenderView } from "../console/product";
import type { RunningSystem } from "./running-system";
import { declaredWeight, readStackOutputs, sendersOf, twilioStage } from "./stack";

const functionType = "aws:lambda/function:Function";
const smsNumberType = "aws:pinpoint/smsvoicev2PhoneNumber:Smsvoicev2PhoneNumber";

/** The product as it is deployed now, for the page of one person. */
export async function productView(system: RunningSystem, person: Person): Promise<ProductView> {
  const [config, { awsWeight: weightInForce }, functions, simulators] = await Promise.all([
    system.config(),
    system.rolloutInForce(),
    system.client.call("GET /resources", { type: functionType }),
    simulatorNumbers(system),
  ]);
  const senders = sendersOf(config, readStackOutputs(config.outputs));
  return {
    stack: config.stack,
    person: { name: person.name, number: person.number },
    senders: senders.map(
      (sender): SenderView =>
        simulators.has(sender.number) ? { ...sender, isSimulator: true } : sender,
    ),
    rollout: { awsWeight: declaredWeight(config), weightInForce, stage: twilioStage(config) },
    functionNames: Object.fromEntries(
      functions.map(({ outputs, logicalName }) => [String(outputs.name), logicalName]),
    ),
  };
}

/** The numbers of type SIMULATOR that the program has. */
async function simulatorNumbers({ client }: RunningSystem): Promise<ReadonlySet<unknown>> {
  const numbers = await client.call("GET /resources", { type: smsNumberType });
  return new Set(
    numbers
      .filter(({ outputs }) => outputs.numberType === "SIMULATOR")
      .map(({ outputs }) => outputs.phoneNumber),
  );
}
