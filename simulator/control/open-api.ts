import { toJsonSchema, toJsonSchemaDefs } from "@valibot/to-json-schema";
import type * as v from "valibot";
import { businessContent } from "../phones/business-content";
import { personContent } from "../phones/whatsapp-content";
import { controlRoutes } from "./control-api";
import { addressOf, type Route } from "./route";
import { phoneMessage } from "./views";

type Json = Readonly<Record<string, unknown>>;

/** What stands in several routes, and is described once. */
const shared = {
  BusinessContent: businessContent,
  PersonContent: personContent,
  PhoneMessage: phoneMessage,
};

const options = {
  definitions: shared,
  overrideRef: ({ referenceId }: { readonly referenceId: string }) =>
    `#/components/schemas/${referenceId}`,
  errorMode: "ignore",
  typeMode: "input",
} as const;

/** The control API's description (OpenAPI 3.1), made from the table of its routes. */
export function openApiDocument(): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const [key, route] of Object.entries(controlRoutes)) {
    const { method, path } = addressOf(key);
    paths[path] = { ...paths[path], [method.toLowerCase()]: operationOf(key, route as Route) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Control API of the End User Messaging simulator",
      version: "1",
      description:
        "Everything that a person can do to the simulated world and ask of it. Served on " +
        "loopback only. `GET /stream` tells live of what happens, as server-sent events.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    // Relative to where the description is served, below which the routes are.
    servers: [{ url: "." }],
    paths,
    components: {
      schemas: {
        ...toJsonSchemaDefs(shared, options),
        Error: {
          type: "object",
          required: ["error"],
          properties: { error: { type: "string", description: "A sentence for the person." } },
        },
      },
    },
  };
}

function operationOf(key: string, { summary, input, answer }: Route): Json {
  const { inPath, rest } = addressOf(key);
  const members = Object.entries(input.entries);
  const others = members.filter(([name]) => !inPath.includes(name));
  const parameters = [
    ...members
      .filter(([name]) => inPath.includes(name))
      .map(([name, schema]) => parameter("path", name, schema, true)),
    ...(rest === "query"
      ? others.map(([name, schema]) => parameter("query", name, schema, isRequired(schema)))
      : []),
  ];
  return {
    operationId: operationId(key),
    summary,
    ...(parameters.length > 0 && { parameters }),
    ...(rest === "body" && others.length > 0 && { requestBody: bodyOf(others) }),
    responses: {
      200: { description: "Done", content: { "application/json": { schema: plain(answer) } } },
      default: {
        description: "It cannot be done",
        content: { "application/json": { schema: { $ref: "#/components/schemas/Error" } } },
      },
    },
  };
}

/** `POST /clock/pass` as `postClockPass`. */
function operationId(key: string): string {
  const words = key.toLowerCase().match(/[a-z]+/g) ?? [];
  return words.map((word, index) => (index === 0 ? word : capital(word))).join("");
}

function parameter(where: string, name: string, schema: v.GenericSchema, required: boolean): Json {
  return { name, in: where, required, schema: plain(schema) };
}

function bodyOf(members: readonly [string, v.GenericSchema][]): Json {
  const required = members.filter(([, schema]) => isRequired(schema)).map(([name]) => name);
  const schema = {
    type: "object",
    ...(required.length > 0 && { required }),
    properties: Object.fromEntries(members.map(([name, member]) => [name, plain(member)])),
    additionalProperties: false,
  };
  return { required: required.length > 0, content: { "application/json": { schema } } };
}

function isRequired({ type }: v.GenericSchema): boolean {
  return type !== "optional" && type !== "exact_optional";
}

/** As it goes over the wire; checks that only code can make are in the descriptions. */
function plain(schema: v.GenericSchema): Json {
  const { $schema: _, $defs: __, ...rest } = toJsonSchema(schema, options);
  return rest as Json;
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
