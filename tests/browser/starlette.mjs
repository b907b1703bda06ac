// A Starlette app under uvicorn, with the Python package of this checkout, and users for it.
import { fileURLToPath } from "node:url";

import { Server, password } from "./server.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const python =
  process.env.OSTIARY_PYTHON ?? fileURLToPath(new URL("../../build/python/newest/bin/python", import.meta.url));
const addUser = "import sys; from ostiary.users import create_user_sync; create_user_sync(sys.argv[1], input())";

export class StarletteApp extends Server {
  /// `name` is the function of starlette_apps.py that makes the app.
  static start(name) {
    const flags = ["-m", "uvicorn", "--host", "127.0.0.1", "--port", "0", "--no-access-log"];
    const app = ["--app-dir", here, "--factory", `starlette_apps:${name}`];
    return this.launch(python, [...flags, ...app], (line) => line.match(/running on (http:\/\/[\d.:]+)/)?.[1]);
  }

  addUser(name) {
    this.run(python, ["-c", addUser, name], `${password}\n`);
  }

  /// uvicorn ends by the signal that asked it to, once it is done.
  async stop() {
    const code = await super.stop();
    return code === "SIGTERM" ? 0 : code;
  }
}
