"use strict";

const dns = require("node:dns");
const http = require("node:http");
const https = require("node:https");

const loopbackHosts = new Set(["127.0.0.1", "localhost", "[::1]"]);
const redirects = new Set([301, 302, 303, 307, 308]);
const mostRedirects = 20;

/**
 * Keeps the function on this machine: `fetch` to any host but loopback goes to the gateway, which
 * answers for the hosts that are simulated and refuses the others; SDK calls to a host of AWS go to
 * the gateway too; a connection that somebody opens by host name in another way fails.
 */
function stayOnThisMachine(endpoint) {
  routeFetch(endpoint);
  routeAwsHosts(endpoint);
  refuseOtherHosts();
}

function routeFetch(endpoint) {
  const realFetch = globalThis.fetch;
  globalThis.fetch = (input, init) => {
    const target = new URL(input instanceof Request ? input.url : String(input));
    return loopbackHosts.has(target.hostname)
      ? realFetch(input, init)
      : fetchOutside(realFetch, endpoint, target, input, init);
  };
}

/** The SQS client sends to the host of the queue's URL, whatever AWS_ENDPOINT_URL says. */
function routeAwsHosts(endpoint) {
  const gateway = new URL(endpoint);
  const agent = new http.Agent({ keepAlive: true });
  const realRequest = https.request;
  https.request = (options, ...rest) => {
    const host = options?.hostname ?? options?.host ?? "";
    if (!host.endsWith(".amazonaws.com")) return realRequest(options, ...rest);
    const rerouted = {
      ...options,
      protocol: "http:",
      host: gateway.hostname,
      hostname: gateway.hostname,
      port: gateway.port,
      agent,
    };
    return http.request(rerouted, ...rest);
  };
}

function refuseOtherHosts() {
  const realLookup = dns.lookup;
  dns.lookup = (hostname, ...rest) => {
    if (loopbackHosts.has(hostname)) return realLookup(hostname, ...rest);
    const done = rest[rest.length - 1];
    process.nextTick(
      done,
      new Error(
        `The host ${hostname} is not simulated, and functions reach no host outside this machine.`,
      ),
    );
  };
}

async function fetchOutside(realFetch, endpoint, target, input, init, followed = 0) {
  const wanted = init?.redirect ?? (input instanceof Request ? input.redirect : "follow");
  const options = { ...init, redirect: "manual" };
  const address = `${endpoint}/_host/${target.host}${target.pathname}${target.search}`;
  const response = await realFetch(
    input instanceof Request ? new Request(address, input) : address,
    options,
  );
  if (response.headers.has("x-simulated-refusal")) {
    throw new TypeError("fetch failed", { cause: new Error(await response.text()) });
  }
  const location = response.headers.get("location");
  if (wanted !== "follow" || !redirects.has(response.status) || location === null) return response;
  if (followed >= mostRedirects)
    throw new TypeError("fetch failed", { cause: new Error("redirect count exceeded") });
  await response.body?.cancel();
  return fetchNext(
    realFetch,
    endpoint,
    new URL(location, target),
    response.status,
    init,
    followed + 1,
  );
}

/** A redirect is followed here, because the real `fetch` would follow it to the real host. */
function fetchNext(realFetch, endpoint, target, status, init, followed) {
  const again =
    status === 307 || status === 308 ? init : { headers: init?.headers, signal: init?.signal };
  return loopbackHosts.has(target.hostname)
    ? realFetch(target, again)
    : fetchOutside(realFetch, endpoint, target, target, again, followed);
}

module.exports = { stayOnThisMachine };
