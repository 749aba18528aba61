import type { WireRequest } from "../../gateway/aws-service";

/**
 * The whole API (API version 2024-01-01), so that a call that the simulator does not know yet is
 * named.
 */
const operations = {
  "POST /v1/whatsapp/signup": "AssociateWhatsAppBusinessAccount",
  "POST /v1/whatsapp/waba/dataset": "CreateWhatsAppDataset",
  "POST /v1/whatsapp/flow/create": "CreateWhatsAppFlow",
  "POST /v1/whatsapp/template/put": "CreateWhatsAppMessageTemplate",
  "POST /v1/whatsapp/template/create": "CreateWhatsAppMessageTemplateFromLibrary",
  "POST /v1/whatsapp/template/media": "CreateWhatsAppMessageTemplateMedia",
  "DELETE /v1/whatsapp/flow": "DeleteWhatsAppFlow",
  "DELETE /v1/whatsapp/media": "DeleteWhatsAppMessageMedia",
  "DELETE /v1/whatsapp/template": "DeleteWhatsAppMessageTemplate",
  "POST /v1/whatsapp/flow/deprecate": "DeprecateWhatsAppFlow",
  "DELETE /v1/whatsapp/waba/disassociate": "DisassociateWhatsAppBusinessAccount",
  "GET /v1/whatsapp/waba/details": "GetLinkedWhatsAppBusinessAccount",
  "GET /v1/whatsapp/waba/phone/details": "GetLinkedWhatsAppBusinessAccountPhoneNumber",
  "GET /v1/whatsapp/business-public-key": "GetWhatsAppBusinessPublicKey",
  "POST /v1/whatsapp/call/permission/get": "GetWhatsAppCallPermission",
  "GET /v1/whatsapp/flow": "GetWhatsAppFlow",
  "GET /v1/whatsapp/flow/preview": "GetWhatsAppFlowPreview",
  "POST /v1/whatsapp/media/get": "GetWhatsAppMessageMedia",
  "GET /v1/whatsapp/template": "GetWhatsAppMessageTemplate",
  "GET /v1/whatsapp/waba/list": "ListLinkedWhatsAppBusinessAccounts",
  "GET /v1/tags/list": "ListTagsForResource",
  "GET /v1/whatsapp/flow/assets": "ListWhatsAppFlowAssets",
  "GET /v1/whatsapp/flow/list": "ListWhatsAppFlows",
  "GET /v1/whatsapp/template/list": "ListWhatsAppMessageTemplates",
  "POST /v1/whatsapp/template/library": "ListWhatsAppTemplateLibrary",
  "POST /v1/whatsapp/media": "PostWhatsAppMessageMedia",
  "POST /v1/whatsapp/flow/publish": "PublishWhatsAppFlow",
  "PUT /v1/whatsapp/waba/eventdestinations": "PutWhatsAppBusinessAccountEventDestinations",
  "PUT /v1/whatsapp/business-public-key": "PutWhatsAppBusinessPublicKey",
  "POST /v1/whatsapp/call/event": "SendWhatsAppCallEvent",
  "POST /v1/whatsapp/waba/dataset/events": "SendWhatsAppConversionEvent",
  "POST /v1/whatsapp/send": "SendWhatsAppMessage",
  "POST /v1/tags/tag-resource": "TagResource",
  "POST /v1/tags/untag-resource": "UntagResource",
  "PUT /v1/whatsapp/waba/phone": "UpdateLinkedWhatsAppBusinessAccountPhoneNumber",
  "POST /v1/whatsapp/flow/update": "UpdateWhatsAppFlow",
  "POST /v1/whatsapp/flow/assets/update": "UpdateWhatsAppFlowAssets",
  "POST /v1/whatsapp/template": "UpdateWhatsAppMessageTemplate",
} as const;

export type SocialOperation = (typeof operations)[keyof typeof operations];

export function socialOperation({
  method,
  path,
}: Pick<WireRequest, "method" | "path">): SocialOperation | undefined {
  const route = `${method} ${path.replace(/\/$/, "")}`;
  return Object.hasOwn(operations, route)
    ? operations[route as keyof typeof operations]
    : undefined;
}
