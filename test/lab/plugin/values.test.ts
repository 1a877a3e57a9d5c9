import { decode, encode, ExtData } from "@msgpack/msgpack";
import type { Value } from "../../../lib/lab/plugin/values";
import { decodeValue, encodeValue, isUnknown, Unknown, UNKNOWN } from "../../../lib/lab/plugin/values";

const roundTrip = (value: Value) => decodeValue(encodeValue(value));

test("a block survives the way to Terraform and back", () => {
  const block = { name: "Pexip External", size: null, ports: [1, -2, 0.5], tags: { a: "b" }, on: true };
  expect(roundTrip(block)).toEqual(block);
});

test("an absent message is null", () => {
  expect(decodeValue(null)).toBeNull();
  expect(decodeValue({ msgpack: new Uint8Array(), json: new Uint8Array() })).toBeNull();
});

test("JSON is read where there is no msgpack", () => {
  expect(decodeValue({ json: Buffer.from('{"path":"x"}') })).toEqual({ path: "x" });
});

test("an unknown value is extension 0, as the protocol wants it", () => {
  expect(decode(encodeValue({ id: UNKNOWN }).msgpack!)).toEqual({ id: new ExtData(0, new Uint8Array(1)) });
});

test("what Terraform knows of an unknown value is handed back untouched", () => {
  const refinements = encode({ 2: "C:\\Pexip" });
  const arrived = decodeValue({ msgpack: encode({ path: new ExtData(12, refinements) }) }) as { path: Value };
  expect(isUnknown(arrived.path)).toBe(true);
  expect(decode(encodeValue(arrived).msgpack!)).toEqual({ path: new ExtData(12, refinements) });
});

test("an extension of a later protocol is an unknown value", () => {
  const arrived = decodeValue({ msgpack: encode([new ExtData(99, new Uint8Array(3))]) });
  expect(arrived).toEqual([new Unknown()]);
});

test("a number is a number up to 2^53 and a bigint beyond", () => {
  expect(roundTrip(2 ** 40)).toBe(2 ** 40);
  expect(roundTrip([-(2 ** 40)])).toEqual([-(2 ** 40)]);
  expect(roundTrip(2n ** 40n)).toBe(2 ** 40);
  expect(roundTrip(2n ** 63n)).toBe(2n ** 63n);
  expect(roundTrip(-(2n ** 63n))).toBe(-(2n ** 63n));
});
