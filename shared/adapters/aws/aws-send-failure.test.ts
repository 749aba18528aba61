import { awsSendFailure } from "./aws-send-failure";

const table = { Refusal: "content", "Refusal:REASON": "opt-out" } as const;
const failure = (more: object) => awsSendFailure(Object.assign(new Error("x"), more), table);

describe("awsSendFailure", () => {
  it("knows that nothing left where no connection was made, or nobody could sign", () => {
    expect(failure({ code: "ECONNREFUSED" })).toMatchObject({
      kind: "refused",
      fault: { class: "provider", code: "ECONNREFUSED" },
    });
    expect(failure({ name: "CredentialsProviderError" })).toMatchObject({
      kind: "refused",
      fault: { class: "provider" },
    });
  });

  it("goes by the reason, then by the exception; the unknown counts against the provider", () => {
    const refusal = { name: "Refusal", $metadata: { httpStatusCode: 400 } };
    expect(failure({ ...refusal, Reason: "REASON" })).toMatchObject({
      fault: { class: "opt-out", code: "Refusal:REASON" },
    });
    expect(failure({ ...refusal, Reason: "OTHER" })).toMatchObject({
      fault: { class: "content", code: "Refusal:OTHER" },
    });
    expect(failure({ ...refusal, name: "Novelty" })).toMatchObject({
      fault: { class: "provider", code: "Novelty" },
    });
  });

  it("is in doubt where the request left and no refusal came back", () => {
    expect(failure({ name: "Refusal", $metadata: { httpStatusCode: 503 } })).toEqual({
      kind: "ambiguous",
      reason: "Refusal",
    });
    expect(failure({ code: "ECONNRESET", $metadata: {} })).toEqual({
      kind: "ambiguous",
      reason: "ECONNRESET",
    });
    expect(failure({ name: "TimeoutError" })).toEqual({
      kind: "ambiguous",
      reason: "TimeoutError",
    });
    expect(awsSendFailure(undefined, table)).toEqual({ kind: "ambiguous", reason: "unknown" });
  });
});
