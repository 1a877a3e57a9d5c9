/** Windows Server on the host. Terraform builds on 2016 and later; the earlier ones are known so that they can be explained. */
export enum WindowsServer {
  V2012 = "2012",
  V2012_R2 = "2012 R2",
  V2016 = "2016",
  V2019 = "2019",
  V2022 = "2022",
  V2025 = "2025",
}

/** Edition of the host's operating system. Hyper-V Server is the free one, last made for 2019. */
export enum HostEdition {
  STANDARD = "standard",
  DATACENTER = "datacenter",
  HYPERV_SERVER = "hyperv_server",
}

/** How a host keeps its time. */
export enum TimeSource {
  /** From its domain controller, as every domain-joined host does. */
  ACTIVE_DIRECTORY = "active_directory",
  NTP = "ntp",
}

/** How the provider signs in to the host over WinRM. */
export enum WinrmAuthentication {
  NTLM = "ntlm",
  KERBEROS = "kerberos",
  /** Needs a host that allows Basic authentication: off on Windows by default. */
  BASIC = "basic",
}

/** What a VM does when its host starts. */
export enum AutomaticStart {
  /** Start if it was running when the host went down: Hyper-V's default, which the guide says to leave as it is (pages 7 and 14). */
  RESTART_IF_RUNNING = "restart_if_running",
  ALWAYS = "always",
  NOTHING = "nothing",
}

/** Role of a Conferencing Node (guide page 12). */
export enum NodeRole {
  /** Transcoding Conferencing Node: hosts conferences. */
  TRANSCODING = "transcoding",
  /** Proxying Edge Node: handles connections and forwards media to transcoding nodes. */
  PROXYING = "proxying",
}

/** The node form's "Enable SSH" (guide page 13). */
export enum SshAccess {
  GLOBAL = "global",
  OFF = "off",
  ON = "on",
}

/** Does Terraform keep a VM switched on? */
export enum PowerState {
  RUNNING = "running",
  /** Made switched off, then left as people put it. */
  UNMANAGED = "unmanaged",
}

/** Hyper-V checkpoints of a VM. */
export enum CheckpointType {
  DISABLED = "disabled",
  STANDARD = "standard",
  PRODUCTION = "production",
  PRODUCTION_ONLY = "production_only",
}

/** How the Pexip side is configured: by hand from the runbook, or by Terraform through the management API. */
export type Mode = "runbook" | "api";
