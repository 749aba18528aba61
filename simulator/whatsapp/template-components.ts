import * as v from "valibot";
import type { Template, TemplateButton, TemplateHead } from "./template";

/** A component as Meta writes it; what the simulated one does not show it keeps as it is. */
export const templateComponent = v.looseObject({
  type: v.string(),
  text: v.optional(v.string()),
  format: v.optional(v.string()),
  buttons: v.optional(
    v.array(
      v.looseObject({
        type: v.string(),
        text: v.optional(v.string(), ""),
        url: v.optional(v.string(), ""),
        phone_number: v.optional(v.string(), ""),
      }),
    ),
  ),
});
export type TemplateComponent = v.InferOutput<typeof templateComponent>;

type Parts = Pick<Template, "body" | "header" | "footer" | "buttons">;

/** What a template's components say (Meta, message templates, components). */
export function partsOf(components: readonly TemplateComponent[]): Parts {
  const of = (wanted: string) => components.find(({ type }) => type.toUpperCase() === wanted);
  const [header, footer, buttons] = [of("HEADER"), of("FOOTER"), of("BUTTONS")];
  const head = header && headOf(header);
  return {
    // An authentication template has a text that Meta fixes.
    body: of("BODY")?.text ?? "",
    ...(head && { header: head }),
    ...(footer?.text === undefined ? {} : { footer: footer.text }),
    ...(buttons?.buttons
      ? { buttons: buttons.buttons.flatMap((each) => buttonOf(each) ?? []) }
      : {}),
  };
}

/** The components of a template that was told to the world in its parts. */
export function componentsOf({ body, header, footer, buttons }: Parts): TemplateComponent[] {
  return [
    ...(header ? [{ type: "HEADER", ...header }] : []),
    { type: "BODY", text: body },
    ...(footer === undefined ? [] : [{ type: "FOOTER", text: footer }]),
    ...(buttons ? [{ type: "BUTTONS", buttons: buttons.map(writtenButton) }] : []),
  ];
}

const formats = ["IMAGE", "VIDEO", "DOCUMENT", "LOCATION"] as const;

function headOf({ format = "TEXT", text = "" }: TemplateComponent): TemplateHead | undefined {
  const asked = format.toUpperCase();
  if (asked === "TEXT") return { format: "TEXT", text };
  const known = formats.find((each) => each === asked);
  return known && { format: known };
}

type WrittenButton = NonNullable<TemplateComponent["buttons"]>[number];

/** @returns nothing for a button that no phone here shows, such as a flow's. */
function buttonOf({ type, text, url, phone_number }: WrittenButton): TemplateButton | undefined {
  switch (type.toUpperCase()) {
    case "QUICK_REPLY":
      return { type: "QUICK_REPLY", text };
    case "URL":
      return { type: "URL", text, url };
    case "PHONE_NUMBER":
      return { type: "PHONE_NUMBER", text, phoneNumber: phone_number };
    case "COPY_CODE":
      return { type: "COPY_CODE", text };
    default:
      return undefined;
  }
}

function writtenButton(button: TemplateButton): WrittenButton {
  if (button.type !== "PHONE_NUMBER") return { url: "", phone_number: "", ...button };
  const { type, text, phoneNumber } = button;
  return { type, text, url: "", phone_number: phoneNumber };
}
