/**
 * The Cloud API's limit for a text body, in characters (Meta, WhatsApp Cloud API, text messages).
 */
export const longestMessage = 4096;
