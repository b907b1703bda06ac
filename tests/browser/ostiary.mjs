// Starts the real program on a free port with a database of its own, and adds users to it.
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const binary = process.env.OSTIARY_BINARY ?? fileURLToPath(new URL("../../build/dev/ostiary", import.meta.url));
const startTimeout = 20_000;

// A setting from the shell that runs the tests must not change what they see.
const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("OSTIARY_")));

export const password = "purple-kettle-orbit-47";

export class Ostiary {
  static async start(...flags) {
    const folder = mkdtempSync(join(tmpdir(), "ostiary-browser-"));
    const database = `sqlite:${join(folder, "test.db")}`;
    const child = spawn(binary, ["serve", "--listen", "127.0.0.1:0", "--database", database, ...flags], {
      env: environment,
      stdio: ["ignore", "ignore", "pipe"],
    });
    try {
      return new Ostiary(folder, database, child, await listeningAddress(child));
    } catch (error) {
      child.kill("SIGKILL");
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  constructor(folder, database, child, origin) {
    this.folder = folder;
    this.database = database;
    this.child = child;
    this.origin = origin;
  }

  addUser(name, ...flags) {
    const command = ["user", "add", name, "--password-stdin", "--database", this.database, ...flags];
    const result = spawnSync(binary, command, { env: environment, input: `${password}\n`, encoding: "utf8" });
    if (result.status !== 0) throw new Error(`user add ${name}: ${result.stderr}`);
  }

  /// Its exit code: 0 after an orderly end.
  async stop() {
    const ended = new Promise((resolve) => this.child.once("exit", resolve));
    const code = this.child.exitCode ?? (this.child.kill("SIGTERM"), await ended);
    rmSync(this.folder, { recursive: true, force: true });
    return code;
  }
}

function listeningAddress(child) {
  return new Promise((resolve, reject) => {
    const log = [];
    const fail = (reason) => reject(new Error(`${binary} ${reason}\n${log.join("\n")}`));
    const timer = setTimeout(() => fail("did not start in time"), startTimeout);
    child.once("error", (error) => fail(`can't be run: ${error.message}`));
    child.once("exit", (code) => fail(`ended with ${code}`));
    createInterface({ input: child.stderr }).on("line", (line) => {
      log.push(line);
      const entry = parsed(line);
      if (entry?.event !== "listening") return;
      clearTimeout(timer);
      resolve(`http://${entry.address}:${entry.port}`);
    });
  });
}

function parsed(line) {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
