import type { SenderView } from "../product";

/* How the page writes times and numbers. */

const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const clockWithSeconds = new Intl.DateTimeFormat("en-GB", {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  fractionalSecondDigits: 3,
});
const day = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long" });

const secondsClock = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium" });
const date = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short" });

export const showTime = (at: number) => clock.format(at);

export const showPreciseTime = (at: number) => clockWithSeconds.format(at);

export const showDay = (at: number) => day.format(at);

export const showSeconds = (at: number) => secondsClock.format(at);

export const showDate = (at: number) => date.format(at);

/** Such as `23 h 59 min`. @param milliseconds is rounded up to whole minutes. */
export function showDuration(milliseconds: number): string {
  const minutes = Math.ceil(milliseconds / 60_000);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return [hours > 0 && `${hours} h`, (rest > 0 || hours === 0) && `${rest} min`]
    .filter((part) => part !== false)
    .join(" ");
}

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
