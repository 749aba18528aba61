import { parameterCount, renderTemplate, type Template, type TemplateCategory } from "./template";

/** What a business sends on WhatsApp, as Meta's Cloud API tells the kinds apart. */
export type WhatsAppContent =
  | { readonly type: "text"; readonly body: string }
  | {
      readonly type: "template";
      readonly name: string;
      readonly language: string;
      /** Values of `{{1}}`, `{{2}}`, … in order. */
      readonly parameters: readonly string[];
    };

/** Why WhatsApp does not deliver a message; each provider has its own code for it. */
export type WhatsAppRefusal =
  | "not-on-whatsapp"
  | "window-closed"
  | "template-unknown"
  | "template-parameters"
  | "text-too-long";

export type Judgement =
  | {
      readonly verdict: "deliver";
      readonly text: string;
      readonly category: TemplateCategory | "service";
    }
  | { readonly verdict: "refuse"; readonly refusal: WhatsAppRefusal; readonly text: string };

/** Meta, OpenAPI description of the Cloud API: `text.body`. */
const longestText = 4096;

/** What WhatsApp makes of a message, whichever provider hands it over. */
export function judge(
  content: WhatsAppContent,
  facts: {
    readonly onWhatsApp: boolean;
    readonly windowOpen: boolean;
    readonly approved: readonly Template[];
  },
): Judgement {
  switch (content.type) {
    case "text": {
      const text = content.body;
      if (text.length > longestText) return { verdict: "refuse", refusal: "text-too-long", text };
      if (!facts.onWhatsApp) return { verdict: "refuse", refusal: "not-on-whatsapp", text };
      if (!facts.windowOpen) return { verdict: "refuse", refusal: "window-closed", text };
      return { verdict: "deliver", text, category: "service" };
    }
    case "template": {
      const named = `[template ${content.name} (${content.language})]`;
      const template = facts.approved.find(
        ({ name, language }) => name === content.name && language === content.language,
      );
      if (!template) return { verdict: "refuse", refusal: "template-unknown", text: named };
      if (content.parameters.length !== parameterCount(template)) {
        return { verdict: "refuse", refusal: "template-parameters", text: named };
      }
      const text = renderTemplate(template, content.parameters);
      if (!facts.onWhatsApp) return { verdict: "refuse", refusal: "not-on-whatsapp", text };
      return { verdict: "deliver", text, category: template.category };
    }
  }
}
