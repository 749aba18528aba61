import { isOptedOut } from "../../shared/domain/contact/consent";
import type { Contact } from "../../shared/domain/contact/contact";
import type { InboundMessage } from "../../shared/domain/message/message";
import { confirmsItself, consentAfter, isDoneByAws } from "./consent";
import type { Meaning } from "./meaning";
import type { ConversationPorts } from "./take-item";

/**
 * AWS's list follows what holds for the person, which need not be what this message says: it may
 * come late or again. The list blocks whatever we send, so who comes back is taken off it before
 * the confirmation, and who opts out is put on it afterwards.
 */
export async function mirror(
  state: "opted-in" | "opted-out",
  { message, meaning }: { readonly message: InboundMessage; readonly meaning: Meaning },
  contact: Contact | undefined,
  { optOutList, metrics }: ConversationPorts,
): Promise<void> {
  const phone = message.from.find(({ kind }) => kind === "phone")?.value;
  const said = consentAfter(meaning);
  if (message.channel !== "sms" || !said || !phone || !contact) return;
  const holds = isOptedOut(contact.consent, "sms") ? "opted-out" : "opted-in";
  if (holds !== state) return;
  // What AWS has done by itself, it keeps to; to be put on the list twice does no harm.
  const hasActed = state === "opted-out" ? isDoneByAws(message) : confirmsItself(message);
  if (hasActed && holds === said) return;
  if (state === "opted-out") return optOutList.add(phone);
  // The person is not heard again there until AWS lets the number go; somebody has to look.
  if (!(await optOutList.remove(phone))) metrics.count("OptOutKeptByAws", {});
}
