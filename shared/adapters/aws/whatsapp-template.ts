import type { TemplateContent } from "../../domain/content/content";
import { filledTemplate } from "../../domain/content/filled-template";
import { parametersIn } from "../../domain/content/template";
import type { Template } from "../../domain/content/template-catalogue";
import { metaText } from "../../domain/content/template-forms";

/*
 * Templates as Meta knows them: sent, and submitted for approval. Meta, "Template components" and
 * OpenAPI description of the Cloud API (v23.0).
 */

/**
 * The `template` of a message.
 * @throws where the catalogue cannot fill it
 */
export function templateObject(content: TemplateContent): object {
  const { template, values } = filledTemplate(content);
  const components = [
    ...textComponent("header", template.header, template, values),
    ...textComponent("body", template.body, template, values),
    ...template.buttons.map(({ payload }, index) => ({
      type: "button",
      sub_type: "quick_reply",
      index: String(index),
      parameters: [{ type: "payload", payload }],
    })),
  ];
  return {
    name: template.name,
    language: { code: template.language },
    ...(components.length === 0 ? {} : { components }),
  };
}

function textComponent(
  type: "header" | "body",
  text: string | undefined,
  template: Template,
  values: readonly { readonly name: string; readonly value: string }[],
): object[] {
  const names = namesIn(text ?? "", template);
  if (names.length === 0) return [];
  const parameters = names.map((name) => ({
    type: "text",
    ...(template.parameterFormat === "named" ? { parameter_name: name } : {}),
    text: values.find((each) => each.name === name)?.value ?? "",
  }));
  return [{ type, parameters }];
}

/** What CreateWhatsAppMessageTemplate submits, before it is text: a template in one language. */
export function templateDefinition(template: Template): object {
  const { name, language, category, parameterFormat, header, body, footer, buttons } = template;
  return {
    name,
    language,
    category: category.toUpperCase(),
    parameter_format: parameterFormat.toUpperCase(),
    components: [
      ...(header === undefined
        ? []
        : [
            {
              type: "HEADER",
              format: "TEXT",
              text: metaText(header, template),
              ...example("header_text", header, template, (examples) => examples),
            },
          ]),
      {
        type: "BODY",
        text: metaText(body, template),
        ...example("body_text", body, template, (examples) => [examples]),
      },
      ...(footer === undefined ? [] : [{ type: "FOOTER", text: footer }]),
      ...(buttons.length === 0
        ? []
        : [
            {
              type: "BUTTONS",
              buttons: buttons.map(({ title }) => ({ type: "QUICK_REPLY", text: title })),
            },
          ]),
    ],
  };
}

/** @param shape of positional examples: a body has several sets of them */
function example(
  member: string,
  text: string,
  template: Template,
  shape: (examples: string[]) => unknown,
): object {
  const names = namesIn(text, template);
  if (names.length === 0) return {};
  const examples = template.parameters.filter(({ name }) => names.includes(name));
  if (template.parameterFormat === "positional")
    return { example: { [member]: shape(examples.map((each) => each.example)) } };
  return {
    example: {
      [`${member}_named_params`]: examples.map((each) => ({
        param_name: each.name,
        example: each.example,
      })),
    },
  };
}

function namesIn(text: string, { parameters }: Template): string[] {
  return parametersIn(
    text,
    parameters.map(({ name }) => name),
  );
}
