import { type TwilioContent, typeOfContent } from "./content-template";
import { notFound } from "./errors";
import { type RestCall, type Routes, restPage } from "./rest-host";

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
            content_type: typeOfContent(content),
            status: content.use === "session" ? "unsubmitted" : approvalOf(content),
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
    types: { [typeOfContent(content)]: partsOf(content) },
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

/** Twilio's words for how far WhatsApp is with a template (Twilio, Content approvals). */
function approvalOf({ status = "APPROVED" }: TwilioContent): string {
  return status.toLowerCase();
}

/** What stands under a content's type (Twilio, Content types). */
function partsOf({ body, buttons, list, media }: TwilioContent): object {
  return {
    body,
    ...(media === undefined ? {} : { media: [media] }),
    ...(list && { button: list.button, items: list.items }),
    ...(buttons && {
      actions: buttons.map((button) =>
        button.type === "QUICK_REPLY"
          ? { title: button.text, id: button.id ?? button.text }
          : { ...button, title: button.text },
      ),
    }),
  };
}
