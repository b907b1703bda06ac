"""Hashes that other programs made are verified, and replaced by argon2id at the next login."""

import pytest

from harness import hashes
from harness.database import Database
from harness.program import OTHER_PASSWORD, PASSWORD
from harness.server import RELAXED

FOREIGN = {
    "piccolo": hashes.piccolo(PASSWORD),
    "piccolo, old": hashes.piccolo(PASSWORD, 10_000),
    "django": hashes.django(PASSWORD, 1_000),
    "django, today": hashes.django(PASSWORD, 1_200_000),
    "bcrypt 2b": hashes.bcrypt(PASSWORD),
    "bcrypt 2y": hashes.bcrypt(PASSWORD, "2y"),
    "bcrypt 2a": hashes.bcrypt(PASSWORD, "2a"),
}


@pytest.fixture(scope="module")
def keeping(module_servers):
    """A server that leaves foreign hashes as they are."""
    return module_servers(*RELAXED, "--no-upgrade-hashes")


@pytest.mark.parametrize("kind", FOREIGN)
def test_a_foreign_hash_is_verified_and_upgraded(server, client, kind):
    database = Database(server.database)
    database.set_password_hash("alice", FOREIGN[kind])
    assert client.try_login("alice", OTHER_PASSWORD).status == 401
    assert database.password_hash("alice") == FOREIGN[kind]
    token = client.login("alice", PASSWORD)
    assert client.verify(token) == 200
    assert database.password_hash("alice").startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert client.try_login("alice", PASSWORD).status == 303
    assert client.try_login("alice", OTHER_PASSWORD).status == 401


def test_an_upgrade_ends_no_session_and_is_recorded(server, client):
    database = Database(server.database)
    before = client.login("alice", PASSWORD)
    database.set_password_hash("alice", FOREIGN["django"])
    count = len(database.events("password_upgraded"))
    client.login("alice", PASSWORD)
    assert client.verify(before) == 200
    assert len(database.events("password_upgraded")) == count + 1


def test_a_foreign_hash_stays_where_the_operator_says_so(keeping):
    database = Database(keeping.database)
    database.set_password_hash("alice", FOREIGN["piccolo, old"])
    keeping.client.login("alice", PASSWORD)
    assert database.password_hash("alice") == FOREIGN["piccolo, old"]


def test_a_hash_of_weaker_parameters_is_upgraded_when_they_are_raised(servers):
    server = servers(*RELAXED)
    stronger = servers(*RELAXED, "--hash-iterations", "3", database=server.database, users=())
    stronger.client.login("alice", PASSWORD)
    assert "$m=19456,t=3,p=1$" in Database(server.database).password_hash("alice")
    server.client.login("alice", PASSWORD)
    assert "$m=19456,t=3,p=1$" in Database(server.database).password_hash("alice"), "never downgraded"


@pytest.mark.parametrize(
    "stored",
    [
        "",
        "!",
        PASSWORD,
        "pbkdf2_sha256$",
        "pbkdf2_sha256$0$salt$",
        "pbkdf2_sha256$-1$salt$aa",
        "pbkdf2_sha256$99999999999999$salt$" + "a" * 64,
        "pbkdf2_sha1$1000$salt$AAAA",
        "$2b$31$abcdefghijklmnopqrstuuAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "$2b$06$short",
        "$1$salt$AAAAAAAAAAAAAAAAAAAAAA",
        "$argon2id$v=19$m=99999999,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "$argon2id$v=19$m=19456,t=2,p=1$$",
        "$argon2i$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "$argon2id$" + "A" * 10_000,
    ],
    ids=lambda stored: stored[:40] or "empty",
)
def test_a_damaged_or_unknown_hash_lets_nobody_in(server, client, stored):
    Database(server.database).set_password_hash("bob", stored)
    for password in (PASSWORD, stored[:1000] or "x", "x"):
        answer = client.try_login("bob", password)
        assert (answer.status, answer.text) == (401, "Login failed")
    assert client.get("/healthz").status == 200
