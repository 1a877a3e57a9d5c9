/** What can go wrong in the lab, by name. */
export const FAULTS = {
  "adapter-missing": "the network adapter that a switch names is not in the host",
  "disk-exists": "a file lies already where a VM's disk is to be copied to",
  "host-out-of-memory": "the host has too little memory free to start a VM",
  "winrm-refused": "the host refuses connections",
  "winrm-slow": "the host answers after a long time",
  "api-401": "the Management Node refuses the login",
  "api-429": "the Management Node has had too many requests",
  "api-503": "the Management Node is not available for a while",
  "node-never-syncs": "a Conferencing Node takes its configuration and is never synchronized",
  "half-way": "a change is made, and then the answer is an error",
} as const;

/** Name of something that can go wrong. */
export type FaultName = keyof typeof FAULTS;

/** One fault that was asked for. */
export interface Fault {
  /** One of FAULTS. */
  readonly name: FaultName;
  /** Only where it happens to this: a host's address, the name of a VM, node or switch, the FQDN of a Management Node. @default - everywhere */
  readonly subject?: string;
  /** How often it happens before it is gone. @default 1; Infinity stays */
  readonly times?: number;
}

/** The faults of a lab. */
export class Faults {
  private readonly left: { readonly fault: Fault; times: number }[] = [];

  public add(fault: Fault): void {
    this.left.push({ fault, times: fault.times ?? 1 });
  }

  /** Does this fault happen here, now? Each call counts as one time. */
  public strikes(name: FaultName, subject: string): boolean {
    const found = this.left.find(({ fault, times }) => fault.name === name && times > 0 && (fault.subject === undefined || fault.subject === subject));
    if (found === undefined) return false;
    found.times -= 1;
    return true;
  }

  public clear(): void {
    this.left.length = 0;
  }
}
