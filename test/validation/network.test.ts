import { addressProblem, domainProblem, fqdnProblem, hostnameProblem, hostOrAddressProblem, ipv4Problem, ipv6Problem, isAddress, isIpv4, prefixLength, Subnet } from "../../lib/validation/network";

const NO_IPV4 = "must be an IPv4 address such as 10.44.0.11";
const NO_IPV6 = "must be an IPv6 address such as 2001:db8::11";
const DOTS = "must be labels joined by single dots, without one at either end";
const ALONE = "must be a host name or an IP address alone, without scheme or port";
const labels = (bad: string): string => `must consist of DNS labels (letters, digits, underscores, and hyphens inside; at most 63 characters); ${bad} is none`;

test.each(["10.44.0.11", "0.0.0.0", "255.255.255.255"])("%s is an IPv4 address", (text) => {
  expect(ipv4Problem(text)).toBeUndefined();
  expect(addressProblem(text)).toBeUndefined();
  expect(hostOrAddressProblem(text)).toBeUndefined();
  expect(isIpv4(text)).toBe(true);
});

test.each(["10.44.0", "10.44.0.256", "010.44.0.11", "10.44.0.01", "0x0a.0.0.1", "167772161", "10.44.0.11 ", "10.44.0.11/24", "10.44.0.11.1", "-1.0.0.0", "::1", "１0.44.0.11", ""])("%j is no IPv4 address", (text) => {
  expect(ipv4Problem(text)).toBe(NO_IPV4);
  expect(isIpv4(text)).toBe(false);
});

test.each(["::", "::1", "fe80::1", "2001:DB8::1", "2001:db8:0:0:0:0:0:1", "::ffff:0102:0304"])("%s is an IPv6 address", (text) => {
  expect(ipv6Problem(text)).toBeUndefined();
  expect(addressProblem(text)).toBeUndefined();
  expect(hostOrAddressProblem(text)).toBeUndefined();
});

test.each(["1::2::3", "12345::", ":", ":::", "2001:db8::1%eth0", "::ffff:1.2.3.4", "[::1]", "2001:db8::/32", "10.44.0.11", "g::1", ""])("%j is no IPv6 address", (text) => {
  expect(ipv6Problem(text)).toBe(NO_IPV6);
});

test("an address is of either family", () => {
  expect(addressProblem("dns.example.com")).toBe("must be an IP address such as 10.44.0.53");
  expect(isAddress("dns.example.com")).toBe(false);
});

test.each(["hv1", "hv1.example.com", "_ntp._udp.example.com", "5.5.a", `a${".a".repeat(126)}`])("%s is a host", (text) => {
  expect(hostOrAddressProblem(text)).toBeUndefined();
});

test.each([
  ["10.44.0", NO_IPV4],
  ["10.44.0.256", NO_IPV4],
  ["1::2::3", NO_IPV6],
  ["hv1.example.com:5986", ALONE],
  ["10.44.0.11:5986", ALONE],
  ["https://hv1.example.com", ALONE],
  ["https://hv1.example.com:5986/wsman", ALONE],
  ["hv1..example.com", DOTS],
  ["hv1.", DOTS],
  [".hv1", DOTS],
  ["-hv1", labels('"-hv1"')],
  ["hv1-", labels('"hv1-"')],
  ["hv 1", labels('"hv 1"')],
  ["zürich.example.com", labels('"zürich"')],
  ["a'b", labels('"a\'b"')],
  ["*.example.com", labels('"*"')],
  [`${"a".repeat(64)}.com`, labels(`"${"a".repeat(64)}"`)],
  [`a${".a".repeat(127)}`, "must be at most 253 characters, got 255"],
])("%j is no host", (text, problem) => {
  expect(hostOrAddressProblem(text)).toBe(problem);
});

test.each(["oslo-1", "1a", "a".repeat(63)])("%s is a host name", (text) => {
  expect(hostnameProblem(text)).toBeUndefined();
});

test.each([
  ["a".repeat(64), "must be at most 63 characters, got 64"],
  ["oslo-1.example.com", "must be the host name alone; its domain goes into domain"],
  ["oslo_1", "must consist of letters, digits and hyphens"],
  ["øst", "must consist of letters, digits and hyphens"],
  ["", "must consist of letters, digits and hyphens"],
  ["-oslo", "must not begin or end with a hyphen"],
  ["oslo-", "must not begin or end with a hyphen"],
  ["42", "must not consist of digits alone"],
])("%j is no host name", (text, problem) => {
  expect(hostnameProblem(text)).toBe(problem);
});

test("a domain has at most 192 characters, a full name 253", () => {
  const long = `aa${".a".repeat(95)}`;
  expect([domainProblem(long), domainProblem(`${long}a`)]).toEqual([undefined, "must be at most 192 characters, got 193"]);
  expect(fqdnProblem(`${long}a`)).toBeUndefined();
  expect(domainProblem("example..com")).toBe(DOTS);
});

test.each([
  ["10.44.0.77", "255.255.255.0", "10.44.0.0/24", "10.44.0.255"],
  ["10.44.0.77", "255.255.255.254", "10.44.0.76/31", "10.44.0.77"],
  ["10.44.0.77", "255.255.255.255", "10.44.0.77/32", "10.44.0.77"],
  ["10.44.0.77", "0.0.0.0", "0.0.0.0/0", "255.255.255.255"],
  ["10.44.0.77", "255.255.240.0", "10.44.0.0/20", "10.44.15.255"],
])("%s with netmask %s is in %s", (address, netmask, text, broadcast) => {
  const subnet = Subnet.of(address, netmask)!;
  expect([subnet.toString(), subnet.broadcastAddress, subnet.contains(address)]).toEqual([text, broadcast, true]);
  expect(`${subnet.networkAddress}/${subnet.prefix}`).toBe(text);
});

test.each([
  ["10.44.0.77", "255.0.255.0"],
  ["10.44.0.77", "0.0.0.255"],
  ["10.44.0.77", "24"],
  ["10.44.0", "255.255.255.0"],
  ["010.44.0.77", "255.255.255.0"],
  ["2001:db8::1", "255.255.255.0"],
])("%s with netmask %s is in no subnet", (address, netmask) => {
  expect(Subnet.of(address, netmask)).toBeUndefined();
});

test("a subnet ends at its edges", () => {
  const subnet = Subnet.ofPrefix("10.44.0.128", 25);
  expect(["10.44.0.127", "10.44.0.128", "10.44.0.255", "10.44.1.0", "nonsense", "2001:db8::1"].map((address) => subnet.contains(address))).toEqual([false, true, true, false, false, false]);
});

test("a netmask's length is known when its ones are contiguous", () => {
  expect(["255.255.255.0", "0.0.0.0", "255.255.255.255", "255.0.255.0"].map(prefixLength)).toEqual([24, 0, 32, undefined]);
});
