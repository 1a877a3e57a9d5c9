/** What a call may carry. */
export enum CallCapability {
  AUDIO = "audio",
  /** Main video and presentation. */
  VIDEO = "video",
  /** Main video only. */
  VIDEO_ONLY = "video_only",
}

/** Encryption of media. */
export enum MediaEncryption {
  BEST_EFFORT = "best_effort",
  /** Required: participants without encryption cannot join. */
  ON = "on",
  OFF = "off",
}

/** The highest quality of a call. */
export enum MaximumQuality {
  SD = "sd",
  HD = "hd",
  FULL_HD = "full_hd",
}

/** Call rates in kbit/s that Pexip takes. Source: pexip/infinity 40.0.0, conference and gateway_routing_rule. */
export const CALL_RATE = { least: 128, most: 8192 };
