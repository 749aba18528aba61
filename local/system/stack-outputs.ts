import type { Deployment, Properties } from "end-user-messaging-simulator";
import * as v from "valibot";
import { phoneNumber } from "../../shared/domain/message/channel";

/** What the system uses of that which `infra/index.ts` exports. */
const stackOutputs = v.object({
  urls: v.object({ start: v.string(), twilioInbound: v.optional(v.string()) }),
  secrets: v.object({ twilioCredentials: v.optional(v.string()) }),
  numbers: v.object({ sms: v.pipe(v.string(), v.transform(phoneNumber)) }),
  conversationQueueUrl: v.string(),
  tableName: v.string(),
});

export type StackOutputs = v.InferOutput<typeof stackOutputs>;

export interface Deployed extends Omit<Deployment, "stackOutputs"> {
  readonly stackOutputs: StackOutputs;
}

/** @throws when the program exports something else. */
export function readStackOutputs(exported: Properties): StackOutputs {
  return v.parse(stackOutputs, exported);
}
