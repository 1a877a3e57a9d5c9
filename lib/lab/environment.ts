import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rootCertificates } from "node:tls";
import { LOOPBACK } from "./endpoints/ports";

export interface EnvironmentSources {
  /** Value of TF_REATTACH_PROVIDERS. */
  readonly reattach: string;
  /** `HOST:PORT:127.0.0.1:PORT` */
  readonly resolve: readonly string[];
  /** Authorities that clients in the lab trust, in PEM form. */
  readonly roots: readonly string[];
  /** Terraform variables. */
  readonly variables: Readonly<Record<string, string>>;
  /** Of the one Management Node; undefined where there are several. */
  readonly password?: string;
  /** The environment around the lab. */
  readonly around: Readonly<Record<string, string | undefined>>;
}

/** The environment of a command that runs inside a lab, and the files that it names. */
export interface LabEnvironment {
  readonly variables: Readonly<Record<string, string>>;
  remove(): Promise<void>;
}

/** Real time that our commands wait between two looks in a lab, where minutes pass in milliseconds. */
const INTERVAL = "100ms";

/** What is not in the lab is nowhere: nobody listens on this port (tcpmux, RFC 1078), so that no request of a rehearsal reaches the real thing. */
const NOTHING_ELSE = `*:*:${LOOPBACK}:1`;

/** Writes the files. What is in the environment around the lab stays, but for what is named here. */
export async function labEnvironment({ reattach, resolve, roots, variables, password, around }: EnvironmentSources): Promise<LabEnvironment> {
  const folder = await mkdtemp(join(tmpdir(), "pexip-hyperv-lab-"));
  const authority = join(folder, "authority.pem");
  const bundle = join(folder, "trusted.pem");
  await writeFile(authority, pem(roots));
  // Go knows no other list than this one, and Terraform may want a registry or a backend besides
  await writeFile(bundle, pem([...roots, await bundleAround(around)]));
  return {
    variables: {
      CHECKPOINT_DISABLE: "1",
      TF_REATTACH_PROVIDERS: reattach,
      SSL_CERT_FILE: bundle,
      PEXIP_HYPERV_RESOLVE: [...resolve, NOTHING_ELSE].join(" "),
      PEXIP_HYPERV_CACERT: authority,
      PEXIP_HYPERV_INTERVAL: INTERVAL,
      ...(password === undefined ? {} : { PEXIP_PASSWORD: password }),
      ...Object.fromEntries(Object.entries(variables).map(([name, value]) => [`TF_VAR_${name}`, value])),
    },
    remove: () => rm(folder, { recursive: true, force: true, maxRetries: 3 }),
  };
}

async function bundleAround({ SSL_CERT_FILE: file }: EnvironmentSources["around"]): Promise<string> {
  if (file === undefined || file === "") return pem(rootCertificates);
  try {
    return await readFile(file, "utf8");
  } catch {
    // Go does the same: a file that cannot be read is none
    return pem(rootCertificates);
  }
}

const pem = (certificates: readonly string[]): string => certificates.map((one) => `${one.trimEnd()}\n`).join("");
