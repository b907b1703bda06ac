"""SIGTERM finishes what is in flight, and nothing is lost over a restart."""

import signal
import socket
import threading
import time

import pytest

from harness.client import Closed
from harness.program import PASSWORD
from harness.server import RELAXED


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_login_in_flight_is_answered_and_the_server_exits_with_0(servers, number):
    server = servers("--refusal-time", "1500ms")
    answers = []
    thread = threading.Thread(target=lambda: answers.append(server.client.try_login("alice", "wrong")))
    thread.start()
    server.wait_for("login_failed")
    began = time.monotonic()
    server.process.send_signal(number)
    server.wait(10)
    thread.join(10)
    assert [answer.status for answer in answers] == [401]
    assert time.monotonic() - began < 8
    server.stop()


def test_a_second_request_on_the_connection_is_not_taken_while_it_ends(servers):
    server = servers("--refusal-time", "1s")
    with server.client.connect() as idle:
        began = time.monotonic()
        server.process.send_signal(signal.SIGTERM)
        server.wait(10)
        assert time.monotonic() - began < 5, "an idle connection holds nobody up"
        with pytest.raises(Closed):
            idle.receive()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", server.port), 2)
    server.stop()


def test_sessions_survive_a_restart(servers):
    server = servers(*RELAXED)
    token = server.client.login("alice", PASSWORD)
    server.restart()
    assert server.client.verify(token) == 200


def test_a_second_signal_does_no_harm(servers):
    server = servers("--refusal-time", "1500ms")
    answers = []
    thread = threading.Thread(target=lambda: answers.append(server.client.try_login("alice", "wrong")))
    thread.start()
    server.wait_for("login_failed")
    for _ in range(10):
        server.process.send_signal(signal.SIGTERM)
        time.sleep(0.05)
    thread.join(10)
    assert [answer.status for answer in answers] == [401]
    server.stop()
