import { MIB } from "./host-spec";
import { HypervError, type HypervErrorKind } from "./hyperv-error";

// What PowerShell prints. A text with a public report beside it was read there, in English; "own" texts of Windows, .NET and PowerShell are
// their general ones, not seen with this cmdlet; "unverified" is shaped like the others and was seen nowhere.
// `provider` is the text of a `throw` in a script of taliesins/hyperv 1.2.1.

interface Machine {
  readonly name: string;
  readonly id: string;
}

const refusal = (kind: HypervErrorKind, ...lines: string[]): HypervError => new HypervError(kind, lines.join("\n"));

/** AutomatedLab/AutomatedLab issue 874: the name, the reason, and both again with the VM's identifier. */
function startFailure(kind: HypervErrorKind, vm: Machine, short: string[], long: string[]): HypervError {
  return refusal(kind, `Start-VM : '${vm.name}' failed to start.`, ...short, `'${vm.name}' failed to start. (Virtual machine ID ${vm.id})`, ...long.map((line) => `${line} (Virtual machine ID ${vm.id})`));
}

/** kubernetes/minikube issue 18049 */
export function notEnoughMemory(vm: Machine, bytes: number): HypervError {
  const reason = "Not enough memory resources are available to complete this operation. (0x8007000E).";
  return startFailure(
    "out-of-memory",
    vm,
    [`Not enough memory in the system to start the virtual machine ${vm.name}.`, `Could not initialize memory: ${reason}`],
    [`Not enough memory in the system to start the virtual machine ${vm.name} with ram size ${bytes / MIB} megabytes.`, `'${vm.name}' could not initialize memory: ${reason}`],
  );
}

/** canonical/multipass issue 3352: it is the start that fails, not the setting */
export function tooManyProcessors(vm: Machine): HypervError {
  return startFailure(
    "invalid",
    vm,
    [`'${vm.name}' could not initialize.`, "The processor settings for the virtual machine are incompatible with the host."],
    [
      `'${vm.name}' could not initialize. The processor topology specified for the virtual machine cannot be supported by this host. For instance, this can happen when the virtual processor or socket count for the virtual machine exceeds the logical processor or socket count for the host.`,
    ],
  );
}

/** canonical/multipass issue 2449 */
export function diskInUse(vm: Machine, path: string): HypervError {
  const error = "'The process cannot access the file because it is being used by another process.'";
  return startFailure("in-use", vm, [`Failed to open attachment '${path}'. Error: ${error}.`], [`'${vm.name}': Failed to open attachment '${path}'. Error: ${error} (0x80070020).`]);
}

/** By analogy with the text above: unverified */
export function diskMissing(vm: Machine, path: string): HypervError {
  const error = "'The system cannot find the file specified.'";
  return startFailure("not-found", vm, [`Attachment '${path}' not found. Error: ${error}.`], [`'${vm.name}': Attachment '${path}' not found. Error: ${error} (0x80070002).`]);
}

/** Unverified */
export function macPoolExhausted(vm: Machine): HypervError {
  return startFailure("invalid", vm, ["The dynamic MAC address pool of the host is exhausted."], [`'${vm.name}': no MAC address is left in the range of the host.`]);
}

/** hashicorp/packer issue 8633 (CategoryInfo InvalidOperation, InvalidState) */
export function cannotModifyNow(cmdlet: string, vm: Machine, device: string): HypervError {
  return refusal("state", `${cmdlet} : Failed to modify device '${device}'.`, `'${vm.name}' failed to modify device '${device}'. (Virtual machine ID ${vm.id})`);
}

/** microsoft/devhome issue 2868 has it that only a VM that is off or saved can be removed; the text is unverified */
export function wrongState(cmdlet: string, vm: Machine): HypervError {
  return refusal("state", `${cmdlet} : The operation cannot be performed while the virtual machine is in its current state.`, `The name of the virtual machine is '${vm.name}' and its ID is ${vm.id}.`);
}

/** kubernetes/minikube issue 16592 */
export function memoryNotAligned(cmdlet: string, vm: Machine, bytes: number): HypervError {
  return refusal(
    "invalid",
    `${cmdlet} : Failed to modify device 'Memory'.`,
    `Invalid memory value assigned for '${vm.name}'. Memory values must be properly aligned.`,
    `'${vm.name}' failed to modify device 'Memory'. (Virtual machine ID ${vm.id})`,
    `Invalid memory value assigned for '${vm.name}'. The memory value assigned ('${bytes / MIB}' MB) is not properly aligned. Try again with a memory value that is properly aligned. (Virtual machine ID ${vm.id})`,
  );
}

/** The first two lines as above; the rest is unverified */
export function memoryOutOfRange(cmdlet: string, vm: Machine, problem: string): HypervError {
  return refusal("invalid", `${cmdlet} : Failed to modify device 'Memory'.`, `Invalid memory value assigned for '${vm.name}'. ${problem}`);
}

/** MicrosoftDocs/windows-powershell-docs issue 432, there for threads per core; for the count of processors unverified */
export function processorOutOfRange(cmdlet: string, vm: Machine, what: "number of threads per core" | "number of processors", from: number, to: number): HypervError {
  return refusal(
    "invalid",
    `${cmdlet} : Failed to modify device 'Processor'.`,
    `Cannot assign the specified ${what}.`,
    `'${vm.name}' failed to modify device 'Processor'. (Virtual machine ID ${vm.id})`,
    `Cannot assign the specified ${what} for virtual machine '${vm.name}' is out of range. The range is ${from} through ${to}. (Virtual machine ID ${vm.id})`,
  );
}

/** ananace/foreman_hyperv issue 16 */
export function noSuchVm(cmdlet: string, name: string): HypervError {
  return refusal("not-found", `${cmdlet} : Hyper-V was unable to find a virtual machine with name "${name}".`);
}

/** MicrosoftDocs/Virtualization-Documentation issue 959 */
export function noSuchSwitch(cmdlet: string, name: string): HypervError {
  return refusal("not-found", `${cmdlet} : Hyper-V was unable to find a virtual switch with name "${name}".`);
}

/** PlagueHO/LabBuilder issue 265, on Server 2012 R2 */
export function noSuchAdapter(cmdlet: string, name: string): HypervError {
  return refusal("not-found", `${cmdlet} : Cannot find a physical network adapter named ${name}.`);
}

/** The first line: canonical/multipass issue 3207. The second is unverified. */
export function adapterInSwitch(cmdlet: string, name: string): HypervError {
  return refusal("in-use", `${cmdlet} : Failed while adding virtual Ethernet switch connections.`, `External Ethernet adapter '${name}' is already bound to the Microsoft Virtual Switch protocol.`);
}

/** AutomatedLab/AutomatedLab issue 164 */
export function switchInUse(name: string): HypervError {
  return refusal(
    "in-use",
    "Remove-VMSwitch : Failed while removing virtual Ethernet switch.",
    `The virtual switch '${name}' cannot be deleted because it is being used by running virtual machines or assigned to child pools.`,
    "The operation cannot be performed while the object is in use.",
  );
}

/** PowerShell's own, for an array where one text is wanted; that Set-VMSwitch is hit: taliesins/terraform-provider-hyperv pull request 184 */
export function severalAdapters(): HypervError {
  return refusal("invalid", "Set-VMSwitch : Cannot convert 'System.Object[]' to the type 'System.String' required by parameter 'NetAdapterName'. Specified method is not supported.");
}

/** microsoft/lis-test pull request 370, on Server 2012, for IDE 0:2; for a location that is taken unverified */
export function noSuchLocation(cmdlet: string): HypervError {
  return refusal("invalid", `${cmdlet} : The specified location of the controller is not available.`);
}

/** pluralsight/PS-AutoLab-Env issue 159, there for Mount-VHD */
export function notADisk(cmdlet: string, path: string): HypervError {
  return refusal("not-found", `${cmdlet} : '${path}' is not an existing virtual hard disk file.`);
}

/** Windows PowerShell's own */
export function noSuchPath(cmdlet: string, path: string): HypervError {
  return refusal("not-found", `${cmdlet} : Cannot find path '${path}' because it does not exist.`);
}

/** Unverified */
export function noSuchService(cmdlet: string, name: string): HypervError {
  return refusal("not-found", `${cmdlet} : Unable to find an integration component matching the given criteria.`, `The name of the integration component is '${name}'.`);
}

/** taliesins/terraform-provider-hyperv issue 275 has the failure; the text is unverified */
export function cannotShutDown(vm: Machine): HypervError {
  return refusal("state", `Stop-VM : '${vm.name}' failed to shut down. (Virtual machine ID ${vm.id})`, "The Shutdown integration component is not available in the virtual machine.");
}

/** Unverified */
export function badMac(cmdlet: string, text: string): HypervError {
  return refusal("invalid", `${cmdlet} : Invalid MAC address '${text}'. A MAC address has 12 hexadecimal digits.`);
}

/** Unverified; the range is that of IEEE 802.1Q */
export function badVlan(id: number): HypervError {
  return refusal("invalid", `Set-VMNetworkAdapterVlan : Cannot validate argument on parameter 'VlanId'. The ${id} argument is not between 1 and 4094.`);
}

/** Windows' own for a sharing violation (0x80070020); the part before it is unverified */
export function fileInUse(doing: string, path: string): HypervError {
  return refusal("in-use", `${doing} : The process cannot access the file '${path}' because it is being used by another process.`);
}

/** Windows PowerShell's own: a folder that is not empty makes Remove-Item ask, and a scheduled task cannot answer (unverified here) */
export function folderNotEmpty(path: string): HypervError {
  return refusal("in-use", `Remove-Item : ${path} is not empty. Windows PowerShell is in NonInteractive mode. Read and Prompt functionality is not available.`);
}

/** Windows' own for ERROR_ALREADY_EXISTS, as Move-Item gives it without -Force */
export function cannotMoveOver(): HypervError {
  return refusal("exists", "Move-Item : Cannot create a file when that file already exists.");
}

/** .NET's own, as PowerShell wraps it: ZipFile */
export function cannotExtract(reason: string): HypervError {
  return refusal("exists", `Exception calling "ExtractToDirectory" with "2" argument(s): "${reason}"`);
}

/** .NET's own, as PowerShell wraps it: HttpWebRequest */
export function notFoundOnServer(): HypervError {
  return refusal("not-found", 'Exception calling "GetResponse" with "0" argument(s): "The remote server returned an error: (404) Not Found."');
}

/** PowerShell's own, for a cmdlet without the parameter (hyperv-provider.md section 6: Server 2012 and 2012 R2) */
export function noSuchParameter(cmdlet: string, parameter: string): HypervError {
  return refusal("invalid", `${cmdlet} : A parameter cannot be found that matches parameter name '${parameter}'.`);
}

/** taliesins/terraform-provider-hyperv issue 2 */
export function noSuchType(type: string): HypervError {
  return refusal("invalid", `Unable to find type [${type}].`);
}

/** provider: api/hyperv-winrm */
export const thrown = {
  vmExists: (name: string): HypervError => refusal("exists", `VM already exists - ${name}`),
  noVm: (name: string): HypervError => refusal("not-found", `VM does not exist - ${name}`),
  switchExists: (name: string): HypervError => refusal("exists", `Switch already exists - ${name}`),
  noSwitch: (name: string): HypervError => refusal("not-found", `Switch does not exist - ${name}`),
  noSize: (path: string): HypervError => refusal("invalid", `Vhd Size must be specified for - ${path}`),
  sevenZip: (): HypervError => refusal("invalid", "7z.exe needed"),
  noAdapter: (index: number): HypervError => refusal("not-found", `VM network adapter does not exist - ${index}`),
  noHardDisk: (location: number, number: number): HypervError => refusal("not-found", `VM hard disk drive does not exist - ${location} ${number}`),
  noDvd: (location: number, number: number): HypervError => refusal("not-found", `VM dvd drive does not exist - ${location} ${number}`),
  // in single quotes in the script, so the name never appears
  noFinalState: (): HypervError => refusal("timeout", "Timeout while waiting for vm $($Name) to reach final transition state"),
  noAddresses: (): HypervError => refusal("timeout", "Timeout while waiting for vm $($Name) to read network adapter ips"),
};
