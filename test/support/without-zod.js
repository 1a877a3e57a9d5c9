// Preloaded into a child Node process: zod cannot be required.
const Module = require("node:module");

const resolve = Module._resolveFilename;
Module._resolveFilename = function (request, ...rest) {
  if (/^zod(\/|$)/.test(request)) throw new Error(`${request} is out of reach here`);
  return resolve.call(this, request, ...rest);
};
