import type { Alias } from "../domain/contact/alias";
import type { Contact, ContactChange, ContactId } from "../domain/contact/contact";
import type { InboundMessage } from "../domain/message/inbound-message";

/**
 * Whom a set of aliases names. More than one contact means that they turn out to be the same
 * person.
 */
export type Identity = readonly [ContactId, ...ContactId[]];

export interface ContactStore {
  /**
   * Finds the contact behind the aliases and gives it those it lacked; makes one where nobody is
   * found.
   */
  identify(aliases: readonly Alias[]): Promise<Identity>;
  get(id: ContactId): Promise<Contact | undefined>;
  /** Records when the person wrote to which number, and gives the contact as it then is. */
  recordInbound(id: ContactId, message: InboundMessage): Promise<Contact>;
  change(id: ContactId, change: ContactChange): Promise<void>;
  /** Writes the merged contact and makes the aliases of the other one name it. */
  merge(merged: Contact, lost: ContactId): Promise<void>;
}
