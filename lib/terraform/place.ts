import { Token } from "cdktf";
import type { IConstruct } from "constructs";
import type { Place } from "../validation/schema";

/** Where a child of `scope` will stand. */
export function placeOf(scope: IConstruct, id: string): Place {
  const parent = scope.node.path;
  return { path: parent === "" ? id : `${parent}/${id}`, isToken: Token.isUnresolved };
}
