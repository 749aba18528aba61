import ts from "typescript";
import { documentedIn } from "./documentation";
import { pulumiDeclarations } from "./sources";

/** A property as the `.d.ts` of `@pulumi/aws` declares it. */
export interface ArgsProperty {
  readonly name: string;
  readonly required: boolean;
  readonly type: ArgsType;
  /** The doc comment as one line. */
  readonly documentation: string;
}

export type ArgsType =
  | { readonly kind: "string" | "number" | "boolean" | "json" | "archive" }
  | { readonly kind: "list" | "map"; readonly element: ArgsType }
  | { readonly kind: "object"; readonly properties: readonly ArgsProperty[] };

export interface ResourceClass {
  readonly inputs: readonly ArgsProperty[];
  /** Outputs that are no arguments. */
  readonly computed: readonly string[];
}

/** Reads the class of a type token and its arguments, nested ones to every depth. */
export function resourceClass(token: string): ResourceClass {
  const [, path = "", name = ""] = token.split(":");
  const file = `${path}.d.ts`;
  const source = parsed(file);
  const inputs = propertiesOf(interfaceIn(source, `${name}Args`, file));
  const declared = source.statements.find(
    (statement) => ts.isClassDeclaration(statement) && statement.name?.text === name,
  );
  if (!declared || !ts.isClassDeclaration(declared))
    throw new Error(`${file} has no class ${name}.`);
  const outputs = declared.members.flatMap((member) =>
    ts.isPropertyDeclaration(member) && !isStatic(member) ? [member.name.getText(source)] : [],
  );
  const given = new Set(inputs.map((input) => input.name));
  return { inputs, computed: outputs.filter((output) => !given.has(output)).sort() };
}

function isStatic(member: ts.PropertyDeclaration): boolean {
  return member.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword) ?? false;
}

const sources = new Map<string, ts.SourceFile>();

function parsed(file: string): ts.SourceFile {
  const known = sources.get(file);
  if (known) return known;
  const source = ts.createSourceFile(file, pulumiDeclarations(file), ts.ScriptTarget.Latest, true);
  sources.set(file, source);
  return source;
}

function interfaceIn(
  scope: ts.SourceFile | ts.ModuleBlock,
  name: string,
  where: string,
): ts.InterfaceDeclaration {
  const found = scope.statements.find(
    (statement) => ts.isInterfaceDeclaration(statement) && statement.name.text === name,
  );
  if (found && ts.isInterfaceDeclaration(found)) return found;
  throw new Error(`${where} has no interface ${name}.`);
}

/** `inputs.sqs.X` stands in `types/input.d.ts`, in the namespace `sqs`. */
function nestedInterface([
  ,
  namespace = "",
  name = "",
]: readonly string[]): ts.InterfaceDeclaration {
  const file = "types/input.d.ts";
  const block = parsed(file).statements.find(
    (statement) => ts.isModuleDeclaration(statement) && statement.name.text === namespace,
  );
  if (!block || !ts.isModuleDeclaration(block) || !block.body || !ts.isModuleBlock(block.body))
    throw new Error(`${file} has no namespace ${namespace}.`);
  return interfaceIn(block.body, name, `${file}, ${namespace}`);
}

function propertiesOf(declared: ts.InterfaceDeclaration): ArgsProperty[] {
  return declared.members.flatMap((member) => {
    if (!ts.isPropertySignature(member) || !member.type) return [];
    return [
      {
        name: member.name.getText(),
        required: member.questionToken === undefined,
        type: typeOf(member.type),
        documentation: documentedIn(member),
      },
    ];
  });
}

/** Documents that the provider takes as an object too. */
const documents: readonly string[] = ["inputs.iam.PolicyDocument", "PolicyDocument"];

function typeOf(node: ts.TypeNode): ArgsType {
  if (ts.isTypeReferenceNode(node)) {
    const name = node.typeName.getText();
    const [argument] = node.typeArguments ?? [];
    if (name === "pulumi.Input" && argument) return typeOf(argument);
    if (name === "pulumi.asset.Archive") return { kind: "archive" };
    if (name.startsWith("inputs."))
      return { kind: "object", properties: propertiesOf(nestedInterface(name.split("."))) };
    // `ARN` and the enums' names are texts.
    return { kind: "string" };
  }
  if (ts.isUnionTypeNode(node)) return unionOf(node);
  if (ts.isArrayTypeNode(node)) return { kind: "list", element: typeOf(node.elementType) };
  if (ts.isTypeLiteralNode(node)) return mapOf(node);
  switch (node.kind) {
    case ts.SyntaxKind.StringKeyword:
      return { kind: "string" };
    case ts.SyntaxKind.NumberKeyword:
      return { kind: "number" };
    case ts.SyntaxKind.BooleanKeyword:
      return { kind: "boolean" };
    default:
      throw new Error(`No reading for the type ${node.getText()}.`);
  }
}

/** `string | Topic` takes a resource in place of its id, `string | enums.x.Y` suggests values. */
function unionOf(node: ts.UnionTypeNode): ArgsType {
  const members = node.types.filter(({ kind }) => kind !== ts.SyntaxKind.UndefinedKeyword);
  const [only] = members;
  if (only && members.length === 1) return typeOf(only);
  if (members.some((member) => documents.includes(member.getText()))) return { kind: "json" };
  if (members.some(({ kind }) => kind === ts.SyntaxKind.StringKeyword)) return { kind: "string" };
  throw new Error(`No reading for the type ${node.getText()}.`);
}

function mapOf(node: ts.TypeLiteralNode): ArgsType {
  const [member] = node.members;
  if (member && ts.isIndexSignatureDeclaration(member))
    return { kind: "map", element: typeOf(member.type) };
  throw new Error(`No reading for the type ${node.getText()}.`);
}
