import { type LoopbackServer, loopbackOnly, serveOnLoopback } from "end-user-messaging-simulator";
import { Hono } from "hono";
import { secureHeaders } from "hono/secure-headers";
import { bundleFrontEnd, type FrontEnd, icon, pageHtml } from "./page-files";
import type { ProductView } from "./product";

export interface ConsoleParts {
  /** The world's control API; the page does all that it does through it. */
  readonly control: Hono;
  /** What the page shows of the product; asked for anew after each deployment. */
  readonly product: () => Promise<ProductView>;
}

/**
 * Serves the page on 127.0.0.1, and below `/control` the control API. A taken port moves on to the
 * next one; port 0 takes any free one.
 * @throws when the front end does not bundle, or when no port is free.
 */
export async function startConsole(parts: ConsoleParts, port: number): Promise<LoopbackServer> {
  return await serveOnLoopback(consoleApp(parts, await bundleFrontEnd()), port);
}

/** What goes wrong is answered as `{ error: "a sentence for the person" }`. */
function consoleApp({ control, product }: ConsoleParts, frontEnd: FrontEnd): Hono {
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
  app.get("/product", async (context) => context.json(await product()));
  app.route("/control", control);

  app.notFound((context) =>
    context.json({ error: `There is nothing at ${context.req.path}.` }, 404),
  );
  app.onError((error, context) =>
    context.json({ error: `The page's server failed: ${error.message}` }, 500),
  );
  return app;
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
