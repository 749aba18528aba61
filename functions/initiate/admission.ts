import { aliasKey } from "../../shared/domain/contact/alias";
import { mayStart } from "../../shared/domain/contact/consent";
import { type Contact, isDead } from "../../shared/domain/contact/contact";
import type { OutboundContent } from "../../shared/domain/content/content";
import type { WhatsAppNumbers } from "../../shared/domain/message/channel";
import type { RequestRefusal, StartRequest } from "../../shared/domain/message/start-request";
import type { RolloutInForce } from "../../shared/domain/rollout/weight-in-force";
import { bySms, carriedBy, type Route, routeInitiated } from "../../shared/domain/routing/route";

/** Whether what the business asked for may be sent now. */
export type Admission =
  /** @param content that would leave now. */
  | { readonly do: "send"; readonly content: OutboundContent; readonly route: Route }
  | { readonly do: "wait"; readonly until: number; readonly because: "paused" | "quiet hours" }
  | { readonly do: "refuse"; readonly code: RequestRefusal };

export interface AdmissionFacts {
  readonly contact: Contact;
  readonly rollout: RolloutInForce;
  readonly numbers: WhatsAppNumbers;
  readonly now: number;
  /** Until when it is night where the person lives; milliseconds since the epoch. */
  readonly quietUntil: number | undefined;
}

/** How often a paused message is looked at again. */
export const pauseMs = 60_000;

export function admit(request: StartRequest, facts: AdmissionFacts): Admission {
  const { contact, rollout, now, quietUntil } = facts;
  const { channel, purpose } = request;
  if (now >= request.notAfter) return refuse("expired");
  if (!mayStart(contact.consent, channel, purpose)) return refuse("opted-out");
  if (isDead(contact, [aliasKey(request.to)], channel, now)) return refuse("dead-address");
  if (rollout.paused) return wait(request, now + pauseMs, "paused");
  if (purpose === "marketing" && quietUntil !== undefined && now < quietUntil)
    return wait(request, quietUntil, "quiet hours");
  const route = channel === "sms" ? bySms : routeInitiated(rollout, facts);
  const carried = carriedBy(route, request);
  return carried ? { do: "send", content: carried.content, route } : refuse("window-closed");
}

function wait(
  { notAfter }: StartRequest,
  until: number,
  because: "paused" | "quiet hours",
): Admission {
  return until < notAfter ? { do: "wait", until, because } : refuse("expired");
}

function refuse(code: RequestRefusal): Admission {
  return { do: "refuse", code };
}
