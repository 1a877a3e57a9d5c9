import { groupBy, type PlatformView } from "../../deployment/model";
import { checklist } from "../checklist";
import type { DocumentInput } from "../document";
import { DOTTED } from "../text";
import { addressSection } from "./addresses";
import { type Block, type Content, type Datasheet, field, listed, type Section } from "./content";
import { guideForm } from "./guide-form";
import { capacitySection, hostSection } from "./hosts";
import { machineSection } from "./machines";
import { namesOf } from "./names";
import { platformBlocks } from "./platform";
import { credentialBlocks, serviceBlocks } from "./services";
import { acceptanceSection, verdictBlocks } from "./verdict";

/** What a datasheet says, before it is a page: the guide's form first, so that somebody with the paper in hand finds every line where it was. */
export function datasheet(input: DocumentInput): Datasheet {
  const { view, fingerprint, date } = input;
  const { platforms } = view;
  const nameOf = namesOf(view);
  const ofEach = (id: string, title: string, blocks: (platform: PlatformView) => readonly Block[]): readonly Section[] =>
    platforms.flatMap((platform, index) => {
      const content = blocks(platform);
      const [ownId, ownTitle] = platforms.length === 1 ? [id, title] : [`${id}-${index + 1}`, `${title}: ${platform.managementNode.fqdn}`];
      return content.length === 0 ? [] : [{ id: ownId, title: ownTitle, blocks: content }];
    });
  return {
    title: "Pexip Infinity configuration datasheet",
    subject: listed(view.managementNodes.map(({ fqdn }) => fqdn)),
    fingerprint,
    facts: [
      field("Infinity version", each(platforms, ({ managementNode }) => `v${managementNode.infinityVersion}`)),
      field("Mode", each(platforms, ({ managementNode }) => (managementNode.mode === "api" ? "api: Terraform configures the platform" : "runbook: people configure the platform"))),
      field("Date", date ?? DOTTED),
      field("Model", fingerprint),
    ],
    sections: [
      { id: "verdict", title: "Verdict", blocks: [...verdictBlocks(input), { is: "picture" }] },
      ...ofEach("form", "Configuration datasheet", (platform) => guideForm(view, platform)),
      hostSection(view),
      machineSection(view),
      ...addressSection(view),
      ...capacitySection(view),
      ...ofEach("platform", "Platform", (platform) => platformBlocks(platform, nameOf)),
      ...ofEach("credentials", "Licences and certificates", credentialBlocks),
      ...ofEach("services", "Services", (platform) => serviceBlocks(platform, nameOf)),
      ...acceptanceSection(input),
      checklistSection(input),
    ],
  };
}

/** What is the same for all platforms is said once. */
function each(platforms: readonly PlatformView[], text: (platform: PlatformView) => string): Content {
  const texts = platforms.map(text);
  if (texts.length === 0) return DOTTED;
  return new Set(texts).size === 1 ? texts[0] : platforms.map((platform, index) => `${texts[index]} (${platform.managementNode.fqdn})`);
}

function checklistSection(input: DocumentInput): Section {
  const items = checklist(input);
  const groups = [...groupBy(items, ({ group }) => group)];
  const done = items.filter(({ ticked }) => ticked).length;
  return {
    id: "checklist",
    title: "Pexip Infinity installation checklist",
    blocks: [{ is: "progress", text: `${done} of ${items.length} done` }, ...groups.map(([title, of]): Block => ({ is: "checklist", title, items: of }))],
  };
}
