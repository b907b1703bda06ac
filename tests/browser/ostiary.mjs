// The real program, and users for it.
import { fileURLToPath } from "node:url";

import { Server, password } from "./server.mjs";

export { password };

const binary = process.env.OSTIARY_BINARY ?? fileURLToPath(new URL("../../build/dev/ostiary", import.meta.url));

export class Ostiary extends Server {
  static start(...flags) {
    return this.launch(binary, ["serve", "--listen", "127.0.0.1:0", ...flags], listeningAt);
  }

  addUser(name, ...flags) {
    this.run(binary, ["user", "add", name, "--password-stdin", ...flags], `${password}\n`);
  }
}

function listeningAt(line) {
  try {
    const entry = JSON.parse(line);
    return entry.event === "listening" ? `http://${entry.address}:${entry.port}` : undefined;
  } catch {
    return undefined;
  }
}
