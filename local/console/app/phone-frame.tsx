import type { ComponentChildren } from "preact";

interface PhoneFrameProps {
  readonly id: "whatsapp" | "sms";
  readonly title: string;
  /** What stands at the top of the screen: the tabs, or the one chat's number. */
  readonly top: ComponentChildren;
  readonly children: ComponentChildren;
}

export function PhoneFrame({ id, title, top, children }: PhoneFrameProps) {
  return (
    <section class="phone" id={id} aria-labelledby={`${id}-title`} data-phone={id}>
      <h2 id={`${id}-title`}>{title}</h2>
      <div class="phone-case">
        <div class="phone-screen">
          <div class="phone-top">{top}</div>
          {children}
        </div>
      </div>
    </section>
  );
}
