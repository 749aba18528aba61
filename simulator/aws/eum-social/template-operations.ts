import * as v from "valibot";
import { type OperationTable, operation } from "../../gateway/operation";
import {
  categoryOf,
  type KeptTemplate,
  TemplateRefused,
  templateView,
} from "../../whatsapp/template-library";
import { socialError } from "./errors";
import {
  blob,
  existingWaba,
  languageCode,
  metaTemplateId,
  pageOf,
  paging,
  permission,
  queryBoolean,
  templateName,
  wabaId,
} from "./inputs";
import type { LinkedWaba, LinkedWabas } from "./linked-wabas";

/**
 * The templates of a WABA, which Meta reviews. What Meta refuses is an InvalidParametersException:
 * unverified.
 * @param submitted is told of each template that waits for its review.
 */
export function templateOperations(
  wabas: LinkedWabas,
  submitted: (waba: LinkedWaba, template: KeptTemplate) => void,
): OperationTable {
  return {
    CreateWhatsAppMessageTemplate: operation({
      route: "POST /v1/whatsapp/template/put",
      input: v.object({ id: wabaId, templateDefinition: blob(6000) }),
      authorise: ({ id }) => permission("CreateWhatsAppMessageTemplate", "waba", id),
      run: ({ id, templateDefinition }) => {
        const waba = existingWaba(wabas, id);
        const template = unlessRefused(() =>
          waba.templates.create(templateDefinition.toString("utf8")),
        );
        submitted(waba, template);
        return {
          metaTemplateId: template.id,
          templateStatus: template.status,
          category: categoryOf(template),
        };
      },
    }),
    UpdateWhatsAppMessageTemplate: operation({
      route: "POST /v1/whatsapp/template",
      input: v.object({
        id: wabaId,
        ...wanted,
        parameterFormat: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(15))),
        templateCategory: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(100))),
        templateComponents: v.optional(blob(3000)),
        ctaUrlLinkTrackingOptedOut: v.optional(v.boolean()),
      }),
      authorise: ({ id }) => permission("UpdateWhatsAppMessageTemplate", "waba", id),
      run: (input) => {
        const waba = existingWaba(wabas, input.id);
        const change = {
          category: input.templateCategory,
          components: input.templateComponents?.toString("utf8"),
          parameterFormat: input.parameterFormat,
        };
        const { id } = wantedTemplate(waba, input);
        submitted(
          waba,
          unlessRefused(() => waba.templates.update(id, change)),
        );
        return {};
      },
    }),
    GetWhatsAppMessageTemplate: operation({
      route: "GET /v1/whatsapp/template",
      input: v.object({ id: wabaId, ...wanted }),
      authorise: ({ id }) => permission("GetWhatsAppMessageTemplate", "waba", id),
      run: (input) => {
        const template = wantedTemplate(existingWaba(wabas, input.id), input);
        return { template: JSON.stringify(templateView(template)) };
      },
    }),
    ListWhatsAppMessageTemplates: operation({
      route: "GET /v1/whatsapp/template/list",
      input: v.object({ id: wabaId, ...paging }),
      authorise: ({ id }) => permission("ListWhatsAppMessageTemplates", "waba", id),
      run: (input) => {
        const { page, next } = pageOf(existingWaba(wabas, input.id).templates.all(), input);
        return { templates: page.map(summaryOf), ...next };
      },
    }),
    DeleteWhatsAppMessageTemplate: operation({
      route: "DELETE /v1/whatsapp/template",
      // On the wire `deleteAllLanguages` has this other name.
      input: v.object({
        id: wabaId,
        templateName,
        metaTemplateId: v.optional(metaTemplateId),
        deleteAllTemplates: v.optional(queryBoolean),
      }),
      authorise: ({ id }) => permission("DeleteWhatsAppMessageTemplate", "waba", id),
      run: ({ id, templateName, metaTemplateId, deleteAllTemplates }) => {
        const { templates } = existingWaba(wabas, id);
        // AWS's own guides tell to send it always: without it the call is refused.
        if (deleteAllTemplates === undefined)
          throw socialError("InvalidParametersException", "deleteAllLanguages is missing.");
        // That the id is needed then is unverified.
        if (!deleteAllTemplates && metaTemplateId === undefined)
          throw socialError("InvalidParametersException", "metaTemplateId is missing.");
        const gone = templates
          .all()
          .filter(({ name }) => name === templateName)
          .filter(({ id }) => deleteAllTemplates || id === metaTemplateId);
        if (gone.length === 0) throw noSuchTemplate(templateName);
        for (const { id } of gone) templates.remove(id);
        return {};
      },
    }),
  };
}

/** By Meta's id, or by name and language. */
const wanted = {
  metaTemplateId: v.optional(metaTemplateId),
  templateName: v.optional(templateName),
  templateLanguageCode: v.optional(languageCode),
};

interface Wanted {
  readonly metaTemplateId?: string | undefined;
  readonly templateName?: string | undefined;
  readonly templateLanguageCode?: string | undefined;
}

/** @throws AwsError */
function wantedTemplate(
  { templates }: LinkedWaba,
  { metaTemplateId: id, templateName: name, templateLanguageCode: language }: Wanted,
): KeptTemplate {
  if (id === undefined && name === undefined)
    throw socialError(
      "InvalidParametersException",
      "Name the template by metaTemplateId, or by templateName and templateLanguageCode.",
    );
  const found = id === undefined ? templates.find(name ?? "", language) : templates.get(id);
  if (found) return found;
  throw noSuchTemplate(id ?? `${name} ${language ?? ""}`.trim());
}

function noSuchTemplate(what: string): Error {
  return socialError("ResourceNotFoundException", `There is no message template ${what}.`);
}

function unlessRefused<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof TemplateRefused)
      throw socialError("InvalidParametersException", error.message);
    throw error;
  }
}

function summaryOf(template: KeptTemplate): object {
  return {
    templateName: template.name,
    metaTemplateId: template.id,
    templateStatus: template.status,
    templateQualityScore: template.quality,
    templateLanguage: template.language,
    templateCategory: categoryOf(template),
  };
}
