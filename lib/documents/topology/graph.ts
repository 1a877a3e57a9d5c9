/** What something stands for: it decides the colour, which only underlines the words. */
export type Tone = "manager" | "transcoding" | "proxying" | "plain";

/** A row of a card: its beginning may be set off in the colour of the card. */
export interface Row {
  readonly lead?: string;
  readonly text: string;
}

/** A box: a VM, several of them, a switch or a location. */
export interface Card {
  readonly id: string;
  readonly shape: "machine" | "switch" | "location";
  readonly tone: Tone;
  readonly name: string;
  /** At the end of the name's row: the location of a VM. */
  readonly tag?: string;
  readonly rows: readonly Row[];
  /** It exists without this deployment: the outline is dashed. */
  readonly existing: boolean;
  /** How many it stands for. */
  readonly count: number;
}

export type LinkKind = "adapter" | "transcoding" | "primary overflow" | "secondary overflow";

/** A line between two boxes of one frame. */
export interface Link {
  readonly id: string;
  readonly kind: LinkKind;
  readonly from: string;
  readonly to: string;
}

/** What belongs together: a platform with its locations, or a host with its switches and VMs. */
export interface Frame {
  readonly id: string;
  readonly name: string;
  /** Beside the name. */
  readonly aside: string;
  /** Below the name. */
  readonly facts: readonly string[];
  /** It exists without this deployment: the outline is dashed. */
  readonly existing: boolean;
  readonly cards: readonly Card[];
  readonly links: readonly Link[];
}

/** All that the picture shows, without sizes and places. Ids are numbers: nothing that a user wrote. */
export interface TopologyGraph {
  readonly platforms: readonly Frame[];
  readonly hosts: readonly Frame[];
}
