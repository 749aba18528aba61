import { connectionOverrides, failureOf } from "./connection-overrides";

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
