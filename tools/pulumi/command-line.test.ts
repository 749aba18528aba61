import { readCommandLine, readsConfigFile } from "./command-line";

test("finds the stack and the config file wherever and however they are given", () => {
  expect(readCommandLine(["preview", "--stack", "prod", "--diff"])).toMatchObject({
    words: ["preview"],
    stack: "prod",
  });
  expect(readCommandLine(["up", "-s=dev", "--yes"])).toMatchObject({ stack: "dev" });
  expect(readCommandLine(["up", "--config-file=x.yaml", "--yes"])).toMatchObject({
    configFile: "x.yaml",
    rest: ["up", "--yes"],
  });
  expect(readCommandLine(["up", "--config-file", "x.yaml", "--yes"])).toMatchObject({
    configFile: "x.yaml",
    rest: ["up", "--yes"],
  });
  expect(readCommandLine(["stack", "rm", "--yes"])).toMatchObject({
    words: ["stack", "rm"],
    stack: undefined,
    configFile: undefined,
  });
  expect(readCommandLine([])).toMatchObject({ words: [], rest: [] });
});

test("knows the commands that read a stack's config", () => {
  const reads = (...words: string[]) => readsConfigFile(readCommandLine(words));
  expect([reads("preview"), reads("up", "--yes"), reads("destroy")]).toEqual([true, true, true]);
  expect([reads("config", "set"), reads("stack", "output"), reads()]).toEqual([
    false,
    false,
    false,
  ]);
});
