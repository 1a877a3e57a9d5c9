import { MaximumQuality, MediaEncryption } from "../deployment/call-settings";
import { Override } from "../deployment/system-location";

/** How the management API writes a choice that may be left to the global settings. */
export const overrideWord = (choice: Override): string => ({ [Override.GLOBAL]: "default", [Override.ON]: "yes", [Override.OFF]: "no" })[choice];

export const encryptionWord = (choice: MediaEncryption): string => (choice === MediaEncryption.BEST_EFFORT ? "besteffort" : choice);

export const qualityWord = (choice: MaximumQuality): string => (choice === MaximumQuality.FULL_HD ? "fullhd" : choice);

export const hyphenated = (choice: string): string => choice.split("_").join("-");

export const upperCase = (choice: string): string => choice.toUpperCase();
