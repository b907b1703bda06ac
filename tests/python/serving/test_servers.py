"""The same app under hypercorn and granian, and in several workers."""

import pytest

from harness.program import PASSWORD
from serving.servers import COMMANDS, running


@pytest.fixture
def serve(uvicorn_host, tmp_path):
    """A server by its command on a database with the user alice."""
    return lambda command: running(command, uvicorn_host.path, tmp_path / "server.log")


@pytest.mark.parametrize("name", COMMANDS)
def test_login_page_and_logout_under(serve, name):
    with serve(COMMANDS[name]) as server:
        client = server.client()
        assert client.get("/login/").status == 200
        assert client.try_login("alice", "wrong").text == "Login failed"
        token = client.login("alice", PASSWORD)
        assert client.private(token).json["username"] == "alice"
        assert client.logout(token).text == "Successfully logged out"
        assert client.private(token).text == "No matching session found."


@pytest.mark.parametrize("name", COMMANDS)
def test_several_workers_share_the_sessions(serve, name):
    with serve([*COMMANDS[name], "--workers", "2"]) as server:
        client = server.client()
        tokens = [client.login("alice", PASSWORD) for _ in range(6)]
        assert len(set(tokens)) == 6
        workers = set()
        for _ in range(200):
            workers.add(client.get("/process").json["pid"])
            assert client.private(tokens[0]).status == 200
            if len(workers) == 2:
                break
        assert len(workers) == 2
        client.logout(tokens[0])
        assert {client.private(tokens[0]).status for _ in range(12)} == {400}
        assert {client.private(tokens[1]).status for _ in range(12)} == {200}
