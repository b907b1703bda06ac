"""Stopping, crashing, running short (security.md, lines 85 to 90, as far as they concern one server)."""

import os
import resource
import signal
import threading
import time

import pytest

from harness.client import message
from harness.database import Database
from harness.program import PASSWORD
from harness.server import RELAXED
from torture import kill


def test_logins_in_flight_are_finished_before_the_end(servers):
    """Line 85: exit status 0 within 10 s, and each cookie is good."""
    server = servers(*RELAXED)
    answers, started = [], threading.Barrier(9)

    def log_in():
        with server.client.connect() as connection:
            started.wait()
            body = b"username=alice&password=" + PASSWORD.replace(" ", "+").encode()
            connection.send(message("POST", "/login/", {"Content-Type": "application/x-www-form-urlencoded"}, body))
            answers.append(connection.receive())

    threads = [threading.Thread(target=log_in) for _ in range(8)]
    for thread in threads:
        thread.start()
    started.wait()
    server.wait_for("login")
    began = time.monotonic()
    server.process.send_signal(signal.SIGTERM)
    server.wait(10)
    for thread in threads:
        thread.join()
    assert time.monotonic() - began < 10
    assert [answer.status for answer in answers] == [303] * 8
    server.stop()
    server.start()
    assert [server.client.verify(answer.token) for answer in answers] == [200] * 8


def test_a_killed_server_loses_no_acknowledged_login(tmp_path):
    """Line 86, in small; `make torture` does it 200 times."""
    figures = kill.run(tmp_path / "killed.db", kills=4)
    assert figures.lost == 0
    assert figures.acknowledged > 0


def test_a_server_short_of_descriptors_neither_spins_nor_dies(servers):
    """Line 89."""
    server = servers(
        *RELAXED, "--idle-timeout", "30s", limits=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
    )
    connections = [server.client.connect() for _ in range(100)]
    time.sleep(0.5)
    before = server.cpu_seconds()
    time.sleep(1)
    assert server.cpu_seconds() - before < 0.3
    for connection in connections:
        connection.close()
    deadline = time.monotonic() + 10
    while True:
        try:
            assert server.client.get("/healthz").status == 200
            break
        except (AssertionError, OSError):
            assert time.monotonic() < deadline
            time.sleep(0.1)
    assert server.client.verify(server.client.login("alice", PASSWORD)) == 200


def test_beyond_the_most_connections_new_ones_wait_their_turn(servers):
    """Line 89."""
    server = servers(*RELAXED, "--max-connections", "10", "--read-timeout", "1s", "--idle-timeout", "1s")
    idle = [server.client.connect() for _ in range(10)]
    assert server.client.get("/healthz").status == 200, "served when the idle ones have gone"
    for connection in idle:
        connection.close()


@pytest.mark.parametrize("where", ["head", "body", "answer"])
def test_a_client_that_leaves_costs_nothing(servers, where):
    """Line 90, for this server: also in the middle of a hash."""
    server = servers(*RELAXED)
    body = b"username=alice&password=" + PASSWORD.replace(" ", "+").encode()
    request = message("POST", "/login/", {"Content-Type": "application/x-www-form-urlencoded"}, body)
    cut = {"head": 40, "body": len(request) - 5, "answer": len(request)}[where]

    def leave():
        for _ in range(20):
            with server.client.connect() as connection:
                connection.send(request[:cut])

    # The first round also opens the database's connections, which stay.
    leave()
    descriptors = settled_descriptors(server)
    leave()
    # Under load one more of those may open; what a client leaves behind would be 20 of them.
    assert settled_descriptors(server) <= descriptors + 10
    assert server.client.get("/healthz").status == 200
    if where != "answer":
        assert not Database(server.database).events("login")


def settled_descriptors(server):
    """How many files and sockets it has open, once that has stayed the same for a second."""
    deadline, steady, last = time.monotonic() + 15, time.monotonic(), None
    while time.monotonic() < deadline and (last is None or time.monotonic() - steady < 1):
        now = descriptors_of(server)
        if now != last:
            last, steady = now, time.monotonic()
        time.sleep(0.05)
    return last


def descriptors_of(server):
    return len(os.listdir(f"/proc/{server.process.pid}/fd"))
