import axe from "axe-core";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import puppeteer, { type Browser, type Page } from "puppeteer-core";
import { datasheetHtml } from "../../../lib/documents/datasheet/html";
import type { DocumentInput } from "../../../lib/documents/document";
import { topologySvg } from "../../../lib/documents/topology";
import { complete, elsewhere, hostile, inputOf } from "./deployments";

const NAMES = ["chromium", "chromium-browser", "google-chrome"];

/** Path of the first browser on PATH. */
const chromium = (process.env.PATH ?? "").split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name))).find((path) => existsSync(path));

/** A test that is skipped, and says so in its title, where there is no browser. */
function inBrowser(title: string, body: () => Promise<void>): void {
  if (chromium === undefined) test.skip(`${title} (skipped: no ${NAMES.join(", ")} on PATH)`, body);
  else test(title, body, 60_000);
}

const complex = inputOf([...complete("40", { host: { reservedVcpus: 2, coresPerSocket: 12 }, node1: { secondaryAddress: "10.45.0.11", secondaryNetmask: "255.255.255.0", ipv6Address: "2001:db8:1234:5678:9abc:def0:1234:5678" } }), ...elsewhere()], [
  { rule: "PXH013", at: "manager/hv1", reason: "until the larger server comes in March" },
]);
const PAGES: readonly (readonly [name: string, input: DocumentInput])[] = [
  ["full", complex],
  ["empty", inputOf([])],
  ["hostile", hostile()],
];

let folder: string;
let browser: Browser;
let page: Page;
let problems: string[];

beforeAll(async () => {
  if (chromium === undefined) return;
  folder = mkdtempSync(join(tmpdir(), "datasheet-"));
  for (const [name, input] of PAGES) writeFileSync(join(folder, `${name}.html`), datasheetHtml(input, await topologySvg(input.view)));
  browser = await puppeteer.launch({ executablePath: chromium, args: ["--no-sandbox", "--disable-dev-shm-usage"] });
}, 60_000);

afterAll(async () => {
  await browser?.close();
  if (folder !== undefined) rmSync(folder, { recursive: true });
});

beforeEach(async () => {
  if (browser === undefined) return;
  problems = [];
  page = await browser.newPage();
  page.on("console", (message) => problems.push(message.text()));
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("dialog", (dialog) => {
    problems.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("request", (request) => {
    if (!request.url().startsWith("data:") && !request.isNavigationRequest()) problems.push(request.url());
  });
});

afterEach(async () => {
  await page?.close();
});

const open = async (name: string): Promise<void> => {
  await page.goto(pathToFileURL(join(folder, `${name}.html`)).href);
};

const prefer = (scheme: "light" | "dark"): Promise<void> => page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);

interface Violation {
  readonly id: string;
  readonly impact?: string | null;
  readonly nodes: readonly { readonly target: readonly unknown[]; readonly failureSummary?: string }[];
}

async function violations(): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const found = (await page.evaluate("axe.run(document, { resultTypes: ['violations'] }).then((result) => result.violations)")) as readonly Violation[];
  return found.filter(({ impact }) => impact === "serious" || impact === "critical").map(({ id, nodes }) => `${id}: ${String(nodes[0].target)} ${nodes[0].failureSummary}`);
}

for (const [name] of PAGES) {
  for (const scheme of ["light", "dark"] as const) {
    inBrowser(`axe finds nothing serious in the ${name} page, ${scheme}, wide and on a phone`, async () => {
      await prefer(scheme);
      for (const width of [1280, 360]) {
        await page.setViewport({ width, height: 800 });
        await open(name);
        expect(await violations()).toEqual([]);
      }
    });
  }

  inBrowser(`the ${name} page asks the network for nothing, runs no foreign script and has no error`, async () => {
    await open(name);
    expect(problems).toEqual([]);
  });

  inBrowser(`the ${name} page is never wider than the screen`, async () => {
    for (const width of [360, 768, 1280]) {
      await page.setViewport({ width, height: 800 });
      await open(name);
      const beyond = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
      const tables = "[...document.querySelectorAll('.table')].filter((table) => table.scrollWidth > table.clientWidth).map((table) => table.querySelector('table').getAttribute('aria-labelledby'))";
      expect([width, await page.evaluate(beyond), await page.evaluate(tables)]).toEqual([width, 0, []]);
    }
  });
}

inBrowser("ticks survive a reload, those of the deployment too when somebody takes them back", async () => {
  await open("full");
  const state = (): Promise<unknown> => page.evaluate("[document.querySelector('#tick-prior-4').checked, document.querySelector('#tick-prior-3').checked, document.querySelector('#progress').textContent]");
  expect(await state()).toEqual([false, true, expect.stringMatching(/^\d+ of 20 done$/)]);
  const before = await state();
  await page.click("label[for=tick-prior-4]");
  await page.click("#tick-prior-3");
  const after = [true, false, (before as readonly unknown[])[2]];
  expect(await state()).toEqual(after);
  await page.reload();
  expect(await state()).toEqual(after);
  await open("empty");
  expect(await page.evaluate("document.querySelector('#tick-prior-4').checked")).toBe(false);
});

inBrowser("boxes tick without an error where nothing can be kept", async () => {
  await page.evaluateOnNewDocument("Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied', 'SecurityError'); } })");
  await open("full");
  await page.click("#tick-prior-4");
  expect(await page.evaluate("document.querySelector('#tick-prior-4').checked")).toBe(true);
  expect(problems).toEqual([]);
});

inBrowser("the first key press leads to the content", async () => {
  await open("full");
  await page.keyboard.press("Tab");
  expect(await page.evaluate("[document.activeElement.textContent, getComputedStyle(document.activeElement).outlineStyle]")).toEqual(["Skip to the content", "solid"]);
  await page.keyboard.press("Enter");
  expect(await page.evaluate("document.activeElement.id")).toBe("content");
});

inBrowser("on paper it is black on white, whatever the screen is, and without the contents", async () => {
  const session = await page.createCDPSession();
  await session.send("Emulation.setEmulatedMedia", { media: "print", features: [{ name: "prefers-color-scheme", value: "dark" }] });
  await open("full");
  const style = "[getComputedStyle(document.documentElement).backgroundColor, getComputedStyle(document.querySelector('h2')).color, getComputedStyle(document.querySelector('nav')).display]";
  expect(await page.evaluate(style)).toEqual(["rgb(255, 255, 255)", "rgb(0, 0, 0)", "none"]);
});
