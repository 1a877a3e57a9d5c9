/** Source: npm documentation, "package.json", name. */
const LONGEST_NAME = 214;
const LEGAL = /^(?:@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/;

/** A project of one of these names could not install what it depends on, or is refused by npm. */
const TAKEN = ["cdktf-pexip-hyperv", "cdktf", "cdktf-cli", "constructs", "node_modules", "favicon.ico"];

/** What is wrong with the name of a project, which is an npm package; undefined when nothing is. */
export function projectNameProblem(name: string): string | undefined {
  if (name.length > LONGEST_NAME) return `is longer than the ${LONGEST_NAME} characters that npm allows`;
  if (TAKEN.includes(name)) return "is the name of another package, or reserved by npm";
  return LEGAL.test(name) ? undefined : `is no name of an npm package: lower-case letters, digits, hyphens and dots, such as ${projectNameOf(name)}`;
}

/** A legal name for the project in a folder of this name: `Video Oslo` becomes `video-oslo`. */
export function projectNameOf(folder: string): string {
  const plain = folder.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const name = plain.replace(/[^a-z0-9._]+/g, "-").replace(/^[-._]+/, "").slice(0, LONGEST_NAME).replace(/[-._]+$/, "");
  if (name === "") return "pexip-platform";
  return TAKEN.includes(name) ? `${name}-project` : name;
}
