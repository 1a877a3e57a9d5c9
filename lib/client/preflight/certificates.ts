import type { PeerCertificate, TrustProblem } from "../certificate";
import type { CertificateFacts } from "../../deployment/pem";
import { failed, ok, type Finding, warning } from "./finding";

/** Days before its end in which a certificate is worth a line. Ours: no text names a number. */
const EXPIRING_DAYS = 30;
const DAY_MS = 86_400_000;

/** A certificate that a server showed, and that is trusted. */
export function certificateFinding(what: string, { validTo, issuer }: Pick<PeerCertificate, "validTo" | "issuer">, now: number): Finding {
  const days = daysLeft(Date.parse(validTo), now);
  const evidence = `is trusted, from ${issuer}, valid until ${dateText(Date.parse(validTo), validTo)}`;
  return days < EXPIRING_DAYS ? warning(what, `${evidence}: ${daysText(days)} left`, "renew it in time") : ok(what, evidence);
}

export function untrustedFinding(what: string, { certificate, problem }: { readonly certificate: PeerCertificate; readonly problem: TrustProblem }, ...advice: readonly string[]): Finding {
  return failed(what, `it ${problem.text}`, `SHA-256 ${certificate.sha256}`, ...(problem.kind === "expired" ? ["renew it"] : ["give it a certificate of an authority that this machine trusts (--cacert FILE for this command)", ...advice]));
}

/** A certificate of the deployment: synth must not break with the calendar, so its dates are judged here. */
export function probeCertificate({ subject, notBefore, notAfter }: Pick<CertificateFacts, "subject" | "notBefore" | "notAfter">, now: number): readonly Finding[] {
  const what = "certificate";
  const [from, until] = [Date.parse(notBefore), Date.parse(notAfter)];
  const days = daysLeft(until, now);
  const evidence = `${subject}, valid until ${dateText(until, notAfter)}`;
  if (until < now) return [failed(what, `${subject} expired on ${dateText(until, notAfter)}`, "renew it before anything is built with it")];
  if (from > now) return [failed(what, `${subject} is not valid before ${dateText(from, notBefore)}`, "compare the clocks, or wait: nobody trusts it yet")];
  return [days < EXPIRING_DAYS ? warning(what, `${evidence}: ${daysText(days)} left`, "renew it in time") : ok(what, evidence)];
}

const daysLeft = (until: number, now: number): number => Math.floor((until - now) / DAY_MS);

const daysText = (days: number): string => (days < 1 ? "less than a day" : `${days} ${days === 1 ? "day" : "days"}`);

const dateText = (time: number, otherwise: string): string => (Number.isNaN(time) ? otherwise : new Date(time).toISOString().slice(0, 10));
