import * as library from "../../../lib";
import { MAKERS } from "../../../lib/config/build/constructs";
import { SECTIONS, sectionOf } from "../../../lib/config/read/sections";
import { SERVICES } from "../../../lib/deployment/services";

const classes = library as unknown as Readonly<Record<string, { readonly fromResourceId?: unknown } | undefined>>;

test("every kind of service has a section, after those of the guide's own pages", () => {
  expect(SECTIONS.map(({ key }) => key).slice(0, 6)).toEqual(["hosts", "switches", "managementNode", "locations", "staticRoutes", "conferencingNodes"]);
  expect(SECTIONS.slice(6).map(({ kind }) => kind)).toEqual(SERVICES.map(({ service }) => service));
  expect(new Set(SECTIONS.map(({ key }) => key)).size).toBe(SECTIONS.length);
});

test.each(SERVICES.map(({ service }) => service))("existing: true is taken of %s when its class refers to existing ones, and only then", (kind) => {
  const name = `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
  const section = SECTIONS.find((one) => one.kind === kind)!;
  expect(classes[name]).toBeDefined();
  expect(section.existing !== undefined).toBe(typeof classes[name]!.fromResourceId === "function");
  expect(section.existing !== undefined).toBe(MAKERS[kind].refer !== undefined);
});

test("every section makes constructs, and refers to existing ones where it takes them", () => {
  for (const { kind, existing } of SECTIONS) expect({ kind, refers: MAKERS[kind].refer !== undefined }).toEqual({ kind, refers: existing !== undefined });
});

test("every reference leads to a section that has entries", () => {
  for (const { form, existing } of SECTIONS) {
    for (const { to } of [...Object.values(form.references), ...Object.values(existing?.references ?? {})]) expect({ to, hasEntries: sectionOf(to) !== undefined && sectionOf(to)!.id === undefined }).toEqual({ to, hasEntries: true });
  }
});

test("a word that no section has is none, whatever JavaScript thinks of it", () => {
  for (const key of ["constructor", "__proto__", "host", ""]) expect(sectionOf(key)).toBeUndefined();
});
