"""The second table of the endpoints' contract: `/logout/`, row by row."""

import pytest

from harness.database import Database
from harness.page import Page
from harness.program import PASSWORD

UNSET = "id=; HttpOnly; Max-Age=0; Path=/; SameSite=lax"


def test_get_asks_and_changes_nothing(client):
    token = client.login("alice", PASSWORD)
    answer = client.get("/logout/", cookie=token)
    assert answer.status == 200
    assert answer.header("Content-Type") == "text/html; charset=utf-8"
    assert answer.header("Set-Cookie") is None
    page = Page(answer.text)
    assert "Are you sure?" in page.text
    assert page.forms[0].attributes["method"].lower() == "post"
    assert page.forms[0].attributes.get("action", "") in ("", "/logout/")
    assert client.verify(token) == 200


def test_head_answers_as_get_without_a_body(client):
    answer = client.request("HEAD", "/logout/")
    assert (answer.status, answer.body) == (200, b"")


def test_post_without_the_cookie_is_answered_401(client):
    answer = client.request("POST", "/logout/")
    assert (answer.status, answer.text) == (401, "The session cookie wasn't found.")
    assert answer.header("Set-Cookie") is None


def test_post_without_the_cookie_tells_a_json_client_so(client):
    answer = client.request("POST", "/logout/", {"Accept": "application/json"})
    assert answer.status == 401
    assert answer.header("Content-Type") == "application/problem+json"
    assert answer.json["detail"] == "The session cookie wasn't found."


def test_post_ends_the_session_and_unsets_the_cookie(server, client):
    token = client.login("alice", PASSWORD)
    answer = client.request("POST", "/logout/", cookie=token)
    assert answer.status == 303
    assert answer.header("Location") == "/login/"
    assert answer.header("Set-Cookie") == UNSET
    assert client.verify(token) == 401
    assert not Database(server.database).has_session(token)


@pytest.mark.parametrize("cookie", ["A" * 43, "x", "A" * 4000])
def test_a_cookie_without_a_session_is_unset_all_the_same(client, cookie):
    answer = client.request("POST", "/logout/", cookie=cookie)
    assert answer.status == 303
    assert answer.header("Set-Cookie") == UNSET


def test_an_empty_cookie_is_none(client):
    answer = client.request("POST", "/logout/", cookie="")
    assert (answer.status, answer.text) == (401, "The session cookie wasn't found.")


def test_the_form_of_the_page_logs_out(client):
    token = client.login("alice", PASSWORD)
    assert client.post("/logout/", {"format": "html"}, cookie=token).status == 303
    assert client.verify(token) == 401


def test_only_the_session_presented_ends(client):
    ours, other = client.login("alice", PASSWORD), client.login("alice", PASSWORD)
    client.request("POST", "/logout/", cookie=ours)
    assert client.verify(other) == 200


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
def test_other_methods_are_answered_405_with_allow(client, method):
    token = client.login("alice", PASSWORD)
    answer = client.request(method, "/logout/", cookie=token)
    assert answer.status == 405
    assert answer.header("Allow") == "GET, HEAD, POST"
    assert client.verify(token) == 200
