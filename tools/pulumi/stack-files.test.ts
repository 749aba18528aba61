import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { StackFiles } from "./stack-files";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "stack-files-"));
  mkdirSync(join(folder, "root"));
  writeFileSync(join(folder, "root/Pulumi.yaml"), "name: shop\n");
  writeFileSync(
    join(folder, "root/Pulumi.dev.yaml"),
    "secretsprovider: awskms://x\nencryptedkey: k\nconfig:\n  shop:size: 1 # small\n",
  );
});
afterEach(() => rmSync(folder, { recursive: true }));

test("commands get the config with the local state's salt; the file itself stays as it is", () => {
  const before = readFileSync(join(folder, "root/Pulumi.dev.yaml"), "utf8");
  const files = new StackFiles(join(folder, "root"), folder);
  expect(files.isMade("dev")).toBe(false);
  const made = files.folder();
  expect(parse(readFileSync(join(made, "Pulumi.yaml"), "utf8"))).toEqual({
    name: "shop",
    runtime: "nodejs",
  });
  writeFileSync(join(made, "Pulumi.dev.yaml"), "encryptionsalt: v1:salt\n");
  expect(files.isMade("dev")).toBe(true);
  expect(parse(readFileSync(files.configFile("dev"), "utf8"))).toEqual({
    config: { "shop:size": 1 },
    encryptionsalt: "v1:salt",
  });
  expect(readFileSync(join(folder, "root/Pulumi.dev.yaml"), "utf8")).toBe(before);
});

test("a file that the person names is taken instead", () => {
  const files = new StackFiles(join(folder, "root"), folder);
  writeFileSync(join(files.folder(), "Pulumi.dev.yaml"), "encryptionsalt: s\n");
  writeFileSync(join(folder, "other.yaml"), "config: { shop:size: 2 }\n");
  expect(
    parse(readFileSync(files.configFile("dev", join(folder, "other.yaml")), "utf8")).config,
  ).toEqual({
    "shop:size": 2,
  });
});
