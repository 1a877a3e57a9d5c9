// Preloaded into a child Node process: TypeScript can be required, cdktf and constructs cannot.
const { readFileSync } = require("node:fs");
const Module = require("node:module");
const { transformSync } = require("@swc/core");

const resolve = Module._resolveFilename;
Module._resolveFilename = function (request, ...rest) {
  if (/^(@?cdktf|cdktn|constructs)(\/|$)/.test(request)) throw new Error(`${request} is out of reach here`);
  return resolve.call(this, request, ...rest);
};

Module._extensions[".ts"] = (module, filename) => {
  const { code } = transformSync(readFileSync(filename, "utf8"), { filename, jsc: { target: "es2022", parser: { syntax: "typescript" } }, module: { type: "commonjs" } });
  module._compile(code, filename);
};
