"""How passwords are kept (security.md, lines 1 to 5; line 6 is a review's)."""

import concurrent.futures
import re
import time

import pytest

from harness import hashes, program
from harness.client import encode, message
from harness.database import Database
from harness.program import PASSWORD
from harness.server import RELAXED


def test_two_users_with_one_password_have_different_argon2id_hashes(server):
    """Line 1."""
    stored = [Database(server.database).password_hash(name) for name in ("alice", "bob")]
    assert stored[0] != stored[1]
    for text in stored:
        match = re.fullmatch(r"\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)", text)
        assert match
        memory, passes, lanes = map(int, match.groups()[:3])
        assert memory >= 19 * 1024 and passes >= 2 and lanes >= 1
        assert len(match[4]) * 6 >= 128 and len(match[5]) * 6 >= 256


def test_a_weak_hash_is_replaced_at_the_next_login(servers):
    """Line 2."""
    server = servers(*RELAXED)
    database = Database(server.database)
    database.set_password_hash("alice", hashes.piccolo(PASSWORD, 1_000))
    server.client.login("alice", PASSWORD)
    assert database.password_hash("alice").startswith("$argon2id$")


def test_every_byte_of_a_password_counts(servers):
    """Line 3: nothing ends at a NUL, nothing is cut at 72 bytes."""
    server = servers(*RELAXED, users=())
    long = "heron-37-" * 8 + "quartz88"
    assert len(long) == 80
    server.add_user("carol", long)
    for wrong in (long[:72], long[:79], long + "x", long + "\0", long.upper()):
        assert server.client.try_login("carol", wrong).status == 401, wrong
    assert server.client.try_login("carol", long).status == 303


def test_a_nul_in_a_password_ends_nothing(servers):
    """Line 3."""
    server = servers(*RELAXED)
    database = Database(server.database)
    split = "violet\0 anchor 71 hummingbird"
    done = program.run(
        "user", "passwd", "alice", "--password-stdin", "--database", f"sqlite:{server.database}", stdin=split + "\n"
    )
    if done.returncode != 0:
        # Refusing it is exact, too. An old row may still hold one.
        assert server.client.try_login("alice", PASSWORD).status == 303
        database.set_password_hash("alice", hashes.django(split, 1_000))
    assert server.client.try_login("alice", "violet", kind="json").status == 401
    assert server.client.try_login("alice", "violet\0", kind="json").status == 401
    assert server.client.try_login("alice", split, kind="json").status == 303


@pytest.mark.alone
def test_a_password_of_a_megabyte_is_refused_at_once(client):
    """Line 4."""
    times = []
    for _ in range(5):
        body, content_type = encode({"username": "alice", "password": "x" * 1_000_000}, "form")
        began = time.monotonic()
        with client.connect() as connection:
            try:
                connection.send(message("POST", "/login/", {"Content-Type": content_type}, body))
            except ConnectionError:
                pass
            answer = connection.receive()
        times.append(time.monotonic() - began)
        assert 400 <= answer.status < 500
    assert min(times) < 0.05


@pytest.mark.alone
def test_hashing_is_bounded_and_holds_nobody_else_up(servers):
    """Line 5."""
    server = servers(*RELAXED, "--hash-slots", "1", "--hash-queue", "4")
    memory, slowest = [], 0.0
    with concurrent.futures.ThreadPoolExecutor(200) as pool:
        logins = [pool.submit(server.client.try_login, "alice", PASSWORD) for _ in range(200)]
        while not all(login.done() for login in logins):
            began = time.monotonic()
            assert server.client.get("/healthz").status == 200
            slowest = max(slowest, time.monotonic() - began)
            memory.append(server.memory())
        answers = [login.result() for login in logins]
    statuses = {answer.status for answer in answers}
    assert statuses == {303, 503}
    for answer in answers:
        if answer.status == 503:
            assert int(answer.header("Retry-After")) >= 1
            assert answer.header("Set-Cookie") is None
    assert slowest < 1
    assert program.is_sanitized() or max(memory) <= 1 * 19 * 2**20 + 64 * 2**20
