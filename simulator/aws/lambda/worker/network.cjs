"use strict";

const dns = require("node:dns");
const http = require("node:http");
const https = require("node:https");
const { Link } = require("../../../gateway/link.cjs");

const loopbackHosts = new Set(["127.0.0.1", "localhost", "[::1]", "::1"]);

/**
 * Keeps the function on this machine: a connection to any host but loopback, by an SDK's client,
 * Node's http or `fetch`, leads to the gateway, which answers for the hosts that are simulated and
 * refuses the others.
 * @returns the link to the gateway; it takes the frames that come in.
 */
function stayOnThisMachine(parentPort) {
  const link = new Link((frames) => parentPort.postMessage({ kind: "network", frames }));
  routeAgents(link);
  routeFetch(link);
  refuseOtherHosts();
  return link;
}

/** Below Node's agents, so that each client keeps its own pool, limits and timeouts. */
function routeAgents(link) {
  for (const { prototype } of [http.Agent, https.Agent]) {
    const connect = prototype.createConnection;
    prototype.createConnection = function (options, done) {
      return loopbackHosts.has(options.host)
        ? connect.call(this, options, done)
        : link.open(options.host, options.port);
    };
  }
}

/** Node's own `fetch`, with its redirects, signals and errors, but other connections below it. */
function routeFetch(link) {
  const realFetch = globalThis.fetch;
  let routed = false;
  globalThis.fetch = (...request) => {
    if (!routed) routeDispatcher(realFetch, link);
    routed = true;
    return realFetch(...request);
  };
}

/**
 * undici, which is inside Node, looks up its dispatcher by this symbol (its lib/global.js), and
 * Node loads it with the first `fetch`.
 */
function routeDispatcher(realFetch, link) {
  realFetch("data:,").catch(() => {});
  const symbol = Symbol.for("undici.globalDispatcher.1");
  const usual = globalThis[symbol];
  const linked = new usual.constructor({
    connect: (options, done) => connect(link, options, done),
  });
  globalThis[symbol] = {
    dispatch: (options, handler) =>
      (loopbackHosts.has(new URL(options.origin).hostname) ? usual : linked).dispatch(
        options,
        handler,
      ),
  };
}

function connect(link, { hostname, port }, done) {
  const connection = link.open(hostname, port);
  connection.once("error", done);
  connection.once("connect", () => {
    connection.off("error", done);
    done(null, connection);
  });
}

/** For whoever connects by name in a way of their own. */
function refuseOtherHosts() {
  const realLookup = dns.lookup;
  dns.lookup = (hostname, ...rest) => {
    if (loopbackHosts.has(hostname)) return realLookup(hostname, ...rest);
    const done = rest[rest.length - 1];
    const message = `The host ${hostname} is not simulated, and functions reach no host outside this machine.`;
    process.nextTick(done, Object.assign(new Error(message), { code: "ENOTFOUND", hostname }));
  };
}

module.exports = { stayOnThisMachine };
