import { NodeRole } from "../enums";
import type { DeploymentView, PlatformView } from "../model";
import type { ServiceRecord } from "../service";
import type { ConferenceAlias } from "../services/conference";
import { atLeast, VERSIONS } from "../versions";
import type { Finding, Rule } from "./rule";
import { claim } from "./unique";

/** Sources: docs.pexip.com v11, "PINs, hosts and guests" (4-10); pexip/infinity 40.0.0, conference (4-20). Both count the final `#`. */
const PIN = { shortest: 4, longest: 20, longestBefore: 10 } as const;
/** Source: pexip/infinity 40.0.0, conference. */
const MAX_ALIAS = 250;

const isRoom = ({ service }: ServiceRecord): boolean => service === "virtualMeetingRoom" || service === "virtualAuditorium";

const roomsOf = ({ services }: PlatformView): readonly ServiceRecord[] => services.filter(isRoom);

const aliasesOf = ({ values }: ServiceRecord): readonly ConferenceAlias[] => (values.aliases as readonly ConferenceAlias[] | undefined) ?? [];

const aliases: Rule = {
  id: "PXH148",
  severity: "error",
  title: "An alias has at most 250 characters, and stands for one room.",
  why: "The Management Node refuses a second one: a call would not know where to go.",
  source: "pexip/infinity 40.0.0, conference; Pexip management API (alias is unique)",
  *check(view) {
    for (const platform of view.platforms) {
      const taken = new Map<string, string>();
      for (const room of roomsOf(platform)) {
        for (const [index, { alias, description = "" }] of aliasesOf(room).entries()) {
          const at = { path: room.path, key: "aliases" };
          const first = claim(taken, alias.toLowerCase(), room.path);
          if (first === room.path) yield { ...at, message: `aliases has ${alias} twice; upper and lower case make no difference` };
          else if (first !== undefined) yield { ...at, message: `alias ${alias} is already used by ${first}; every alias stands for one room` };
          for (const [what, text] of [["aliases", alias], ["description of aliases", description]] as const) {
            const length = [...text].length;
            if (length > MAX_ALIAS) yield { ...at, message: `${what} entry ${index + 1} has ${length} characters; Pexip Infinity takes at most ${MAX_ALIAS}` };
          }
        }
      }
    }
  },
};

/** The PINs of all rooms that are written in clear: what a Secret holds is not known. */
function* pinsInClear(view: DeploymentView): Iterable<{ readonly room: ServiceRecord; readonly key: "pin" | "guestPin"; readonly pin: string }> {
  for (const room of view.services) {
    if (!isRoom(room)) continue;
    for (const key of ["pin", "guestPin"] as const) {
      const pin = room.values[key];
      if (typeof pin === "string") yield { room, key, pin };
    }
  }
}

const pinShape: Rule = {
  id: "PXH149",
  severity: "error",
  title: "A PIN is digits, with a final # if wanted, 4-20 characters in all.",
  why: "The provider refuses another length, and telephones cannot send anything else.",
  source: 'docs.pexip.com v11, "PINs, hosts and guests"; pexip/infinity 40.0.0, conference',
  *check(view) {
    for (const { room, key, pin } of pinsInClear(view)) {
      if (!/^\d+#?$/.test(pin)) yield { path: room.path, key, message: `${key} must be digits, with a final # if wanted` };
      else if (pin.length < PIN.shortest || pin.length > PIN.longest) yield { path: room.path, key, message: `${key} has ${pin.length} characters; Pexip Infinity takes ${PIN.shortest}-${PIN.longest}, the # included` };
    }
  },
};

const longPins: Rule = {
  id: "PXH150",
  severity: "warning",
  title: "Before version 38 a PIN has at most 10 characters.",
  why: "Older versions took no longer ones; which version first did is unverified.",
  source: 'docs.pexip.com v11, "PINs, hosts and guests" (4-10); pexip/infinity 40.0.0, conference (4-20)',
  *check(view) {
    for (const { room, key, pin } of pinsInClear(view)) {
      const { infinityVersion } = view.managementNode(room.managementNode);
      if (atLeast(infinityVersion, VERSIONS.longPins) || pin.length <= PIN.longestBefore || pin.length > PIN.longest) continue;
      yield { path: room.path, key, message: `${key} has ${pin.length} characters, and infinityVersion is ${infinityVersion}: ${PIN.longestBefore} are safe before v${VERSIONS.longPins}, more are unverified` };
    }
  },
};

function* pinsAgainstEachOther({ path, values }: ServiceRecord): Iterable<Finding> {
  const { pin, guestPin, allowGuests } = values;
  if (pin === undefined && allowGuests === true) yield { path, key: "pin", message: "pin is missing, and allowGuests is true: hosts are told from guests by their PIN; give a host PIN, or leave allowGuests out" };
  else if (pin === undefined && guestPin !== undefined) yield { path, key: "pin", message: "pin is missing, and guestPin is given; give a host PIN and allowGuests: true" };
  const same = typeof pin === "string" ? pin === guestPin : (pin as { variable?: string } | undefined)?.variable !== undefined && (pin as { variable: string }).variable === (guestPin as { variable?: string } | undefined)?.variable;
  if (same) yield { path, key: "guestPin", message: "guestPin is the same as pin, so that nobody could be a guest; give two different ones" };
}

const hostAndGuestPins: Rule = {
  id: "PXH151",
  severity: "error",
  title: "A room with guests has a host PIN, and a guest PIN differs from it.",
  why: "The PIN decides who is host and who is guest.",
  source: 'pexip/infinity 40.0.0, conference; docs.pexip.com, "PINs, hosts and guests"',
  *check(view) {
    for (const room of view.services) if (isRoom(room)) yield* pinsAgainstEachOther(room);
  },
};

const pinInClear: Rule = {
  id: "PXH152",
  severity: "warning",
  title: "A PIN is a Secret.",
  why: "Whoever reads the program, or what is synthesized from it, may join the meeting as its host.",
  source: "design of this package",
  *check(view) {
    for (const { room, key } of pinsInClear(view)) yield { path: room.path, key, message: `${key} is written in clear; give Secret.fromVariable(name), and the PIN in TF_VAR_name` };
  },
};

const reachable: Rule = {
  id: "PXH153",
  severity: "warning",
  absence: true,
  title: "A room has an alias, a licence and a node that hosts it.",
  why: "Nobody can meet in it otherwise.",
  source: "guide pages 11 and 12",
  *check(view) {
    for (const platform of view.platforms) {
      const rooms = roomsOf(platform);
      for (const room of rooms) if (aliasesOf(room).length === 0) yield { path: room.path, key: "aliases", message: "aliases is empty, so that nobody can dial the room; give at least one" };
      // what an existing platform has besides is not known
      if (rooms.length === 0 || platform.managementNode.origin === "imported") continue;
      const { managementNode, services, nodes } = platform;
      if (!services.some(({ service }) => service === "licence")) yield { path: rooms[0].path, message: `${managementNode.path} has no Licence, and refuses rooms without one; add it` };
      if (!nodes.some(({ role }) => role === NodeRole.TRANSCODING)) yield { path: rooms[0].path, message: `${managementNode.path} has no transcoding node, and only those host conferences; add one` };
    }
  },
};

const names: Rule = {
  id: "PXH154",
  severity: "error",
  title: "Every room has a name of its own, and so does every Call Routing Rule.",
  why: "The Management Node refuses a second one of the same name.",
  source: "Pexip management API, conference and gateway_routing_rule (name is unique)",
  *check(view) {
    for (const { services } of view.platforms) {
      const taken = { room: new Map<string, string>(), rule: new Map<string, string>() };
      for (const record of services) {
        const kind = isRoom(record) ? "room" : "rule";
        if (kind === "rule" && record.service !== "callRoutingRule") continue;
        const first = claim(taken[kind], record.name, record.path);
        if (first !== undefined) yield { path: record.path, key: "name", message: `name ${record.name} is already used by ${first}; every ${kind} needs its own` };
      }
    }
  },
};

export const roomRules: readonly Rule[] = [aliases, pinShape, longPins, hostAndGuestPins, pinInClear, reachable, names];
