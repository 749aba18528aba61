import fc from "fast-check";
import { connectionOverrides, failureOf, twilioSignature } from "./webhook-post";

const token = "12345";
const url = "https://mycompany.com/myapp.php?foo=1&bar=2";
const call = {
  CallSid: "CA1234567890ABCDE",
  Caller: "+12349013030",
  Digits: "1234",
  From: "+12349013030",
  To: "+18005551212",
};
const parameters = fc.array(fc.tuple(fc.string({ minLength: 1 }), fc.string()), { maxLength: 10 });

test("Twilio's own example", () => {
  expect(twilioSignature(token, url, new URLSearchParams(call))).toBe(
    "0/KCTR6DLpKmkAf8muzZqo1nDgQ=",
  );
});

test("the order of the parameters does not matter, nor does a repeated pair", () => {
  const pairs = parameters.chain((some) =>
    fc.tuple(fc.constant(some), fc.shuffledSubarray(some, { minLength: some.length })),
  );
  fc.assert(
    fc.property(pairs, ([some, shuffled]) => {
      const signature = twilioSignature(token, url, new URLSearchParams(some));
      expect(twilioSignature(token, url, new URLSearchParams([...shuffled, ...some]))).toBe(
        signature,
      );
    }),
  );
});

test("another token, URL or value gives another signature; an empty parameter counts", () => {
  const signature = twilioSignature(token, url, new URLSearchParams(call));
  expect(twilioSignature("54321", url, new URLSearchParams(call))).not.toBe(signature);
  expect(twilioSignature(token, `${url}/`, new URLSearchParams(call))).not.toBe(signature);
  expect(twilioSignature(token, url, new URLSearchParams({ ...call, Digits: "1235" }))).not.toBe(
    signature,
  );
  expect(twilioSignature(token, url, new URLSearchParams({ ...call, Extra: "" }))).not.toBe(
    signature,
  );
});

test("the fragment is taken off and read", () => {
  expect(connectionOverrides("https://a.example/status?m=1#rc=3&rp=5xx,ct,rt")).toEqual({
    url: "https://a.example/status?m=1",
    policy: { retries: 3, on: ["ct", "rt", "5xx"] },
  });
  expect(connectionOverrides("https://a.example/#rp=all").policy).toEqual({
    retries: 1,
    on: ["ct", "rt", "4xx", "5xx"],
  });
});

test("without overrides, or with a count that is none, a failed connection alone is tried again once", () => {
  for (const url of [
    "https://a.example/",
    "https://a.example/#rc=9",
    "https://a.example/#rc=many",
  ]) {
    expect(connectionOverrides(url).policy).toEqual({ retries: 1, on: ["ct"] });
  }
});

test("statuses", () => {
  expect([200, 204, 302, 403, 500, 504].map(failureOf)).toEqual([
    undefined,
    undefined,
    undefined,
    "4xx",
    "5xx",
    "5xx",
  ]);
});
