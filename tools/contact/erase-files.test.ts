import type { KeptFile } from "../../shared/store/dynamo-people";
import { eraseFiles } from "./erase-files";

const file = (key: string): KeptFile => ({ partition: `INBOUND#aws#${key}`, key });

describe("the files that a person sent", () => {
  it("are deleted, and those that the bucket does not let go of are named with the reason", async () => {
    const gone: string[] = [];
    const bucket = {
      name: "media",
      delete: async (key: string) => {
        if (key === "in/b") throw new Error("socket hang up");
        gone.push(key);
      },
    };
    const { deleted, left } = await eraseFiles([file("in/a"), file("in/b"), file("in/c")], bucket);
    expect(gone).toEqual(["in/a", "in/c"]);
    expect(deleted.map(({ key }) => key)).toEqual(gone);
    expect(left).toEqual([
      expect.stringMatching(/NOT deleted.*media.*within a week/),
      "    in/b (Error: socket hang up)",
    ]);
  });

  it("are all left, by name, where no bucket is named", async () => {
    const { deleted, left } = await eraseFiles([file("in/a")], undefined);
    expect(deleted).toEqual([]);
    expect(left.join("\n")).toMatch(/in\/a \(name the bucket by --media-bucket\)/);
  });

  it("say nothing where there are none", async () => {
    expect(await eraseFiles([], undefined)).toEqual({ deleted: [], left: [] });
  });
});
