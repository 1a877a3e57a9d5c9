import type { handleUnaryCall, UntypedServiceImplementation } from "@grpc/grpc-js";
import { Server, ServerCredentials } from "@grpc/grpc-js";
import type { Call } from "./calls";
import { calls } from "./calls";
import type { ProviderHandler } from "./handler";
import { providerService } from "./protocol";
import type { ProviderSchema } from "./schema";
import { schemaMessage } from "./schema";

export interface ProviderServerOptions {
  /** The provider's full address, such as "registry.terraform.io/pexip/infinity". */
  address: string;
  schema: ProviderSchema;
  /** @default - validates what the schema alone can judge, refuses the rest */
  handler?: ProviderHandler;
}

/** A provider on a loopback port of this process. The process must stay responsive: run Terraform asynchronously. */
export interface ProviderServer {
  readonly address: string;
  readonly port: number;
  /** Ends the connections and frees the port. */
  stop(): Promise<void>;
}

export async function startProviderServer(options: ProviderServerOptions): Promise<ProviderServer> {
  // channelz stays on: without it grpc-js 1.14 keeps no list of its sessions, and forceShutdown ends none
  const server = new Server({ "grpc.max_receive_message_length": -1 });
  server.addService(providerService, implementation(options));
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  return {
    address: options.address,
    port,
    stop: () =>
      new Promise((resolve, reject) => {
        server.tryShutdown((error) => (error ? reject(error) : resolve()));
        server.forceShutdown();
      }),
  };
}

/** The value of TF_REATTACH_PROVIDERS that joins Terraform to these servers in place of the providers' own programs. */
export function reattachProviders(servers: readonly ProviderServer[]): string {
  const entries = servers.map(({ address, port }) => [
    address,
    {
      Protocol: "grpc",
      ProtocolVersion: 6,
      Pid: process.pid,
      // Terraform would otherwise end the process that it talks to
      Test: true,
      Addr: { Network: "tcp", String: `127.0.0.1:${port}` },
    },
  ]);
  return JSON.stringify(Object.fromEntries(entries));
}

function implementation({ schema, handler = {} }: ProviderServerOptions): UntypedServiceImplementation {
  const described = {
    ...schemaMessage(schema),
    server_capabilities: { plan_destroy: true, get_provider_schema_optional: true },
  };
  return {
    GetProviderSchema: unary(() => Promise.resolve(described), handler),
    ...Object.fromEntries(Object.entries(calls).map(([name, call]) => [name, unary(call, handler)])),
  };
}

function unary(call: Call, handler: ProviderHandler): handleUnaryCall<Parameters<Call>[1], object> {
  return (unaryCall, callback) => {
    call(handler, unaryCall.request, { peer: unaryCall.getPeer() }).then(
      (response) => callback(null, response),
      (error: Error) => callback(error),
    );
  };
}
