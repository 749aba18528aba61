import { writeGenerated } from "../check/generated-file";
import { parityDocument } from "./parity";

// `npm run parity`: the table of what each provider carries, from the tables that the renderers go
// by.

writeGenerated({
  file: "docs/FEATURE_PARITY.md",
  text: parityDocument(),
  from: "the tables",
  command: "npm run parity",
});
