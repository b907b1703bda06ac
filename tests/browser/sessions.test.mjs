// The main job in a real browser: log in, be recognised, see and end sessions, log out.
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";

import { focusIsVisible } from "./measures.mjs";
import { Ostiary, password } from "./ostiary.mjs";
import { Visitor, launchBrowser } from "./visitor.mjs";

describe("a person's sessions", () => {
  let ostiary;
  let browser;
  let visitors = [];
  let users = 0;

  before(async () => {
    [ostiary, browser] = await Promise.all([Ostiary.start(), launchBrowser()]);
  });

  afterEach(async () => {
    const complaints = visitors.flatMap((visitor) => visitor.complaints);
    await Promise.all(visitors.map((visitor) => visitor.leave()));
    visitors = [];
    assert.deepEqual(complaints, [], "the browser complains of nothing, and nothing is asked of another host");
  });

  after(async () => {
    await browser?.close();
    if (ostiary) assert.equal(await ostiary.stop(), 0, "SIGTERM ends the server in good order");
  });

  const visitor = async (options) => {
    visitors.push(await Visitor.arrive(browser, ostiary.origin, options));
    return visitors.at(-1);
  };

  const newUser = () => {
    const name = `person-${++users}`;
    ostiary.addUser(name, "--email", `${name}@example.com`);
    return name;
  };

  it("begin at the login page and lead to the home page", async () => {
    const name = newUser();
    const person = await visitor();
    await person.logIn(name, password);
    assert.equal(person.path, "/");
    await person.page.getByRole("heading", { name: `Hello ${name}` }).waitFor();
  });

  it("need no script", async () => {
    const name = newUser();
    const person = await visitor({ javaScriptEnabled: false });
    await person.logIn(name, password);
    assert.equal(person.path, "/");
    await person.open("/logout/");
    await person.press("button", "Log out");
    await person.open("/account/");
    assert.match(person.path, /^\/login\//);
  });

  it("are refused for a wrong password, with the error announced and focused", async () => {
    const name = newUser();
    const person = await visitor();
    await person.logIn(name, "not the password at all");
    assert.equal(await person.page.getByRole("alert").textContent(), "The username or password is incorrect.");
    await person.page.locator("[role=alert]:focus").waitFor();
    assert.ok(await focusIsVisible(person.page));
    assert.match(await person.page.title(), /^Error: /);
    assert.equal(await person.page.getByLabel("Username").inputValue(), name);
    assert.equal(await person.page.getByLabel("Password").inputValue(), "");
    assert.deepEqual(await person.context.cookies(), []);

    await person.page.keyboard.press("Tab");
    await person.page.locator("input[name=username]:focus").waitFor();
    await person.page.getByLabel("Password").fill(password);
    await person.page.keyboard.press("Enter");
    await person.page.waitForURL("/");
  });

  it("show a name full of markup as it is", async () => {
    const person = await visitor();
    const name = `"><svg onload=alert(1)>{{7*7}}`;
    await person.logIn(name, "whatever it may be");
    assert.equal(await person.page.getByLabel("Username").inputValue(), name);
    assert.equal(await person.page.locator("svg").count(), 0);
  });

  it("lead back to the page that was asked for", async () => {
    const name = newUser();
    const person = await visitor();
    await person.open("/account/");
    assert.match(person.path, /^\/login\/\?next=/);
    await person.logIn(name, "a wrong one first, please", person.path);
    await person.page.getByRole("alert").waitFor();
    await person.page.getByLabel("Password").fill(password);
    await person.press("button", "Log in");
    assert.equal(person.path, "/account/");
  });

  it("never lead to another host", async () => {
    const name = newUser();
    const person = await visitor();
    await person.logIn(name, password, "/login/?next=//elsewhere.example/");
    assert.equal(person.page.url(), `${ostiary.origin}/`);
  });

  it("are listed on the account page, where one ends another", async () => {
    const name = newUser();
    const person = await visitor();
    const phone = await visitor({ userAgent: "Mozilla/5.0 (iPhone; like Mac OS X) Version/18.1 Safari/604.1" });
    await person.logIn(name, password);
    await phone.logIn(name, password);
    await phone.open("/account/");
    assert.equal(phone.path, "/account/");

    await person.open("/account/");
    const items = person.page.getByRole("listitem");
    assert.equal(await items.count(), 2);
    await person.page.getByText(`${name}@example.com`).waitFor();
    const own = items.filter({ hasText: "This device" });
    await own.getByRole("heading", { name: "Chrome on Linux" }).waitFor();
    const other = items.filter({ hasText: "Safari on iPhone" });
    await other.getByText("127.0.0.1", { exact: true }).waitFor();
    await person.press("button", /^Log out Safari on iPhone at 127\.0\.0\.1/, other);

    assert.equal(person.path, "/account/");
    assert.equal(await items.count(), 1);
    await phone.open("/account/");
    assert.match(phone.path, /^\/login\//);
  });

  it("end all at once but the one in use", async () => {
    const name = newUser();
    const [person, second, third] = [await visitor(), await visitor(), await visitor()];
    for (const each of [person, second, third]) await each.logIn(name, password);
    await person.open("/account/");
    await person.press("button", "Log out all other sessions");
    assert.equal(await person.page.getByRole("listitem").count(), 1);
    assert.equal(await person.page.getByRole("button", { name: "Log out all other sessions" }).count(), 0);
    for (const other of [second, third]) {
      await other.open("/account/");
      assert.match(other.path, /^\/login\//);
    }
  });

  it("end at the logout page, and their cookie with them", async () => {
    const name = newUser();
    const person = await visitor();
    await person.logIn(name, password);
    const cookies = await person.context.cookies();
    assert.ok(cookies.every((cookie) => cookie.httpOnly && cookie.sameSite === "Lax"));
    await person.press("link", "Log out");
    await person.page.getByText("Are you sure?").waitFor();
    await person.press("button", "Log out");
    await person.page.waitForURL((url) => url.pathname !== "/logout/");
    assert.deepEqual(await person.context.cookies(), []);

    await person.context.addCookies(cookies);
    await person.open("/account/");
    assert.match(person.path, /^\/login\//, "a kept cookie opens nothing");
  });

  it("end by the account page's button for this device", async () => {
    const name = newUser();
    const person = await visitor();
    await person.logIn(name, password, "/login/?next=/account/");
    await person.press("button", "Log out this device");
    await person.page.waitForURL((url) => url.pathname !== "/logout/" && url.pathname !== "/account/");
    assert.deepEqual(await person.context.cookies(), []);
  });

  it("begin and end by keyboard alone", async () => {
    const name = newUser();
    const { page, ...person } = await visitor();
    const press = async (key) => {
      await page.keyboard.press(key);
      assert.ok(await focusIsVisible(page), `the focus is seen after ${key}`);
    };
    await page.goto("/login/");
    // The browser gives the focus when it first draws the page.
    await page.locator("input[name=username]:focus").waitFor();
    await page.keyboard.type(name);
    await press("Tab");
    await page.keyboard.type(password);
    await press("Tab");
    await page.locator("button:focus", { hasText: "Log in" }).waitFor();
    await page.keyboard.press("Enter");
    await page.waitForURL("/");
    await press("Tab");
    await press("Tab");
    await page.locator("a:focus", { hasText: "Log out" }).waitFor();
    await page.keyboard.press("Enter");
    await page.waitForURL("/logout/");
    await press("Tab");
    await page.locator("button:focus", { hasText: "Log out" }).waitFor();
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => url.pathname !== "/logout/");
    assert.deepEqual(await person.context.cookies(), []);
  });
});
