"""`/account/`: who you are, where you are logged in, and ending it."""

import html
import itertools
import re

import pytest

from harness.page import Page
from harness.program import PASSWORD

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"


NUMBERS = itertools.count(1)


@pytest.fixture
def carol(server):
    """The name of a user that no other test logs in."""
    name = f"carol{next(NUMBERS)}"
    server.add_user(name, PASSWORD, "--email", f"{name}@example.org")
    return name


def sessions(client, token):
    return client.get("/account/", {"Accept": "application/json"}, cookie=token).json["sessions"]


def test_json_tells_who_you_are_and_your_sessions(client, carol):
    first = client.login(carol, PASSWORD, headers={"User-Agent": FIREFOX})
    second = client.at("127.0.0.9").login(carol, PASSWORD, headers={"User-Agent": "curl/8.0"})
    answer = client.get("/account/", {"Accept": "application/json"}, cookie=second)
    assert answer.status == 200
    assert answer.header("Content-Type") == "application/json"
    assert answer.json["username"] == carol
    assert answer.json["email"] == f"{carol}@example.org"
    assert answer.json["admin"] is False and answer.json["superuser"] is False
    listed = {session["current"]: session for session in answer.json["sessions"]}
    assert len(answer.json["sessions"]) == 2
    assert (listed[True]["address"], listed[True]["user_agent"]) == ("127.0.0.9", "curl/8.0")
    assert (listed[False]["address"], listed[False]["device"]) == ("127.0.0.1", "Firefox on Linux")
    utc = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
    for key in ("created_at", "last_seen_at", "expires_at", "max_expires_at"):
        assert utc.fullmatch(listed[True][key]), key
    assert first not in answer.text and second not in answer.text


def test_the_page_shows_device_address_and_time_of_each_session(client, carol):
    client.login(carol, PASSWORD, headers={"User-Agent": FIREFOX})
    token = client.at("127.0.0.9").login(carol, PASSWORD)
    answer = client.get("/account/", {"Accept": "text/html"}, cookie=token)
    assert answer.header("Content-Type") == "text/html; charset=utf-8"
    page = Page(answer.text)
    for shown in (carol, "Firefox on Linux", "127.0.0.1", "127.0.0.9", "Last seen", "This device"):
        assert shown in page.text, shown
    fields = [set(form.fields) for form in page.forms]
    assert {"format", "revoke"} in fields and {"format", "revoke_others"} in fields


def test_one_session_is_ended(client, carol):
    other, ours = client.login(carol, PASSWORD), client.login(carol, PASSWORD)
    (target,) = [session["id"] for session in sessions(client, ours) if not session["current"]]
    answer = client.post("/account/", {"revoke": target}, cookie=ours)
    assert (answer.status, answer.header("Location")) == (303, "/account/")
    assert (client.verify(other), client.verify(ours)) == (401, 200)
    assert client.post("/account/", {"revoke": target}, cookie=ours).status == 404


def test_the_pages_own_form_ends_a_session(client, carol):
    other, ours = client.login(carol, PASSWORD), client.login(carol, PASSWORD)
    page = Page(client.get("/account/", {"Accept": "text/html"}, cookie=ours).text)
    (form,) = [form for form in page.forms if "revoke" in form.fields]
    client.post("/account/", {name: html.unescape(field["value"]) for name, field in form.fields.items()}, cookie=ours)
    assert (client.verify(other), client.verify(ours)) == (401, 200)


def test_all_others_are_ended(client, carol):
    others = [client.login(carol, PASSWORD) for _ in range(3)]
    ours = client.login(carol, PASSWORD)
    answer = client.post("/account/", {"revoke_others": "1"}, "json", {"Accept": "application/json"}, cookie=ours)
    assert (answer.status, answer.json) == (200, {"revoked": 3})
    assert [client.verify(token) for token in others] == [401] * 3
    assert client.verify(ours) == 200


def test_another_users_session_is_not_there(client, carol):
    theirs = client.login("bob", PASSWORD)
    their_id = [session["id"] for session in sessions(client, theirs) if session["current"]][0]
    ours = client.login(carol, PASSWORD)
    answer = client.post("/account/", {"revoke": their_id}, cookie=ours)
    assert answer.status == 404
    assert client.verify(theirs) == 200


def test_others_of_other_users_stay(client, carol):
    theirs, ours = client.login("bob", PASSWORD), client.login(carol, PASSWORD)
    client.post("/account/", {"revoke_others": "1"}, cookie=ours)
    assert client.verify(theirs) == 200


@pytest.mark.parametrize("fields, status", [({}, 422), ({"revoke": ""}, 422), ({"revoke": "x"}, 404)])
def test_a_post_that_names_no_session_is_refused(client, fields, status):
    token = client.login("alice", PASSWORD)
    assert client.post("/account/", fields, cookie=token).status == status


def test_a_post_without_a_session_ends_none(client, carol):
    token = client.login(carol, PASSWORD)
    target = sessions(client, token)[0]["id"]
    assert client.post("/account/", {"revoke": target}).status == 401
    assert client.verify(token) == 200


def test_other_methods_are_answered_405_with_allow(client):
    token = client.login("alice", PASSWORD)
    answer = client.request("DELETE", "/account/", cookie=token)
    assert (answer.status, answer.header("Allow")) == (405, "GET, HEAD, POST")
