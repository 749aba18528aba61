import type { PhoneMessage } from "end-user-messaging-simulator";
import { ProviderName } from "./provider-name";
import { Ticks } from "./ticks";
import { showNumber, showTime } from "./wording";

interface BubbleProps {
  readonly message: PhoneMessage;
  /** Written above the bubble when another day begins. */
  readonly day: string | undefined;
}

/** One message: the text, when, how far it got, and below it who carried it. */
export function Bubble({ message, day }: BubbleProps) {
  const { direction, text, at, tick, provider, businessNumber, failure } = message;
  return (
    <>
      {day && <li class="day">{day}</li>}
      <li class="message" data-direction={direction} data-tick={tick}>
        <div class="bubble">
          <span class="only-spoken">
            {direction === "from-person" ? "You:" : "AI Nutritionist:"}
          </span>
          <p class="bubble-text">{text}</p>
          <p class="bubble-foot">
            <time dateTime={new Date(at).toISOString()}>{showTime(at)}</time>
            <Ticks tick={tick} />
          </p>
        </div>
        <p class="carrier">
          <ProviderName provider={provider} />{" "}
          <span class="number">{showNumber(businessNumber)}</span>
        </p>
        {tick === "failed" && <p class="failure">Not delivered{failure ? `: ${failure}` : "."}</p>}
      </li>
    </>
  );
}
