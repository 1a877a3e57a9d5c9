import type { ApiBody, ApiResponse } from "../../infinity/api-response";

/** Who signs in, on every request. */
export interface ManagerLogin {
  readonly username: string;
  readonly password: string;
}

/** The API of one Management Node: `SimulatedManagementNode` is one. */
export interface ManagementApi {
  /** @param path from the root, with its query */
  request(method: string, path: string, body?: ApiBody, login?: ManagerLogin): ApiResponse | Promise<ApiResponse>;
}

/** The network that provider blocks reach Management Nodes over. */
export interface ManagerNetwork {
  /**
   * Asked before each request.
   *
   * @param address as in the provider block
   * @param insecure whether the block trusts any certificate
   * @returns the API there, or why nothing answers, as Go says it: `dial tcp 10.44.0.10:443: connect: connection refused`
   */
  reach(address: URL, insecure: boolean): ManagementApi | Unreachable;
}

export interface Unreachable {
  readonly unreachable: string;
}
