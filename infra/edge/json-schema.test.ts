import { allContents } from "../../shared/domain/content/contents.testing";
import { outboundContentSchema } from "../../shared/domain/content/outbound-content-schema";
import { messageRequestSchema } from "../../shared/domain/message/message-request";
import { jsonSchemaOf } from "./json-schema";

/*
 * Amazon API Gateway developer guide, "Data models for REST APIs": JSON schema draft 4, in which
 * `const` means nothing.
 */
test("the JSON schema has every kind, is closed, and has no const", () => {
  const schema = jsonSchemaOf(outboundContentSchema) as {
    oneOf: { properties: object; [key: string]: unknown }[];
  };
  expect(schema.oneOf.map(({ properties }) => (properties as { type: object }).type)).toEqual(
    allContents.map(({ type }) => ({ enum: [type] })),
  );
  expect(schema.oneOf.every(({ additionalProperties }) => additionalProperties === false)).toBe(
    true,
  );
  expect(JSON.stringify(schema)).not.toMatch(/"(const|\$schema|exclusiveMinimum)"/);
});

test("a request's schema names what must be there", () => {
  expect(jsonSchemaOf(messageRequestSchema)).toMatchObject({
    additionalProperties: false,
    required: ["idempotencyKey", "channel", "to", "purpose", "content"],
  });
});
