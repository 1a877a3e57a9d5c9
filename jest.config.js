/** @type {import("jest").Config} */
module.exports = {
  // jest leaves a processor free, which on two of them is half the machine
  maxWorkers: "100%",
  testMatch: ["<rootDir>/test/**/*.test.ts", "<rootDir>/examples/**/*.test.ts"],
  transform: { "^.+\\.ts$": ["@swc/jest", { jsc: { target: "es2022", parser: { syntax: "typescript" } }, module: { type: "commonjs" } }] },
  moduleNameMapper: {
    "^cdktf-pexip-hyperv$": "<rootDir>/lib/index.ts",
    "^cdktf-pexip-hyperv/lab$": "<rootDir>/lib/lab/index.ts",
    "^cdktf-pexip-hyperv/testing$": "<rootDir>/lib/testing/index.ts",
    "^cdktf-pexip-hyperv/(provider-hyperv|provider-pexip)$": "<rootDir>/lib/$1.ts",
  },
  modulePathIgnorePatterns: ["<rootDir>/dist/", "<rootDir>/lib/bindings/.*/\\."],
};
