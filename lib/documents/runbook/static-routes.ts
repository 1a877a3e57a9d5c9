import { code, table } from "../markdown";
import type { PlatformContext } from "./context";
import type { Step } from "./step";
import { typed } from "./values";

/** Does the Management Node itself have routes? Then they come before its settings, otherwise before the nodes. */
export function settingsNameRoutes({ platform }: PlatformContext): boolean {
  return platform.services.some(({ service, references }) => service === "managementNodeSettings" && references.staticRoutes !== undefined);
}

/** Guide page 13: the node's form offers the routes that exist. */
export function staticRouteSteps({ platform }: PlatformContext): readonly Step[] {
  const { managementNode, staticRoutes } = platform;
  if (staticRoutes.length === 0) return [];
  const rows = table(["Name", "Destination network", "Prefix", "Gateway"], staticRoutes.map((route) => [code(route.name), typed(route.address), String(route.prefix), typed(route.gateway)]));
  const title = "Add the static routes";
  if (managementNode.mode === "api") return [{ title, page: "13", by: { terraform: ["pexip_infinity_static_route"] }, body: rows }];
  return [
    {
      id: undefined,
      title,
      page: "13",
      by: "person",
      body: ["**System > Static Routes**, before the nodes, whose form offers them. A node that needs one and has none is never contacted.", "", ...rows],
    },
  ];
}
