import * as pulumi from "@pulumi/pulumi";
import type { StackConfig } from "../../config/schema";
import type { EventTopic } from "../../flow/queues";
import { Component } from "../../foundation/component";

export interface WhatsAppChannelArgs extends Pick<StackConfig, "whatsapp"> {
  readonly events: EventTopic;
  readonly region: pulumi.Input<string>;
  readonly accountId: pulumi.Input<string>;
}

/**
 * WhatsApp on AWS End User Messaging Social: number B, linked by hand, whose events go to our
 * topic.
 */
export class WhatsAppChannel extends Component {
  /** The ARN that a send is allowed on. */
  readonly senderArn: pulumi.Output<string>;

  constructor(name: string, { whatsapp, events, region, accountId }: WhatsAppChannelArgs) {
    super("WhatsAppChannel", name, "stateful");
    new WhatsAppEventDestination(
      name,
      { wabaId: whatsapp.wabaId, topicArn: events.arn, region },
      this.child,
    );
    const digits = whatsapp.phoneNumberId.replace("phone-number-id-", "");
    const service = pulumi.interpolate`arn:aws:social-messaging:${region}:${accountId}`;
    this.senderArn = pulumi.interpolate`${service}:phone-number-id/${digits}`;
    this.registerOutputs({ senderArn: this.senderArn });
  }
}

interface WhatsAppEventDestinationArgs {
  /** The WABA's id at AWS, linked by hand in the console: `waba-` and 32 hexadecimal digits. */
  readonly wabaId: pulumi.Input<string>;
  /** A standard SNS topic in the WABA's Region. */
  readonly topicArn: pulumi.Input<string>;
  readonly region: pulumi.Input<string>;
}

/**
 * The WABA's one event destination. No provider covers WhatsApp, so this resource makes the call
 * itself.
 *
 * A WABA has one destination at most (AWS End User Messaging Social user guide, message and event
 * destinations) and exists before the stack does, so `create` adopts: it puts ours in the place of
 * whatever was there and says so. Pulumi serialises the methods, so each carries all it needs and
 * requires the SDK itself.
 */
class WhatsAppEventDestination extends pulumi.dynamic.Resource {
  declare readonly wabaId: pulumi.Output<string>;
  declare readonly topicArn: pulumi.Output<string>;

  constructor(
    name: string,
    args: WhatsAppEventDestinationArgs,
    options?: pulumi.CustomResourceOptions,
  ) {
    super(provider, name, { ...args }, options, "whatsapp", "EventDestination");
  }
}

interface Destination {
  readonly wabaId: string;
  readonly topicArn: string;
  readonly region: string;
}

type SocialMessaging = typeof import("@aws-sdk/client-socialmessaging");

const provider: pulumi.dynamic.ResourceProvider<Destination, Destination> = {
  async check(_olds, news) {
    const failures: pulumi.dynamic.CheckFailure[] = [];
    const { topicArn } = news;
    // An unknown value of a preview is no string yet.
    if (typeof topicArn === "string" && topicArn.endsWith(".fifo")) {
      failures.push({
        property: "topicArn",
        reason: `${topicArn} is a FIFO topic; a WABA publishes to a standard one only.`,
      });
    }
    return { inputs: news, failures };
  },

  async diff(_id, olds, news) {
    const replaces = (["wabaId", "region"] as const).filter(
      (property) => olds[property] !== news[property],
    );
    return {
      changes: replaces.length > 0 || olds.topicArn !== news.topicArn,
      replaces,
      // Another WABA is another destination: the old one is cleared after the new one stands.
      deleteBeforeReplace: false,
    };
  },

  async create(inputs) {
    const aws: SocialMessaging = require("@aws-sdk/client-socialmessaging");
    const client = new aws.SocialMessagingClient({ region: inputs.region });
    const { account } = await client.send(
      new aws.GetLinkedWhatsAppBusinessAccountCommand({ id: inputs.wabaId }),
    );
    if (!account)
      throw new Error(
        `WABA ${inputs.wabaId} is not linked to this account in ${inputs.region}: ` +
          "link it in the AWS console first.",
      );
    const foreign = (account.eventDestinations ?? []).filter(
      ({ eventDestinationArn }) => eventDestinationArn !== inputs.topicArn,
    );
    for (const { eventDestinationArn } of foreign) {
      console.warn(
        `WABA ${inputs.wabaId} published to ${eventDestinationArn}; ` +
          `it publishes to ${inputs.topicArn} from now on.`,
      );
    }
    await client.send(
      new aws.PutWhatsAppBusinessAccountEventDestinationsCommand({
        id: inputs.wabaId,
        eventDestinations: [{ eventDestinationArn: inputs.topicArn }],
      }),
    );
    return { id: inputs.wabaId, outs: inputs };
  },

  async read(id, props) {
    const aws: SocialMessaging = require("@aws-sdk/client-socialmessaging");
    const client = new aws.SocialMessagingClient({ region: props?.region ?? "" });
    const { account } = await client.send(new aws.GetLinkedWhatsAppBusinessAccountCommand({ id }));
    const topicArn = account?.eventDestinations?.[0]?.eventDestinationArn;
    // No destination is no resource: an empty id tells Pulumi that it is gone.
    if (!topicArn || !props) return { id: "" };
    return { id, props: { ...props, topicArn } };
  },

  async update(id, _olds, news) {
    const aws: SocialMessaging = require("@aws-sdk/client-socialmessaging");
    const client = new aws.SocialMessagingClient({ region: news.region });
    await client.send(
      new aws.PutWhatsAppBusinessAccountEventDestinationsCommand({
        id,
        eventDestinations: [{ eventDestinationArn: news.topicArn }],
      }),
    );
    return { outs: news };
  },

  async delete(id, props) {
    const aws: SocialMessaging = require("@aws-sdk/client-socialmessaging");
    const client = new aws.SocialMessagingClient({ region: props.region });
    const { account } = await client.send(new aws.GetLinkedWhatsAppBusinessAccountCommand({ id }));
    // Whoever put another topic there since owns it now: clearing it would lose their messages.
    const ours = account?.eventDestinations?.some(
      ({ eventDestinationArn }) => eventDestinationArn === props.topicArn,
    );
    if (!ours) return;
    await client.send(
      new aws.PutWhatsAppBusinessAccountEventDestinationsCommand({ id, eventDestinations: [] }),
    );
  },
};
