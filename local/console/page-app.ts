import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { secureHeaders } from "hono/secure-headers";
import { eventStream } from "./event-stream";
import type { FrontEnd } from "./front-end-bundle";
import { loopbackOnly } from "./loopback-only";
import { icon, pageHtml } from "./page-html";
import type { PageBackend, PageEvent } from "./page-state";
import { configChangeSchema, parseSender, readBody, writtenMessageSchema } from "./requests";

const MAX_BODY_BYTES = 32 * 1024;

/**
 * The page's routes. Everything that goes wrong is answered as `{ error: "a sentence for the
 * person" }`.
 */
export function createPageApp(backend: PageBackend, frontEnd: FrontEnd): Hono {
  const app = new Hono();
  app.use(onlyOwnContent());
  app.use(loopbackOnly());
  app.use(async (context, next) => {
    await next();
    context.header("Cache-Control", "no-store");
  });

  app.get("/", (context) => context.html(pageHtml));
  app.get("/app.js", (context) =>
    context.body(frontEnd.script, 200, { "Content-Type": "text/javascript; charset=utf-8" }),
  );
  app.get("/app.css", (context) =>
    context.body(frontEnd.style, 200, { "Content-Type": "text/css; charset=utf-8" }),
  );
  app.get("/icon.svg", (context) => context.body(icon, 200, { "Content-Type": "image/svg+xml" }));

  app.get("/api/state", (context) => context.json(backend.state()));
  app.get("/api/events", (context) => eventStream(context, backend));

  app.use(
    "/api/*",
    bodyLimit({
      maxSize: MAX_BODY_BYTES,
      onError: (context) => context.json({ error: tooLong }, 413),
    }),
  );
  app.post("/api/messages", async (context) => {
    const body = await readBody(context, writtenMessageSchema);
    if (!body.ok) return context.json({ error: body.error }, 400);
    return context.json(
      ...(await outcome(() => backend.write(body.value.sender, body.value.text))),
    );
  });
  app.post("/api/chats/:sender/open", async (context) => {
    const sender = parseSender(context.req.param("sender"));
    if (!sender.ok) return context.json({ error: sender.error }, 404);
    return context.json(...(await outcome(() => backend.openChat(sender.value))));
  });
  app.post("/api/config", async (context) => {
    const body = await readBody(context, configChangeSchema);
    if (!body.ok) return context.json({ error: body.error }, 400);
    return context.json(
      ...(await outcome(async () => {
        await backend.setConfig(body.value.path, body.value.value);
        return rolloutAfterChange(backend);
      })),
    );
  });

  app.notFound((context) =>
    context.json({ error: `There is nothing at ${context.req.path}.` }, 404),
  );
  app.onError((error, context) =>
    context.json({ error: `The page's server failed: ${error.message}` }, 500),
  );
  return app;
}

const tooLong = `This is too long: the page's server takes at most ${MAX_BODY_BYTES / 1024} KiB.`;

/** What the backend rejects with is already a sentence for the person (see `PageBackend`). */
async function outcome(work: () => Promise<unknown>): Promise<[body: object, status: 200 | 422]> {
  try {
    return [(await work()) ?? {}, 200];
  } catch (error) {
    return [{ error: error instanceof Error ? error.message : String(error) }, 422];
  }
}

/**
 * The answer to a change says what it did, so that the slider need not wait for the event of it.
 */
function rolloutAfterChange(backend: PageBackend): PageEvent | undefined {
  const { rollout, senders, lastDeployment } = backend.state();
  return lastDeployment && { kind: "rollout", rollout, senders, deployment: lastDeployment };
}

function onlyOwnContent() {
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'"],
      connectSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
    },
    strictTransportSecurity: false,
    xFrameOptions: "DENY",
  });
}
