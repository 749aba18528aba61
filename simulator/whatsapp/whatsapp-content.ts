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
