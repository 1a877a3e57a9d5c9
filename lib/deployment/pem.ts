import { createHash, createPublicKey, type KeyObject, X509Certificate } from "node:crypto";
import { fromFile, linesThat, type Field } from "../validation/fields";

/** What rules and documents need of a certificate; the certificate itself is not kept. */
export interface CertificateFacts {
  readonly subject: string;
  readonly issuer: string;
  /** DNS names of the subjectAltName, lower case. */
  readonly names: readonly string[];
  readonly commonName?: string;
  /** ISO 8601. */
  readonly notBefore: string;
  readonly notAfter: string;
  readonly selfSigned: boolean;
  /** SHA-256 of the public key. */
  readonly publicKey: string;
  /** Subjects of the certificates that follow it in the text. */
  readonly chain: readonly string[];
  /** The first certificate of the text that the next one has not issued, counted from 1; undefined when all are in order. */
  readonly brokenAfter?: number;
  /** Windows line ends. */
  readonly carriageReturns: boolean;
}

interface Block {
  readonly label: string;
  readonly text: string;
}

const BEGIN = "-----BEGIN ";
const DASHES = "-----";

/** The blocks of a PEM text; undefined when one has no end. */
function blocksOf(text: string): readonly Block[] | undefined {
  const blocks: Block[] = [];
  for (let start = text.indexOf(BEGIN); start >= 0; start = text.indexOf(BEGIN, start)) {
    const labelEnd = text.indexOf(DASHES, start + BEGIN.length);
    const label = labelEnd < 0 ? "" : text.slice(start + BEGIN.length, labelEnd);
    const footer = `${DASHES}END ${label}${DASHES}`;
    const end = text.indexOf(footer, start);
    if (label.length > 60 || end < 0) return undefined;
    blocks.push({ label, text: text.slice(start, end + footer.length) });
    start = end + footer.length;
  }
  return blocks;
}

const PRIVATE_KEY = "holds a private key in clear: keep it out of programs, treat this one as disclosed, and give it as a Secret (privateKey)";

const holdsPrivateKey = (text: string): boolean => /PRIVATE KEY/i.test(text);

/** Reads the certificates of a text, or says what is wrong with it. */
function certificatesOf(text: string): readonly X509Certificate[] | string {
  if (holdsPrivateKey(text)) return PRIVATE_KEY;
  const blocks = blocksOf(text);
  if (blocks === undefined) return "must be PEM text, and one of its blocks has no -----END ...----- line";
  if (blocks.length === 0) return "must be PEM text: a line -----BEGIN CERTIFICATE-----, the certificate in Base64, and a line -----END CERTIFICATE-----";
  const other = blocks.find(({ label }) => label !== "CERTIFICATE");
  if (other !== undefined) return "must hold certificates alone: a block begins with another line than -----BEGIN CERTIFICATE-----";
  const certificates: X509Certificate[] = [];
  for (const [index, block] of blocks.entries()) {
    const certificate = parsed(() => new X509Certificate(block.text));
    if (certificate === undefined) return `must be PEM text, and certificate ${index + 1} in it cannot be read as X.509`;
    certificates.push(certificate);
  }
  return certificates;
}

/** What a parser of Node's gives, which has no other answer to bad text than an error. */
function parsed<T>(parse: () => T): T | undefined {
  try {
    return parse();
  } catch {
    return undefined;
  }
}

const pem = (problem: (text: string) => string | undefined): Field<string> => fromFile("content", linesThat(problem));

/** One certificate or a chain in PEM form, own certificate first. */
export const certificateChain = (): Field<string> =>
  pem((text) => {
    const certificates = certificatesOf(text);
    return typeof certificates === "string" ? certificates : undefined;
  });

/** One certificate in PEM form. */
export const oneCertificate = (): Field<string> =>
  pem((text) => {
    const certificates = certificatesOf(text);
    if (typeof certificates === "string") return certificates;
    return certificates.length === 1 ? undefined : `must hold one certificate, got ${certificates.length}: make a CaCertificate for each`;
  });

/** A public key in PEM form. */
export const publicKeyPem = (): Field<string> =>
  pem((text) => {
    if (holdsPrivateKey(text)) return PRIVATE_KEY;
    return publicKeyOf(text) === undefined ? "must be a public key in PEM form: a block -----BEGIN PUBLIC KEY----- (openssl pkey -in key.pem -pubout)" : undefined;
  });

/** Lines of text that hold no private key. */
export const keylessLines = (): Field<string> => pem((text) => (holdsPrivateKey(text) ? PRIVATE_KEY : undefined));

function publicKeyOf(text: string): KeyObject | undefined {
  const blocks = blocksOf(text);
  if (blocks?.length !== 1 || !/^(RSA )?PUBLIC KEY$/.test(blocks[0].label)) return undefined;
  return parsed(() => createPublicKey(blocks[0].text));
}

const fingerprint = (key: KeyObject): string => createHash("sha256").update(key.export({ type: "spki", format: "der" })).digest("hex");

/** SHA-256 of a public key in PEM form. */
export function publicKeyFingerprint(text: string): string | undefined {
  const key = publicKeyOf(text);
  return key === undefined ? undefined : fingerprint(key);
}

/** What is known of a certificate; undefined when the text holds none. */
export function certificateFacts(text: string): CertificateFacts | undefined {
  const certificates = certificatesOf(text);
  if (typeof certificates === "string") return undefined;
  const [own, ...chain] = certificates;
  const broken = certificates.findIndex((certificate, index) => index < chain.length && !certificate.checkIssued(chain[index]));
  return {
    subject: oneLine(own.subject),
    issuer: oneLine(own.issuer),
    names: dnsNames(own),
    commonName: /(?:^|\n)CN=([^\n]*)/.exec(own.subject)?.[1].toLowerCase(),
    notBefore: new Date(own.validFrom).toISOString(),
    notAfter: new Date(own.validTo).toISOString(),
    selfSigned: own.checkIssued(own),
    publicKey: fingerprint(own.publicKey),
    chain: chain.map(({ subject }) => oneLine(subject)),
    brokenAfter: broken < 0 ? undefined : broken + 1,
    carriageReturns: text.includes("\r"),
  };
}

/** A distinguished name, which Node writes in lines. */
const oneLine = (name: string | undefined): string => (name ?? "").split("\n").join(", ");

function dnsNames({ subjectAltName = "" }: X509Certificate): readonly string[] {
  // Node puts a value with special characters in quotes, as JSON
  return [...subjectAltName.matchAll(/(?:^|, )DNS:("(?:[^"\\]|\\.)*"|[^,]*)/g)].map(([, name]) => (name.startsWith('"') ? (JSON.parse(name) as string) : name).toLowerCase().replace(/\.$/, ""));
}

/** Is one of a certificate's names this name? A wildcard stands for exactly one label, the first. Source: RFC 6125 section 6.4.3. */
export function covers(names: readonly string[], fqdn: string): boolean {
  const wanted = fqdn.toLowerCase().replace(/\.$/, "");
  const parent = wanted.includes(".") ? wanted.slice(wanted.indexOf(".")) : undefined;
  return names.some((name) => name === wanted || (parent !== undefined && name === `*${parent}`));
}
