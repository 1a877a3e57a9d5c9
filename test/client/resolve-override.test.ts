import { connectionTarget, parseResolve } from "../../lib/client/resolve-override";

test.each([
  ["manager.example.com:443:127.0.0.1", { host: "manager.example.com", port: 443, address: "127.0.0.1", addressPort: 443 }],
  ["manager.example.com:443:127.0.0.1:8443", { host: "manager.example.com", port: 443, address: "127.0.0.1", addressPort: 8443 }],
  ["manager:443:[::1]", { host: "manager", port: 443, address: "::1", addressPort: 443 }],
  ["[2001:db8::1]:443:[::1]:8443", { host: "2001:db8::1", port: 443, address: "::1", addressPort: 8443 }],
  ["*:*:127.0.0.1:1", { host: "*", port: 0, address: "127.0.0.1", addressPort: 1 }],
])("reads %s", (text, override) => {
  expect(parseResolve(text)).toEqual(override);
});

test.each(["", "a", "a:443", "a:443:::1", "a:b:127.0.0.1", "a:443:127.0.0.1:8443:1", "*:*"])("refuses %j and shows the form", (text) => {
  expect(parseResolve(text)).toBe("must be HOST:PORT:ADDRESS or HOST:PORT:ADDRESS:PORT, with IPv6 addresses in brackets");
});

test("says which part is wrong", () => {
  expect(parseResolve("a:0:127.0.0.1")).toMatch(/; a port is 1 to 65535$/);
  expect(parseResolve("a:443:other.example.com")).toMatch(/; ADDRESS must be an IP address$/);
  expect(parseResolve("a..b:443:127.0.0.1")).toMatch(/; HOST must be labels joined by single dots/);
});

test("an override counts for its host, in any case, and its port alone", () => {
  const overrides = [{ host: "Manager.example.com", port: 443, address: "127.0.0.1", addressPort: 8443 }];
  expect(connectionTarget("manager.EXAMPLE.com", 443, overrides)).toEqual({ host: "127.0.0.1", port: 8443 });
  expect(connectionTarget("manager.example.com", 444, overrides)).toEqual({ host: "manager.example.com", port: 444 });
  expect(connectionTarget("other.example.com", 443, overrides)).toEqual({ host: "other.example.com", port: 443 });
});

test("an override for all counts where no other one does, wherever it stands", () => {
  const overrides = ["*:*:127.0.0.1:1", "manager.example.com:443:127.0.0.1:8443"].map((text) => parseResolve(text)).filter((one) => typeof one !== "string");
  expect(connectionTarget("manager.example.com", 443, overrides)).toEqual({ host: "127.0.0.1", port: 8443 });
  expect(connectionTarget("manager.example.com", 8443, overrides)).toEqual({ host: "127.0.0.1", port: 1 });
  expect(connectionTarget("10.44.0.33", 8443, overrides)).toEqual({ host: "127.0.0.1", port: 1 });
});
