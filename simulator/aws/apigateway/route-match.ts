import type { Route } from "./rest-api";

export interface RouteMatch {
  readonly route: Route;
  /** The values of `{name}` and `{name+}`, or null when the path has none, as in the event. */
  readonly pathParameters: Readonly<Record<string, string>> | null;
}

/**
 * Finds the route for a path below the stage; an exact path goes before one with variables, a
 * declared method before `ANY`.
 */
export function matchRoute(
  routes: readonly Route[],
  method: string,
  path: string,
): RouteMatch | undefined {
  const found = routes
    .filter((route) => route.method === method || route.method === "ANY")
    .flatMap((route) => {
      const pathParameters = parametersOf(route.resource, path);
      return pathParameters === undefined ? [] : [{ route, pathParameters }];
    });
  return found.sort((one, other) => rank(one) - rank(other))[0];
}

function rank({ route }: RouteMatch): number {
  const greedy = route.resource.includes("+}") ? 4 : 0;
  const variable = route.resource.includes("{") ? 2 : 0;
  return greedy + variable + (route.method === "ANY" ? 1 : 0);
}

function parametersOf(
  resource: string,
  path: string,
): Readonly<Record<string, string>> | null | undefined {
  const [wanted, found] = [segments(resource), segments(path)];
  const values: Record<string, string> = {};
  for (const [index, segment] of wanted.entries()) {
    const name = /^\{(.+?)(\+?)\}$/.exec(segment);
    const value = found[index];
    if (value === undefined) return undefined;
    if (name?.[2] === "+") {
      values[name[1] ?? ""] = found.slice(index).join("/");
      return values;
    }
    if (name) values[name[1] ?? ""] = value;
    else if (segment !== value) return undefined;
  }
  if (found.length !== wanted.length) return undefined;
  return Object.keys(values).length > 0 ? values : null;
}

function segments(path: string): string[] {
  return path.split("/").filter((segment) => segment !== "");
}
