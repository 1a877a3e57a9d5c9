import type { DeploymentView } from "../model";
import { type Limit, type ServiceRecord, valuesOf } from "../service";
import { specOf } from "../services";
import { automaticBackup } from "../services/automatic-backup";
import { snmpNetworkManagementSystem } from "../services/snmp-network-management-system";
import { SmtpConnectionSecurity, smtpServer } from "../services/smtp-server";
import { turnServer, TurnServerType } from "../services/turn-server";
import { SnmpMode } from "../snmp";
import type { Rule } from "./rule";

const characters = (count: number): string => `${count} ${count === 1 ? "character" : "characters"}`;

/** What is wrong with a value, or undefined. The text itself stays out: it may be a PIN. */
function limitProblem(value: unknown, limit: Limit): string | undefined {
  if (typeof value === "number") {
    if (limit.also?.includes(value) === true) return undefined;
    const range = limit.least !== undefined && limit.most !== undefined ? `${limit.least}-${limit.most}` : limit.least === undefined ? `at most ${limit.most}` : `at least ${limit.least}`;
    const also = limit.also === undefined ? "" : ` or ${limit.also.join(", ")}`;
    return value < (limit.least ?? -Infinity) || value > (limit.most ?? Infinity) ? `is ${value}; Pexip Infinity takes ${range}${also}` : undefined;
  }
  if (typeof value === "string") {
    const length = [...value].length;
    if (limit.longest !== undefined && length > limit.longest) return `has ${characters(length)}; Pexip Infinity takes at most ${limit.longest}`;
    if (limit.shortest !== undefined && length < limit.shortest) return `has ${characters(length)}; Pexip Infinity takes at least ${limit.shortest}`;
  }
  return undefined;
}

function* outOfRange({ service, values, name }: ServiceRecord): Iterable<{ readonly key: string; readonly message: string }> {
  for (const [key, limit] of Object.entries(specOf(service)?.limits ?? {})) {
    // a name that was left out is the id
    const value = key === "name" ? name : values[key];
    if (limit === undefined) continue;
    if (Array.isArray(value)) {
      for (const [index, entry] of value.entries()) {
        const problem = limitProblem(entry, limit);
        if (problem !== undefined) yield { key, message: `${key} entry ${index + 1} ${problem}` };
      }
      continue;
    }
    const problem = limitProblem(value, limit);
    if (problem !== undefined) yield { key, message: `${key} ${problem}` };
  }
}

const inRange: Rule = {
  id: "PXH130",
  severity: "error",
  title: "Every value of a service is in the range that Pexip Infinity takes.",
  why: "The provider or the Management Node refuses another one, in the middle of an apply.",
  source: "pexip/infinity 40.0.0, the validators of each resource",
  *check(view) {
    for (const record of view.services) {
      if (record.origin === "managed") for (const finding of outOfRange(record)) yield { path: record.path, ...finding };
    }
  },
};

/** The automatic backups that are switched on. */
function* backups(view: DeploymentView): Iterable<ServiceRecord> {
  for (const record of view.servicesOf("automaticBackup")) if (record.origin === "managed" && valuesOf(automaticBackup, record).enabled !== false) yield record;
}

const backupPassphrase: Rule = {
  id: "PXH131",
  severity: "error",
  title: "An automatic backup has a passphrase.",
  why: "The provider refuses to enable it without one.",
  source: "pexip/infinity 40.0.0, autobackup",
  *check(view) {
    for (const { path, values } of backups(view)) {
      if (values.passphrase === undefined) yield { path, key: "passphrase", message: "passphrase is missing; give a Secret, and keep it where it survives the Management Node: nothing can be restored without it" };
    }
  },
};

const backupUpload: Rule = {
  id: "PXH132",
  severity: "warning",
  title: "An automatic backup is uploaded to another machine.",
  why: "It stays on the Management Node otherwise, and is lost with it.",
  source: "pexip/infinity 40.0.0, autobackup (uploadUrl may be left out; where the files then stay is unverified)",
  *check(view) {
    for (const { path, values } of backups(view)) {
      if (values.uploadUrl === undefined) yield { path, key: "uploadUrl", message: "uploadUrl is missing, so the backups stay on the machine that they are meant to save; give an FTPS URL" };
    }
  },
};

const oneOfEach: Rule = {
  id: "PXH133",
  severity: "error",
  title: "A Management Node's settings of a kind are given once.",
  why: "It has one such object: the second construct overwrites the first, and each apply undoes the other.",
  source: "pexip/infinity 40.0.0, the resources that call themselves singletons",
  *check(view) {
    const first = new Map<string, ServiceRecord>();
    for (const record of view.services) {
      const spec = specOf(record.service);
      if (spec?.singleton !== true) continue;
      const key = `${record.managementNode}\n${record.service}`;
      const other = first.get(key);
      if (other === undefined) first.set(key, record);
      else yield { path: record.path, message: `writes the ${spec.title.toLowerCase()} of ${record.managementNode}, and so does ${other.path}; put all of it into one` };
    }
  },
};

const licenceAndMac: Rule = {
  id: "PXH134",
  severity: "warning",
  title: "The Management Node's MAC address is pinned once a licence exists.",
  why: "Licences are bound to the machine's address: a derived one changes with the host name, and the licence becomes invalid.",
  source: "guide page 4",
  *check(view) {
    for (const { path, managementNode } of view.servicesOf("licence")) {
      const manager = view.managementNode(managementNode);
      if (manager.origin !== "managed" || manager.machine.primary.macOrigin === "given") continue;
      const { macAddress } = manager.machine.primary;
      yield { path, message: `is bound to the MAC address of ${managementNode}, which is only derived from its name; write macAddress: "${macAddress}" there` };
    }
  },
};

const trapPort: Rule = {
  id: "PXH135",
  severity: "warning",
  title: "The port for SNMP traps is given.",
  why: "The provider writes 161 when it is left out, and systems listen for traps on 162.",
  source: "pexip/infinity 40.0.0, snmp_network_management_system; IANA, snmptrap 162/udp",
  *check(view) {
    for (const record of view.servicesOf("snmpNetworkManagementSystem")) {
      if (record.origin === "managed" && valuesOf(snmpNetworkManagementSystem, record).port === undefined) yield { path: record.path, key: "port", message: "port is not given, and becomes 161; give 162, where systems listen for traps, or the port of yours" };
    }
  },
};

const turnCredentials: Rule = {
  id: "PXH136",
  severity: "warning",
  title: "A TURN server has the credentials of its kind.",
  why: "Without them the server relays nothing.",
  source: "pexip/infinity 40.0.0, turn_server; RFC 8656, section 9.1 (a relay asks for credentials)",
  *check(view) {
    for (const record of view.servicesOf("turnServer")) {
      if (record.origin === "imported") continue;
      const { serverType, username, password, secretKey } = valuesOf(turnServer, record);
      if (serverType === TurnServerType.COTURN_SHARED) {
        if (secretKey === undefined) yield { path: record.path, key: "secretKey", message: `secretKey is missing, and serverType is ${serverType}; give the Secret that the server shares` };
      } else if (secretKey !== undefined) {
        yield { path: record.path, key: "serverType", message: `secretKey is given, and serverType is ${TurnServerType.USERNAME_PASSWORD}; set it to ${TurnServerType.COTURN_SHARED}, or leave secretKey out` };
      } else if (username === undefined || password === undefined) {
        const missing = username === undefined ? "username" : "password";
        yield { path: record.path, key: missing, message: `${missing} is missing, and serverType is ${TurnServerType.USERNAME_PASSWORD}; give both username and password` };
      }
    }
  },
};

const passwordInClear: Rule = {
  id: "PXH137",
  severity: "warning",
  title: "A password does not travel in clear.",
  why: "Everybody on the way reads it.",
  source: "RFC 3207 (STARTTLS) and RFC 4217 (FTPS)",
  *check(view) {
    for (const record of view.servicesOf("smtpServer")) {
      const { password, connectionSecurity } = valuesOf(smtpServer, record);
      if (password !== undefined && connectionSecurity !== SmtpConnectionSecurity.STARTTLS) {
        yield { path: record.path, key: "connectionSecurity", message: `connectionSecurity is ${SmtpConnectionSecurity.NONE}, and password is given; set it to ${SmtpConnectionSecurity.STARTTLS}` };
      }
    }
    for (const record of backups(view)) {
      const { uploadUrl, uploadPassword } = valuesOf(automaticBackup, record);
      if (uploadPassword !== undefined && /^ftp:/i.test(uploadUrl ?? "")) yield { path: record.path, key: "uploadUrl", message: "uploadUrl is FTP, and uploadPassword is given; use an ftps:// URL" };
    }
  },
};

const trapsWithoutSnmp: Rule = {
  id: "PXH138",
  severity: "warning",
  title: "A node whose location names an SNMP management system has SNMP switched on.",
  why: "With SNMP disabled it sends no traps there.",
  source: "pexip/infinity 40.0.0, worker_vm (snmp_mode is DISABLED by default)",
  *check(view) {
    for (const location of view.locations) {
      const system = location.services.snmpNetworkManagementSystem;
      if (system === undefined) continue;
      for (const { path, snmp } of view.nodesIn(location)) {
        if ((snmp?.mode ?? SnmpMode.DISABLED) === SnmpMode.DISABLED) yield { path, key: "snmp", message: `snmp is disabled, and its location sends traps to ${[system].flat().join(", ")}; give snmp a mode, or leave the system out of the location` };
      }
    }
  },
};

export const serviceRules: readonly Rule[] = [inRange, backupPassphrase, backupUpload, oneOfEach, licenceAndMac, trapPort, turnCredentials, passwordInClear, trapsWithoutSnmp];
