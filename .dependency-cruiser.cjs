// The arrows between the folders: who may import whom. The reasons stand in docs/architecture.md.

const outside = (...allowed) => ({
  path: "^(shared|functions|infra|simulator|local|tools|test)/",
  pathNot: allowed,
});

const only = (name, from, ...allowed) => ({
  name,
  comment: `${name}: may import ${allowed.join(", ")} and packages`,
  severity: "error",
  from: { path: from, pathNot: "\\.(test|testing)\\.tsx?$" },
  to: outside(...allowed),
});

/** For each service of AWS, those that it stands on. The root of aws/ puts them together. */
const servicesBelow = {
  iam: [],
  kms: ["iam"],
  secretsmanager: [],
  dynamodb: [],
  // A bucket tells queues, topics and functions what happens to its objects.
  s3: ["iam", "kms", "sqs", "sns", "lambda"],
  sqs: ["iam", "kms"],
  sns: ["iam", "kms", "sqs"],
  lambda: ["iam", "kms", "sqs", "sns"],
  events: ["lambda"],
  apigateway: ["lambda"],
  logs: ["lambda"],
  cloudwatch: ["apigateway", "lambda", "logs", "sns", "sqs"],
  "eum-social": ["s3"],
  "eum-sms": ["sns", "s3"],
};

const knowsOnly = (service, below) => ({
  name: `the service ${service} stands on what is below it`,
  comment: `${service}: of other services, it may import ${below.join(", ") || "none"}`,
  severity: "error",
  from: { path: `^simulator/aws/${service}/`, pathNot: "\\.test(ing)?\\.tsx?$" },
  to: {
    path: "^simulator/aws/",
    pathNot: `^simulator/aws/((account|resources|${[service, ...below].join("|")})/|(service-deps|cloud-unkindness)\\.ts$)`,
  },
});

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    only("the domain imports nothing of ours", "^shared/domain/", "^shared/domain/"),
    only("ports know the domain", "^shared/ports\\.ts$", "^shared/domain/"),
    only(
      "adapters, store and messaging know ports and domain, not each other",
      "^shared/(adapters|store|messaging)/",
      "^shared/$1/",
      "^shared/(ports\\.ts$|domain/)",
    ),
    only("functions know shared", "^functions/", "^shared/", "^functions/"),
    only(
      "infra knows the domain and what functions need, never what runs",
      "^infra/",
      "^infra/",
      "^shared/domain/",
      "^shared/store/item-shapes\\.ts$",
      "^functions/(all-)?needs\\.ts$",
      "^functions/[^/]+/needs\\.ts$",
    ),
    only("infra's foundation stands alone", "^infra/foundation/", "^infra/foundation/", "^shared/"),
    only(
      "infra's flow stands on the foundation",
      "^infra/flow/",
      "^infra/(flow|foundation|config)/",
      "^(shared|functions)/",
    ),
    only(
      "infra's channels, edge, watch and guard stand on flow and foundation, not on each other",
      "^infra/(channels|edge|watch|guard)/",
      "^infra/$1/",
      "^infra/(flow|foundation|config)/",
      "^(shared|functions)/",
    ),
    only(
      "infra's config knows no resource",
      "^infra/config/",
      "^infra/config/",
      "^(shared|functions)/",
    ),
    only("the simulator knows nothing of ours", "^simulator/", "^simulator/"),
    only(
      "the simulator's kernel knows nothing else of it",
      "^simulator/kernel/",
      "^simulator/kernel/",
    ),
    only(
      "the gateway carries requests, whoever answers them",
      "^simulator/gateway/",
      "^simulator/(kernel|gateway)/",
    ),
    only("phones know no provider", "^simulator/phones/", "^simulator/(kernel|phones)/"),
    only(
      "WhatsApp is what Meta does, whoever hands over",
      "^simulator/whatsapp/",
      "^simulator/(kernel|phones|whatsapp)/",
    ),
    only(
      "the account is what exists, whatever the services make of it",
      "^simulator/aws/account/",
      "^simulator/(kernel|aws/account)/",
    ),
    only(
      "the provider's framework knows no service",
      "^simulator/aws/resources/",
      "^simulator/(kernel|aws/account|aws/resources)/",
    ),
    only(
      "a service of AWS knows neither Pulumi's side, nor Twilio, nor the door",
      "^simulator/aws/",
      "^simulator/(kernel|gateway|phones|whatsapp|aws|carriers/carrier-cloud)",
    ),
    ...Object.entries(servicesBelow).map(([service, below]) => knowsOnly(service, below)),
    only(
      "Twilio knows Meta and the phones, not AWS",
      "^simulator/twilio/",
      "^simulator/(kernel|gateway|phones|whatsapp|twilio|carriers/carrier-cloud)",
    ),
    only(
      "Pulumi's side knows AWS alone",
      "^simulator/pulumi/",
      "^simulator/(kernel|gateway|phones|whatsapp|aws|pulumi)/",
    ),
    only(
      "the control API asks the world, and nobody but the world's face and program asks it",
      "^simulator/control/",
      "^simulator/(kernel|phones|whatsapp|aws|twilio|carriers|pulumi|control)/",
      "^simulator/world\\.ts$",
    ),
    {
      name: "nothing in the world knows its control API",
      severity: "error",
      from: { path: "^simulator/", pathNot: "^simulator/(control/|(index|client|main)\\.ts$)" },
      to: { path: "^simulator/control/" },
    },
    {
      name: "the simulator has one door",
      comment:
        "local, tools and tests use what simulator/index.ts exports; a page in the browser " +
        "uses simulator/client.ts",
      severity: "error",
      from: { path: "^(local|tools|test)/" },
      to: { path: "^simulator/", pathNot: "^simulator/(index|client)\\.ts$" },
    },
    only(
      "the page knows what it shows, not how it comes about",
      "^local/console/",
      "^local/console/",
      "^shared/domain/",
      "^simulator/(index|client)\\.ts$",
    ),
    only(
      "the rehearsal walks in the running system",
      "^local/rehearsal/",
      "^local/(rehearsal|system)/",
      "^shared/domain/",
      "^simulator/index\\.ts$",
    ),
    only(
      "the running system is the program in the world, whoever shows it",
      "^local/system/",
      "^local/system/",
      "^local/console/product\\.ts$",
      "^shared/(ports\\.ts$|domain/|store/)",
      "^simulator/index\\.ts$",
    ),
    only(
      "the command line puts the rooms of local together",
      "^local/(command-line/|main\\.ts$)",
      "^local/",
      "^shared/domain/",
      "^infra/config/schema\\.ts$",
      "^simulator/index\\.ts$",
    ),
    {
      name: "a function imports no other function",
      severity: "error",
      from: { path: "^functions/([^/]+)/", pathNot: "\\.(test|testing)\\.tsx?$" },
      to: { path: "^functions/([^/]+)/", pathNot: "^functions/$1/" },
    },
    {
      name: "nothing that is deployed imports local or tools",
      severity: "error",
      from: { path: "^(shared|functions|infra)/", pathNot: "\\.(test|testing)\\.tsx?$" },
      to: { path: "^(simulator|local|tools|test)/" },
    },
    {
      name: "no cycles",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    // `aws-lambda` is types alone (@types/aws-lambda).
    {
      name: "no import that leads nowhere",
      severity: "error",
      from: {},
      to: { couldNotResolve: true, pathNot: "^aws-lambda$" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      extensions: [".ts", ".tsx", ".js", ".mjs", ".json"],
      exportsFields: ["exports"],
      conditionNames: ["node", "require", "import"],
    },
  },
};
