import * as v from "valibot";
import type { SeededIds } from "../kernel/seeded-ids";
import type { Template, TemplateCategory, TemplateStatus } from "./template";
import { hasNamedParameters } from "./template";
import {
  componentsOf,
  partsOf,
  type TemplateComponent,
  templateComponent,
} from "./template-components";

/** A template as Meta keeps it for a WhatsApp Business Account. */
export interface KeptTemplate extends Template {
  /** Digits. */
  readonly id: string;
  readonly status: TemplateStatus;
  readonly quality: "GREEN" | "YELLOW" | "RED" | "UNKNOWN";
  readonly parameterFormat: "POSITIONAL" | "NAMED";
  readonly components: readonly TemplateComponent[];
}

/** Meta does not take the template; the message says why. */
export class TemplateRefused extends Error {
  override readonly name = "TemplateRefused";
}

const categories = ["UTILITY", "MARKETING", "AUTHENTICATION"] as const;
const categorySchema = v.picklist(categories);
/** In capitals or not: both are documented. */
const parameterFormat = v.pipe(v.string(), v.toUpperCase(), v.picklist(["POSITIONAL", "NAMED"]));
const componentsSchema = v.pipe(v.array(templateComponent), v.minLength(1));

/** Meta, message templates, creation: what a definition must have. */
const definitionSchema = v.looseObject({
  name: v.pipe(
    v.string(),
    v.regex(/^[a-z0-9_]{1,512}$/, "a name has lower-case letters, digits and underscores"),
  ),
  language: v.pipe(v.string(), v.regex(/^[a-z]{2,3}(_[A-Z]{2,4})?$/, "no language such as en_US")),
  category: categorySchema,
  parameter_format: v.optional(parameterFormat, "POSITIONAL"),
  components: componentsSchema,
});

/** At most so many in an account (Meta, message templates, limits). */
const mostTemplates = 250;

/** The templates of one WhatsApp Business Account. */
export class TemplateLibrary {
  readonly #templates = new Map<string, KeptTemplate>();

  constructor(private readonly ids: SeededIds) {}

  /** What is approved already when the world begins; ids of those known before stay. */
  approve(templates: readonly Template[]): void {
    for (const template of templates) {
      const known = this.find(template.name, template.language);
      this.#keep({
        ...template,
        id: known?.id ?? this.ids.digits(15),
        status: template.status ?? "APPROVED",
        quality: "UNKNOWN",
        parameterFormat: hasNamedParameters(template.body) ? "NAMED" : "POSITIONAL",
        components: componentsOf(template),
      });
    }
  }

  /** Submits a template for review. @throws TemplateRefused */
  create(definition: string): KeptTemplate {
    const { name, language, category, parameter_format, components } = read(
      definitionSchema,
      definition,
    );
    if (this.find(name, language))
      throw new TemplateRefused(`There is a template ${name} in ${language} already.`);
    if (this.#templates.size >= mostTemplates)
      throw new TemplateRefused(`An account has at most ${mostTemplates} templates.`);
    return this.#keep({
      id: this.ids.digits(15),
      name,
      language,
      category: lower(category),
      status: "PENDING",
      quality: "UNKNOWN",
      parameterFormat: parameter_format,
      components,
      ...partsOf(components),
    });
  }

  /** Changes a template, which is then reviewed again. @throws TemplateRefused */
  update(
    id: string,
    change: {
      readonly category?: string | undefined;
      readonly components?: string | undefined;
      readonly parameterFormat?: string | undefined;
    },
  ): KeptTemplate {
    const before = this.get(id);
    if (!before) throw new TemplateRefused(`There is no template ${id}.`);
    const components =
      change.components === undefined
        ? before.components
        : read(componentsSchema, change.components);
    const { header: _, footer: __, buttons: ___, ...rest } = before;
    return this.#keep({
      ...rest,
      components,
      ...partsOf(components),
      category:
        change.category === undefined
          ? before.category
          : lower(checked(categorySchema, change.category)),
      parameterFormat:
        change.parameterFormat === undefined
          ? before.parameterFormat
          : checked(parameterFormat, change.parameterFormat),
      status: "PENDING",
    });
  }

  /** What Meta decides of a template. @throws when there is none with the id. */
  decide(id: string, decision: Partial<Pick<KeptTemplate, "status" | "quality">>): KeptTemplate {
    const before = this.get(id);
    if (!before) throw new Error(`There is no template ${id}.`);
    return this.#keep({ ...before, ...decision });
  }

  remove(id: string): void {
    this.#templates.delete(id);
  }

  get(id: string): KeptTemplate | undefined {
    return this.#templates.get(id);
  }

  find(name: string, language?: string): KeptTemplate | undefined {
    return this.all().find(
      (each) => each.name === name && (language === undefined || each.language === language),
    );
  }

  all(): KeptTemplate[] {
    return [...this.#templates.values()];
  }

  #keep(template: KeptTemplate): KeptTemplate {
    this.#templates.set(template.id, template);
    return template;
  }
}

/** A template as Meta shows it. */
export function templateView(template: KeptTemplate): object {
  const { id, name, language, status, components, parameterFormat, quality } = template;
  return {
    name,
    parameter_format: parameterFormat,
    components,
    language,
    status,
    category: categoryOf(template),
    quality_score: { score: quality },
    id,
  };
}

/** As Meta writes it: `UTILITY`. */
export function categoryOf({ category }: Template): string {
  return category.toUpperCase();
}

function lower(category: (typeof categories)[number]): TemplateCategory {
  return category.toLowerCase() as Lowercase<typeof category>;
}

function read<Schema extends v.GenericSchema>(schema: Schema, json: string): v.InferOutput<Schema> {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw new TemplateRefused("The template is not JSON.");
  }
  return checked(schema, value);
}

function checked<Schema extends v.GenericSchema>(
  schema: Schema,
  value: unknown,
): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, value);
  if (parsed.success) return parsed.output;
  const issue = parsed.issues[0];
  throw new TemplateRefused(`At ${v.getDotPath(issue) ?? "its root"}: ${issue.message}.`);
}
