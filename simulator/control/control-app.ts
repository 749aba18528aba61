import { type Context, Hono } from "hono";
import * as v from "valibot";
import type { World } from "../world";
import { controlRoutes } from "./control-api";
import type { ControlAnswer, ControlClient, ControlInput, ControlKey } from "./control-client";
import { eventStream } from "./event-stream";
import { loopbackOnly } from "./loopback-only";
import { openApiDocument } from "./open-api";
import { addressOf, ControlError, type Route } from "./route";

const largestBody = 4 * 1024 * 1024;

/**
 * The control API over HTTP: the routes of the table, `GET /stream` and `GET /openapi.json`. What
 * cannot be done is answered as `{ "error": "a sentence for the person" }`.
 */
export function controlApp(world: World): Hono {
  const app = new Hono();
  app.use(loopbackOnly());
  app.use(async (context, next) => {
    await next();
    context.header("Cache-Control", "no-store");
  });
  app.get("/openapi.json", (context) => context.json(openApiDocument()));
  app.get("/stream", (context) => eventStream(context, world));
  for (const [key, route] of Object.entries(controlRoutes)) add(app, key, route as Route, world);
  app.notFound((context) =>
    context.json({ error: `There is nothing at ${context.req.method} ${context.req.path}.` }, 404),
  );
  app.onError((error, context) => {
    if (error instanceof ControlError) return context.json({ error: error.message }, error.status);
    // What the world throws at an operator is a sentence for the person (see `Route`).
    return context.json({ error: error.message }, 422);
  });
  return app;
}

/** The control API without HTTP, for who has the world in the same process. */
export function controlOf(world: World): Pick<ControlClient, "call"> {
  return {
    call: async <K extends ControlKey>(key: K, input: ControlInput<K>) => {
      const { input: schema, run } = controlRoutes[key] as Route;
      const read = v.safeParse(schema, input);
      if (!read.success) throw new ControlError(400, problemsOf(key, read.issues));
      return (await run(world, read.output)) as ControlAnswer<K>;
    },
  };
}

function add(app: Hono, key: string, route: Route, world: World): void {
  const { method, path, inPath } = addressOf(key);
  app.on(method, path.replaceAll(/\{(\w+)\}/g, ":$1"), async (context) => {
    const rest = addressOf(key).rest === "query" ? context.req.query() : await bodyOf(context);
    const fromPath = Object.fromEntries(inPath.map((name) => [name, context.req.param(name)]));
    const input = v.safeParse(route.input, { ...rest, ...fromPath });
    if (!input.success) throw new ControlError(400, problemsOf(key, input.issues));
    return context.json((await route.run(world, input.output)) as object);
  });
}

async function bodyOf(context: Context): Promise<Record<string, unknown>> {
  if (Number(context.req.header("Content-Length") ?? 0) > largestBody) throw tooLarge;
  const text = await context.req.text();
  if (text.length > largestBody) throw tooLarge;
  if (text === "") return {};
  // A page of another origin can send text unasked, but not this type.
  if (!context.req.header("Content-Type")?.startsWith("application/json"))
    throw new ControlError(400, "The body must be JSON (Content-Type: application/json).");
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === "object" && body !== null && !Array.isArray(body))
      return body as Record<string, unknown>;
  } catch {
    // Said below.
  }
  throw new ControlError(400, "The body is not a JSON object.");
}

function problemsOf(key: string, issues: readonly v.BaseIssue<unknown>[]): string {
  const problems = issues.map((issue) => {
    const member = v.getDotPath(issue) ?? "the input";
    return issue.received === "undefined" ? `${member} is missing` : `${member}: ${issue.message}`;
  });
  return `${key}: ${problems.join("; ")}.`;
}

const tooLarge = new ControlError(
  413,
  `The body is too large: at most ${largestBody / 1024 / 1024} MiB are taken.`,
);
