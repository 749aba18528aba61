import { parseOptions, UsageError } from "./options";

test("without options the dev stack is served", () => {
  expect(parseOptions([])).toEqual({ stack: "dev", set: [], port: 8080, task: { kind: "serve" } });
});

test("--set repeats and keeps its order", () => {
  const options = parseOptions([
    "--set",
    "rollout.awsWeight=25",
    "--set=twilio.stage=backup",
    "--demo",
    "--stack",
    "prod",
  ]);
  expect(options).toEqual({
    stack: "prod",
    set: ["rollout.awsWeight=25", "twilio.stage=backup"],
    port: 8080,
    task: { kind: "demo" },
  });
});

test.each([
  [["--stak", "dev"], "--stak is not an option. Did you mean --stack?"],
  [["--stack", "staging"], '--stack is dev or prod, not "staging".'],
  [["--port", "80a"], "--port is a number"],
  [["--event"], "--event"],
  [["--demo", "--event", "f"], "do not go together"],
  [["serve"], '"serve" is not an option'],
])("%j is refused in words", (args, message) => {
  expect(() => parseOptions(args)).toThrow(UsageError);
  expect(() => parseOptions(args)).toThrow(message);
});
