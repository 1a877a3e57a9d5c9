import { pathOnServer, redirection } from "../../lib/client/redirection";

const server = { host: "manager.example.com", port: 8443, trust: { by: "nobody" } } as const;

test.each([
  ["/admin/", "/admin/"],
  ["../?next=1", "/admin/?next=1"],
  ["https://manager.example.com:8443/x", "/x"],
])("follows %s on the same server", (target, path) => {
  expect(pathOnServer(server, "/admin/login/", target)).toBe(path);
});

test.each([["https://manager.example.com/x"], ["http://manager.example.com:8443/x"], ["//other.example.com/x"], ["https://"]])("does not follow %s", (target) => {
  expect(pathOnServer(server, "/admin/login/", target)).toBeUndefined();
});

test("takes only an answer that redirects for a redirection", () => {
  const answer = (status: number) => ({ is: "answer", status, headers: { location: "/x" }, body: "" }) as const;
  expect([200, 302, 308, 404].map((status) => redirection(answer(status)))).toEqual([undefined, "/x", "/x", undefined]);
  expect(redirection({ is: "none", text: "", sent: false, timedOut: false })).toBeUndefined();
});
