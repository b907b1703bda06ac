#!/usr/bin/env python3
"""Kills the server, without warning, under concurrent logins, again and again.

After each kill the file must be sound, and every login that was answered with a cookie must still be valid.

    KILLS=200 python3 tests/torture/kill.py
"""

import dataclasses
import os
import pathlib
import random
import sys
import tempfile
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from harness import hashes, program  # noqa: E402
from harness.client import Closed  # noqa: E402
from harness.database import Database  # noqa: E402
from harness.program import PASSWORD  # noqa: E402
from harness.server import RELAXED, Server  # noqa: E402

CLIENTS = 16
# Half of the clients log in as a user whose hash costs next to nothing, so that writes are never far apart.
USERS = ("slow", "fast")


@dataclasses.dataclass
class Figures:
    kills: int = 0
    acknowledged: int = 0
    checked: int = 0
    lost: int = 0


class Visitors:
    """Log in and out until told to stop. `kept` are the tokens of logins that were answered and not logged out."""

    def __init__(self, client):
        self.client = client
        self.kept, self.unclear, self.ended, self.errors = set(), set(), set(), []
        self.stopping = threading.Event()
        self.lock = threading.Lock()
        self.threads = [threading.Thread(target=self._visit, args=(number,)) for number in range(CLIENTS)]
        for thread in self.threads:
            thread.start()

    def _visit(self, number):
        while not self.stopping.is_set():
            try:
                answer = self.client.try_login(USERS[number % 2], PASSWORD)
                if answer.status == 503:
                    continue
                if answer.status != 303:
                    self.errors.append(answer.status)
                    return
                with self.lock:
                    self.kept.add(answer.token)
                if number % 4 == 3:
                    self._log_out(answer.token)
            except (OSError, Closed):
                if not self.stopping.is_set():
                    time.sleep(0.001)

    def _log_out(self, token):
        with self.lock:
            self.kept.remove(token)
            self.unclear.add(token)
        if self.client.request("POST", "/logout/", cookie=token).status == 303:
            with self.lock:
                self.unclear.remove(token)
                self.ended.add(token)

    def stop(self):
        self.stopping.set()
        for thread in self.threads:
            thread.join()


def run(path, kills) -> Figures:
    figures, numbers, database = Figures(), random.Random(), Database(path)
    for name in USERS:
        program.add_user(path, name)
    database.set_password_hash("fast", hashes.django(PASSWORD, 1))
    fresh, old, ended = set(), set(), set()
    while True:
        assert database.is_sound(), "integrity_check"
        with Server(path, *RELAXED, "--no-upgrade-hashes") as server:
            check(server.client, fresh | old, ended, figures)
            # A few of each round are asked about in all later ones.
            old |= set(numbers.sample(sorted(fresh), min(3, len(fresh))))
            if figures.kills == kills:
                return figures
            visitors = Visitors(server.client)
            time.sleep(numbers.uniform(0.05, 0.6))
            visitors.stopping.set()
            server.kill()
            visitors.stop()
        assert not visitors.errors, f"answered {visitors.errors}"
        fresh, ended = visitors.kept, visitors.ended
        figures.kills += 1
        figures.acknowledged += len(fresh) + len(ended)


def check(client, kept, ended, figures):
    figures.checked += len(kept)
    figures.lost += sum(client.verify(token) != 200 for token in kept)
    revived = sum(client.verify(token) != 401 for token in ended)
    assert not revived, f"{revived} sessions came back after their logout"


def main():
    kills = int(os.environ.get("KILLS", "200"))
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as directory:
        figures = run(pathlib.Path(directory) / "killed.db", kills)
    print(
        f"{figures.kills} kills, integrity_check ok after each; {figures.acknowledged} logins answered with a cookie, "
        f"{figures.checked} checks of them, {figures.lost} lost; {time.monotonic() - began:.0f} s"
    )
    return 1 if figures.lost or not figures.acknowledged else 0


if __name__ == "__main__":
    sys.exit(main())
