"""`ostiary session` and `ostiary migrate`."""

import json
import sqlite3

import pytest

from harness import program
from harness.database import Database
from harness.program import PASSWORD
from harness.server import RELAXED


def session(server, *arguments):
    return program.run("session", *arguments, "--database", f"sqlite:{server.database}")


def listed(server, *flags):
    done = session(server, "list", "--json", *flags)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture
def two(servers):
    return servers(*RELAXED, users=("alice", "bob"))


def test_list_shows_sessions_without_their_tokens(two):
    tokens = [two.client.login("alice", PASSWORD), two.client.login("bob", PASSWORD)]
    assert sorted(entry["username"] for entry in listed(two)) == ["alice", "bob"]
    assert [entry["username"] for entry in listed(two, "--user", "Alice")] == ["alice"]
    for flags in ((), ("--json",)):
        shown = session(two, "list", *flags).stdout
        assert "127.0.0.1" in shown
        assert not any(token in shown for token in tokens)


def test_revoke_ends_one_session_of_a_running_server(two):
    first, second = two.client.login("alice", PASSWORD), two.client.login("alice", PASSWORD)
    revoked = listed(two)[0]["id"]
    assert session(two, "revoke", revoked).returncode == 0
    assert sorted([two.client.verify(first), two.client.verify(second)]) == [200, 401]
    assert session(two, "revoke", revoked).returncode == 1


def test_revoke_ends_all_sessions_of_a_user(two):
    alices = [two.client.login("alice", PASSWORD) for _ in range(2)]
    bobs = two.client.login("bob", PASSWORD)
    assert session(two, "revoke", "--user", "alice").returncode == 0
    assert [two.client.verify(token) for token in [*alices, bobs]] == [401, 401, 200]
    assert Database(two.database).events("session_revoked")


def test_clean_removes_what_has_expired_and_nothing_else(two):
    database = Database(two.database)
    idle, spent, live = (two.client.login("alice", PASSWORD) for _ in range(3))
    database.change_session(idle, expires_at=1)
    database.change_session(spent, expires_at=1, max_expires_at=1)
    assert session(two, "clean").returncode == 0
    assert [database.has_session(token) for token in (idle, spent, live)] == [False, False, True]
    assert two.client.verify(live) == 200


def test_migrate_makes_the_tables_and_can_be_repeated(tmp_path):
    path = tmp_path / "new.db"
    check = ("migrate", "--check", "--database", f"sqlite:{path}")
    assert program.run(*check).returncode == 1
    for _ in range(2):
        program.succeed("migrate", "--database", f"sqlite:{path}")
    assert program.run(*check).returncode == 0
    assert {"users", "sessions"} <= {row[0] for row in Database(path).ask("SELECT name FROM sqlite_master")}


def test_a_database_of_a_later_version_is_refused(tmp_path):
    path = tmp_path / "later.db"
    program.succeed("migrate", "--database", f"sqlite:{path}")
    database = Database(path)
    assert database.change("UPDATE ostiary_schema SET version = version + 1000") > 0
    for command in (("serve", "--listen", "127.0.0.1:0"), ("user", "list"), ("migrate",)):
        done = program.run(*command, "--database", f"sqlite:{path}", timeout=10)
        assert done.returncode == 2, (command, done.stderr)
        assert done.stderr.strip().count("\n") == 0


def test_a_file_that_is_no_database_is_refused(tmp_path):
    path = tmp_path / "other.db"
    path.write_text("this is a letter\n" * 100)
    done = program.run("user", "list", "--database", f"sqlite:{path}")
    assert done.returncode in (1, 2)
    assert done.stderr.strip() and done.stderr.strip().count("\n") == 0
    assert path.read_text().startswith("this is a letter")


def test_the_file_is_for_its_owner_alone(tmp_path):
    path = tmp_path / "private.db"
    program.succeed("migrate", "--database", f"sqlite:{path}")
    assert path.stat().st_mode & 0o777 == 0o600


def test_the_database_is_sound_and_in_wal_mode(two):
    two.client.login("alice", PASSWORD)
    database = Database(two.database)
    assert database.is_sound()
    assert database.one("PRAGMA journal_mode") == "wal"
    with pytest.raises(sqlite3.IntegrityError):
        database.change("INSERT INTO sessions SELECT * FROM sessions")
