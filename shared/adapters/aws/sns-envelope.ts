import * as v from "valibot";
import { parseJson, readAs } from "../payload";

const notification = v.looseObject({ Type: v.literal("Notification"), Message: v.string() });

/**
 * The published message inside an SQS body, whether the subscription wraps it in a notification or
 * delivers it raw.
 */
export function publishedMessage(sqsBody: string, what: string): unknown {
  const outer = parseJson(sqsBody, what);
  if (!v.is(v.looseObject({ Type: v.string() }), outer)) return outer;
  return parseJson(readAs(notification, outer, `${what}, as SNS wraps it,`).Message, what);
}
