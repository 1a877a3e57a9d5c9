/** Does the deployment itself prove an item of the checklist? */
export interface Outcome {
  readonly ticked: boolean;
  /** How it is proven; else what a person must still do. */
  readonly how: string;
}

/** One item of the guide's installation checklist (page 17). */
export interface ChecklistItem extends Outcome {
  /** Stable over versions of the deployment: `prior-1`. */
  readonly id: string;
  /** The guide's heading. */
  readonly group: string;
  /** Position below the heading, from 1. */
  readonly number: number;
  /** The guide's words. */
  readonly text: string;
}
