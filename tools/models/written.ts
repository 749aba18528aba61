import type { DeclaredProperty, DeclaredType } from "end-user-messaging-simulator";

/** The text of a type's file: one property a line, an object's opened up. */
export function writtenType({ type, sources, inputs, computed }: DeclaredType): string {
  return [
    "{",
    `  "type": ${JSON.stringify(type)},`,
    `  "sources": [`,
    sources.map((source) => `    ${JSON.stringify(source)}`).join(",\n"),
    "  ],",
    `  "inputs": {`,
    writtenProperties(inputs, "    "),
    "  },",
    `  "computed": ${JSON.stringify(computed)}`,
    "}",
    "",
  ].join("\n");
}

function writtenProperties(
  properties: Readonly<Record<string, DeclaredProperty>>,
  indent: string,
): string {
  return Object.entries(properties)
    .map(([name, property]) => `${indent}${JSON.stringify(name)}: ${written(property, indent)}`)
    .join(",\n");
}

function written({ element, properties, ...rest }: DeclaredProperty, indent: string): string {
  const head = JSON.stringify(rest).slice(1, -1);
  if (properties)
    return `{${head},"properties":{\n${writtenProperties(properties, `${indent}  `)}\n${indent}}}`;
  return element ? `{${head},"element":${written(element, indent)}}` : `{${head}}`;
}
