/** What real Terraform does in the lab: npm run test:e2e. @type {import("jest").Config} */
module.exports = { ...require("./jest.config"), testMatch: ["<rootDir>/test/**/*.e2e.ts"], testTimeout: 110_000 };
