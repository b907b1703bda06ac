// From the first visit to another password, in a real browser.
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";

import { focusIsVisible } from "./measures.mjs";
import { Ostiary, password } from "./ostiary.mjs";
import { Visitor, launchBrowser } from "./visitor.mjs";

const another = "granite teapot 38 nightingale";

describe("a person's account", () => {
  let ostiary;
  let browser;
  let visitors = [];

  before(async () => {
    [ostiary, browser] = await Promise.all([Ostiary.start("--registration", "open", "--change-password"), launchBrowser()]);
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

  const register = async (person, name, texts = {}) => {
    await person.open("/login/");
    await person.press("link", "Sign up");
    assert.equal(person.path, "/register/");
    await person.fill({
      Username: name,
      Email: `${name}@example.com`,
      Password: password,
      "Confirm password": password,
      ...texts,
    });
    await person.press("button", "Sign up");
  };

  for (const javaScriptEnabled of [true, false]) {
    const name = javaScriptEnabled ? "carol" : "dave";
    it(`is made, used, and given another password${javaScriptEnabled ? "" : ", without scripts"}`, async () => {
      const person = await visitor({ javaScriptEnabled });
      await register(person, name);
      assert.equal(person.path, "/login/");
      await person.logIn(name, password);
      await person.page.getByRole("heading", { name: `Hello ${name}` }).waitFor();

      await person.press("link", "Your account");
      await person.press("link", "Change password");
      assert.equal(person.path, "/change-password/");
      await person.fill({ "Current password": password, "New password": another, "Confirm new password": another });
      await person.press("button", "Change password");
      assert.equal(person.path, "/login/");
      assert.deepEqual(await person.context.cookies(), []);
      await person.open("/account/");
      assert.match(person.path, /^\/login\//);

      await person.logIn(name, password);
      await person.page.getByRole("alert").waitFor();
      await person.logIn(name, another);
      await person.page.getByRole("heading", { name: `Hello ${name}` }).waitFor();
    });
  }

  it("is refused with what is wrong, where the focus is, and what was typed stays but for passwords", async () => {
    const person = await visitor();
    await register(person, "erin", { "Confirm password": `${password}!` });
    const alert = person.page.getByRole("alert");
    assert.equal(await alert.innerText(), "Passwords do not match.");
    assert.ok(await alert.evaluate((error) => document.activeElement === error));
    assert.equal(await person.page.getByLabel("Username").inputValue(), "erin");
    assert.equal(await person.page.getByLabel("Email").inputValue(), "erin@example.com");
    assert.equal(await person.page.getByLabel("Password", { exact: true }).inputValue(), "");
    assert.match(await person.page.title(), /^Error: /);
  });

  it("keeps its sessions where the current password is wrong", async () => {
    ostiary.addUser("frank");
    const person = await visitor();
    await person.logIn("frank", password, "/login/?next=/change-password/");
    assert.equal(person.path, "/change-password/");
    await person.fill({ "Current password": another, "New password": another, "Confirm new password": `${another} 2` });
    await person.press("button", "Change password");
    assert.equal(await person.page.getByRole("alert").innerText(), "Passwords do not match.");
    await person.fill({ "Current password": "a guess", "New password": another, "Confirm new password": another });
    await person.press("button", "Change password");
    assert.equal(await person.page.getByRole("alert").innerText(), "Incorrect password.");
    await person.open("/account/");
    assert.equal(person.path, "/account/");
  });

  it("ends every other session with the password", async () => {
    ostiary.addUser("grace");
    const [here, elsewhere] = [await visitor(), await visitor()];
    for (const person of [here, elsewhere]) await person.logIn("grace", password);
    await here.open("/change-password/");
    await here.fill({ "Current password": password, "New password": another, "Confirm new password": another });
    await here.press("button", "Change password");
    await elsewhere.open("/account/");
    assert.match(elsewhere.path, /^\/login\//);
  });

  it("is made by the keyboard alone, the focus always visible", async () => {
    const person = await visitor();
    await person.open("/register/");
    for (const text of ["heidi", "heidi@example.com", password, password]) {
      assert.ok(await focusIsVisible(person.page));
      await person.page.keyboard.type(text);
      await person.page.keyboard.press("Tab");
    }
    assert.ok(await focusIsVisible(person.page));
    await Promise.all([person.page.waitForEvent("load"), person.page.keyboard.press("Enter")]);
    assert.equal(person.path, "/login/");
  });
});
