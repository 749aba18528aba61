import fc from "fast-check";
import { getExpectedBodyHash, getExpectedTwilioSignature, validateRequest } from "twilio";
import { formText, isSignedByTwilio } from "./twilio-signature";

/** The example of Twilio's own documentation and SDK tests. */
const published = {
  urls: ["https://mycompany.com/myapp.php?foo=1&bar=2"],
  body:
    "CallSid=CA1234567890ABCDE&Caller=%2B12349013030&Digits=1234" +
    "&From=%2B12349013030&To=%2B18005551212",
  signature: "0/KCTR6DLpKmkAf8muzZqo1nDgQ=",
};
const [url = ""] = published.urls;

describe("isSignedByTwilio", () => {
  it("takes the published example, with either token, by whichever spelling fits", () => {
    expect(isSignedByTwilio(published, ["12345"])).toBe(true);
    expect(isSignedByTwilio(published, ["new", "12345"])).toBe(true);
    const urls = ["https://other.example.com/myapp.php?foo=1&bar=2", url];
    expect(isSignedByTwilio({ ...published, urls }, ["12345"])).toBe(true);
  });

  it.each([
    ["another token", {}, ["54321"]],
    ["another host", { urls: [url.replace("mycompany", "yourcompany")] }, ["12345"]],
    ["another scheme", { urls: [url.replace("https", "http")] }, ["12345"]],
    ["a lost path", { urls: [url.replace("/myapp.php", "")] }, ["12345"]],
    ["no URL", { urls: [] }, ["12345"]],
    ["a changed parameter", { body: published.body.replace("1234&", "1235&") }, ["12345"]],
    ["a dropped parameter", { body: published.body.replace("Digits=1234&", "") }, ["12345"]],
    ["an added parameter", { body: `${published.body}&Extra=` }, ["12345"]],
    ["no signature", { signature: "" }, ["12345"]],
    ["a signature cut short", { signature: published.signature.slice(1) }, ["12345"]],
    ["no token at all", {}, []],
  ])("refuses %s", (_, changed, tokens) => {
    expect(isSignedByTwilio({ ...published, ...changed }, tokens)).toBe(false);
  });

  it("keeps empty values and spaces, and counts a repeated value once", () => {
    const repeated = new URLSearchParams("b=2&a=+x+&b=1&b=2&c=");
    expect(formText(repeated)).toBe("a x b1b2c");
  });

  it("takes a JSON body by the hash in its URL, as Twilio's SDK makes it", () => {
    const body = '{"status":"sent"}';
    const hashed = `https://mycompany.com/hook?bodySHA256=${getExpectedBodyHash(body)}`;
    const signature = getExpectedTwilioSignature("12345", hashed, {});
    const request = { urls: [hashed], body, signature };
    expect(isSignedByTwilio(request, ["12345"])).toBe(true);
    expect(isSignedByTwilio({ ...request, body: '{"status":"read"}' }, ["12345"])).toBe(false);
    const bare = "https://mycompany.com/hook";
    const unhashed = {
      urls: [bare],
      body,
      signature: getExpectedTwilioSignature("12345", bare, {}),
    };
    expect(isSignedByTwilio(unhashed, ["12345"])).toBe(false);
  });

  /** As the SDK is given a form: lists are copied, because it asks for its own realm's arrays. */
  const paramsOf = (form: URLSearchParams) =>
    Object.fromEntries([...new Set(form.keys())].map((name) => [name, [...form.getAll(name)]]));
  const anyForm = fc
    .array(fc.tuple(fc.string(), fc.oneof(fc.string(), fc.constantFrom("", " ", "a+b", "é", "👍"))))
    .map((pairs) => new URLSearchParams(pairs));
  const anyUrl = fc
    .record({
      host: fc.domain(),
      port: fc.constantFrom("", ":443"),
      path: fc.constantFrom("/twilio/inbound", "/prod/twilio/status", "/v1/twilio/inbound"),
      query: fc.constantFrom("", "?attempt=m-1.1", "?a=b%20c&a=d%2Fe", "?x=it's+(here)"),
    })
    .map(({ host, port, path, query }) => `https://${host}${port}${path}${query}`);

  it("takes what Twilio's SDK signs, and refuses what it refuses", () => {
    fc.assert(
      fc.property(anyUrl, anyForm, fc.string(), anyForm, (one, form, token, other) => {
        const signature = getExpectedTwilioSignature(token, one, paramsOf(form));
        const signed = { urls: [one], body: form.toString(), signature };
        expect(isSignedByTwilio(signed, [token])).toBe(true);
        expect(isSignedByTwilio({ ...signed, body: other.toString() }, [token])).toBe(
          validateRequest(token, signature, one, paramsOf(other)),
        );
      }),
    );
  });

  it("takes the URL with and without its default port, as the SDK does", () => {
    const withPort = url.replace(".com", ".com:443");
    const form = paramsOf(new URLSearchParams(published.body));
    const signature = getExpectedTwilioSignature("12345", withPort, form);
    expect(validateRequest("12345", signature, url, form)).toBe(true);
    expect(isSignedByTwilio({ ...published, signature }, ["12345"])).toBe(true);
    expect(isSignedByTwilio({ ...published, urls: [withPort] }, ["12345"])).toBe(true);
  });
});
