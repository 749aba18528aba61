import { writeFileSync } from "node:fs";
import { openApiDocument } from "end-user-messaging-simulator";

// `npm run control-api`: writes the description of the simulator's control API from its routes.

const file = "simulator/control/openapi.json";
writeFileSync(file, `${JSON.stringify(openApiDocument(), null, 2)}\n`);
console.log(`${file} is written.`);
