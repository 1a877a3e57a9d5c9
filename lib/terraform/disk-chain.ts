import type { TerraformResource, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { StackScope } from "./stack-scope";
import { addLateEdges, addressOf } from "./edges";
import { Construct } from "constructs";

/**
 * The disks of one host in one stack, copied one after another. The chain follows the order of Terraform addresses, never
 * that of construction: two disks that swap places and are both replaced would be a cycle.
 */
class DiskChain extends Construct {
  private readonly disks: TerraformResource[] = [];
  private previous: ReadonlyMap<TerraformResource, string> = new Map();
  private chained = 0;

  public add(disk: TerraformResource): void {
    this.disks.push(disk);
    addLateEdges(disk, () => {
      const before = this.before(disk);
      return before === undefined ? {} : { dependsOn: [before] };
    });
  }

  private before(disk: TerraformResource): string | undefined {
    if (this.chained !== this.disks.length) {
      const sorted = this.disks.map((one) => ({ one, address: addressOf(one) })).sort((a, b) => (a.address < b.address ? -1 : 1));
      this.previous = new Map(sorted.slice(1).map(({ one }, index) => [one, sorted[index].address]));
      this.chained = this.disks.length;
    }
    return this.previous.get(disk);
  }
}

/** Puts a disk into its host's chain. */
export function chainDisk(stack: TerraformStack, host: IConstruct, disk: TerraformResource): void {
  StackScope.of(stack).once(`disks-${host.node.addr}`, (scope) => new DiskChain(scope, `disks-${host.node.addr}`)).add(disk);
}
