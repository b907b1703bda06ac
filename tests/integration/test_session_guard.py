"""What stands behind a session: `/verify`, `/account/`, the home page."""

import pytest

from harness.database import Database
from harness.program import PASSWORD


def refused(client, cookie, accept=None):
    return client.get("/verify", {} if accept is None else {"Accept": accept}, cookie=cookie)


def test_a_valid_session_is_answered_with_who_it_is(server, client):
    server.add_user("erin", PASSWORD, "--email", "erin@example.org")
    token = client.login("erin", PASSWORD)
    answer = client.get("/verify", cookie=token)
    assert answer.status == 200
    assert answer.header("Remote-User") == "erin"
    assert answer.header("Remote-Email") == "erin@example.org"
    assert answer.header("Remote-Id") == str(Database(server.database).user_id("erin"))


def test_no_cookie_is_answered_401(client):
    answer = refused(client, None)
    assert (answer.status, answer.text) == (401, "No session cookie found.")
    assert not [name for name, _ in answer.headers if name.lower().startswith("remote-")]


@pytest.mark.parametrize("cookie", ["A" * 43, "short", "A" * 44, "%41" * 43, "' OR 1=1--"])
def test_a_cookie_that_names_no_session_is_answered_401(client, cookie):
    answer = refused(client, cookie)
    assert (answer.status, answer.text) == (401, "No matching session found.")


def test_a_json_client_gets_problem_json(client):
    answer = refused(client, None, "application/json")
    assert answer.header("Content-Type") == "application/problem+json"
    assert answer.json["detail"] == "No session cookie found."


def test_a_session_whose_user_is_gone_is_answered_401(server, client):
    server.add_user("ghost")
    token = client.login("ghost", PASSWORD)
    with Database(server.database).connect() as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("DELETE FROM users WHERE username = 'ghost'")
    answer = refused(client, token)
    assert (answer.status, answer.text) == (401, "That user doesn't exist anymore")
    Database(server.database).change("DELETE FROM sessions WHERE user_id NOT IN (SELECT id FROM users)")


def test_a_session_of_an_inactive_user_is_answered_403(server, client):
    server.add_user("idle")
    token = client.login("idle", PASSWORD)
    Database(server.database).change("UPDATE users SET active = 0 WHERE username = 'idle'")
    answer = refused(client, token)
    assert (answer.status, answer.text) == (403, "Active users only")


def test_a_browser_that_opens_a_page_is_sent_to_the_login_and_back(client):
    answer = client.get("/account/?a=b", {"Accept": "text/html,*/*;q=0.8", "Sec-Fetch-Mode": "navigate"})
    assert answer.status == 303
    assert answer.header("Location").startswith("/login/?next=")
    login = client.post(answer.header("Location"), {"username": "alice", "password": PASSWORD})
    assert login.header("Location") == "/account/?a=b"


def test_a_script_that_fetches_a_page_is_told_401(client):
    for headers in (
        {"Accept": "application/json"},
        {"Accept": "*/*"},
        {"Accept": "text/html", "Sec-Fetch-Mode": "cors"},
    ):
        assert client.get("/account/", headers).status == 401


def test_verify_never_redirects(client):
    assert client.get("/verify", {"Accept": "text/html", "Sec-Fetch-Mode": "navigate"}).status == 401


def test_the_home_page_greets_who_is_logged_in(client):
    token = client.login("alice", PASSWORD)
    assert "Hello alice" in client.get("/", cookie=token).text
    stranger = client.get("/", {"Accept": "text/html"})
    assert "alice" not in stranger.text


def test_what_a_session_shows_is_nobodys_to_keep(client):
    token = client.login("alice", PASSWORD)
    for target in ("/", "/account/", "/verify", "/login/", "/logout/"):
        assert client.get(target, cookie=token).header("Cache-Control") == "no-store", target
