import type { DeploymentView, PlatformView } from "../deployment/model";
import type { Mode } from "../deployment/enums";
import type { MachineRecord } from "../deployment/machine";
import { isDeferred, type Deferrable } from "../validation/fields";
import { formatMac, normalizeMac } from "../validation/mac";
import { Subnet } from "../validation/network";
import { csv } from "./csv";
import type { Document, DocumentInput } from "./document";
import { oneLine } from "./one-line";
import { literal, remark, script } from "./powershell";
import { DOTTED, shown } from "./text";

/** The names of Add-DhcpServerv4Reservation's parameters, so that Import-Csv can feed it. */
const COLUMNS = ["ScopeId", "IPAddress", "ClientId", "Name", "Description", "Need"] as const;

/** One adapter's address. */
interface Reservation {
  /** Network address; undefined when address or netmask are not known yet. */
  readonly scope?: string;
  readonly address: Deferrable<string>;
  /** `02-8C-11-22-33-6A`; undefined for a VM that somebody else builds. */
  readonly clientId?: string;
  readonly name: string;
  readonly description: string;
  readonly need: string;
}

/** Reservations for the primary adapters: they keep addresses out of other hands, and give a fresh node the one where Terraform looks for it. */
export function dhcpDocuments(input: DocumentInput): readonly Document[] {
  const reservations = reservationsOf(input.view);
  const rows = reservations.map(({ scope = DOTTED, address, clientId = DOTTED, name, description, need }) => ({ ScopeId: scope, IPAddress: shown(address), ClientId: clientId, Name: name, Description: description, Need: need }));
  return [
    { path: "dhcp-reservations.csv", content: csv(COLUMNS, rows) },
    { path: "dhcp-reservations.ps1", content: script(scriptLines(input, reservations)) },
  ];
}

function reservationsOf(view: DeploymentView): readonly Reservation[] {
  return view.platforms.flatMap((platform) => [...managerReservation(platform), ...nodeReservations(view, platform)]);
}

function managerReservation({ managementNode: node }: PlatformView): readonly Reservation[] {
  if (node.origin === "imported") return [];
  return [
    {
      ...place(node.address, node.netmask),
      clientId: clientIdOf(node.machine),
      name: node.fqdn,
      description: "Pexip Infinity Management Node",
      need: "optional: the installation wizard then offers the right address, which becomes static (guide page 9)",
    },
  ];
}

function nodeReservations(view: DeploymentView, { managementNode: { mode }, nodes }: PlatformView): readonly Reservation[] {
  return nodes.flatMap((node) => {
    const { machine, bootstrapAddress } = node;
    // without a VM of ours and an address to be found at, nothing is expected of DHCP
    if (machine === undefined && (mode !== "api" || bootstrapAddress === undefined)) return [];
    return [
      {
        ...place(mode === "api" ? (bootstrapAddress ?? node.address) : node.address, node.netmask),
        clientId: machine === undefined ? undefined : clientIdOf(machine),
        name: node.fqdn,
        description: `Pexip Infinity ${node.role} node, ${view.location(node.systemLocation).name}`,
        need: needOf(mode, bootstrapAddress !== undefined),
      },
    ];
  });
}

function needOf(mode: Mode, apart: boolean): string {
  if (mode === "runbook") return "optional: the node's disk carries the address; the reservation keeps others away from it";
  return `required: a fresh node is configured at this address, port 8443${apart ? ", before it takes its own" : ""}`;
}

function place(address: Deferrable<string>, netmask: Deferrable<string>): Pick<Reservation, "address" | "scope"> {
  return { address, scope: isDeferred(address) || isDeferred(netmask) ? undefined : Subnet.of(address, netmask)?.networkAddress };
}

/** As Windows DHCP writes it; a MAC address that is none has no client id. */
function clientIdOf({ primary }: MachineRecord): string | undefined {
  const mac = normalizeMac(primary.macAddress);
  return mac === undefined ? undefined : formatMac(mac).replaceAll(":", "-");
}

function scriptLines({ fingerprint, date }: DocumentInput, reservations: readonly Reservation[]): readonly string[] {
  return [
    ...[
      "DHCP reservations of Pexip Infinity, for Windows DHCP",
      `Model ${fingerprint}, ${shown(date)}`,
      "",
      "Run it on the DHCP server, or where its management tools are (RSAT), as a member of DHCP Administrators:",
      "  powershell -ExecutionPolicy Bypass -File .\\dhcp-reservations.ps1 -ComputerName dhcp1.example.com -WhatIf",
      "shows what is missing; without -WhatIf it is added. Nothing is ever changed or removed: an address that is",
      "reserved for another machine is reported and left alone, and a second run finds nothing to do.",
    ].map(remark),
    ...BODY,
    "",
    ...reservations.map(call),
    "",
    'Write-Output "added $added, there already $present, left alone $different"',
  ];
}

function call({ scope, address, clientId, name, description }: Reservation): string {
  if (scope === undefined || clientId === undefined || isDeferred(address)) return remark(`fill in: ${name}, scope ${scope ?? DOTTED}, address ${shown(address)}, MAC ${clientId ?? DOTTED}`);
  return `Add-Planned ${[scope, address, clientId, name, description].map((text) => literal(oneLine(text))).join(" ")}`;
}

/** Source: Microsoft Learn, module DhcpServer. */
const BODY: readonly string[] = `
#Requires -Version 5.1
#Requires -Modules DhcpServer

[CmdletBinding(SupportsShouldProcess)]
param(
    [string] $ComputerName = 'localhost'
)

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'
$caller = $PSCmdlet
$scopes = @(Get-DhcpServerv4Scope -ComputerName $ComputerName | ForEach-Object { $_.ScopeId.IPAddressToString })
$added = 0
$present = 0
$different = 0

function Add-Planned([string] $Scope, [string] $Address, [string] $ClientId, [string] $Name, [string] $Description) {
    if ($scopes -notcontains $Scope) {
        Write-Warning "no scope $Scope on $ComputerName, so $Name has no reservation; make the scope first (Add-DhcpServerv4Scope)"
        return
    }
    $sameAddress = @(Get-DhcpServerv4Reservation -ComputerName $ComputerName -IPAddress $Address -ErrorAction SilentlyContinue)
    $sameClient = @(Get-DhcpServerv4Reservation -ComputerName $ComputerName -ScopeId $Scope -ClientId $ClientId -ErrorAction SilentlyContinue)
    if ($sameAddress.Count -gt 0 -and $sameAddress[0].ClientId -eq $ClientId) {
        $script:present++
        return
    }
    if ($sameAddress.Count -gt 0) {
        Write-Warning "$Address is reserved for $($sameAddress[0].ClientId) already and not for $ClientId ($Name); left alone"
        $script:different++
        return
    }
    if ($sameClient.Count -gt 0) {
        Write-Warning "$ClientId ($Name) has $($sameClient[0].IPAddress) already and not $Address; left alone"
        $script:different++
        return
    }
    if (-not $caller.ShouldProcess("$Address in scope $Scope on $ComputerName", "Reserve for $ClientId ($Name)")) { return }
    Add-DhcpServerv4Reservation -ComputerName $ComputerName -ScopeId $Scope -IPAddress $Address -ClientId $ClientId -Name $Name -Description $Description
    $script:added++
}`.split("\n");
