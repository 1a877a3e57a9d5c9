import { MaximumQuality, MediaEncryption } from "../../../deployment/call-settings";
import { Override } from "../../../deployment/system-location";

// What is chosen in a form, as the management API keeps it; lib/infinity/api-words.ts writes the same for Terraform.

export const overrideWord = (choice: Override): string => ({ [Override.GLOBAL]: "default", [Override.ON]: "yes", [Override.OFF]: "no" })[choice];

export const encryptionWord = (choice: MediaEncryption): string => (choice === MediaEncryption.BEST_EFFORT ? "besteffort" : choice);

export const qualityWord = (choice: MaximumQuality): string => (choice === MaximumQuality.FULL_HD ? "fullhd" : choice);

export const hyphenated = (choice: string): string => choice.split("_").join("-");

export const upperCase = (choice: string): string => choice.toUpperCase();

export const codecList = (codecs: readonly string[]): readonly { readonly value: string }[] => codecs.map((value) => ({ value }));
