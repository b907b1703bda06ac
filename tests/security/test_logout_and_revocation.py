"""How a session ends (security.md, lines 41 to 45)."""

import random
import subprocess
import time

import pytest

from harness import program
from harness.database import Database
from harness.program import OTHER_PASSWORD, PASSWORD
from harness.server import RELAXED


def test_a_session_is_dead_after_its_logout(client):
    """Line 41."""
    answer = client.try_login("alice", PASSWORD)
    done = client.request("POST", "/logout/", cookie=answer.token)
    assert client.verify(answer.token) == 401
    assert client.get("/account/", {"Accept": "application/json"}, cookie=answer.token).status == 401
    assert "Clear-Site-Data" in [name for name, _ in done.headers]

    def attributes(response):
        return {part for part in response.header("Set-Cookie").split("; ")[1:] if not part.startswith("Max-Age")}

    assert attributes(done) == attributes(answer)


def test_reading_the_logout_changes_nothing(client):
    """Line 42."""
    token = client.login("alice", PASSWORD)
    for method in ("GET", "HEAD", "OPTIONS", "PUT", "DELETE"):
        assert client.request(method, "/logout/", cookie=token).header("Set-Cookie") is None
    assert client.verify(token) == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "http://evil.com"},
        {"Origin": "null"},
    ],
)
def test_another_site_cant_log_anybody_out(client, headers):
    """Line 42."""
    token = client.login("alice", PASSWORD)
    answer = client.request("POST", "/logout/", headers, cookie=token)
    assert answer.status == 403
    assert answer.header("Set-Cookie") is None
    assert client.verify(token) == 200


def test_logging_out_twice_is_no_error(client):
    """Line 42."""
    token = client.login("alice", PASSWORD)
    answers = [client.request("POST", "/logout/", cookie=token) for _ in range(2)]
    assert [answer.status for answer in answers] == [303, 303]
    assert answers[0].header("Set-Cookie") == answers[1].header("Set-Cookie")


def test_a_password_change_ends_every_session_however_it_is_cut_short(servers):
    """Line 43: killed at any moment, never the new hash with old sessions."""
    server = servers(*RELAXED)
    database, numbers = Database(server.database), random.Random(43)
    changed = 0
    for number in range(15):
        current = database.password_hash("alice")
        database.change("DELETE FROM sessions")
        with database.connect() as connection:
            connection.execute(
                "INSERT INTO sessions VALUES (randomblob(32), 'x', ?, 1, 1, 9e15, 9e15, '', '')",
                (database.user_id("alice"),),
            )
        process = subprocess.Popen(
            [
                program.binary(),
                "user",
                "passwd",
                "alice",
                "--password-stdin",
                "--database",
                f"sqlite:{server.database}",
            ],
            stdin=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=program.environment(),
        )
        process.stdin.write(f"{OTHER_PASSWORD} {number}\n".encode())
        process.stdin.close()
        time.sleep(numbers.uniform(0.03, 0.2))
        process.kill()
        process.wait()
        is_new = database.password_hash("alice") != current
        changed += is_new
        assert database.one("SELECT count(*) FROM sessions") == (0 if is_new else 1)
    assert database.is_sound()
    print(f"{changed} of 15 changes were done before the kill")


@pytest.mark.parametrize("command", ["disable", "delete"])
def test_who_is_disabled_or_deleted_is_out_at_the_next_request(servers, command):
    """Line 44."""
    server = servers(*RELAXED, users=("alice", "bob"))
    tokens = [server.client.login("bob", PASSWORD) for _ in range(2)]
    program.succeed("user", command, "bob", "--database", f"sqlite:{server.database}")
    assert [server.client.verify(token) for token in tokens] == [401, 401]
    assert server.client.try_login("bob", PASSWORD).status == 401


def test_a_new_user_inherits_nothing_from_a_deleted_one(servers):
    """Line 44."""
    server = servers(*RELAXED, users=("alice", "bob"))
    database = Database(server.database)
    old_id, token = database.user_id("bob"), server.client.login("bob", PASSWORD)
    for command in (("delete", "bob"),):
        program.succeed("user", *command, "--database", f"sqlite:{server.database}")
    server.restart()
    server.add_user("bob", OTHER_PASSWORD)
    assert database.user_id("bob") > old_id
    assert server.client.verify(token) == 401


def test_one_lists_and_ends_ones_own_sessions_and_no_others(client):
    """Line 45."""
    mine, other, theirs = (
        client.login("alice", PASSWORD),
        client.login("alice", PASSWORD),
        client.login("bob", PASSWORD),
    )

    def listed(token):
        return client.get("/account/", {"Accept": "application/json"}, cookie=token).json["sessions"]

    their_id = next(session["id"] for session in listed(theirs) if session["current"])
    assert their_id not in [session["id"] for session in listed(mine)]
    missing = client.post("/account/", {"revoke": "0" * 32}, cookie=mine)
    foreign = client.post("/account/", {"revoke": their_id}, cookie=mine)
    assert foreign.status == 404
    assert foreign.comparable() == missing.comparable(), "nothing tells a foreign session from none"
    assert client.verify(theirs) == 200
    other_id = next(session["id"] for session in listed(other) if session["current"])
    assert client.post("/account/", {"revoke": other_id}, cookie=mine).status == 303
    assert (client.verify(mine), client.verify(other)) == (200, 401)
