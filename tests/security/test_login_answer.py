"""What a login's answer may show, and what a login takes (security.md, lines 11 to 17)."""

import json
import re
import urllib.parse

import pytest

from harness.client import FORM, message
from harness.database import Database
from harness.program import PASSWORD
from harness.server import RELAXED


def test_the_token_is_in_the_cookie_alone_and_no_answer_is_stored(client):
    """Line 11."""
    for headers, fields in (({}, {}), ({"Accept": "application/json"}, {}), ({}, {"format": "html", "next": "/docs/"})):
        answer = client.post("/login/", {"username": "alice", "password": PASSWORD} | fields, headers=headers)
        assert answer.header("Cache-Control") == "no-store"
        elsewhere = [value for name, value in answer.headers if name != "Set-Cookie"] + [answer.text]
        assert not any(answer.token in text for text in elsewhere)
        for target in ("/", "/account/", "/verify", "/login/", "/logout/"):
            shown = client.get(target, cookie=answer.token)
            assert answer.token not in shown.text + str(shown.headers), target
    for answer in (client.get("/login/"), client.try_login("alice", "wrong"), client.get("/logout/")):
        assert answer.header("Cache-Control") == "no-store"


VALUES = [None, True, 1, -1, 1.5, 1e400, [], ["alice"], {}, {"$ne": ""}, "\0", "", "x" * 10_000]


@pytest.mark.parametrize("value", VALUES, ids=lambda value: repr(value)[:20])
def test_a_field_of_another_type_is_answered_4xx(client, value):
    """Line 12."""
    for fields in ({"username": value, "password": "b"}, {"username": "alice", "password": value}):
        answer = client.post("/login/", fields, "json")
        assert 400 <= answer.status < 500, (fields, answer.status)
        assert answer.header("Set-Cookie") is None


BODIES = {
    "list": b"[]",
    "null": b"null",
    "number": b"1",
    "objects 2,500 deep": b'{"a":' * 2_500 + b"1" + b"}" * 2_500,
    "lists 15,000 deep": b"[" * 15_000,
    "bad UTF-8": b'{"username":"\xc3\x28","password":"b"}',
    "overlong UTF-8": b'{"username":"\xc0\xae","password":"b"}',
    "UTF-16": '{"username":"a","password":"b"}'.encode("utf-16"),
    "byte order mark": b'\xef\xbb\xbf{"username":"a","password":"b"}',
    "NaN": b'{"username":NaN,"password":"b"}',
    "single quotes": b"{'username':'a','password':'b'}",
    "trailing comma": b'{"username":"a","password":"b",}',
    "raw control byte": b'{"username":"a\nb","password":"b"}',
}


@pytest.mark.parametrize("case", BODIES)
def test_a_malformed_json_body_is_answered_400(client, case):
    """Line 12."""
    assert client.request("POST", "/login/", {"Content-Type": "application/json"}, BODIES[case]).status == 400


def test_100k_of_nesting_is_answered_4xx(client):
    """Line 12."""
    with client.connect() as connection:
        body = b"[" * 100_000
        try:
            connection.send(message("POST", "/login/", {"Content-Type": "application/json"}, body))
        except ConnectionError:
            pass
        assert connection.receive().status == 413


POLLUTED = {
    "form": (FORM, "username=nobody&username=alice&password=" + urllib.parse.quote(PASSWORD)),
    "form, once encoded": (FORM, "%75sername=nobody&username=alice&password=" + urllib.parse.quote(PASSWORD)),
    "json": ("application/json", f'{{"username":"nobody","username":"alice","password":"{PASSWORD}"}}'),
    "json, once escaped": (
        "application/json",
        f'{{"\\u0075sername":"nobody","username":"alice","password":"{PASSWORD}"}}',
    ),
}


@pytest.mark.parametrize("case", POLLUTED)
def test_a_field_given_twice_is_refused(client, case):
    """Line 13."""
    content_type, body = POLLUTED[case]
    answer = client.request("POST", "/login/", {"Content-Type": content_type}, body.encode())
    assert answer.status == 400
    assert answer.header("Set-Cookie") is None


def test_credentials_in_the_query_are_ignored(client):
    """Line 13."""
    query = urllib.parse.urlencode({"username": "alice", "password": PASSWORD})
    assert client.post(f"/login/?{query}", {}).status == 422
    assert client.post(f"/login/?{query}", {"username": "alice", "password": "wrong"}).status == 401
    assert client.get(f"/login/?{query}").header("Set-Cookie") is None


@pytest.mark.parametrize(
    "content_type",
    ["text/plain", "text/plain; charset=utf-8", "text/html", "application/csp-report", "application/jsonx"],
)
def test_json_under_a_type_that_another_site_may_post_is_refused(client, content_type):
    """Line 14."""
    body = json.dumps({"username": "alice", "password": PASSWORD}).encode()
    answer = client.request("POST", "/login/", {"Content-Type": content_type}, body)
    assert answer.status == 415
    assert answer.header("Set-Cookie") is None


@pytest.mark.parametrize("header", [("Content-Type", "application/json, text/plain"), ("Content-Type", "")])
def test_an_unclear_type_is_refused(client, header):
    """Line 14."""
    body = json.dumps({"username": "alice", "password": PASSWORD}).encode()
    assert client.request("POST", "/login/", [header], body).status == 415
    twice = [("Content-Type", "application/json"), ("Content-Type", "text/plain")]
    assert client.request("POST", "/login/", twice, body).status in (400, 415)


@pytest.mark.parametrize("method", ["GET", "HEAD", "TRACE", "OPTIONS", "PUT", "PATCH", "DELETE", "post", "LOGIN"])
def test_no_other_method_logs_in(server, client, method):
    """Line 15."""
    before = Database(server.database).one("SELECT count(*) FROM sessions")
    body = urllib.parse.urlencode({"username": "alice", "password": PASSWORD}).encode()
    with client.connect() as connection:
        connection.send(message(method, "/login/", {"Content-Type": FORM}, body))
        answer = connection.receive(method=method)
    assert answer.status in ((200, 400) if method in ("GET", "HEAD") else (400, 405, 501))
    assert answer.header("Set-Cookie") is None
    assert PASSWORD.encode() not in answer.body and b"password=" not in answer.body
    assert Database(server.database).one("SELECT count(*) FROM sessions") == before


def test_more_fields_change_nothing_about_the_user(server, client):
    """Line 16, for what exists of it: a login can't grant."""
    fields = {
        "username": "alice",
        "password": PASSWORD,
        "admin": "1",
        "superuser": "1",
        "user_id": "2",
        "expiry": "9" * 9,
    }
    assert client.post("/login/", fields).status == 303
    row = Database(server.database).ask("SELECT admin, superuser FROM users WHERE username = 'alice'")
    assert row == [(0, 0)]


def test_no_error_tells_of_the_inside(servers):
    """Line 17."""
    server = servers(*RELAXED)
    client, texts = server.client, []
    for target in ("/nothing", "/%00", "/login/x", "/%", "/verify", "/account/", "/../../etc/passwd"):
        texts.append(client.get(target, {"Accept": "text/plain"}))
    texts.append(client.try_login("alice'", "'"))
    texts.append(client.request("POST", "/login/", {"Content-Type": "application/json"}, b"{"))
    with Database(server.database).connect() as connection:
        connection.execute("BEGIN IMMEDIATE")
        texts += [client.get("/readyz"), client.try_login("alice", PASSWORD)]
    assert [answer.status for answer in texts[-2:]] == [503, 503]
    inside = re.compile(
        r"sqlite|select|insert|boost|beast|exception|\.cpp|\.db|/tmp|/usr|/home|locked|\d+\.\d+\.\d+", re.I
    )
    for answer in texts:
        shown = answer.text + " ".join(f"{name}: {value}" for name, value in answer.headers if name != "Date")
        assert not inside.search(shown), shown
        assert answer.header("Server") is None or not re.search(r"\d", answer.header("Server"))
