// What stands around the pages of a Starlette app, as a person meets it: the token unseen, the rate limit as a page.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";

import { missingSemantics } from "./measures.mjs";
import { password } from "./server.mjs";
import { StarletteApp } from "./starlette.mjs";
import { Visitor, launchBrowser } from "./visitor.mjs";

const another = "granite teapot 38 nightingale";

describe("around the pages of a Starlette app", () => {
  let browser;

  before(async () => {
    browser = await launchBrowser();
  });

  after(() => browser?.close());

  const visiting = async (name, visit, options) => {
    const app = await StarletteApp.start(name);
    app.addUser("alice");
    const person = await Visitor.arrive(browser, app.origin, options);
    try {
      await visit(person);
    } finally {
      await person.leave();
      await app.stop();
    }
  };

  const greeted = (person) => person.page.getByRole("heading", { name: "Hello alice" }).waitFor();

  for (const javaScriptEnabled of [true, false]) {
    it(`every form carries the token${javaScriptEnabled ? "" : ", without scripts"}`, () =>
      visiting(
        "with_token",
        async (person) => {
          await person.logIn("alice", "a guess");
          await person.page.getByRole("alert").waitFor();
          await person.logIn("alice", password);
          await greeted(person);

          await person.press("link", "Change password");
          await person.fill({ "Current password": password, "New password": another, "Confirm new password": another });
          await person.press("button", "Change password");
          assert.equal(person.path, "/login/");
          await person.logIn("alice", another);
          await greeted(person);
          await person.press("link", "Log out");
          await person.press("button", "Log out");
          assert.equal(person.path, "/login/");
          assert.deepEqual(person.complaints, []);
        },
        { javaScriptEnabled },
      ));
  }

  it("a form whose token was planted is refused, as is one from before a login", () =>
    visiting("with_token", async (person) => {
      await person.open("/login/");
      await person.page.evaluate(() => {
        document.cookie = "csrftoken=planted; path=/";
        document.querySelector("[name=csrftoken]").value = "planted";
      });
      await person.fill({ Username: "alice", Password: password });
      await person.press("button", "Log in");
      assert.match(await person.page.textContent("body"), /CSRF token is not valid any more/);

      // The same form is open in a second window while the first one logs in.
      const second = await person.context.newPage();
      await person.open("/login/");
      await second.goto("/login/");
      await person.fill({ Username: "alice", Password: password });
      await person.press("button", "Log in");
      await greeted(person);
      await second.getByLabel("Username").fill("alice");
      await second.getByLabel("Password").fill(password);
      await Promise.all([second.waitForEvent("load"), second.getByRole("button", { name: "Log in" }).click()]);
      assert.match(await second.textContent("body"), /CSRF token/);
    }));

  it("tells a person who asks too often to wait", () =>
    visiting("limited", async (person) => {
      await person.open("/login/");
      await person.open("/login/");
      const answer = await person.open("/login/");
      assert.equal(answer.status(), 429);
      assert.equal(await person.page.title(), "Too many requests");
      assert.match(await person.page.textContent("main"), /Please wait \d+ seconds, then try again\./);
      assert.deepEqual(await missingSemantics(person.page), []);
    }));
});
