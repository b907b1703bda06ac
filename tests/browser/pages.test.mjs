// Each page as people see it: in light and dark, on a phone and a desktop, enlarged, with colours of their own.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";

import { faintColors, missingSemantics, sidewaysScroll, smallTargets } from "./measures.mjs";
import { Ostiary, password } from "./ostiary.mjs";
import { Visitor, launchBrowser } from "./visitor.mjs";

const pictures = process.env.OSTIARY_SCREENSHOTS ?? fileURLToPath(new URL("../../build/screenshots", import.meta.url));

const name = "a-person-with-a-name-as-long-as-it-may-get-for-the-sake-of-a-narrow-window";

const flags = ["--account-limit", "1000", "--address-limit", "1000", "--registration", "open", "--change-password"];

// How to come to each page, by somebody who is logged in already.
const ways = {
  login: (person) => person.open("/login/"),
  login_error: (person) => person.logIn(name, "not the password at all"),
  home: (person) => person.open("/"),
  account: (person) => person.open("/account/"),
  change_password: (person) => person.open("/change-password/"),
  change_password_error: (person) => changeInVain(person),
  register: (person) => person.open("/register/"),
  register_error: (person) => registerInVain(person),
  logout: (person) => person.open("/logout/"),
  not_found: (person) => person.open("/there/is/nothing/here"),
};

async function registerInVain(person) {
  await person.open("/register/");
  await person.fill({ Username: name, Email: "somebody@example.com", Password: password, "Confirm password": password });
  await person.press("button", "Sign up");
}

async function changeInVain(person) {
  await person.open("/change-password/");
  const another = `${password} and another`;
  await person.fill({ "Current password": "not it", "New password": another, "Confirm new password": another });
  await person.press("button", "Change password");
}

describe("the pages", () => {
  let ostiary;
  let browser;
  let session;

  before(async () => {
    mkdirSync(pictures, { recursive: true });
    [ostiary, browser] = await Promise.all([Ostiary.start(...flags), launchBrowser()]);
    ostiary.addUser(name, "--email", "somebody@example.com", "--admin");
    for (const userAgent of ["curl/8.11.0", undefined]) {
      const person = await Visitor.arrive(browser, ostiary.origin, userAgent ? { userAgent } : {});
      await person.logIn(name, password);
      session = await person.context.storageState();
      await person.leave();
    }
  });

  after(async () => {
    await browser?.close();
    await ostiary?.stop();
  });

  const seen = async (way, options, look) => {
    const person = await Visitor.arrive(browser, ostiary.origin, { storageState: session, ...options });
    try {
      await ways[way](person);
      await look(person.page);
      assert.deepEqual(person.complaints, [], "console, policy and requests");
    } finally {
      await person.leave();
    }
  };

  for (const way of Object.keys(ways)) {
    for (const colorScheme of ["light", "dark"]) {
      for (const width of [360, 1280]) {
        it(`${way} can be read and used, ${colorScheme}, ${width} px wide`, () =>
          seen(way, { colorScheme, viewport: { width, height: 800 } }, async (page) => {
            await page.screenshot({ path: `${pictures}/${way}-${width}-${colorScheme}.png`, fullPage: true });
            assert.deepEqual(await sidewaysScroll(page), []);
            assert.deepEqual(await faintColors(page), []);
            assert.deepEqual(await smallTargets(page, "input, button, a", 44), []);
            assert.deepEqual(await missingSemantics(page), []);
          }));
      }
    }

    it(`${way} fits a window of 320 px, and one of 360 px with its text at 200 %`, async () => {
      await seen(way, { viewport: { width: 320, height: 600 } }, async (page) => {
        assert.deepEqual(await sidewaysScroll(page), []);
      });
      await seen(way, { viewport: { width: 360, height: 800 } }, async (page) => {
        await page.evaluate(() => (document.documentElement.style.fontSize = "200%"));
        assert.deepEqual(await sidewaysScroll(page), []);
      });
    });

    it(`${way} stands still, and keeps the edges of its controls in forced colours`, () =>
      seen(way, { forcedColors: "active", reducedMotion: "reduce" }, async (page) => {
        const styles = await page.$$eval("input:not([type=hidden]), button", (controls) =>
          controls.map((control) => getComputedStyle(control)).map(({ borderTopStyle, borderTopWidth }) => `${borderTopStyle} ${borderTopWidth}`),
        );
        assert.ok(styles.every((style) => style === "solid 1px"), styles.join());
        assert.equal(await page.evaluate(() => document.getAnimations().length), 0);
      }));
  }
});
