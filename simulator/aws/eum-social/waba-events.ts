import type { HandOver } from "../../kernel/event-post";
import type { ProviderCloud } from "../../provider-cloud";
import type { EventDestination, LinkedWaba, LinkedWabas } from "./linked-waba";

/**
 * Publishes events to a WABA's one destination, as the service does: under its own principal, on
 * behalf of the WABA.
 */
export class WabaEvents {
  constructor(
    private readonly cloud: Pick<ProviderCloud, "sns" | "faults">,
    private readonly wabas: LinkedWabas,
  ) {}

  /** @param what names the event in a fault: `the message`, `the status`. */
  async publish(wabaId: string, envelope: string, what: string): Promise<HandOver> {
    const waba = this.wabas.get(wabaId);
    if (waba?.eventDestination === undefined) {
      this.#lost(`WABA ${wabaId} has no event destination: ${what} is lost.`);
      return "lost";
    }
    return this.#publishTo(waba, waba.eventDestination, envelope, what);
  }

  async #publishTo(
    waba: LinkedWaba,
    destination: EventDestination,
    envelope: string,
    what: string,
  ): Promise<HandOver> {
    const { topicArn, roleArn } = destination;
    const role = roleArn === undefined ? {} : { roleArn };
    try {
      const publisher = {
        servicePrincipal: "social-messaging.amazonaws.com",
        sourceArn: waba.arn,
        ...role,
      };
      await this.cloud.sns.publish(topicArn, envelope, publisher);
      return "delivered";
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#lost(
        `WABA ${waba.wabaId} cannot publish to its event destination ${topicArn}, ${what} is lost: ${reason}`,
      );
      return "lost";
    }
  }

  #lost(message: string): void {
    this.cloud.faults.report("social-messaging", message);
  }
}
