import type { SenderView } from "../page-state";

/* How the page writes times and numbers. */

const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const clockWithSeconds = new Intl.DateTimeFormat("en-GB", {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  fractionalSecondDigits: 3,
});
const day = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long" });

export const showTime = (at: number) => clock.format(at);

export const showPreciseTime = (at: number) => clockWithSeconds.format(at);

export const showDay = (at: number) => day.format(at);

/** `+12065550142` as `+1 206 555 0142`; other countries' numbers as they are. */
export function showNumber(number: string): string {
  return number.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, "+1 $1 $2 $3");
}

export const providerName = { aws: "AWS", twilio: "Twilio" } as const;

export function ProviderName({ provider }: { readonly provider: SenderView["provider"] }) {
  return (
    <span class="provider" data-provider={provider}>
      {providerName[provider]}
    </span>
  );
}
