// A server of the tests in a process of its own: on a free port, with a database of its own, ended in good order.
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const startTimeout = 20_000;

// A setting from the shell that runs the tests must not change what they see.
const environment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !name.startsWith("OSTIARY_")),
);

export const password = "purple-kettle-orbit-47";

export class Server {
  /// `announced(line)` gives the server's origin where that line of its log says it.
  static async launch(program, flags, announced) {
    const folder = mkdtempSync(join(tmpdir(), "ostiary-browser-"));
    const env = { ...environment, OSTIARY_DATABASE: `sqlite:${join(folder, "test.db")}` };
    const child = spawn(program, flags, { env, stdio: ["ignore", "ignore", "pipe"] });
    try {
      return new this(folder, env, child, await announcement(child, program, announced));
    } catch (error) {
      child.kill("SIGKILL");
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  constructor(folder, env, child, origin) {
    this.folder = folder;
    this.env = env;
    this.child = child;
    this.origin = origin;
  }

  /// A command on the server's database, to its end.
  run(program, flags, input = "") {
    const result = spawnSync(program, flags, { env: this.env, input, encoding: "utf8" });
    if (result.status !== 0) throw new Error(`${program} ${flags.join(" ")}: ${result.stderr}`);
  }

  /// Its exit code, 0 after an orderly end; or the signal that ended it.
  async stop() {
    const ended = new Promise((resolve) => this.child.once("exit", (code, signal) => resolve(code ?? signal)));
    const code = this.child.exitCode ?? (this.child.kill("SIGTERM"), await ended);
    rmSync(this.folder, { recursive: true, force: true });
    return code;
  }
}

function announcement(child, program, announced) {
  return new Promise((resolve, reject) => {
    const log = [];
    const fail = (reason) => reject(new Error(`${program} ${reason}\n${log.join("\n")}`));
    const timer = setTimeout(() => fail("did not start in time"), startTimeout);
    child.once("error", (error) => fail(`can't be run: ${error.message}`));
    child.once("exit", (code) => fail(`ended with ${code}`));
    createInterface({ input: child.stderr }).on("line", (line) => {
      log.push(line);
      const origin = announced(line);
      if (!origin) return;
      clearTimeout(timer);
      resolve(origin);
    });
  });
}
