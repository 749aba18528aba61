import type { MiddlewareHandler } from "hono";

const loopbackNames = new Set(["127.0.0.1", "localhost", "[::1]"]);

/**
 * Refuses what another site's page sends here through the person's browser. `Host` must be a
 * loopback name, so that a foreign name that resolves to 127.0.0.1 gets nowhere (DNS rebinding);
 * `Origin`, where the browser sends one, must be this very page's; and a browser that says it asks
 * for another site is believed (`Sec-Fetch-Site`), unless the person only follows a link.
 */
export function loopbackOnly(): MiddlewareHandler {
  return async (context, next) => {
    const host = context.req.header("Host") ?? "";
    const origin = context.req.header("Origin");
    const site = context.req.header("Sec-Fetch-Site") ?? "none";
    const followsLink =
      context.req.header("Sec-Fetch-Mode") === "navigate" && context.req.method === "GET";

    if (!isLoopback(host))
      return context.json({ error: "This page answers only at 127.0.0.1 and localhost." }, 403);
    const foreign =
      (origin !== undefined && origin !== `http://${host}`) || (isForeign(site) && !followsLink);
    if (foreign)
      return context.json(
        { error: "This page answers only to itself, not to pages of other origins." },
        403,
      );
    await next();
  };
}

function isLoopback(host: string): boolean {
  return loopbackNames.has(host.replace(/:\d+$/, "").toLowerCase());
}

function isForeign(site: string): boolean {
  return site === "cross-site" || site === "same-site";
}
