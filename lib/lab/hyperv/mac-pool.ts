import { createHash } from "node:crypto";
import type { Hardware } from "./host-spec";

/**
 * The dynamic MAC addresses of a host. By default 256 of them: 00-15-5D, the last two bytes of the host's IPv4 address, 00 to FF
 * (pexip-domain.md section 2). A host that is known by its name gets two bytes of the name's hash.
 */
export class MacPool {
  private readonly minimum: number;
  private readonly maximum: number;

  constructor({ address, macPool }: Pick<Hardware, "address" | "macPool">) {
    const beginning = `00155D${lastBytes(address)}`;
    this.minimum = Number.parseInt(macPool?.minimum ?? `${beginning}00`, 16);
    this.maximum = Number.parseInt(macPool?.maximum ?? `${beginning}FF`, 16);
  }

  /** The lowest that nobody has; undefined when all are taken. */
  public free(taken: ReadonlySet<string>): string | undefined {
    for (let number = this.minimum; number <= this.maximum; number += 1) {
      const mac = number.toString(16).toUpperCase().padStart(12, "0");
      if (!taken.has(mac)) return mac;
    }
    return undefined;
  }
}

function lastBytes(address: string): string {
  const ipv4 = /^\d+\.\d+\.(\d+)\.(\d+)$/.exec(address);
  if (ipv4 === null) return createHash("sha256").update(address.toLowerCase()).digest("hex").slice(0, 4).toUpperCase();
  return ipv4
    .slice(1)
    .map((byte) => Number(byte).toString(16).toUpperCase().padStart(2, "0"))
    .join("");
}
