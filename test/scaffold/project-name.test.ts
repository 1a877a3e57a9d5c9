import { projectNameOf, projectNameProblem } from "../../lib/scaffold/project-name";

test.each([
  ["demo", "demo"],
  ["Video Oslo's", "video-oslo-s"],
  ["Møteplass Ærø", "m-teplass-r"],
  ["Café", "cafe"],
  [".hidden", "hidden"],
  ["__proto__", "proto"],
  ["a_b.c", "a_b.c"],
  ["--force", "force"],
  ["тест", "pexip-platform"],
  ["...", "pexip-platform"],
  ["", "pexip-platform"],
  ["constructs", "constructs-project"],
  ["cdktf-pexip-hyperv", "cdktf-pexip-hyperv-project"],
  ["a".repeat(300), "a".repeat(214)],
])("the folder %j gives the name %j", (folder, name) => {
  expect(projectNameOf(folder)).toBe(name);
  expect(projectNameProblem(name)).toBeUndefined();
});

test.each(["video", "video-oslo", "@example/video.oslo", "7"])("takes the name %s", (name) => {
  expect(projectNameProblem(name)).toBeUndefined();
});

test.each([
  ["Video Oslo", "is no name of an npm package: lower-case letters, digits, hyphens and dots, such as video-oslo"],
  ["../up", "is no name of an npm package: lower-case letters, digits, hyphens and dots, such as up"],
  ["@example/", "is no name of an npm package: lower-case letters, digits, hyphens and dots, such as example"],
  ["", "is no name of an npm package: lower-case letters, digits, hyphens and dots, such as pexip-platform"],
  ["a\nb", "is no name of an npm package: lower-case letters, digits, hyphens and dots, such as a-b"],
  ["cdktf", "is the name of another package, or reserved by npm"],
  ["node_modules", "is the name of another package, or reserved by npm"],
  ["a".repeat(215), "is longer than the 214 characters that npm allows"],
])("refuses the name %j", (name, problem) => {
  expect(projectNameProblem(name)).toBe(problem);
});
