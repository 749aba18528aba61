import { awsSmsCodes } from "../../domain/delivery/aws-codes";
import { NoAnswerError, NotTakenError } from "../send-once";
import { awsSendFailure } from "./aws-send-failure";

const failure = (more: object) => awsSendFailure(Object.assign(new Error("x"), more), awsSmsCodes);
const answered = (httpStatusCode: number, name: string, Reason?: string) =>
  failure({ name, Reason, $metadata: { httpStatusCode } });

describe("awsSendFailure", () => {
  it("knows that nothing left where nobody could sign", () => {
    expect(failure({ name: "CredentialsProviderError" })).toEqual({
      kind: "not-taken",
      reason: "CredentialsProviderError",
    });
  });

  it("takes the word of who made the request", () => {
    const of = (error: Error) => awsSendFailure(error, awsSmsCodes);
    expect(of(new NotTakenError("ECONNRESET"))).toEqual({
      kind: "not-taken",
      reason: "ECONNRESET",
    });
    expect(of(new NoAnswerError("ECONNRESET"))).toEqual({
      kind: "ambiguous",
      reason: "ECONNRESET",
    });
  });

  it("goes by the reason, then by the exception; an unknown one is counted", () => {
    const conflict = "ConflictException";
    expect(answered(400, conflict, "DESTINATION_PHONE_NUMBER_OPTED_OUT")).toMatchObject({
      refusal: { disposition: "suppress", suppression: "opt-out", known: true },
    });
    expect(answered(400, conflict, "NOVELTY")).toMatchObject({
      refusal: { disposition: "failover", code: "ConflictException:NOVELTY", known: true },
    });
    expect(answered(400, "Novelty")).toMatchObject({
      refusal: { disposition: "wait", code: "Novelty", known: false },
    });
  });

  it.each([
    ["a 5xx", answered(503, "ConflictException")],
    ["a success that cannot be read", answered(200, "SyntaxError")],
    ["an error without a status", failure({ name: "TimeoutError" })],
    ["nothing at all", awsSendFailure(undefined, awsSmsCodes)],
  ])("is in doubt after %s", (_, outcome) => {
    expect(outcome).toMatchObject({ kind: "ambiguous" });
  });
});
