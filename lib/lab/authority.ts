import { constants, generateKeyPair, privateEncrypt, randomBytes } from "node:crypto";
import { isIP } from "node:net";
import { promisify } from "node:util";
import { md, pki } from "node-forge";
import type { ServedCertificate } from "./infinity/node-configuration";

const makeKeys = promisify(generateKeyPair);

const DAY_MS = 86_400_000;
/** Clients look at a real calendar, whatever the lab's clock says. */
const VALID_DAYS = 397;
/** Longest common name. Source: RFC 5280, appendix A.1 (ub-common-name). */
const LONGEST_COMMON_NAME = 64;
/** What stands before a SHA-256 hash in an RSA signature. Source: RFC 8017, section 9.2, note 1. */
const SHA256_PREFIX = Buffer.from("3031300d060960864801650304020105000420", "hex");

interface Keys {
  readonly publicKey: string;
  readonly privateKey: string;
}

type Extension = Readonly<Record<string, unknown>>;

/**
 * A certificate authority of a lab's own, so that TLS is really verified there. It is made anew for each lab, its key never leaves the process, and all
 * certificates share one key, which is worth nothing outside.
 */
export class LabAuthority {
  /** Its certificate, in PEM form: what clients of the lab are to trust. */
  public readonly certificate: string;
  private readonly issuedBefore = new Map<string, ServedCertificate>();
  private readonly selfSignedBefore = new Map<string, ServedCertificate>();

  /** Takes a part of a second: two keys are made. */
  public static async create(): Promise<LabAuthority> {
    const [own, servers] = await Promise.all([rsaKeys(), rsaKeys()]);
    return new LabAuthority(own, servers);
  }

  private constructor(
    private readonly own: Keys,
    private readonly servers: Keys,
  ) {
    const extensions = [{ name: "basicConstraints", cA: true, critical: true }, { name: "keyUsage", keyCertSign: true, cRLSign: true, critical: true }, { name: "subjectKeyIdentifier" }];
    // two labs of one machine have two authorities, which nobody must take for each other
    this.certificate = signed(`Lab Authority ${randomBytes(4).toString("hex")}`, extensions, own, { keys: own });
  }

  /** The private key of all certificates that it issues, in PEM form: for a deployment that brings its certificate from here. @internal */
  public get serverKey(): string {
    return this.servers.privateKey;
  }

  /** A certificate for these names and addresses, in their order; the first is its subject. It is made once: Terraform and people then bring the same. */
  public issue(names: readonly string[]): ServedCertificate {
    const known = this.issuedBefore.get(names.join());
    if (known !== undefined) return known;
    const made = { certificate: signed(names[0], forServer(names), this.servers, { keys: this.own, certificate: this.certificate }), privateKey: this.servers.privateKey };
    this.issuedBefore.set(names.join(), made);
    return made;
  }

  /** One that nobody vouches for: what a server shows before it was given another. @internal */
  public selfSigned(names: readonly string[]): ServedCertificate {
    const known = this.selfSignedBefore.get(names.join());
    if (known !== undefined) return known;
    const made = { certificate: signed(names[0], forServer(names), this.servers, { keys: this.servers }), privateKey: this.servers.privateKey };
    this.selfSignedBefore.set(names.join(), made);
    return made;
  }
}

function rsaKeys(): Promise<Keys> {
  // Go and OpenSSL refuse shorter ones, and longer ones only take longer
  return makeKeys("rsa", { modulusLength: 2048, publicKeyEncoding: { type: "spki", format: "pem" }, privateKeyEncoding: { type: "pkcs8", format: "pem" } });
}

function forServer(names: readonly string[]): Extension[] {
  return [
    { name: "basicConstraints", cA: false, critical: true },
    { name: "keyUsage", digitalSignature: true, keyEncipherment: true, critical: true },
    { name: "extKeyUsage", serverAuth: true },
    // types of a GeneralName: RFC 5280, section 4.2.1.6
    { name: "subjectAltName", altNames: names.map((name) => (isIP(name) !== 0 ? { type: 7, ip: name } : { type: 2, value: name })) },
  ];
}

function signed(commonName: string, extensions: readonly Extension[], subject: Keys, issuer: { readonly keys: Keys; readonly certificate?: string }): string {
  const made = pki.createCertificate();
  const name = [{ name: "commonName", value: commonName.slice(0, LONGEST_COMMON_NAME) }];
  made.publicKey = pki.publicKeyFromPem(subject.publicKey);
  // positive, as RFC 5280 wants it
  made.serialNumber = `01${randomBytes(15).toString("hex")}`;
  [made.validity.notBefore, made.validity.notAfter] = [-1, VALID_DAYS].map((days) => new Date(Date.now() + days * DAY_MS));
  made.setSubject(name);
  made.setIssuer(issuer.certificate === undefined ? name : pki.certificateFromPem(issuer.certificate).subject.attributes);
  made.setExtensions([...extensions]);
  made.sign(nativeSigner(issuer.keys), md.sha256.create());
  return pki.certificateToPem(made).replace(/\r\n/g, "\n");
}

/** The library's own arithmetic takes a tenth of a second for each signature, in which nothing else happens. */
function nativeSigner({ privateKey }: Keys): pki.rsa.PrivateKey {
  return { sign: (digest: md.MessageDigest) => privateEncrypt({ key: privateKey, padding: constants.RSA_PKCS1_PADDING }, Buffer.concat([SHA256_PREFIX, Buffer.from(digest.digest().getBytes(), "binary")])).toString("binary") } as unknown as pki.rsa.PrivateKey;
}
