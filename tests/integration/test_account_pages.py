"""The registration page and the one that changes a password: off unless configured."""

import pytest

from harness import program
from harness.program import PASSWORD
from harness.server import RELAXED

PAGES = ("/register/", "/change-password/")


def test_without_configuration_only_login_logout_and_account_are_open(servers):
    server = servers(*RELAXED)
    for path in PAGES:
        assert server.client.get(path).status == 404
        assert server.client.post(path, {"username": "eve"}).status == 404
    login = server.client.get("/login/")
    assert "/register/" not in login.text
    token = server.client.login("alice", PASSWORD)
    account = server.client.get("/account/", cookie=token)
    assert account.status == 200
    assert "/change-password/" not in account.text
    assert server.client.get("/logout/").status == 200


def test_configured_they_are_there_and_linked(servers):
    server = servers(*RELAXED, env={"OSTIARY_REGISTRATION": "open", "OSTIARY_CHANGE_PASSWORD": "true"})
    assert 'href="/register/"' in server.client.get("/login/").text
    assert 'href="/login/"' in server.client.get("/register/").text
    token = server.client.login("alice", PASSWORD)
    assert 'href="/change-password/"' in server.client.get("/account/", cookie=token).text
    assert "Logged in as <strong>alice</strong>" in server.client.get("/change-password/", cookie=token).text


def test_open_lets_in_at_once_and_moderated_after_an_operators_word(servers):
    sent = {"username": "carol", "email": "c@example.org", "password": PASSWORD, "confirm_password": PASSWORD}
    for registration, status in (("open", 303), ("moderated", 401)):
        server = servers(*RELAXED, "--registration", registration, users=())
        assert server.client.post("/register/", sent).header("Location") == "/login/"
        assert server.client.try_login("carol", PASSWORD).status == status


def test_piccolos_tables_take_piccolos_passwords(servers):
    server = servers(*RELAXED, "--table-preset", "piccolo", "--registration", "open", users=())
    sent = {"username": "carol", "email": "c@example.org", "password": "zq7!kw", "confirm_password": "zq7!kw"}
    short = server.client.post("/register/", {**sent, "password": "zq7!k"})
    assert (short.status, short.text) == (422, "Password must be at least 6 characters long.")
    assert server.client.post("/register/", sent).status == 303
    assert server.client.try_login("carol", "zq7!kw").status == 303


@pytest.mark.parametrize(
    "flags, words",
    [
        ((), ("registration: closed", "changing passwords: off")),
        (("--registration", "moderated", "--change-password"), ("registration: moderated", "changing passwords: on")),
        (("--registration", "open"), ("warn registration: open",)),
        (("--registration", "open", "--enumeration-safe-registration"), ("fail configuration",)),
    ],
)
def test_the_doctor_says_what_is_on(tmp_path, flags, words):
    done = program.run("doctor", "--database", f"sqlite:{tmp_path / 'a.db'}", *flags)
    for word in words:
        assert word in done.stdout
