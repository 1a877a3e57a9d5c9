import type { DeploymentView } from "../../deployment/model";
import { HOST_FACTS_FORMAT, HOST_FACTS_VERSION } from "./host-facts";

/**
 * One line of Windows PowerShell 5.1 that prints what only the host can tell, as JSON. It changes nothing, and asks nothing of the network.
 * It is the same for every host: the templates of all of them are looked for. Not yet run on a Windows host (unverified).
 */
export function hostFactsScript(view: DeploymentView): string {
  const templates = [...new Set(view.machines.flatMap(({ machine }) => (machine.templateDisk.from === "host" ? [machine.templateDisk.path] : [])))].sort();
  const list = (source: string, entry: string) => `@(${source} | ForEach-Object { @{ ${entry} } })`;
  const parts = [
    `format = ${quoted(HOST_FACTS_FORMAT)}`,
    `formatVersion = ${HOST_FACTS_VERSION}`,
    "computerName = $env:COMPUTERNAME",
    "dnsName = [Net.Dns]::GetHostEntry('').HostName",
    "windows = @{ caption = $os.Caption; build = [int]$os.BuildNumber; sku = [int]$os.OperatingSystemSKU }",
    "memoryBytes = (Get-CimInstance Win32_ComputerSystem).TotalPhysicalMemory",
    `processors = ${list("Get-CimInstance Win32_Processor", "model = $_.Name; cores = $_.NumberOfCores; logicalProcessors = $_.NumberOfLogicalProcessors")}`,
    "numaSpanningEnabled = (Get-VMHost).NumaSpanningEnabled",
    `adapters = ${list("Get-NetAdapter", "name = $_.Name; description = $_.InterfaceDescription; status = [string]$_.Status")}`,
    `lbfoTeams = ${list("Get-NetLbfoTeam", "name = $_.Name; members = @($_.Members)")}`,
    `switches = ${list("Get-VMSwitch", "name = $_.Name; type = [string]$_.SwitchType")}`,
    `drives = ${list("Get-CimInstance Win32_LogicalDisk -Filter 'DriveType=3'", "name = $_.DeviceID; freeBytes = $_.FreeSpace")}`,
    `virtualMachines = ${list("Get-VM", "name = $_.Name; state = [string]$_.State")}`,
    `templates = ${list(`@(${templates.map(quoted).join(", ")})`, "path = $_; bytes = (Get-Item -LiteralPath $_).Length")}`,
    "timeSource = ((w32tm /query /source) -join ' ').Trim()",
    "clockUtc = [DateTime]::UtcNow.ToString('o')",
  ];
  // a question that a host cannot answer must not keep it from the others
  return `$ErrorActionPreference = 'SilentlyContinue'; $os = Get-CimInstance Win32_OperatingSystem; [ordered]@{ ${parts.join("; ")} } | ConvertTo-Json -Depth 4 -Compress`;
}

// in single quotes PowerShell expands nothing; it takes the typographic ones for quotes too (about_Quoting_Rules)
function quoted(text: string): string {
  return `'${text.replace(/['\u2018\u2019\u201a\u201b]/g, "$&$&")}'`;
}
