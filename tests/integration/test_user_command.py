"""`ostiary user`."""

import json
import os
import pty
import subprocess
import time

import pytest

from harness import program
from harness.database import Database
from harness.program import OTHER_PASSWORD, PASSWORD
from harness.server import RELAXED


@pytest.fixture
def path(tmp_path):
    return tmp_path / "users.db"


def user(path, *arguments, stdin="", **settings):
    return program.run("user", *arguments, "--database", f"sqlite:{path}", stdin=stdin, **settings)


def add(path, name, *flags, password=PASSWORD):
    return user(path, "add", name, "--password-stdin", *flags, stdin=password + "\n")


def listed(path):
    done = user(path, "list", "--json")
    assert done.returncode == 0, done.stderr
    return {entry["username"]: entry for entry in json.loads(done.stdout)}


def test_add_makes_an_active_user_without_privileges(path):
    assert add(path, "alice", "--email", "alice@example.org").returncode == 0
    alice = listed(path)["alice"]
    assert alice["email"] == "alice@example.org"
    assert (alice["active"], alice["admin"], alice["superuser"]) == (True, False, False)


def test_add_grants_what_it_is_told_to(path):
    assert add(path, "root", "--admin", "--superuser").returncode == 0
    assert (listed(path)["root"]["admin"], listed(path)["root"]["superuser"]) == (True, True)


def test_list_shows_no_hash(path):
    add(path, "alice")
    for flags in ((), ("--json",)):
        done = user(path, "list", *flags)
        assert "alice" in done.stdout and "argon2" not in done.stdout


@pytest.mark.parametrize("name", ["alice", "Alice", "ａｌｉｃｅ"])
def test_a_name_is_taken_whatever_its_case_and_width(path, name):
    add(path, "alice")
    done = add(path, name)
    assert done.returncode == 1
    assert "taken" in done.stderr or "exists" in done.stderr
    assert list(listed(path)) == ["alice"]


@pytest.mark.parametrize("name", ["", " alice", "a\nb", "x" * 101])
def test_a_name_that_is_none_is_refused(path, name):
    assert add(path, name).returncode != 0
    assert not path.exists()


@pytest.mark.parametrize(
    "password", ["short", "passwordpassword", "alice-alice-alice", "aaaaaaaaaaaaaaaaaaaa", "1234567890123456", ""]
)
def test_a_weak_password_is_refused_with_its_reason(path, password):
    done = add(path, "alice", password=password)
    assert done.returncode != 0
    assert done.stderr.strip().count("\n") == 0
    assert not password or password not in done.stderr
    assert listed(path) == {}


def test_passwd_changes_the_password_and_ends_the_sessions(servers):
    server = servers(*RELAXED)
    token = server.client.login("alice", PASSWORD)
    done = user(server.database, "passwd", "alice", "--password-stdin", stdin=OTHER_PASSWORD + "\n")
    assert done.returncode == 0, done.stderr
    assert server.client.verify(token) == 401
    assert server.client.try_login("alice", PASSWORD).status == 401
    assert server.client.try_login("alice", OTHER_PASSWORD).status == 303


def test_disable_ends_the_sessions_and_enable_lets_in_again(servers):
    server = servers(*RELAXED)
    token = server.client.login("alice", PASSWORD)
    assert user(server.database, "disable", "alice").returncode == 0
    assert server.client.verify(token) == 401
    assert server.client.try_login("alice", PASSWORD).status == 401
    assert user(server.database, "enable", "alice").returncode == 0
    assert server.client.verify(token) == 401
    assert server.client.try_login("alice", PASSWORD).status == 303


def test_delete_ends_the_sessions_and_the_id_is_not_used_again(servers):
    server = servers(*RELAXED, users=("alice", "bob"))
    database = Database(server.database)
    token, old_id = server.client.login("bob", PASSWORD), database.user_id("bob")
    assert user(server.database, "delete", "bob").returncode == 0
    assert server.client.verify(token) == 401
    server.add_user("mallory")
    assert database.user_id("mallory") != old_id
    assert server.client.verify(token) == 401


@pytest.mark.parametrize("command", ["passwd", "enable", "disable", "delete"])
def test_an_unknown_user_is_told_so(path, command):
    add(path, "alice")
    flags = ("--password-stdin",) if command == "passwd" else ()
    done = user(path, command, "nobody", *flags, stdin=PASSWORD + "\n")
    assert done.returncode == 1
    assert "nobody" in done.stderr and done.stderr.strip().count("\n") == 0


@pytest.mark.parametrize("command", ["list", "passwd", "enable", "disable", "delete"])
def test_a_database_that_is_not_there_is_told_and_not_made(path, command):
    done = user(path, command, *(() if command == "list" else ("alice",)))
    assert done.returncode == 1
    assert str(path) in done.stderr and "ostiary migrate" in done.stderr
    assert not path.exists()


def test_a_password_is_never_taken_from_the_arguments(path):
    done = user(path, "add", "alice", "--password", PASSWORD)
    assert done.returncode == 2
    assert not path.exists()


def test_the_prompt_doesnt_echo_and_asks_twice(path):
    program.succeed("migrate", "--database", f"sqlite:{path}")
    controller, terminal = pty.openpty()
    process = subprocess.Popen(
        [program.binary(), "user", "add", "alice", "--database", f"sqlite:{path}"],
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        env=program.environment(),
        start_new_session=True,
        preexec_fn=lambda: os.close(os.open(os.ttyname(0), os.O_RDWR)),
    )
    os.close(terminal)
    shown = b""
    for prompts in (1, 2):
        deadline = time.monotonic() + 10
        while shown.lower().count(b"password") < prompts and time.monotonic() < deadline:
            shown += os.read(controller, 1024)
        os.write(controller, PASSWORD.encode() + b"\n")
    try:
        while chunk := os.read(controller, 1024):
            shown += chunk
    except OSError:
        pass
    os.close(controller)
    assert process.wait(10) == 0, shown
    assert PASSWORD.encode() not in shown
    assert "alice" in listed(path)


def test_the_password_is_taken_as_it_stands_but_for_the_line_end(servers):
    server = servers(*RELAXED, users=())
    padded = "  " + PASSWORD + "\t"
    server.add_user("alice", padded)
    assert server.client.try_login("alice", PASSWORD).status == 401
    assert server.client.try_login("alice", padded).status == 303


def test_user_changes_are_in_the_audit_table(path):
    add(path, "alice")
    for command in ("disable", "enable", "delete"):
        user(path, command, "alice")
    database = Database(path)
    for kind in ("user_created", "user_disabled", "user_enabled", "user_deleted"):
        assert [event["username"] for event in database.events(kind)] == ["alice"], kind
