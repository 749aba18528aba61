/** The parameter of the status callback's URL that carries our own id of the message. */
export const messageIdParameter = "m";
