import type { Document, DocumentInput } from "../document";
import { literal, remark, script } from "../powershell";
import { shown } from "../text";
import type { DnsRecord, DnsViewRecords, DnsZone } from "./model";
import { leftOutLines, recordCount } from "./summary";
import { TTL_SECONDS } from "./services";

/** The records of a view for Windows DNS. */
export function windowsScript({ fingerprint, date }: DocumentInput, records: DnsViewRecords): Document {
  return {
    path: `dns/${records.view}/windows-dns.ps1`,
    content: script([
      ...[
        `DNS records of Pexip Infinity, ${records.view} view, for Windows DNS`,
        `Model ${fingerprint}, ${shown(date)}`,
        "",
        "Run it on a DNS server, or where its management tools are (RSAT), as a member of DnsAdmins:",
        "  powershell -ExecutionPolicy Bypass -File .\\windows-dns.ps1 -ComputerName dc1.example.com -WhatIf",
        "shows what is missing; without -WhatIf it is added. Nothing is ever changed or removed: a name that has",
        "another address is reported and left alone, and a second run finds nothing to do.",
        ...leftOutLines(records.leftOut),
      ].map(remark),
      ...BODY,
      ...records.zones.flatMap((zone) => ["", remark(`${zone.name}: ${recordCount(zone.records.length)}${zone.pending.length === 0 ? "" : `, ${zone.pending.length} more when their addresses are known`}`), ...calls(zone)]),
      "",
      "Write-Output \"added $added, there already $present, left alone $different\"",
    ]),
  };
}

function calls(zone: DnsZone): readonly string[] {
  return [`Test-Zone ${literal(zone.name)}`, ...zone.records.map(call)];
}

function call(record: DnsRecord): string {
  const value = "target" in record ? record.target : record.address;
  const numbers = record.type === "SRV" ? ` -Priority ${record.priority} -Weight ${record.weight} -Port ${record.port}` : "";
  return `Add-Planned ${literal(record.name)} ${literal(record.type)} ${literal(value)}${numbers}`;
}

/**
 * The script finds each name's zone on the server, so that it works where a reverse zone is larger than ours or a domain is no zone of its own.
 * Source: Microsoft Learn, module DnsServer.
 */
const BODY: readonly string[] = `
#Requires -Version 5.1
#Requires -Modules DnsServer

[CmdletBinding(SupportsShouldProcess)]
param(
    [string] $ComputerName = 'localhost'
)

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'
$caller = $PSCmdlet
$timeToLive = New-TimeSpan -Seconds ${TTL_SECONDS}
$zones = @(Get-DnsServerZone -ComputerName $ComputerName | Sort-Object { $_.ZoneName.Length } -Descending)
$added = 0
$present = 0
$different = 0

# The smallest zone of the server that holds a name, if the server may write to it.
function Find-Zone([string] $FullName) {
    foreach ($zone in $zones) {
        if ($FullName -eq $zone.ZoneName -or $FullName.EndsWith('.' + $zone.ZoneName, [StringComparison]::OrdinalIgnoreCase)) {
            if ($zone.ZoneType -eq 'Primary') { return $zone.ZoneName }
            return ''
        }
    }
    return ''
}

function Test-Zone([string] $ZoneName) {
    if ((Find-Zone $ZoneName) -eq '') {
        Write-Warning "no primary zone on $ComputerName holds $ZoneName, so its records are left out; make it first (Add-DnsServerPrimaryZone), or run this where it is"
    }
}

function Add-Planned([string] $FullName, [string] $Type, [string] $Value, [uint16] $Priority, [uint16] $Weight, [uint16] $Port) {
    $zoneName = Find-Zone $FullName
    if ($zoneName -eq '') { return }
    $name = '@'
    if ($FullName -ne $zoneName) { $name = $FullName.Substring(0, $FullName.Length - $zoneName.Length - 1) }
    $at = @{ ComputerName = $ComputerName; ZoneName = $zoneName; Name = $name }

    $existing = @(Get-DnsServerResourceRecord @at -RRType $Type -Node -ErrorAction SilentlyContinue)
    $values = @(foreach ($record in $existing) {
        $data = $record.RecordData
        switch ($Type) {
            'A' { $data.IPv4Address.IPAddressToString }
            'AAAA' { $data.IPv6Address.IPAddressToString }
            'PTR' { $data.PtrDomainName.TrimEnd('.') }
            'SRV' { '{0} {1}' -f $data.DomainName.TrimEnd('.'), $data.Port }
        }
    })
    $wanted = $Value
    if ($Type -eq 'AAAA') { $wanted = ([ipaddress] $Value).IPAddressToString }
    if ($Type -eq 'SRV') { $wanted = '{0} {1}' -f $Value, $Port }
    if ($values -contains $wanted) {
        $script:present++
        return
    }
    # several services of one name are normal; a second address or pointer would take every other client astray
    if ($Type -ne 'SRV' -and $values.Count -gt 0) {
        Write-Warning "$FullName is $($values -join ', ') already and not $wanted; left alone"
        $script:different++
        return
    }
    if (-not $caller.ShouldProcess("$FullName in zone $zoneName on $ComputerName", "Add $Type $wanted")) { return }
    switch ($Type) {
        'A' { Add-DnsServerResourceRecordA @at -IPv4Address $Value -TimeToLive $timeToLive }
        'AAAA' { Add-DnsServerResourceRecordAAAA @at -IPv6Address $Value -TimeToLive $timeToLive }
        'PTR' { Add-DnsServerResourceRecordPtr @at -PtrDomainName "$Value." -TimeToLive $timeToLive }
        'SRV' { Add-DnsServerResourceRecord @at -Srv -DomainName "$Value." -Priority $Priority -Weight $Weight -Port $Port -TimeToLive $timeToLive }
    }
    $script:added++
}`.split("\n");
