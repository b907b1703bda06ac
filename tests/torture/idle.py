#!/usr/bin/env python3
"""Clients that take without giving: slow ones, idle ones, an endless body, endless headers.

Each is refused as documented, and others are answered meanwhile.

    CONNECTIONS=10000 python3 tests/torture/idle.py
"""

import contextlib
import os
import pathlib
import resource
import select
import sys
import tempfile
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from harness.client import Closed, Connection, message  # noqa: E402
from harness.program import PASSWORD  # noqa: E402
from harness.server import RELAXED, Server  # noqa: E402

MIB, GIB = 2**20, 2**30
POST = b"POST /login/ HTTP/1.1\r\nHost: app.test\r\nContent-Type: application/x-www-form-urlencoded\r\n"


class Probe(threading.Thread):
    """Somebody else, who is to be answered meanwhile: each time over a new connection."""

    def __init__(self, server, token):
        super().__init__()
        self.server, self.token = server, token
        self.times, self.faults, self.done = [], [], threading.Event()

    def run(self):
        while not self.done.is_set():
            began = time.monotonic()
            try:
                status = self.server.client.verify(self.token)
                if status != 200:
                    self.faults.append(f"/verify answered {status}")
            except (OSError, Closed) as error:
                self.faults.append(repr(error))
            self.times.append(time.monotonic() - began)
            self.done.wait(0.02)


@contextlib.contextmanager
def others_are_answered(server, token, what):
    probe = Probe(server, token)
    probe.start()
    try:
        yield
    finally:
        probe.done.set()
        probe.join()
    slowest = max(probe.times) * 1000
    print(f"  meanwhile {len(probe.times)} others were answered, the slowest in {slowest:.0f} ms")
    assert not probe.faults, (what, probe.faults[:5])
    assert slowest < 1000, what


def slow_client(server, start):
    """One byte a second, until the server has enough of it."""
    began = time.monotonic()
    with Connection("127.0.0.1", server.port) as connection:
        connection.send(start)
        connection.socket.settimeout(1)
        for _ in range(60):
            try:
                connection.send(b"a")
                connection._more()
                break
            except TimeoutError:
                continue
            except ConnectionError:
                break
        connection.socket.settimeout(5)
        statuses = [answer.status for answer in connection.receive_all()]
    took = time.monotonic() - began
    assert statuses == [408] and took < 15, (statuses, took)
    return took


def slow(server):
    heads = {"head": b"GET /login/ HTTP/1.1\r\nX: ", "body": POST + b"Content-Length: 1000\r\n\r\n"}
    took = {}
    threads = [
        threading.Thread(target=lambda name=name, start=start: took.setdefault(name, slow_client(server, start)))
        for name, start in heads.items()
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(took) == set(heads), "a slow client was not answered 408"
    print(
        "1 byte/s: " + ", ".join(f"408 after {seconds:.1f} s of the {name}" for name, seconds in sorted(took.items()))
    )


def idle(server, count):
    before = server.memory()
    began = time.monotonic()
    connections = [
        Connection("127.0.0.1", server.port, source=f"127.0.3.{1 + number % 8}", timeout=30) for number in range(count)
    ]
    for connection in connections[::2]:
        connection.send(message("GET", "/healthz"))
    assert all(connection.receive().status == 200 for connection in connections[::2])
    opened, grown = time.monotonic() - began, server.memory() - before
    poll = select.poll()
    by_number = {connection.socket.fileno(): connection for connection in connections}
    for number in by_number:
        poll.register(number, select.POLLIN)
    refused = 0
    deadline = time.monotonic() + 60
    while by_number and time.monotonic() < deadline:
        for number, _ in poll.poll(500):
            poll.unregister(number)
            connection = by_number.pop(number)
            refused += [answer.status for answer in connection.receive_all()] == [408]
            connection.close()
    print(
        f"{count} idle connections: open in {opened:.1f} s, {grown / count / 1024:.1f} KiB each, "
        f"all closed after {time.monotonic() - began:.1f} s ({refused} with 408)"
    )
    assert not by_number, f"{len(by_number)} are still open"


def endless_body(server, chunked):
    """Refused at once; whoever goes on sending is cut off soon."""
    before, sent = server.memory("VmHWM"), 0
    head, piece = b"Content-Length: %d\r\n\r\n" % GIB, b"x" * 65536
    if chunked:
        head, piece = b"Transfer-Encoding: chunked\r\n\r\n", b"10000\r\n" + piece + b"\r\n"
    began = time.monotonic()
    with Connection("127.0.0.1", server.port) as connection:
        connection.send(POST + head + piece)
        status = connection.receive().status
        answered = time.monotonic() - began
        with contextlib.suppress(ConnectionError):
            while sent < 1024 * GIB:
                connection.send(piece)
                sent += len(piece)
        cut = time.monotonic() - began
    grown = server.memory("VmHWM") - before
    print(
        f"1 GiB {'in chunks' if chunked else 'at once'}: {status} after {answered * 1000:.0f} ms, "
        f"cut off after {cut:.1f} s, memory grew by {grown / MIB:.1f} MiB"
    )
    assert status == 413 and answered < 1 and cut < 4 and grown < 8 * MIB


def endless_headers(server):
    for name, headers in {
        "one": [("X", "y" * 65536)],
        "many": [(f"X-{number}", "y" * 1000) for number in range(65)],
    }.items():
        with Connection("127.0.0.1", server.port) as connection:
            with contextlib.suppress(ConnectionError):
                connection.send(message("GET", "/login/", headers))
            statuses = [answer.status for answer in connection.receive_all()]
        print(f"64 KiB of headers in {name}: {statuses}")
        assert statuses == [431]


def main():
    count = int(os.environ.get("CONNECTIONS", "10000"))
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    needed = count + 500
    if hard != resource.RLIM_INFINITY and hard < needed:
        resource.setrlimit(resource.RLIMIT_NOFILE, (needed, needed))
    else:
        resource.setrlimit(resource.RLIMIT_NOFILE, (needed, hard))
    with tempfile.TemporaryDirectory() as directory:
        path = pathlib.Path(directory) / "idle.db"
        with Server(path, *RELAXED, "--idle-timeout", "15s") as server:
            server.add_user("alice")
            token = server.client.login("alice", PASSWORD)
            scenes = {
                "a slow client": lambda: slow(server),
                "idle connections": lambda: idle(server, count),
                "a body of 1 GiB": lambda: endless_body(server, chunked=False),
                "a chunked body of 1 GiB": lambda: endless_body(server, chunked=True),
                "64 KiB of headers": lambda: endless_headers(server),
            }
            for what, scene in scenes.items():
                with others_are_answered(server, token, what):
                    scene()
    return 0


if __name__ == "__main__":
    sys.exit(main())
