import { type Alias, aliasKey } from "../domain/contact/alias";
import { statementsOf, withStatements } from "../domain/contact/consent";
import { type Contact, withDeadAddress } from "../domain/contact/contact";
import type { Refusal } from "../domain/delivery/outcome";
import { type Attempt, type Message, statusOfMessage } from "../domain/message/ledger-record";
import { type Clock, type Conversations, nothingMore } from "../ports";

/** What a provider knows better than we did: an opt-out, or that nobody is there. */
export async function suppress(
  message: Message,
  attempt: Attempt,
  refusal: Refusal,
  { conversations, clock }: { readonly conversations: Conversations; readonly clock: Clock },
): Promise<void> {
  const { suppression } = refusal;
  if (!suppression) return;
  const status = statusOfMessage(message);
  if (suppression === "dead-address" && (status === "delivered" || status === "read")) return;
  const { channel } = message.record;
  const at = attempt.events.intended?.at ?? clock.now();
  for (;;) {
    const person = await conversations.contact(message.record.contactId);
    // Erased meanwhile: nobody is kept on whom it could be written down.
    if (!person) return;
    const change = suppressionChange(refusal, channel, message, person, at);
    const result = await conversations.commit({
      ...nothingMore,
      people: { contact: change.contact, read: person, changed: [], merged: [], moved: [] },
      statements: change.statements,
    });
    if (result === "committed") return;
  }
}

function suppressionChange(
  { suppression }: Refusal,
  channel: "whatsapp" | "sms",
  message: Message,
  contact: Contact,
  at: number,
) {
  const keys = (message.content?.to ?? []).map((alias: Alias) => aliasKey(alias));
  if (suppression === "dead-address")
    return { contact: withDeadAddress(contact, keys, channel, at), statements: [] };
  const about =
    suppression === "marketing-opt-out"
      ? (["marketing"] as const)
      : (["marketing", "utility"] as const);
  const said = { state: "opted-out", source: "provider", at } as const;
  return withStatements(contact, statementsOf(channel, about, said));
}
