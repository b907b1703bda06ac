// The Python package's pages in a real browser, from a Starlette app under uvicorn.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";

import { missingSemantics } from "./measures.mjs";
import { password } from "./server.mjs";
import { StarletteApp } from "./starlette.mjs";
import { Visitor, launchBrowser } from "./visitor.mjs";

const another = "granite teapot 38 nightingale";

describe("in a Starlette app", () => {
  let app;
  let browser;

  before(async () => {
    [app, browser] = await Promise.all([StarletteApp.start("accounts"), launchBrowser()]);
  });

  after(async () => {
    await browser?.close();
    if (app) assert.equal(await app.stop(), 0, "SIGTERM ends the server in good order");
  });

  const visiting = async (visit, options) => {
    const person = await Visitor.arrive(browser, app.origin, options);
    try {
      await visit(person);
      assert.deepEqual(person.complaints, [], "the browser complains of nothing, and nothing is asked of another host");
    } finally {
      await person.leave();
    }
  };

  const greeted = (person, name) => person.page.getByRole("heading", { name: `Hello ${name}` }).waitFor();

  for (const javaScriptEnabled of [true, false]) {
    const name = javaScriptEnabled ? "carol" : "dave";
    it(`a person registers and changes the password${javaScriptEnabled ? "" : ", without scripts"}`, () =>
      visiting(
        async (person) => {
          await person.open("/register/");
          const texts = { Username: name, Email: `${name}@example.com`, Password: password };
          await person.fill({ ...texts, "Confirm password": password });
          await person.press("button", "Sign up");
          assert.equal(person.path, "/login/");
          await person.logIn(name, password);
          await greeted(person, name);

          await person.press("link", "Change password");
          await person.fill({ "Current password": password, "New password": another, "Confirm new password": another });
          await person.press("button", "Change password");
          assert.equal(person.path, "/login/");
          assert.deepEqual(await person.context.cookies(), []);
          await person.open("/");
          assert.equal(person.path, "/login/", "nobody is logged in any more");

          await person.logIn(name, password);
          await person.page.getByRole("alert").waitFor();
          await person.logIn(name, another);
          await greeted(person, name);
          await person.press("link", "Log out");
          await person.press("button", "Log out");
          assert.equal(person.path, "/login/");
        },
        { javaScriptEnabled },
      ));
  }

  it("errors stand on the pages, which a screen reader can read", () =>
    visiting(async (person) => {
      app.addUser("erin");
      await person.open("/register/");
      assert.deepEqual(await missingSemantics(person.page), []);
      const texts = { Username: "erin", Email: "erin@example.com", Password: password };
      await person.fill({ ...texts, "Confirm password": password });
      await person.press("button", "Sign up");
      const alert = person.page.getByRole("alert");
      assert.equal(await alert.innerText(), "User with email or username already exists.");

      await person.logIn("erin", password);
      await person.open("/change-password/");
      assert.deepEqual(await missingSemantics(person.page), []);
      await person.fill({ "Current password": "a guess", "New password": another, "Confirm new password": another });
      await person.press("button", "Change password");
      assert.equal(await alert.innerText(), "Incorrect password.");
      await person.open("/");
      await greeted(person, "erin");
    }));

  it("a stranger is led from the password's page to the login", () =>
    visiting(async (person) => {
      await person.open("/change-password/");
      assert.equal(person.path, "/login/");
    }));
});
