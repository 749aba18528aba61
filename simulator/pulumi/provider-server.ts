import {
  Server,
  ServerCredentials,
  type ServerUnaryCall,
  type sendUnaryData,
  status,
} from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as wire from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Properties } from "../aws/account/control-plane";
import type { Naming } from "../aws/resources/resource-check";
import type { CheckFailure } from "../aws/resources/resource-model";
import type { Named, ProviderOperations } from "./provider-operations";

/**
 * The simulated `aws` provider as Pulumi's engine sees one: a gRPC server that
 * `PULUMI_DEBUG_PROVIDERS` names.
 */
export class ProviderServer {
  readonly #server = new Server({
    "grpc.max_receive_message_length": largestMessage,
    "grpc.max_send_message_length": largestMessage,
  });

  constructor(private readonly operations: ProviderOperations) {
    this.#server.addService(ResourceProviderService, {
      attach: answer(() => new Empty()),
      cancel: answer(() => new Empty()),
      getPluginInfo: answer(() => new PluginInfo().setVersion("7.48.0")),
      checkConfig: answer((request: wire.CheckRequest) => this.#checkConfig(request)),
      diffConfig: answer(() =>
        new wire.DiffResponse().setChanges(wire.DiffResponse.DiffChanges.DIFF_NONE),
      ),
      configure: answer((request: wire.ConfigureRequest) => {
        this.operations.configure(plain(request.getArgs()));
        return new wire.ConfigureResponse()
          .setSupportspreview(true)
          .setSupportsAutonamingConfiguration(true);
      }),
      check: answer((request: wire.CheckRequest) => this.#check(request)),
      diff: answer((request: wire.DiffRequest) => this.#diff(request)),
      create: answer((request: wire.CreateRequest) => this.#create(request)),
      read: answer((request: wire.ReadRequest) => this.#read(request)),
      update: answer((request: wire.UpdateRequest) => this.#update(request)),
      delete: answer((request: wire.DeleteRequest) => this.#delete(request)),
      invoke: answer((request: wire.InvokeRequest) => this.#invoke(request)),
    });
  }

  /** @returns the port on loopback. */
  listen(): Promise<number> {
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    this.#server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) =>
      error ? reject(error) : resolve(port),
    );
    return promise;
  }

  close(): void {
    this.#server.forceShutdown();
  }

  #checkConfig(request: wire.CheckRequest): wire.CheckResponse {
    const response = new wire.CheckResponse().setInputs(request.getNews());
    return response.setFailuresList(
      this.operations.checkConfig(plain(request.getNews())).map(told),
    );
  }

  #check(request: wire.CheckRequest): wire.CheckResponse {
    const random = Buffer.from(request.getRandomseed_asU8()).toString("hex").padEnd(7, "0");
    const { inputs, failures } = this.operations.check(
      named(request),
      plain(request.getOlds()),
      plain(request.getNews()),
      random,
      namingOf(request.getAutonaming()),
    );
    const response = new wire.CheckResponse().setInputs(struct(inputs));
    return response.setFailuresList(failures.map(told));
  }

  #diff(request: wire.DiffRequest): wire.DiffResponse {
    const olds = plain(request.getOldInputs());
    const news = plain(request.getNews());
    const { changed, replaces, deleteBeforeReplace } = this.operations.diff(
      named(request),
      olds,
      news,
      plain(request.getOlds()).tagsAll,
    );
    const { DIFF_SOME, DIFF_NONE } = wire.DiffResponse.DiffChanges;
    const response = new wire.DiffResponse().setChanges(changed.length > 0 ? DIFF_SOME : DIFF_NONE);
    response
      .setDiffsList([...changed])
      .setReplacesList([...replaces])
      .setDeletebeforereplace(deleteBeforeReplace)
      .setHasdetaileddiff(true);
    for (const property of changed)
      response
        .getDetaileddiffMap()
        .set(
          property,
          propertyDiff(property in olds, property in news, replaces.includes(property)),
        );
    return response;
  }

  async #create(request: wire.CreateRequest): Promise<wire.CreateResponse> {
    const { id, outputs } = await this.operations.create(
      named(request),
      plain(request.getProperties()),
      request.getPreview(),
    );
    return new wire.CreateResponse().setId(id).setProperties(struct(outputs));
  }

  #read(request: wire.ReadRequest): wire.ReadResponse {
    const prior = {
      id: request.getId(),
      inputs: plain(request.getInputs()),
      outputs: plain(request.getProperties()),
    };
    const found = this.operations.read(named(request), prior);
    if (!found) return new wire.ReadResponse();
    return new wire.ReadResponse()
      .setId(found.id)
      .setProperties(struct(found.outputs))
      .setInputs(struct(found.inputs));
  }

  async #update(request: wire.UpdateRequest): Promise<wire.UpdateResponse> {
    const prior = {
      id: request.getId(),
      inputs: plain(request.getOldInputs()),
      outputs: plain(request.getOlds()),
    };
    const outputs = await this.operations.update(
      named(request),
      prior,
      plain(request.getNews()),
      request.getPreview(),
    );
    return new wire.UpdateResponse().setProperties(struct(outputs));
  }

  async #delete(request: wire.DeleteRequest): Promise<Empty> {
    await this.operations.delete(named(request), request.getId());
    return new Empty();
  }

  #invoke(request: wire.InvokeRequest): wire.InvokeResponse {
    return new wire.InvokeResponse().setReturn(
      struct(this.operations.invoke(request.getTok(), plain(request.getArgs()))),
    );
  }
}

/** Pulumi's own limit; bundles travel in messages. */
const largestMessage = 400 * 1024 * 1024;

/** An error goes to the engine as its message: the engine names the resource. */
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

function named(request: { getType(): string; getName(): string }): Named {
  return { type: request.getType(), logicalName: request.getName() };
}

function plain(struct: Struct | undefined): Properties {
  return struct?.toJavaScript() ?? {};
}

/** JSON and back: the wire has no `undefined`. */
function struct(properties: Properties): Struct {
  const json: Record<string, JavaScriptValue> = JSON.parse(JSON.stringify(properties));
  return Struct.fromJavaScript(json);
}

function told({ property, reason }: CheckFailure): wire.CheckFailure {
  return new wire.CheckFailure().setProperty(property).setReason(reason);
}

function namingOf(options: wire.CheckRequest.AutonamingOptions | undefined): Naming | undefined {
  if (!options) return undefined;
  return options.getMode() === wire.CheckRequest.AutonamingOptions.Mode.DISABLE
    ? { disabled: true }
    : { proposed: options.getProposedName() };
}

function propertyDiff(before: boolean, after: boolean, replaces: boolean): wire.PropertyDiff {
  const { ADD, ADD_REPLACE, DELETE, DELETE_REPLACE, UPDATE, UPDATE_REPLACE } =
    wire.PropertyDiff.Kind;
  const [inPlace, another] = !before
    ? [ADD, ADD_REPLACE]
    : !after
      ? [DELETE, DELETE_REPLACE]
      : [UPDATE, UPDATE_REPLACE];
  return new wire.PropertyDiff().setKind(replaces ? another : inPlace).setInputdiff(true);
}
