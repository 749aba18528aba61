import { spawn } from "node:child_process";
import {
  Server,
  ServerCredentials,
  type ServerUnaryCall,
  type ServerWritableStream,
  type sendUnaryData,
  status,
} from "@grpc/grpc-js";
import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import * as wire from "@pulumi/pulumi/proto/language_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { version } from "@pulumi/pulumi/version";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";

// Hosts Node programs for the Pulumi CLI, as `pulumi-language-nodejs` of Pulumi's releases does:
// starts Pulumi's own runner for a program (or a policy pack) and tells how it ended.

const [engine = ""] = process.argv.slice(2).filter((arg) => !arg.startsWith("-"));
const server = new Server();
server.addService(LanguageRuntimeService, {
  handshake: answer(() => new wire.LanguageHandshakeResponse()),
  getPluginInfo: answer(() => new PluginInfo().setVersion(version)),
  // The providers are on PATH, or attached: there is nothing to download.
  getRequiredPackages: answer(() => new wire.GetRequiredPackagesResponse()),
  getRequiredPlugins: answer(() => new wire.GetRequiredPluginsResponse()),
  installDependencies: (call: ServerWritableStream<unknown, unknown>) => call.end(),
  about: answer(() =>
    new wire.AboutResponse().setExecutable(process.execPath).setVersion(process.version),
  ),
  getProgramDependencies: answer(() => new wire.GetProgramDependenciesResponse()),
  run: answer(runProgram),
  runPlugin: runPolicyPack,
  cancel: answer(() => new Empty()),
});
server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  // The CLI reads the port from the first line.
  console.log(port);
});

/** What Pulumi's runner exits with when it has told the person what is wrong. */
const exitAfterToldPerson = 32;

async function runProgram(request: wire.RunRequest): Promise<wire.RunResponse> {
  const flags = {
    monitor: request.getMonitorAddress(),
    engine,
    organization: request.getOrganization(),
    project: request.getProject(),
    "root-directory": request.getInfo()?.getRootDirectory(),
    stack: request.getStack(),
    pwd: request.getInfo()?.getProgramDirectory() || request.getPwd(),
    parallel: String(request.getParallel()),
  };
  const given = Object.entries(flags).flatMap(([name, value]) =>
    value ? [`--${name}`, value] : [],
  );
  const dryRun = request.getDryrun() ? ["--dry-run"] : [];
  const entry = request.getInfo()?.getEntryPoint() || ".";
  const runner = [
    require.resolve("@pulumi/pulumi/cmd/run"),
    ...given,
    ...dryRun,
    entry,
    ...request.getArgsList(),
  ];

  const code = await exitOf(runner, { ...programEnvironment(request) });
  if (code === 0) return new wire.RunResponse();
  return code === exitAfterToldPerson
    ? new wire.RunResponse().setBail(true)
    : new wire.RunResponse().setError(`The program exited with code ${code}.`);
}

function programEnvironment(request: wire.RunRequest): Record<string, string> {
  const tsconfig = request.getInfo()?.getOptions()?.toJavaScript().tsconfig;
  return {
    PULUMI_CONFIG: JSON.stringify(
      Object.fromEntries(request.getConfigMap().toObject(false) as [string, string][]),
    ),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
    PULUMI_NODEJS_TYPESCRIPT: "true",
    ...(typeof tsconfig === "string" && { PULUMI_NODEJS_TSCONFIG_PATH: tsconfig }),
  };
}

function exitOf(args: string[], environment: Record<string, string>): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const child = spawn(process.execPath, args, {
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, ...environment },
  });
  child.once("error", reject).once("exit", (code) => resolve(code ?? 1));
  return promise;
}

/**
 * A policy pack is a plugin of the engine: what it writes is passed on, its exit code ends the
 * stream.
 */
function runPolicyPack(
  call: ServerWritableStream<wire.RunPluginRequest, wire.RunPluginResponse>,
): void {
  const request = call.request;
  const [engineAddress = "", ...rest] = request.getArgsList();
  const environment = Object.fromEntries(
    request.getEnvList().map((variable) => variable.split(/=(.*)/s).slice(0, 2)),
  );
  const runner = require.resolve("@pulumi/pulumi/cmd/run-policy-pack");
  const child = spawn(process.execPath, [runner, engineAddress, request.getProgram(), ...rest], {
    cwd: request.getPwd(),
    env: { ...process.env, ...environment, PULUMI_NODEJS_TYPESCRIPT: "true" },
  });
  child.stdout.on("data", (chunk: Buffer) =>
    call.write(new wire.RunPluginResponse().setStdout(chunk)),
  );
  child.stderr.on("data", (chunk: Buffer) =>
    call.write(new wire.RunPluginResponse().setStderr(chunk)),
  );
  child.once("close", (code) => {
    call.write(new wire.RunPluginResponse().setExitcode(code ?? 1));
    call.end();
  });
  call.on("cancelled", () => child.kill());
}

function answer<Request, Response>(handle: (request: Request) => Response | Promise<Response>) {
  return async (call: ServerUnaryCall<Request, Response>, callback: sendUnaryData<Response>) => {
    try {
      callback(null, await handle(call.request));
    } catch (error) {
      callback({
        code: status.UNKNOWN,
        details: error instanceof Error ? error.message : String(error),
      });
    }
  };
}
