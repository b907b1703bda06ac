// What stands around the pages, as a person meets it: the CSRF token unseen, the rate limit as a page.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";

import { missingSemantics } from "./measures.mjs";
import { Ostiary, password } from "./ostiary.mjs";
import { Visitor, launchBrowser } from "./visitor.mjs";

describe("around the pages", () => {
  let browser;

  before(async () => {
    browser = await launchBrowser();
  });

  after(() => browser?.close());

  const visiting = async (flags, visit) => {
    const ostiary = await Ostiary.start(...flags);
    ostiary.addUser("alice");
    const person = await Visitor.arrive(browser, ostiary.origin);
    try {
      await visit(person);
    } finally {
      await person.leave();
      await ostiary.stop();
    }
  };

  it("lets a person log in, look at the account and log out with the CSRF token on", () =>
    visiting(["--csrf-token"], async (person) => {
      await person.logIn("alice", password);
      assert.equal(person.path, "/");
      await person.open("/account/");
      await person.press("button", "Log out");
      assert.equal(person.path, "/login/");
      assert.deepEqual(person.complaints, []);
    }));

  it("refuses a form whose token was planted", () =>
    visiting(["--csrf-token"], async (person) => {
      await person.open("/login/");
      await person.page.evaluate(() => {
        document.cookie = "csrftoken=planted; path=/";
        document.querySelector("[name=csrftoken]").value = "planted";
      });
      await person.page.getByLabel("Username").fill("alice");
      await person.page.getByLabel("Password").fill(password);
      await person.press("button", "Log in");
      assert.match(await person.page.textContent("body"), /CSRF token/);
      await person.open("/account/");
      assert.match(person.path, /^\/login\//);
    }));

  it("tells a person who asks too often to wait", () =>
    visiting(["--rate-limit", "2", "--rate-timespan", "1h"], async (person) => {
      await person.open("/login/");
      await person.open("/login/");
      const answer = await person.open("/login/");
      assert.equal(answer.status(), 429);
      assert.equal(await person.page.title(), "Too many requests");
      assert.match(await person.page.textContent("main"), /Please wait \d+ seconds, then try again\./);
      assert.deepEqual(await missingSemantics(person.page), []);
    }));
});
