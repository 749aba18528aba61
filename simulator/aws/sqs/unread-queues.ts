import type { FaultLog } from "../../kernel/fault-log";
import type { ControlPlane } from "../account/control-plane";
import { deadLetterQueueArns } from "./dead-letter-queues";
import type { Queue } from "./queue";
import type { Sqs } from "./sqs";

/**
 * Reports a queue that holds messages which nobody will ever take: it is no dead-letter queue and
 * no event source mapping reads it. Once, until the queue has been empty again.
 */
export function reportUnreadQueues(sqs: Sqs, controlPlane: ControlPlane, faults: FaultLog): void {
  const reported = new Set<string>();
  sqs.onChange((queue) => {
    if (isEmpty(queue)) {
      reported.delete(queue.arn);
    } else if (!reported.has(queue.arn)) {
      const complaint = unread(queue, controlPlane);
      if (complaint === undefined) return;
      reported.add(queue.arn);
      faults.report("sqs", complaint);
    }
  });
}

function isEmpty(queue: Queue): boolean {
  const { visible, inFlight, delayed } = queue.depth();
  return visible + inFlight + delayed === 0;
}

function unread(queue: Queue, controlPlane: ControlPlane): string | undefined {
  const mappings = controlPlane
    .all("aws:lambda/eventSourceMapping:EventSourceMapping")
    .filter((mapping) => mapping.outputs.eventSourceArn === queue.arn);
  if (mappings.some((mapping) => mapping.outputs.enabled !== false)) return undefined;
  if (deadLetterQueueArns(controlPlane).has(queue.arn)) return undefined;
  const disabled = mappings.length > 0 ? ` (mapping ${mappings[0]?.logicalName} is disabled)` : "";
  return `Queue ${queue.declaration.name} holds messages and no event source mapping reads it${disabled}.`;
}
