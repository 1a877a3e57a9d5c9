const MINUTE = 60_000;

/** How long things take. The first two together: v21 guide, "Deploying the Conferencing Nodes" (approximately 5 minutes, "Never" until then); how they divide is unverified. */
export const TIMING = {
  /** From power on, or from a new configuration, to the first contact with the Management Node. */
  bootMs: 4 * MINUTE,
  /** From the first contact to SYNCED. */
  firstSyncMs: MINUTE,
  /** From a change to the nodes. Source: v21 guide, "Configuring the Pexip Infinity platform" (approximately once per minute). */
  replicationMs: MINUTE,
  /** How often a node that reaches no Management Node tries again, and how soon its silence is noticed (unverified). */
  retryMs: MINUTE,
  /** From the last answer of the installation wizard, or power on, to the Administrator interface. Source: the same ("a minute or so"). */
  managerBootMs: MINUTE,
  /** How long the Management Node is away for an upgrade: up to an hour (pexip-domain.md, section 9), here a part of it. */
  upgradeMs: 20 * MINUTE,
} as const;
