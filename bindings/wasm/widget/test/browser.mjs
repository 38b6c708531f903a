// A real Chromium, the page of examples/web under its strict headers, and what a person with a keyboard does there.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { server } from "../../../../examples/web/serve.mjs";

const root = fileURLToPath(new URL("../../../../", import.meta.url));
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const pictures = join(process.env.CARGO_TARGET_DIR ?? join(root, "target"), "widget");
mkdirSync(pictures, { recursive: true });
if (!existsSync(join(root, "bindings/wasm/dist/browser.js"))) throw new Error("build the package first: npm run build in bindings/wasm");

/** Where the example cases are. */
export const CASES = join(root, "examples/cases");

let browser;

/** Opens the page. `at` is where the host's clock begins; `replace` may give other bytes for an address. */
export async function open({ at = "2026-11-16T10:32:00Z", width = 1280, height = 900, replace, query = "", waitFor = "form", media } = {}) {
  browser ??= await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
  const host = server(replace);
  await new Promise((ready) => host.listen(0, "127.0.0.1", ready));
  const context = await browser.newContext({ viewport: { width, height }, locale: "en-GB", ...media });
  const page = await context.newPage();
  const seen = { requests: [], violations: [], errors: [] };
  page.on("request", (request) => seen.requests.push(request.url()));
  page.on("pageerror", (error) => seen.errors.push(String(error.stack ?? error)));
  await page.exposeFunction("violated", (what) => seen.violations.push(what));
  await page.addInitScript(() => document.addEventListener("securitypolicyviolation",
    (event) => window.violated(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`)));
  await page.goto(`http://127.0.0.1:${host.address().port}/?at=${at}${query}`);
  if (waitFor) await page.locator(waitFor).first().waitFor();
  return new Screen(page, seen, async () => { await context.close(); host.close(); });
}

/** Closes the browser. */
export async function close() {
  await browser?.close();
  browser = undefined;
}

/** The page with the widget in it. */
export class Screen {
  constructor(page, seen, end) {
    Object.assign(this, { page, seen, end });
    this.widget = page.locator("safeguarding-pathway");
  }

  /** All that is written in the widget, folds included. */
  text() {
    return this.widget.evaluate((widget) => widget.shadowRoot.querySelector(".root").textContent);
  }

  /** What can be seen without opening anything. */
  visible() {
    return this.widget.evaluate((widget) => widget.shadowRoot.querySelector(".root").innerText);
  }

  decision() {
    return this.widget.evaluate((widget) => widget.answer?.decision);
  }

  case() {
    return this.widget.evaluate((widget) => widget.case);
  }

  /** What has focus, deep inside: tag, type, the text of its label or its own, and the legend that it stands under. */
  focused() {
    return this.page.evaluate(() => {
      let active = document.activeElement;
      while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
      const label = active.labels?.[0]?.textContent ?? active.textContent;
      return {
        tag: active.localName, type: active.type ?? null, id: active.id, text: label.trim(),
        legend: active.closest("fieldset")?.querySelector("legend")?.textContent.trim() ?? null,
      };
    });
  }

  /** Presses Tab until what has focus is wanted. */
  async tabTo(wanted, what) {
    for (let presses = 0; presses < 250; presses += 1) {
      await this.page.keyboard.press("Tab");
      const focused = await this.focused();
      assert.notEqual(focused.tag, "body", `focus was lost on the way to ${what}`);
      if (wanted(focused)) return focused;
    }
    return assert.fail(`Tab never reached ${what}`);
  }

  async press(name) {
    await this.tabTo((one) => one.tag === "button" && one.text.startsWith(name), `the button ‘${name}’`);
    await this.page.keyboard.press("Enter");
  }

  /** Chooses a radio of a group by keyboard. */
  async choose(legend, label) {
    await this.tabTo((one) => one.type === "radio" && one.legend?.includes(legend), `the radios of ‘${legend}’`);
    await this.page.keyboard.press("Space");
    for (let steps = 0; (await this.focused()).text !== label; steps += 1) {
      assert.ok(steps < 40, `no radio ‘${label}’ under ‘${legend}’`);
      await this.page.keyboard.press("ArrowDown");
    }
  }

  async select(legend, text) {
    await this.tabTo((one) => one.tag === "select" && one.legend?.includes(legend), `the list of ‘${legend}’`);
    await this.page.keyboard.type(text);
  }

  /** What must hold in every state: axe finds nothing, nothing is cut off, focus is somewhere, no policy was broken. */
  async sound(name, { picture = true } = {}) {
    const { page, seen } = this;
    if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe);
    const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
    const said = violations.map((one) => `${one.id}: ${one.help}: ${one.nodes.map((node) => `${node.target} ${node.failureSummary}`).join("; ")}`);
    assert.deepEqual(said, [], `axe in ${name}`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(wide, 0, `${name} is wider than the page`);
    const green = await this.widget.evaluate((widget) => {
      const colours = (element) => ["", "::before"].flatMap((part) => {
        const style = getComputedStyle(element, part || null);
        return [style.color, style.backgroundColor, style.borderTopColor, style.borderLeftColor, style.boxShadow];
      });
      const isGreen = (text) => [...text.matchAll(/rgba?\((\d+), (\d+), (\d+)/g)].some(([, r, g, b]) => +g > +r + 24 && +g > +b + 24);
      return [...widget.shadowRoot.querySelectorAll("*")].filter((one) => colours(one).some(isGreen)).map((one) => one.outerHTML.slice(0, 80));
    });
    assert.deepEqual(green, [], `something is green in ${name}`);
    assert.deepEqual(seen.violations, [], `the content-security policy was broken in ${name}`);
    assert.deepEqual(seen.errors, [], `errors in ${name}`);
    if (picture) await this.picture(name);
  }

  /** A picture of what is on the screen, and one of the whole page, for people to look at. */
  async picture(name) {
    await this.page.screenshot({ path: join(pictures, `${name}.png`) });
    await this.page.screenshot({ path: join(pictures, `${name}-whole.png`), fullPage: true });
  }

  /** Nothing was asked of the network since `begin` was taken. */
  quiet(begin) {
    assert.deepEqual(this.seen.requests.slice(begin), [], "a request was made after load");
  }
}
