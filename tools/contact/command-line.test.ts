import { readCommandLine, UsageError } from "./command-line";

const number = "+12025550142";

test.each([
  [
    ["show", number, "--local"],
    { kind: "show", who: { kind: "phone", value: number } },
    { kind: "local", controlApi: "http://127.0.0.1:8080/control" },
  ],
  [
    ["erase", "US.134912", "--stack", "prod", "--yes"],
    { kind: "erase", who: { kind: "bsuid", value: "US.134912" }, really: true },
    { kind: "stack", stack: "prod" },
  ],
  [
    ["import", "list.csv", "--table", "t", "--opt-out-list", "l"],
    { kind: "import", file: "list.csv", really: false },
    { kind: "table", table: "t", optOutList: "l", mediaBucket: undefined },
  ],
  [
    ["erase", number, "--table", "t", "--media-bucket", "m"],
    { kind: "erase", who: { kind: "phone", value: number }, really: false },
    { kind: "table", table: "t", optOutList: undefined, mediaBucket: "m" },
  ],
])("%j is understood", (args, task, where) => {
  expect(readCommandLine(args)).toEqual({ task, where });
});

test.each([
  [["forget", number, "--local"], /one of show, export, erase and import/],
  [["show", "--local"], /show takes one person/],
  [["import", "a.csv", "b.csv", "--local"], /import takes one file/],
  [["show", number], /one of --local, --stack NAME and --table NAME/],
  [["show", number, "--local", "--stack", "dev"], /one of --local/],
  [["show", number, "--stack", "dev", "--opt-out-list", "l"], /goes with --table/],
  [["show", number, "--local", "--force"], /--force/],
])("%j is refused with what is allowed", (args, message) => {
  expect(() => readCommandLine(args)).toThrow(UsageError);
  expect(() => readCommandLine(args)).toThrow(message);
});

test("a person who cannot be read is not repeated in the error", () => {
  const read = () => readCommandLine(["show", "0202 555 0142", "--local"]);
  expect(read).toThrow(/plus sign and country code/);
  expect(read).not.toThrow(/0202/);
});
