"""`listen = "systemd"`: the socket is passed, by systemd or by what does as it."""

import socket

import pytest

from harness import program
from harness.activated import ActivatedServer


@pytest.fixture
def activated(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as passed, ActivatedServer(tmp_path / "ostiary.db", passed) as server:
        server.add_user("alice")
        yield server


def test_it_serves_on_the_socket_that_is_passed(activated):
    assert activated.port == activated.socket.getsockname()[1]
    token = activated.client.login("alice", program.PASSWORD)
    assert activated.client.verify(token) == 200


def test_visitors_wait_at_the_socket_while_it_restarts(activated):
    activated.stop()
    with socket.create_connection(activated.socket.getsockname()) as waiting:
        waiting.sendall(b"GET /healthz HTTP/1.1\r\nHost: app\r\nConnection: close\r\n\r\n")
        activated.start()
        with waiting.makefile("rb") as answer:
            assert answer.readline() == b"HTTP/1.1 200 OK\r\n"


def test_a_passed_socket_on_the_network_needs_tls(tmp_path):
    with socket.create_server(("0.0.0.0", 0)) as passed:
        with pytest.raises(AssertionError, match="plain HTTP on 0.0.0.0 would show passwords"):
            ActivatedServer(tmp_path / "ostiary.db", passed)


def test_without_a_socket_it_says_what_to_do(tmp_path):
    done = program.run("serve", "--listen", "systemd", "--database", f"sqlite:{tmp_path / 'ostiary.db'}")
    assert done.returncode == 2
    assert "start ostiary.socket" in done.stderr
