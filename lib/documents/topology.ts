import type { DeploymentView } from "../deployment/model";
import type { Frame, TopologyGraph } from "./topology/graph";
import { hostFrames } from "./topology/hosts";
import { type Arrangement, arrange } from "./topology/layout";
import { pictureSvg } from "./topology/picture";
import { platformFrames } from "./topology/platforms";

/** As wide as the printable part of A4 carries with letters of almost 7 points, in pixels; with more hosts, as wide as a screen. */
const PAPER_WIDTH = 900;
const MOST_HOSTS_ON_PAPER = 12;
const SCREEN_WIDTH = 1400;

/** A picture with more paths of media says in its legend which line is which, not on each line. */
const MOST_LABELLED_PATHS = 16;

/**
 * The deployment as a picture: locations with the paths of media, then hosts with their switches and VMs. An SVG document of its own that
 * can also stand in an HTML page: nothing is fetched or run, and its style touches nothing else. Light on paper, dark where the screen is.
 */
export async function topologySvg(view: DeploymentView): Promise<string> {
  const graph: TopologyGraph = { platforms: platformFrames(view), hosts: hostFrames(view) };
  const width = graph.hosts.length > MOST_HOSTS_ON_PAPER ? SCREEN_WIDTH : PAPER_WIDTH;
  const media = await mediaArrangement(graph.platforms, width);
  const machines = await arrange(graph.hosts, { direction: "RIGHT", width: Math.max(width, media.width), lines: "cables" });
  return pictureSvg(graph, [
    ["Locations and media paths", media],
    ["Hosts and virtual machines", machines],
  ]);
}

/** Media reads from left to right; from above to below where that would be too wide. */
async function mediaArrangement(platforms: readonly Frame[], width: number): Promise<Arrangement> {
  const lines = platforms.flatMap(({ links }) => links).length <= MOST_LABELLED_PATHS ? "labelled paths" : "paths";
  const across = await arrange(platforms, { direction: "RIGHT", width, lines });
  if (across.width <= width) return across;
  const down = await arrange(platforms, { direction: "DOWN", width, lines });
  return down.width < across.width ? down : across;
}
