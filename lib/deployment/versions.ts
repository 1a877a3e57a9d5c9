import { InfinityVersion } from "./infinity-version";

/** What depends on the version of Pexip Infinity, each with its source. Nothing else in the package compares versions. */
export const VERSIONS = {
  /** First version that the provider configures. Source: pexip/terraform-provider-infinity, README. */
  apiMode: 38,
  /** Longest PIN up to and from the version named. Sources: docs.pexip.com v11, "PINs, hosts and guests" (4-10); pexip/infinity 40.0.0, conference (4-20). In between: unverified. */
  longPins: 38,
  /** Version that the bundled provider is made for: its major number follows Infinity's. Source: pexip/terraform-provider-infinity tags. */
  provider: 40,
} as const;

/** Is this version (as a record holds it) at least that major version? */
export function atLeast(version: string | InfinityVersion, major: number): boolean {
  return Number.parseInt(version.toString(), 10) >= major;
}

/** Is a version, as a record holds it, older than another? `40` is `40.0`. */
export function isBefore(version: string, other: string): boolean {
  const [{ major, minor = 0 }, { major: otherMajor, minor: otherMinor = 0 }] = [InfinityVersion.of(version), InfinityVersion.of(other)];
  return major === otherMajor ? minor < otherMinor : major < otherMajor;
}
