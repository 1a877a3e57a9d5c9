import type { Definition } from "./support/definition";
import { estate, onEstate } from "./support/estate";
import { rollOut } from "./support/rollout";
import type { Scene } from "./support/scene";

// terraform-shapes.md, section 9

/** Which location each takes when it is full, by name. */
function overflows(scene: Scene): Readonly<Record<string, string | undefined>> {
  const locations: readonly Definition[] = scene.lab.managementNode().dump().configuration.system_location ?? [];
  const nameOf = (uri: string | null): string | undefined => locations.find((location) => location.uri === uri)?.values.name;
  return Object.fromEntries(locations.map(({ values }) => [values.name, nameOf(values.overflow_location1)]));
}

function mutual({ locations, conferencingNodes }: Definition): void {
  locations.bergen = { ...locations.oslo, name: "Bergen", primaryOverflowLocation: "oslo" };
  locations.oslo.primaryOverflowLocation = "bergen";
  conferencingNodes["oslo-3"].systemLocation = "bergen";
}

onEstate(
  "locations that overflow to each other are made, edited, removed and destroyed, and no VM is touched but in the end",
  async (scene) => {
    const [both, changed] = [{ Oslo: "Bergen", Bergen: "Oslo" }, ["manager: changed system_location"]];
    expect(await scene.pending()).toEqual({});
    expect(overflows(scene)).toEqual(both);

    // what the step has written stays when the location itself is edited
    expect(await rollOut(scene, ({ locations }) => (locations.bergen.mediaQos = 46))).toEqual({ planned: { bergen: "update" }, happened: changed, touched: [] });
    expect(overflows(scene)).toEqual(both);

    const oneWay = await rollOut(scene, ({ locations }) => delete locations.bergen.primaryOverflowLocation);
    expect(oneWay).toEqual({ planned: { bergen: "update", "bergen PrimaryOverflow": "delete delete_because_no_resource_config" }, happened: changed, touched: [] });
    expect(overflows(scene)).toEqual({ Oslo: "Bergen", Bergen: undefined });
    const again = await rollOut(scene, ({ locations }) => (locations.bergen.primaryOverflowLocation = "oslo"));
    expect(again).toEqual({ planned: { "bergen PrimaryOverflow": "create" }, happened: changed, touched: [] });
    expect(overflows(scene)).toEqual(both);

    // the Management Node keeps what is referred to, and Terraform removes before it changes: references go first, in an apply of their own
    const unused = await rollOut(scene, ({ locations, conferencingNodes }) => {
      for (const location of Object.values<Definition>(locations)) delete location.primaryOverflowLocation;
      conferencingNodes["oslo-3"].systemLocation = "oslo";
    });
    expect(unused.planned).toEqual({ oslo: "update", bergen: "update", "oslo-3 NodeEntry": "update", "bergen PrimaryOverflow": "delete delete_because_no_resource_config" });
    const removed = await rollOut(scene, ({ locations }) => delete locations.bergen);
    expect(removed).toEqual({ planned: { bergen: "delete delete_because_no_resource_config" }, happened: ["manager: removed system_location"], touched: [] });
    expect([unused.touched, overflows(scene)]).toEqual([[], { Oslo: undefined }]);

    await rollOut(scene, mutual);
    expect(overflows(scene)).toEqual(both);
    await scene.rehearsal.destroy("platform");
    expect(overflows(scene)).toEqual({});
  },
  {
    edit: (definition) => {
      estate(definition);
      mutual(definition);
    },
  },
);
