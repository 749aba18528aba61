import { readableLogText } from "./log-text";

test("a JSON line of ours is told as its event and fields, without the function's name and the stack", () => {
  const line = '{"event":"inbound.done","function":"conversation","channel":"sms","stack":"at x"}';
  expect(readableLogText(line)).toBe("inbound.done channel=sms");
});

test("a line of metrics is told by its names and values", () => {
  const line = '{"function":"initiate","_aws":{"Timestamp":1},"sender":"A","SendOutcome":1}';
  expect(readableLogText(line)).toBe("metric sender=A SendOutcome=1");
});

test.each(["Task timed out after 3.00 seconds", "{not json", '{"level":"info"}', ""])(
  "%j stays as it is",
  (line) => {
    expect(readableLogText(line)).toBe(line);
  },
);
