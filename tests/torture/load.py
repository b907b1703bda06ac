#!/usr/bin/env python3
"""Many clients that log in and out at once: nothing but the documented answers, no session lost, memory bounded.

    SECONDS=20 CLIENTS=64 python3 tests/torture/load.py
"""

import collections
import os
import pathlib
import random
import sys
import tempfile
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from harness.client import Connection, encode, message  # noqa: E402
from harness.database import Database  # noqa: E402
from harness.program import PASSWORD  # noqa: E402
from harness.server import RELAXED, Server  # noqa: E402

MIB = 2**20
ARGON2_MEMORY = 19 * MIB
ALLOWANCE = 64 * MIB


class Visitor(threading.Thread):
    """Logs in, is recognised, logs out, is a stranger again; over one connection, until the deadline."""

    def __init__(self, port, name, deadline):
        super().__init__()
        self.port, self.name_, self.deadline = port, name, deadline
        self.statuses, self.faults, self.times = collections.Counter(), [], []

    def run(self):
        try:
            with Connection("127.0.0.1", self.port, timeout=30) as self.connection:
                while time.monotonic() < self.deadline:
                    self.visit()
        except Exception as error:  # noqa: BLE001 - a thread's error must reach the report
            self.faults.append(repr(error))

    def ask(self, method, target, token=None, fields=None):
        headers, body = [], b""
        if token:
            headers.append(("Cookie", f"id={token}"))
        if fields:
            body, content_type = encode(fields, "form")
            headers.append(("Content-Type", content_type))
        self.connection.send(message(method, target, headers, body))
        answer = self.connection.receive()
        self.statuses[answer.status] += 1
        if answer.status >= 500 and (answer.status != 503 or not answer.header("Retry-After")):
            self.faults.append(f"{target} answered {answer.status} {answer.text!r}")
        return answer

    def visit(self):
        began = time.monotonic()
        answer = self.ask("POST", "/login/", fields={"username": self.name_, "password": PASSWORD})
        if answer.status == 503:
            time.sleep(random.uniform(0.05, 0.2))
            return
        self.times.append(time.monotonic() - began)
        token = answer.token
        if answer.status != 303 or not token:
            self.faults.append(f"login answered {answer.status}")
        elif self.ask("GET", "/verify", token).status != 200:
            self.faults.append("a session was lost")
        else:
            while (status := self.ask("POST", "/logout/", token).status) == 503:
                pass
            if status != 303 or self.ask("GET", "/verify", token).status != 401:
                self.faults.append("a session outlived its logout")


def main():
    seconds, clients = float(os.environ.get("SECONDS", "20")), int(os.environ.get("CLIENTS", "64"))
    slots = max(1, len(os.sched_getaffinity(0)) - 1)
    with tempfile.TemporaryDirectory() as directory:
        path = pathlib.Path(directory) / "loaded.db"
        with Server(path, *RELAXED, "--hash-slots", slots) as server:
            for number in range(8):
                server.add_user(f"user{number}")
            keeper = server.client.login("user0", PASSWORD)
            deadline = time.monotonic() + seconds
            visitors = [Visitor(server.port, f"user{number % 8}", deadline) for number in range(clients)]
            for visitor in visitors:
                visitor.start()
            for visitor in visitors:
                visitor.join()
            peak = server.memory("VmHWM")
            kept = server.client.verify(keeper)
        sound = Database(path).is_sound()
    statuses = sum((visitor.statuses for visitor in visitors), collections.Counter())
    faults = [fault for visitor in visitors for fault in visitor.faults]
    times = sorted(value for visitor in visitors for value in visitor.times)
    bound = slots * ARGON2_MEMORY + ALLOWANCE
    print(f"{clients} clients, {seconds:.0f} s: {len(times)} logins; answers {dict(sorted(statuses.items()))}")
    if times:
        print(f"a login took {times[len(times) // 2] * 1000:.0f} ms (median), {times[-1] * 1000:.0f} ms (longest)")
    print(f"peak memory {peak / MIB:.1f} MiB of {bound / MIB:.0f} MiB ({slots} slots); file sound: {sound}")
    print(f"faults: {len(faults)}", *sorted(set(faults))[:10], sep="\n  ")
    return 0 if times and not faults and sound and kept == 200 and peak <= bound else 1


if __name__ == "__main__":
    sys.exit(main())
