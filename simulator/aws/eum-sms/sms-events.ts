import type { EventPost, HandOver } from "../../kernel/event-post";
import type { ProviderCloud } from "../../provider-cloud";
import { deliveryEvent, matches, type SentText, type SmsOutcome } from "./delivery-event";
import type { SmsChannel, SmsEventDestination, SmsResources } from "./sms-resources";

const principal = "sms-voice.amazonaws.com";

/**
 * Publishes under the service's own principal: delivery events of a configuration set, and what
 * persons write.
 */
export class SmsEvents {
  constructor(
    private readonly cloud: Pick<ProviderCloud, "clock" | "faults" | "sns">,
    private readonly resources: SmsResources,
    private readonly post: EventPost,
  ) {}

  /**
   * Tells each event destination of the set that matches; without a set nobody is told, as at AWS.
   */
  report(text: SentText, configurationSet: string | undefined, outcome: SmsOutcome): void {
    const event = JSON.stringify(deliveryEvent(text, outcome, this.cloud.clock.now()));
    const deliver = async (): Promise<HandOver> => {
      const set =
        configurationSet === undefined
          ? undefined
          : this.resources.configurationSet(configurationSet);
      if (set?.eventDestinations.length === 0 && outcome === "TEXT_QUEUED")
        this.#nobodyHears(set.name);
      const destinations =
        set?.eventDestinations.filter(({ matchingEventTypes }) =>
          matches(matchingEventTypes, outcome),
        ) ?? [];
      for (const destination of destinations)
        await this.#toDestination(destination, set?.arn ?? "", event, outcome);
      return "delivered";
    };
    void this.post.post({ kind: "status", key: text.messageId, deliver });
  }

  /** @param what names the event in a fault, such as `the message`. */
  async publish(
    { topicArn, roleArn }: SmsChannel,
    sourceArn: string,
    message: string,
    what: string,
  ): Promise<HandOver> {
    const role = roleArn === undefined ? {} : { roleArn };
    try {
      await this.cloud.sns.publish(topicArn, message, {
        servicePrincipal: principal,
        sourceArn,
        ...role,
      });
      return "delivered";
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.cloud.faults.report(
        "sms-voice",
        `AWS End User Messaging SMS cannot publish to ${topicArn}, ${what} is lost: ${reason}`,
      );
      return "lost";
    }
  }

  #nobodyHears(configurationSet: string): void {
    this.cloud.faults.report(
      "sms-voice",
      `Configuration set ${configurationSet} has no event destination: what becomes of a message is told to nobody.`,
    );
  }

  async #toDestination(
    destination: SmsEventDestination,
    sourceArn: string,
    event: string,
    outcome: SmsOutcome,
  ): Promise<void> {
    const topicArn = destination.snsDestination?.topicArn;
    if (topicArn !== undefined)
      await this.publish({ topicArn }, sourceArn, event, `the event ${outcome}`);
    else
      this.cloud.faults.report(
        "sms-voice",
        `Event destination ${destination.eventDestinationName} has no SNS topic, and other sinks are not simulated yet: ${outcome} is lost.`,
      );
  }
}
