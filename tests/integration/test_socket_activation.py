"""`listen = "systemd"`: the socket is passed, as sd_listen_fds(3) describes it."""

import socket

import pytest

from harness import program
from harness.server import Server

# The process id is known only once there is a process, so a shell sets the variable and becomes the program.
PASS_AS_THIRD = 'fd=$1; shift; exec 3<&"$fd"; LISTEN_PID=$$ exec "$@"'


class ActivatedServer(Server):
    """A server on a socket that its parent has opened, and keeps."""

    def __init__(self, database, passed):
        self.socket = passed
        super().__init__(database, "--listen", "systemd", env={"LISTEN_FDS": "1"})

    def command(self):
        shell = ["bash", "-c", PASS_AS_THIRD, "bash", str(self.socket.fileno())]
        return [*shell, *super().command()]

    def inherited(self):
        return (self.socket.fileno(),)


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
