/**
 * The key of SendTextMessage's Context that carries our own id of the message; each delivery event
 * brings it back.
 */
export const messageIdContextKey = "messageId";
