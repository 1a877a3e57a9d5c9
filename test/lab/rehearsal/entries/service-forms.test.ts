import { MaximumQuality, MediaEncryption } from "../../../../lib/deployment/call-settings";
import { SERVICES } from "../../../../lib/deployment/services";
import { Override } from "../../../../lib/deployment/system-location";
import * as ofTerraform from "../../../../lib/infinity/api-words";
import { collectionOf } from "../../../../lib/lab/infinity/collections";
import type { CollectionName } from "../../../../lib/lab/infinity/collections/names";
import * as ofPeople from "../../../../lib/lab/rehearsal/entries/api-words";
import type { Word } from "../../../../lib/lab/rehearsal/entries/form";
import { locationReferences, locationWords, staticRouteWords } from "../../../../lib/lab/rehearsal/entries/locations";
import { nodeWords } from "../../../../lib/lab/rehearsal/entries/nodes";
import { SERVICE_FORMS } from "../../../../lib/lab/rehearsal/entries/service-forms";
import { snmpWords } from "../../../../lib/lab/rehearsal/entries/snmp";

const formsOf = SERVICES.map((spec) => [spec.service, spec, SERVICE_FORMS[spec.service]] as const);

const fieldOf = (word: Word): readonly string[] => (word === null ? [] : [typeof word === "string" ? word : word.field]);
const strangers = (collection: CollectionName, fields: readonly string[]): readonly string[] => fields.filter((field) => collectionOf(collection).fields[field]?.readOnly !== undefined || !Object.hasOwn(collectionOf(collection).fields, field));

test.each(formsOf)("%s is entered in fields that its page has, each once", (_, __, { collection, words, references = {}, otherwise = {}, by = [] }) => {
  const fields = [...Object.values<Word>(words).flatMap(fieldOf), ...Object.values(references).filter((field) => field !== null)];
  expect(strangers(collection, [...fields, ...Object.keys(otherwise), ...by])).toEqual([]);
  expect(new Set(fields).size).toBe(fields.length);
});

test("locations, static routes, nodes and SNMP are entered in fields that their pages have", () => {
  const fields = (words: Readonly<Record<string, Word>>): readonly string[] => Object.values(words).flatMap(fieldOf);
  expect(strangers("system_location", [...fields(locationWords), ...Object.values(locationReferences)])).toEqual([]);
  expect(strangers("static_route", fields(staticRouteWords))).toEqual([]);
  expect(strangers("worker_vm", [...fields(nodeWords), ...fields(snmpWords)])).toEqual([]);
  expect(strangers("management_vm", fields(snmpWords))).toEqual([]);
});

test.each(formsOf)("%s has a field for each reference, and a word for each field of its construct", (_, spec, { words, references = {} }) => {
  expect(Object.keys(references).sort()).toEqual(Object.keys(spec.references).sort());
  expect(Object.keys(words).sort()).toEqual(Object.keys(spec.fields).sort());
});

test.each(formsOf)("%s: what comes from a Secret is looked up, and nothing else", (_, spec, { words }) => {
  const secrets = Object.entries(spec.fields).filter(([, { shape }]) => shape.is === "value" && (shape.written === "secret" || shape.written === "secretOrText")).map(([key]) => key);
  const lookedUp = Object.entries<Word>(words).filter(([, word]) => word !== null && typeof word !== "string" && word.secret === true).map(([key]) => key);
  // the key of a certificate is the lab's own
  expect(lookedUp.sort()).toEqual(secrets.filter((key) => key !== "privateKey").sort());
});

test("people choose the same words as Terraform", () => {
  for (const choice of Object.values(Override)) expect(ofPeople.overrideWord(choice)).toBe(ofTerraform.overrideWord(choice));
  for (const choice of Object.values(MediaEncryption)) expect(ofPeople.encryptionWord(choice)).toBe(ofTerraform.encryptionWord(choice));
  for (const choice of Object.values(MaximumQuality)) expect(ofPeople.qualityWord(choice)).toBe(ofTerraform.qualityWord(choice));
  expect([ofPeople.hyphenated("video_only"), ofPeople.upperCase("on")]).toEqual([ofTerraform.hyphenated("video_only"), ofTerraform.upperCase("on")]);
});
