import { openApiDocument } from "end-user-messaging-simulator";
import { writeGenerated } from "../check/generated-file";

// `npm run control-api`: the description of the simulator's control API, from its routes.

writeGenerated({
  file: "simulator/control/openapi.json",
  text: `${JSON.stringify(openApiDocument(), null, 2)}\n`,
  from: "the routes",
  command: "npm run control-api",
});
