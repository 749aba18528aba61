import type * as twilio from "./twilio-arm";

/** Stands for `twilio-arm` at stage `removed`: there is no number A. */
export const twilioArm: typeof twilio.twilioArm = () => undefined;

export const twilioFiles: typeof twilio.twilioFiles = () => undefined;

export const twilioNumber: typeof twilio.twilioNumber = () => undefined;
