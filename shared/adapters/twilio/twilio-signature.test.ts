import { createHash } from "node:crypto";
import { formText, isSignedByTwilio, sign } from "./twilio-signature";

const form = "application/x-www-form-urlencoded; charset=UTF-8";

/** The example of Twilio's own documentation and SDK tests. */
const published = {
  url: "https://mycompany.com/myapp.php?foo=1&bar=2",
  contentType: form,
  body:
    "CallSid=CA1234567890ABCDE&Caller=%2B12349013030&Digits=1234" +
    "&From=%2B12349013030&To=%2B18005551212",
  signature: "0/KCTR6DLpKmkAf8muzZqo1nDgQ=",
};

describe("isSignedByTwilio", () => {
  it("takes the published example, with either token", () => {
    expect(isSignedByTwilio(published, ["12345"])).toBe(true);
    expect(isSignedByTwilio(published, ["new", "12345"])).toBe(true);
  });

  it.each([
    ["another token", {}, ["54321"]],
    ["another host", { url: published.url.replace("mycompany", "yourcompany") }, ["12345"]],
    ["another scheme", { url: published.url.replace("https", "http") }, ["12345"]],
    ["a lost stage", { url: published.url.replace("/myapp.php", "") }, ["12345"]],
    ["a changed parameter", { body: published.body.replace("1234&", "1235&") }, ["12345"]],
    ["a dropped parameter", { body: published.body.replace("Digits=1234&", "") }, ["12345"]],
    ["an added parameter", { body: `${published.body}&Extra=` }, ["12345"]],
    ["no signature", { signature: "" }, ["12345"]],
    ["a signature cut short", { signature: published.signature.slice(1) }, ["12345"]],
    ["no token at all", {}, []],
  ])("refuses %s", (_, changed, tokens) => {
    expect(isSignedByTwilio({ ...published, ...changed }, tokens)).toBe(false);
  });

  it("takes the URL with and without its default port", () => {
    const withPort = published.url.replace(".com", ".com:443");
    const signature = sign(withPort + formText(new URLSearchParams(published.body)), "12345");
    expect(isSignedByTwilio({ ...published, signature }, ["12345"])).toBe(true);
    expect(isSignedByTwilio({ ...published, url: withPort }, ["12345"])).toBe(true);
  });

  it("keeps empty values and spaces, and counts a repeated value once", () => {
    const repeated = new URLSearchParams("b=2&a=+x+&b=1&b=2&c=");
    expect(formText(repeated)).toBe("a x b1b2c");
  });

  it("takes a JSON body by the hash in its URL", () => {
    const body = '{"status":"sent"}';
    const hash = createHash("sha256").update(body).digest("hex");
    const url = `https://mycompany.com/hook?bodySHA256=${hash}`;
    const request = { url, contentType: "application/json", body, signature: sign(url, "12345") };
    expect(isSignedByTwilio(request, ["12345"])).toBe(true);
    expect(isSignedByTwilio({ ...request, body: '{"status":"read"}' }, ["12345"])).toBe(false);
    const bare = "https://mycompany.com/hook";
    expect(
      isSignedByTwilio({ ...request, url: bare, signature: sign(bare, "12345") }, ["12345"]),
    ).toBe(false);
  });
});
