import fc from "fast-check";
import type { Route } from "./rest-api";
import { matchRoute } from "./rest-api";

const route = (method: string, resource: string): Route => ({
  method,
  resource,
  functionArn: `${method} ${resource}`,
  authorization: "NONE",
});
const found = (routes: Route[], method: string, path: string) => {
  const match = matchRoute(routes, method, path);
  return match && [match.route.functionArn, match.pathParameters];
};

describe("the routes of an API", () => {
  const routes = [
    route("ANY", "/{proxy+}"),
    route("GET", "/users/{id}"),
    route("GET", "/users/me"),
    route("ANY", "/users/{id}"),
  ];

  it("prefer the exact path, then variables, then the greedy path; a method before any", () => {
    expect(found(routes, "GET", "/users/me")).toEqual(["GET /users/me", null]);
    expect(found(routes, "GET", "/users/7")).toEqual(["GET /users/{id}", { id: "7" }]);
    expect(found(routes, "PUT", "/users/7")).toEqual(["ANY /users/{id}", { id: "7" }]);
    expect(found(routes, "GET", "/a/b/c")).toEqual(["ANY /{proxy+}", { proxy: "a/b/c" }]);
  });

  it("match neither a shorter nor a longer path", () => {
    const one = [route("GET", "/users/{id}")];
    expect(found(one, "GET", "/users")).toBeUndefined();
    expect(found(one, "GET", "/users/7/notes")).toBeUndefined();
    expect(found([route("GET", "/{proxy+}")], "GET", "/")).toBeUndefined();
  });

  it("are found in whatever order they are declared", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(routes, { minLength: routes.length }), (order) => {
        expect(found(order, "GET", "/users/me")).toEqual(["GET /users/me", null]);
      }),
    );
  });
});
