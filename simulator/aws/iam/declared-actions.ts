import { nearest } from "../../kernel/nearest";
import { isMap, parsedDocument } from "../account/declared";
import { unknownValue } from "../resources/property-value";
import type { CheckFailure } from "../resources/resource-model";
import actionsFile from "./declared/actions.json";

interface ServiceAuthorization {
  /** ARN patterns by resource type. */
  readonly resources: Readonly<Record<string, string>>;
  /** The resource types that an action takes; none means the whole account. */
  readonly actions: Readonly<Record<string, readonly string[]>>;
}

const services: Readonly<Record<string, ServiceAuthorization>> = actionsFile.services;

/** Service principals of the services that act for others in the simulated account. */
const servicePrincipals = [
  "apigateway.amazonaws.com",
  "cloudwatch.amazonaws.com",
  "events.amazonaws.com",
  "lambda.amazonaws.com",
  "s3.amazonaws.com",
  "scheduler.amazonaws.com",
  "sms-voice.amazonaws.com",
  "sns.amazonaws.com",
  "social-messaging.amazonaws.com",
];

/** Whom a policy hangs on: who acts, what is acted on, or a role that somebody takes on. */
type PolicyKind = keyof typeof elements;

/** IAM user guide, "IAM JSON policy elements": Principal, and Resource. */
const elements = {
  identity: { needed: ["Resource"], forbidden: ["Principal"] },
  resource: { needed: ["Principal"], forbidden: [] },
  trust: { needed: ["Principal"], forbidden: ["Resource"] },
} as const;

/** IAM user guide, "IAM JSON policy elements: Version". */
const versions: readonly unknown[] = ["2012-10-17", "2008-10-17"];

/**
 * What IAM has not: versions of the language, statements without what their kind of policy needs,
 * actions that exist in no service, resources of which no action of the statement takes the type,
 * and service principals that are nobody's.
 */
export function checkPolicyDocument(
  property: string,
  document: unknown,
  kind: PolicyKind,
): CheckFailure[] {
  const { Version = versions[0] } = parsedDocument(document);
  const ofVersion = versions.includes(Version)
    ? []
    : [
        {
          property,
          reason:
            `${property}.Version is ${JSON.stringify(Version)}; ` +
            `allowed is ${versions.join(" or ")}.`,
        },
      ];
  return [...ofVersion, ...statementFailures(property, document, kind)];
}

function statementFailures(property: string, document: unknown, kind: PolicyKind): CheckFailure[] {
  return statementsOf(document).flatMap((statement, index) => {
    const { Action, Resource, Sid } = statement;
    const at = `${property}.Statement[${index}]${typeof Sid === "string" ? ` (${Sid})` : ""}`;
    const actions = listOf(Action);
    const wrong = actions.flatMap((action) => actionProblem(action));
    const reasons =
      wrong.length > 0
        ? wrong
        : listOf(Resource).flatMap((resource) => resourceProblem(resource, actions));
    return [
      ...elementProblems(statement, kind).map((reason) => ({
        property,
        reason: `${at}: ${reason}.`,
      })),
      ...reasons.map((reason) => ({ property, reason: `${at}: ${reason}.` })),
      ...principalProblems(property, at, statement),
    ];
  });
}

function elementProblems(statement: Statement, kind: PolicyKind): string[] {
  const { needed, forbidden } = elements[kind];
  const isThere = (element: "Principal" | "Resource") => statement[element] !== undefined;
  return [
    ...needed
      .filter((element) => !isThere(element))
      .map((element) => `${element} is missing; a statement of this kind of policy needs one`),
    ...forbidden
      .filter(isThere)
      .map((element) => `${element} is set; allowed is none in this kind of policy`),
  ];
}

function principalProblems(property: string, at: string, { Principal }: Statement): CheckFailure[] {
  const services = listOf(isMap(Principal) ? Principal.Service : undefined);
  return services
    .flatMap((name) => serviceProblem(name))
    .map((reason) => ({ property, reason: `${at}.Principal.Service ${reason}.` }));
}

/** What is wrong with a service principal, as the rest of a sentence. */
export function serviceProblem(name: string): string[] {
  if (servicePrincipals.includes(name) || name.includes(unknownValue)) return [];
  const meant = nearest(name, servicePrincipals);
  return [
    `is ${JSON.stringify(name)}; ` +
      `allowed are ${servicePrincipals.join(", ")}${meant ? ` (did you mean ${meant}?)` : ""}`,
  ];
}

/** What is wrong with the name of an action, as a sentence. */
export function actionProblem(action: string): string[] {
  if (action === "*") return [];
  const [prefix = "", name = ""] = action.split(":");
  const service = services[prefix.toLowerCase()];
  if (!service)
    return [
      `Action ${action} is of no service that is simulated${hint(prefix, Object.keys(services))}`,
    ];
  const known = Object.keys(service.actions);
  if (known.some((each) => matches(name, each))) return [];
  return [`Action ${action} does not exist${hint(name, known)}`];
}

/** A resource must be of a type that at least one of the actions takes. */
function resourceProblem(resource: string, actions: readonly string[]): string[] {
  if (resource === "*" || resource.includes(unknownValue) || actions.includes("*")) return [];
  const taken = actions.flatMap((action) => typesTakenBy(action));
  const types = resource.includes("*") ? taken : typesOf(resource);
  const isTaken = types.some(
    ({ arn }) => taken.some((type) => type.arn === arn) && arnMatches(resource, arn),
  );
  if (isTaken) return [];
  const allowed =
    taken.length === 0
      ? '"*"'
      : [...new Set(taken.map(({ type, arn }) => `${type} (${arn})`))].join(", ");
  return [
    `Resource ${JSON.stringify(resource)} is of no type that ${actions.join(", ")} takes; ` +
      `allowed are ${allowed}`,
  ];
}

interface ResourceType {
  readonly type: string;
  /** The ARN's pattern, with `${…}` for what varies. */
  readonly arn: string;
}

/** The types that an ARN can be of: of several patterns that match, those that say the most. */
function typesOf(resource: string): ResourceType[] {
  const service = services[resource.split(":")[2] ?? ""];
  const matching = typesIn(service, Object.keys(service?.resources ?? {})).filter(({ arn }) =>
    arnMatches(resource, arn),
  );
  const said = ({ arn }: ResourceType) => arn.replace(/\$\{[^}]*\}/g, "").length;
  const most = Math.max(...matching.map(said));
  return matching.filter((type) => said(type) === most);
}

function typesTakenBy(action: string): ResourceType[] {
  const [prefix = "", name = ""] = action.split(":");
  const service = services[prefix.toLowerCase()];
  const types = Object.entries(service?.actions ?? {})
    .filter(([known]) => matches(name, known))
    .flatMap(([, taken]) => taken);
  return typesIn(service, types);
}

/** Some types have several patterns. */
function typesIn(
  service: ServiceAuthorization | undefined,
  types: readonly string[],
): ResourceType[] {
  return types.flatMap((type) =>
    (service?.resources[type] ?? "").split(", ").map((arn) => ({ type, arn })),
  );
}

/** IAM's wildcards in the name of an action, whose case does not count. */
function matches(pattern: string, name: string): boolean {
  return new RegExp(`^${wildcards(pattern)}$`, "i").test(name);
}

/** Whether a resource, wildcards and all, can be one of the pattern's. */
function arnMatches(resource: string, arn: string): boolean {
  const parts = arn.split(/\$\{[^}]*\}/).map(escaped);
  if (resource.includes("*")) {
    // A wildcard may stand for any part: what is before the first one must fit.
    const prefix = resource.slice(0, resource.indexOf("*"));
    return new RegExp(`^${parts.join("[^:]*")}`).test(resource) || fitsPrefix(prefix, arn);
  }
  return new RegExp(`^${parts.join(".*")}$`).test(resource);
}

function fitsPrefix(prefix: string, arn: string): boolean {
  const given = prefix.split(":");
  const wanted = arn.split(":");
  return given.every((part, index) => {
    const other = wanted[index];
    if (other === undefined) return wanted.length > 0;
    const fixed = other.split("${")[0] ?? "";
    return fixed.startsWith(part) || part.startsWith(fixed);
  });
}

function wildcards(pattern: string): string {
  return escaped(pattern).replaceAll("\\*", ".*").replaceAll("\\?", ".");
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

function hint(word: string, known: readonly string[]): string {
  const meant = nearest(word, known);
  return meant ? `; did you mean ${meant}?` : "";
}

interface Statement {
  readonly Sid?: unknown;
  readonly Action?: unknown;
  readonly Resource?: unknown;
  readonly Principal?: unknown;
}

function statementsOf(document: unknown): Statement[] {
  return [parsedDocument(document).Statement].flat().filter(isMap);
}

function listOf(value: unknown): string[] {
  return [value].flat().filter((element) => typeof element === "string");
}
