"""`--table-preset piccolo`: a file that the real piccolo_api has made is used as it stands, and what is written to it is what
piccolo_api reads. The file is tests/fixtures/piccolo.sql, which was written in Berlin.
"""

import datetime
import hashlib
import json
import sqlite3

import pytest

from harness import hashes, program
from harness.database import Database
from harness.program import OTHER_PASSWORD, PASSWORD
from harness.server import RELAXED

PRESET = ("--table-preset", "piccolo")
BERLIN = {"TZ": "CET-1CEST,M3.5.0,M10.5.0/3"}
SUMMER = "bobs-summer-session-AAAAAAAAAAAAAAAAAAAAAAA"
WINTER = "eves-winter-session-AAAAAAAAAAAAAAAAAAAAAAA"
EXPIRED = "bobs-expired-session-AAAAAAAAAAAAAAAAAAAAAA"
BOBS_PASSWORD = "violet anchor 71"


@pytest.fixture
def database(tmp_path):
    path = tmp_path / "app.db"
    connection = sqlite3.connect(path)
    connection.executescript((program.ROOT / "tests/fixtures/piccolo.sql").read_text())
    connection.close()
    path.chmod(0o600)
    return Database(path)


@pytest.fixture
def server(servers, database):
    return servers(*RELAXED, *PRESET, database=database.path, users=(), env=BERLIN)


def command(database, *arguments, stdin=""):
    return program.run(*arguments, *PRESET, "--database", f"sqlite:{database.path}", stdin=stdin, env=BERLIN)


def stored_hash(database, name):
    return database.one("SELECT password FROM piccolo_user WHERE username = ?", name)


def piccolo_verifies(stored, password):
    """What piccolo's `BaseUser.login` does with a row."""
    algorithm, iterations, salt, digest = stored.split("$")
    computed = hashlib.pbkdf2_hmac("sha256", password.encode(), salt.encode(), int(iterations)).hex()
    return algorithm == "pbkdf2_sha256" and iterations == "600000" and computed == digest


def test_a_user_of_piccolos_logs_in_and_the_row_is_piccolos(servers, database):
    nepal = datetime.timezone(datetime.timedelta(hours=5, minutes=45))  # never shifts its clocks
    server = servers(*RELAXED, *PRESET, database=database.path, users=(), env={"TZ": "<+0545>-5:45"})
    before = datetime.datetime.now(nepal)
    token = server.client.login("bob", BOBS_PASSWORD)
    assert server.client.verify(token) == 200
    ((user, *ends),) = database.ask("SELECT user_id, expiry_date, max_expiry_date FROM sessions WHERE token = ?", token)
    assert user == 1
    last_login = database.one("SELECT last_login FROM piccolo_user WHERE id = 1")
    for text, later in zip([last_login, *ends], [{"hours": 0}, {"hours": 1}, {"days": 7}], strict=True):
        moment = datetime.datetime.fromisoformat(text)
        assert moment.tzinfo is None
        assert abs(moment.replace(tzinfo=nepal) - before - datetime.timedelta(**later)).total_seconds() < 60


def test_a_session_of_piccolos_is_let_in_until_it_ends(server, database):
    assert [server.client.verify(token) for token in (SUMMER, WINTER, EXPIRED)] == [200, 200, 401]
    database.change("DELETE FROM sessions WHERE token = ?", SUMMER)
    database.change("UPDATE sessions SET expiry_date = 'soon' WHERE token = ?", WINTER)
    assert [server.client.verify(token) for token in (SUMMER, WINTER)] == [401, 401]


def test_names_are_told_apart_as_piccolo_tells_them(server):
    assert server.client.try_login("Eve", "granite teapot").status == 303
    assert server.client.try_login("eve", "granite teapot").status == 401
    assert server.client.try_login("idle", "never came back").status == 401


def test_piccolo_verifies_the_password_of_a_user_that_was_added(database):
    added = command(
        database, "user", "add", "amy", "--email", "a@example.org", "--password-stdin", stdin=PASSWORD + "\n"
    )
    assert added.returncode == 0, added.stderr
    assert piccolo_verifies(stored_hash(database, "amy"), PASSWORD)
    assert command(database, "user", "passwd", "amy", "--password-stdin", stdin=OTHER_PASSWORD + "\n").returncode == 0
    assert piccolo_verifies(stored_hash(database, "amy"), OTHER_PASSWORD)


def test_a_password_that_piccolo_would_refuse_is_refused(database):
    long = " ".join([PASSWORD] * 5)
    added = command(database, "user", "add", "amy", "--email", "a@example.org", "--password-stdin", stdin=long + "\n")
    assert added.returncode == 1
    assert "128" in added.stderr


def test_the_second_user_without_an_address_is_told_why(database):
    added = command(database, "user", "add", "amy", "--password-stdin", stdin=PASSWORD + "\n")
    assert added.returncode == 1
    assert "--email" in added.stderr


def test_an_old_hash_is_upgraded_to_one_that_piccolo_verifies(server, database):
    database.change("UPDATE piccolo_user SET password = ? WHERE id = 1", hashes.piccolo(BOBS_PASSWORD, 10_000))
    server.client.login("bob", BOBS_PASSWORD)
    assert piccolo_verifies(stored_hash(database, "bob"), BOBS_PASSWORD)


def test_sessions_are_listed_revoked_and_cleaned(server, database):
    listed = json.loads(command(database, "session", "list", "--json").stdout)
    assert {(entry["id"], entry["username"], entry["created_at"]) for entry in listed} == {
        ("1", "bob", None),
        ("2", "Eve", None),
    }
    assert command(database, "session", "revoke", "2").returncode == 0
    assert [server.client.verify(token) for token in (SUMMER, WINTER)] == [200, 401]
    assert "1 expired" in command(database, "session", "clean").stdout
    assert database.one("SELECT token FROM sessions") == SUMMER


def test_a_new_password_ends_the_sessions(server, database):
    assert command(database, "user", "passwd", "bob", "--generate-password").returncode == 0
    assert [server.client.verify(token) for token in (SUMMER, WINTER)] == [401, 200]


def test_the_account_page_leaves_out_what_the_table_does_not_tell(server):
    page = server.client.get("/account/", cookie=SUMMER)
    assert page.status == 200
    assert "1 Jul 2031, 10:00 UTC" in page.text
    assert "1970" not in page.text


def test_migrate_adds_its_own_tables_and_changes_none(database):
    before = database.ask("SELECT sql FROM sqlite_schema WHERE name IN ('piccolo_user', 'sessions')")
    assert command(database, "migrate", "--check").returncode == 1
    assert command(database, "migrate").returncode == 0
    assert command(database, "migrate", "--check").returncode == 0
    assert database.ask("SELECT sql FROM sqlite_schema WHERE name IN ('piccolo_user', 'sessions')") == before


def test_a_table_that_is_not_piccolos_ends_the_program_at_its_start(database):
    database.change("ALTER TABLE sessions RENAME COLUMN max_expiry_date TO ends")
    done = command(database, "serve", "--listen", "127.0.0.1:0")
    assert done.returncode == 2
    assert "`sessions`" in done.stderr and "`max_expiry_date`" in done.stderr
