import { dirname, resolve } from "node:path";
import { type BuildOptions, build, type Plugin } from "esbuild";
import type { FunctionNeeds } from "../../functions/needs";
import { hasTwilio, type TwilioStage } from "../../shared/domain/rollout/stage";

/** A function's code, whole: one CommonJS file. */
export interface Bundle {
  readonly text: string;
}

/**
 * Bundles each function by itself. The same source gives the same bytes: minified, no paths, no
 * dates, no comments.
 * @param root the repository's root
 * @throws esbuild's own error, which names file and line.
 */
export async function bundleFunctions(
  functions: readonly FunctionNeeds[],
  stage: TwilioStage,
  root = resolve(__dirname, "../.."),
): Promise<ReadonlyMap<string, Bundle>> {
  const started = performance.now();
  const { outputFiles } = await build({
    ...bundleOptions,
    absWorkingDir: root,
    entryPoints: Object.fromEntries(
      functions.map(({ name }) => [name, `functions/${name}/handler.ts`]),
    ),
    plugins: [withoutTwilio(stage), lambdaCredentials],
    write: false,
  });
  performance.measure(bundlingMeasure, { start: started });
  return new Map(outputFiles.map(({ path, text }) => [path.replace(/^.*\/|\.js$/g, ""), { text }]));
}

/**
 * Under this name Node's performance timeline has how long bundling took; whoever runs the program
 * may look it up there.
 */
const bundlingMeasure = "bundle the functions";

/**
 * Shared with the benchmark, so that the bare clients it compares with are bundled in the same way.
 */
export const bundleOptions = {
  bundle: true,
  minify: true,
  platform: "node",
  target: "node24",
  format: "cjs",
  // An ES module can be shaken; the AWS clients are a third smaller so.
  mainFields: ["module", "main"],
  outdir: "bundles",
  legalComments: "none",
  logLevel: "silent",
} as const satisfies BuildOptions;

/**
 * The one place that decides whether Twilio's code is bundled: at `removed` another module stands
 * in for it.
 */
function withoutTwilio(stage: TwilioStage): Plugin {
  return {
    name: "without-twilio",
    setup(build) {
      if (hasTwilio(stage)) return;
      build.onResolve({ filter: /\/twilio-arm$/ }, ({ path, resolveDir }) => ({
        path: resolve(resolveDir, `${path}-removed.ts`),
      }));
    },
  };
}

/**
 * Lambda hands a function its role's credentials in the environment (Lambda developer guide,
 * "Defined runtime environment variables"); the clients' default chain, which bundles the clients
 * of STS and IAM Identity Center too, would find them there first. Only that first link is bundled.
 */
export const lambdaCredentials: Plugin = {
  name: "lambda-credentials",
  setup(build) {
    const chain = "@aws-sdk/credential-provider-node";
    build.onResolve(
      { filter: new RegExp(`^${chain}$`) },
      async ({ importer, kind, resolveDir }) => {
        if (importer === "") return undefined;
        const { path } = await build.resolve("@aws-sdk/credential-provider-env", {
          kind,
          resolveDir,
        });
        return { path, namespace: "lambda-credentials" };
      },
    );
    build.onLoad({ filter: /.*/, namespace: "lambda-credentials" }, ({ path }) => ({
      contents: `export { fromEnv as defaultProvider } from ${JSON.stringify(path)};`,
      resolveDir: dirname(path),
    }));
  },
};
