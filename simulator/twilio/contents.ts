import type { Template } from "../whatsapp/template";
import { notFound, TwilioError } from "./errors";
import { type RestCall, type Routes, restPage } from "./rest-api";

/**
 * A Content template of an account that WhatsApp has approved. Placeholders in its body have a
 * number or a name: `{{1}}`, `{{meal}}`.
 */
export interface TwilioContent extends Template {
  /** Sample values by placeholder; they stand in for what a message leaves out. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** Twilio's limit for the value of one variable (error 21658). */
const longestValue = 1600;

/**
 * The values of a template's parameters, in its order, from the field `ContentVariables`: the text
 * of a JSON object, `{"1":"Ana"}`. What is left out is the sample's; where there is none, a value
 * is missing and WhatsApp will refuse the message. What the template does not know is ignored
 * (unverified).
 * @throws TwilioError 21656 as Twilio's documentation of that error has it
 */
export function parametersOf(content: TwilioContent, contentVariables: string): string[] {
  const given = contentVariables === "" ? {} : variablesOf(contentVariables);
  return placeholdersOf(content).flatMap((name) => {
    const value = given[name] ?? content.variables?.[name];
    return value === undefined ? [] : [value];
  });
}

/** As WhatsApp knows the template: its placeholders are numbered in Twilio's order. */
export function approvedTemplate(content: TwilioContent): Template {
  const names = placeholdersOf(content);
  const body = content.body.replace(
    placeholder,
    (_, name: string) => `{{${names.indexOf(name) + 1}}}`,
  );
  return { name: content.name, language: content.language, category: content.category, body };
}

const placeholder = /\{\{\s*(\w+)\s*\}\}/g;

/** Numbers in their order, names as they stand in the body. */
function placeholdersOf({ body }: TwilioContent): string[] {
  const names = [...new Set(Array.from(body.matchAll(placeholder), ([, name]) => name as string))];
  return names.every((name) => /^\d+$/.test(name))
    ? names.sort((one, other) => Number(one) - Number(other))
    : names;
}

function variablesOf(text: string): Readonly<Record<string, string>> {
  const refused = (why: string) =>
    new TwilioError(21656, `The ContentVariables parameter is invalid: ${why}.`);
  const values = jsonOf(text);
  if (typeof values !== "object" || values === null || Array.isArray(values))
    throw refused("a JSON object is asked for");
  const entries = Object.entries(values).map(([name, value]: [string, unknown]) => {
    if (value === null || value === "") throw refused(`variable ${name} is empty`);
    if (typeof value === "object") throw refused(`variable ${name} is no text`);
    const words = String(value);
    if (/[\n\t]| {5}/.test(words))
      throw refused(`variable ${name} has a new line, a tab or more than four spaces in a row`);
    if (words.length > longestValue)
      throw new TwilioError(21658, `Variable ${name} exceeds ${longestValue} characters.`);
    return [name, words] as const;
  });
  return Object.fromEntries(entries);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export interface ContentAccount {
  readonly contents: Readonly<Record<string, TwilioContent>>;
  /** When they were set up, in milliseconds since the epoch. */
  readonly since: number;
}

interface Listed {
  readonly sid: string;
  readonly content: TwilioContent;
  readonly since: number;
}

/** The Content API, read only: templates are set up elsewhere. */
export function contentRoutes(accountOf: (accountSid: string) => ContentAccount): Routes {
  const listed = ({ accountSid }: RestCall): Listed[] => {
    const { contents, since } = accountOf(accountSid);
    return Object.entries(contents).map(([sid, content]) => ({ sid, content, since }));
  };
  const found = (call: RestCall) => {
    const content = listed(call).find(({ sid }) => sid === call.part("Sid"));
    if (!content) throw notFound(call.path);
    return content;
  };
  return {
    "GET /v1/Content": (call) => {
      const { items, page, size, uris } = restPage(listed(call), call);
      return {
        status: 200,
        body: {
          contents: items.map((each) => contentView(call.accountSid, each)),
          meta: {
            key: "contents",
            page,
            page_size: size,
            url: address(uris.own),
            first_page_url: address(uris.first),
            previous_page_url: uris.previous && address(uris.previous),
            next_page_url: uris.next && address(uris.next),
          },
        },
      };
    },
    "GET /v1/Content/{Sid}": (call) => ({
      status: 200,
      body: contentView(call.accountSid, found(call)),
    }),
    "GET /v1/Content/{Sid}/ApprovalRequests": (call) => {
      const { sid, content } = found(call);
      return {
        status: 200,
        body: {
          sid,
          account_sid: call.accountSid,
          whatsapp: {
            type: "whatsapp",
            name: content.name,
            category: content.category.toUpperCase(),
            content_type: "twilio/text",
            status: "approved",
            rejection_reason: "",
            allow_category_change: true,
          },
          url: address(call.path),
        },
      };
    },
  };
}

export const contentHost = "content.twilio.com";

function address(path: string): string {
  return `https://${contentHost}${path}`;
}

function contentView(accountSid: string, { sid, content, since }: Listed): object {
  const url = address(`/v1/Content/${sid}`);
  const date = new Date(since).toISOString().replace(/\.\d+/, "");
  return {
    sid,
    account_sid: accountSid,
    friendly_name: content.name,
    language: content.language,
    types: { "twilio/text": { body: content.body } },
    variables: content.variables ?? {},
    date_created: date,
    date_updated: date,
    url,
    links: {
      approval_fetch: `${url}/ApprovalRequests`,
      approval_create: `${url}/ApprovalRequests/whatsapp`,
    },
  };
}
