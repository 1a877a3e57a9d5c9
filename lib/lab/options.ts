import type { LabAuthority } from "./authority";
import type { Reachable } from "./endpoints/places";
import type { BootImage } from "./guests";
import type { HypervHostSpec } from "./hyperv/host-spec";
import type { Login } from "./infinity/admission";
import type { NodeIdentity } from "./infinity/bootstrap-configuration";
import type { TypedAnswer } from "./infinity/wizard-run";
import type { ManualEntry } from "./manual-entry";
import type { Reservation, Segment } from "./network";
import type { LabClock } from "./world/clock";
import type { Fault } from "./world/faults";

/** A switch that a host has before anything is applied. */
export interface ExistingSwitch {
  /** Address of the host, as in its provider block. */
  readonly host: string;
  /** `Pexip External` */
  readonly switchName: string;
  /** Network adapter that it is bound to. */
  readonly netAdapterName: string;
}

/** A Management Node that somebody installs, or that is there already. */
export interface ManagementNodeSpec {
  /** What it is called in the lab: `manager.example.com`. */
  readonly fqdn: string;
  /** An IPv4 address. */
  readonly address: string;
  /** The VM that is to carry it. @default - one elsewhere, which is installed and answers when the lab begins */
  readonly machine?: { readonly host: string; readonly vmName: string };
  /** Version of one that is there already. @default "40" */
  readonly version?: string;
  /** Who signs in after the installation wizard. */
  readonly login: Login;
  /** What is typed into the wizard, the password included. @default - nothing is known: `finishWizard` must be told */
  readonly answers?: readonly TypedAnswer[];
  /** What a person enters in the Administrator interface, in this order. @default - nothing */
  readonly entries?: readonly ManualEntry[];
}

/** A Conferencing Node that no host of the lab carries. It is on when the lab begins. */
export interface OtherNodeSpec {
  /** Name of its VM. */
  readonly name: string;
  /** What is on its disk: `21.1`, `40`. */
  readonly version: string;
  /** Where it answers while it is nobody. */
  readonly bootstrapAddress: string;
  /** Who it is. @default - nobody yet: it waits for its configuration */
  readonly identity?: Omit<NodeIdentity, "token">;
}

/** What a lab is made of; `labFor` makes all of it from the model of a deployment. */
export interface LabOptions {
  /** Hyper-V hosts, with the templates that lie on them. */
  readonly hosts: readonly HypervHostSpec[];
  /** Switches that are there from the beginning. @default - none */
  readonly switches?: readonly ExistingSwitch[];
  /** What boots from a copy of a disk, by the path or URL that it is copied from. @default - nothing that the lab knows */
  readonly images?: Readonly<Record<string, BootImage>>;
  /** @default - none but those whose disks boot */
  readonly managementNodes?: readonly ManagementNodeSpec[];
  /** @default - none */
  readonly otherNodes?: readonly OtherNodeSpec[];
  /** What can be reached from outside once it answers; each gets a port of this machine. @default - nothing */
  readonly reachable?: readonly Reachable[];
  /** What switches are plugged into. @default - every switch carries every network */
  readonly segments?: readonly Segment[];
  /** What DHCP gives: a fresh Conferencing Node answers there. @default - nothing */
  readonly reservations?: readonly Reservation[];
  /** Names and addresses that do not answer the Management Node: NTP servers in the wizard, `activation.pexip.com`. @default - all answer */
  readonly unreachable?: readonly string[];
  /** Terraform variables and their values, for `environment`. @default - none */
  readonly variables?: Readonly<Record<string, string>>;
  /** Terraform variables that hold the key of a certificate from the lab's authority. @default - none */
  readonly privateKeys?: readonly string[];
  /** @default - one of its own, made anew */
  readonly authority?: LabAuthority;
  /** Further authorities that clients in the lab trust, in PEM form. @default - none */
  readonly trusted?: readonly string[];
  /** Simulated milliseconds in a real one. @default 600: a minute passes in a tenth of a second */
  readonly speed?: number;
  /** A clock in the place of one that passes by itself. @default - one that passes with `speed` */
  readonly clock?: LabClock;
  /** What goes wrong from the beginning. @default - nothing */
  readonly faults?: readonly Fault[];
  /** Does somebody answer the installation wizard, and upload a certificate, as soon as the VM is on? @default false: `finishWizard` does */
  readonly answersWizard?: boolean;
}
