import type { ProviderHandler } from "../../../lib/lab/plugin/handler";
import { startProviderServer } from "../../../lib/lab/plugin/server";
import type { Value } from "../../../lib/lab/plugin/values";
import { isUnknown, UNKNOWN } from "../../../lib/lab/plugin/values";
import { testWithTerraform } from "../../support/test-with-terraform";
import { withTerraform } from "./with-terraform";

const ADDRESS = "registry.terraform.io/example/shelf";
const SCHEMA = {
  provider: { block: { attributes: { room: { type: "string", required: true } } } },
  resource_schemas: {
    shelf_book: {
      version: 1,
      block: {
        attributes: {
          id: { type: "string", computed: true },
          room: { type: "string", computed: true },
          title: { type: "string", required: true },
          pages: { type: "number", optional: true },
        },
      },
    },
  },
};
const CONFIGURATION = {
  terraform: { required_providers: { shelf: { source: "example/shelf" } } },
  provider: { shelf: [{ room: "hall" }, { alias: "attic", room: "attic" }] },
  resource: {
    terraform_data: { prefix: { input: "Volume" } },
    shelf_book: {
      one: { title: "${terraform_data.prefix.output} 1", pages: 2 ** 40 },
      two: { title: "Of ${terraform_data.prefix.id}", provider: "shelf.attic" },
    },
  },
};

type Book = { [name: string]: Value };

/** A provider in memory; each connection is a room. */
class Library {
  readonly books = new Map<string, Book>();
  readonly titlesAtPlan: Value[] = [];
  private readonly rooms = new Map<string, Value>();

  readonly handler: ProviderHandler = {
    configureProvider: ({ config }, { peer }) => {
      this.rooms.set(peer, (config as Book).room);
      return {};
    },
    upgradeResourceState: ({ state }) => ({ state }),
    readResource: ({ state }) => ({ state: this.books.get((state as Book).id as string) ?? null }),
    planResourceChange: ({ proposedState, priorState }) => {
      if (proposedState === null) return { state: null };
      const planned = proposedState as Book;
      this.titlesAtPlan.push(planned.title);
      return { state: priorState === null ? { ...planned, id: UNKNOWN, room: UNKNOWN } : planned };
    },
    applyResourceChange: ({ plannedState, priorState }, { peer }) => {
      if (plannedState === null) {
        this.books.delete((priorState as Book).id as string);
        return { state: null };
      }
      const id = `book-${this.books.size + 1}`;
      const book = { ...(plannedState as Book), id, room: this.rooms.get(peer)! };
      this.books.set(id, book);
      return { state: book };
    },
  };
}

testWithTerraform("a handler is a provider to Terraform: plan, apply, empty plan, drift, destroy", async () => {
  const library = new Library();
  const server = await startProviderServer({ address: ADDRESS, schema: SCHEMA, handler: library.handler });
  await withTerraform([server], CONFIGURATION, async (run) => {
    expect(await run("init")).toMatchObject({ succeeded: true });

    const applied = await run("apply", "-auto-approve", "-no-color");
    expect(applied.stdout).toContain("Apply complete! Resources: 3 added, 0 changed, 0 destroyed.");
    const books = [...library.books.values()];
    expect(books).toContainEqual({ id: expect.any(String), room: "hall", title: "Volume 1", pages: 2 ** 40 });
    const attic = books.find(({ room }) => room === "attic");
    expect(attic).toMatchObject({ title: expect.stringMatching(/^Of .{36}$/), pages: null });
    // "Of ..." is an unknown value of which Terraform knows how it begins
    expect(library.titlesAtPlan.filter(isUnknown).some(({ refinements }) => refinements !== undefined)).toBe(true);

    expect((await run("plan", "-no-color")).stdout).toContain("No changes.");

    library.books.delete(attic?.id as string);
    const drifted = await run("plan", "-no-color");
    expect(drifted.stdout).toContain("Plan: 1 to add, 0 to change, 0 to destroy.");

    const destroyed = await run("destroy", "-auto-approve", "-no-color");
    expect(destroyed.stdout).toContain("Destroy complete! Resources: 2 destroyed.");
    expect(library.books.size).toBe(0);
  });
});
