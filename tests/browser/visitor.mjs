// A person with a browser: a context with its own cookies, and a note of everything that a browser complains about.
import { chromium } from "playwright-core";

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-quic",
];

export function launchBrowser() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: flags });
}

export class Visitor {
  static async arrive(browser, origin, options = {}) {
    const context = await browser.newContext({ baseURL: origin, viewport: { width: 1280, height: 800 }, ...options });
    context.setDefaultTimeout(10_000);
    return new Visitor(context, await context.newPage(), origin);
  }

  constructor(context, page, origin) {
    this.context = context;
    this.page = page;
    this.complaints = [];
    context.on("request", (request) => this.#noteForeign(request.url(), origin));
    page.on("pageerror", (error) => this.complaints.push(`error: ${error.message}`));
    page.on("console", (message) => this.#noteConsole(message));
  }

  open(path) {
    return this.page.goto(path);
  }

  async logIn(name, password, path = "/login/") {
    await this.open(path);
    await this.page.getByLabel("Username").fill(name);
    await this.page.getByLabel("Password").fill(password);
    await this.press("button", "Log in");
  }

  /// Types into fields, each by its whole label.
  async fill(texts) {
    for (const [label, text] of Object.entries(texts)) await this.page.getByLabel(label, { exact: true }).fill(text);
  }

  /// Presses a control and waits for the page that it leads to.
  async press(role, name, within = this.page) {
    await Promise.all([this.page.waitForEvent("load"), within.getByRole(role, { name }).click()]);
  }

  get path() {
    const { pathname, search } = new URL(this.page.url());
    return pathname + search;
  }

  leave() {
    return this.context.close();
  }

  #noteForeign(url, origin) {
    if (!url.startsWith(`${origin}/`) && url !== "data:,") this.complaints.push(`request to ${url}`);
  }

  #noteConsole(message) {
    // Chromium reports the status of a page that was refused, as it should be, as a resource that failed to load.
    const refusedPage = message.text().startsWith("Failed to load resource") && message.location().url === this.page.url();
    const serious = message.type() === "error" || message.type() === "warning";
    if (serious && !refusedPage) this.complaints.push(`${message.type()}: ${message.text()}`);
  }
}
