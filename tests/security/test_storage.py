"""The database, under attack and in trouble (security.md, lines 68 to 72)."""

import concurrent.futures
import os
import random
import resource
import subprocess
import time

import pytest

from harness import program
from harness.database import Database
from harness.program import PASSWORD
from harness.server import RELAXED

INJECTIONS = [
    "' OR 1=1--",
    "alice'--",
    "\0",
    "alice\0",
    "a\r\nFLUSHALL",
    "'; DROP TABLE users;--",
    "%",
    "_____",
    "$(id)",
    "\\'",
    "x" * 5000,
]


@pytest.mark.parametrize("text", INJECTIONS, ids=lambda text: repr(text[:20]))
def test_what_looks_like_code_is_a_plain_failure(server, client, text):
    """Line 68."""
    for kind in ("form", "json"):
        for fields in ({"username": text, "password": PASSWORD}, {"username": "alice", "password": text}):
            assert client.post("/login/", fields, kind).status == 401
    if not set("\0\r\n") & set(text):
        assert client.verify(text) == 401
    token = client.login("alice", PASSWORD)
    assert client.post("/account/", {"revoke": text}, "json", cookie=token).status == 404
    assert client.verify(token) == 200
    assert Database(server.database).one("SELECT count(*) FROM users") == 2


def test_a_database_that_cant_be_written_lets_nobody_in_and_recovers_unaided(servers):
    """Line 69."""
    server = servers(*RELAXED)
    client, database = server.client, Database(server.database)
    token = client.login("alice", PASSWORD)
    with database.connect() as other:
        other.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        answer = client.try_login("alice", PASSWORD)
        assert time.monotonic() - began < 5
        assert answer.status == 503
        assert int(answer.header("Retry-After")) >= 1
        assert answer.header("Set-Cookie") is None
        assert client.verify("A" * 43) == 401
        assert client.get("/account/", {"Accept": "application/json"}).status == 401
        assert client.get("/healthz").status == 200
        assert client.verify(token) == 200, "who only reads waits for nobody"
        logout = client.request("POST", "/logout/", cookie=token)
        assert logout.status == 503 and logout.header("Set-Cookie") is None, "not told to be out when not"
        other.execute("ROLLBACK")
    assert client.try_login("alice", PASSWORD).status == 303
    assert client.request("POST", "/logout/", cookie=token).status == 303


def test_a_full_disk_gives_no_cookie_without_its_row(servers):
    """Line 70: the kernel refuses to let the files grow."""
    server = servers(*RELAXED)
    client, database = server.client, Database(server.database)
    before = client.login("alice", PASSWORD)
    sizes = [path.stat().st_size for path in database.path.parent.glob(database.path.name + "*")]
    hard = resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE)[1]
    resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (max(sizes), hard))
    answers = [client.try_login("alice", PASSWORD) for _ in range(40)]
    statuses = [answer.status for answer in answers]
    assert set(statuses) <= {303, 503}
    assert statuses[-1] == 503, "the limit was met"
    assert answers[-1].header("Set-Cookie") is None and answers[-1].header("Retry-After")
    assert client.verify(before) == 200
    resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (hard, hard))
    assert client.try_login("alice", PASSWORD).status == 303, "it recovers unaided"
    for answer in answers:
        if answer.status == 303:
            assert client.verify(answer.token) == 200
    assert database.is_sound()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anything")
def test_a_read_only_database_is_told_at_the_start(tmp_path):
    """Line 70."""
    path = tmp_path / "a.db"
    program.succeed("migrate", "--database", f"sqlite:{path}")
    path.chmod(0o400)
    done = program.run("serve", "--listen", "127.0.0.1:0", "--database", f"sqlite:{path}", timeout=10)
    assert done.returncode in (1, 2)


def test_64_clients_on_two_processes_meet_no_500(servers):
    """Line 71."""
    first = servers(*RELAXED, "--hash-queue", "200")
    second = servers(*RELAXED, "--hash-queue", "200", database=first.database, users=())

    def visit(number):
        client = (first if number % 2 else second).client
        answer = client.try_login("alice", PASSWORD)
        if answer.status != 303:
            return [answer.status]
        other = (second if number % 2 else first).client
        seen = [answer.status, other.verify(answer.token)]
        seen.append(client.request("POST", "/logout/", cookie=answer.token).status)
        return [*seen, other.verify(answer.token)]

    with concurrent.futures.ThreadPoolExecutor(64) as pool:
        visits = list(pool.map(visit, range(64)))
    assert all(seen in ([303, 200, 303, 401], [503]) for seen in visits), visits
    assert sum(seen != [503] for seen in visits) > 32
    assert Database(first.database).is_sound()


def test_of_many_equal_registrations_one_succeeds(tmp_path):
    """Line 72, by the command line, in as many processes."""
    path = tmp_path / "a.db"
    program.succeed("migrate", "--database", f"sqlite:{path}")
    arguments = ["user", "add", "alice", "--password-stdin", "--database", f"sqlite:{path}"]
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        done = list(pool.map(lambda _: program.run(*arguments, stdin=PASSWORD + "\n"), range(8)))
    assert sorted(process.returncode for process in done) == [0] + [1] * 7, [process.stderr for process in done]
    assert Database(path).one("SELECT count(*) FROM users") == 1


def test_of_many_first_starts_on_one_new_file_all_succeed(tmp_path):
    """Line 71: the tables are made once."""
    path = tmp_path / "a.db"
    with concurrent.futures.ThreadPoolExecutor(6) as pool:
        done = list(pool.map(lambda _: program.run("migrate", "--database", f"sqlite:{path}"), range(6)))
    assert [process.returncode for process in done] == [0] * 6, [process.stderr for process in done]
    assert Database(path).is_sound()


def test_a_command_killed_at_any_moment_leaves_the_file_sound(tmp_path):
    """Line 71 and 86: with the writer in another process than the server."""
    path, numbers = tmp_path / "a.db", random.Random(71)
    program.add_user(path, "alice")
    for number in range(10):
        process = subprocess.Popen(
            [program.binary(), "user", "add", f"user{number}", "--password-stdin", "--database", f"sqlite:{path}"],
            stdin=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=program.environment(),
        )
        process.stdin.write(PASSWORD.encode() + b"\n")
        process.stdin.close()
        time.sleep(numbers.uniform(0.02, 0.15))
        process.kill()
        process.wait()
    assert Database(path).is_sound()
    program.succeed("user", "list", "--database", f"sqlite:{path}")
