"""The first table of the endpoints' contract: `/login/`, row by row."""

import re

import pytest

from harness.client import BOUNDARY, FORM, encode
from harness.database import Database
from harness.page import Page
from harness.program import PASSWORD

KINDS = ("json", "form", "multipart")
COOKIE = re.compile(r"id=[A-Za-z0-9_-]{43}; HttpOnly; Max-Age=604800; Path=/; SameSite=lax")


def test_get_answers_a_form_that_posts_to_its_own_address(client):
    answer = client.get("/login/")
    assert answer.status == 200
    assert answer.header("Content-Type") == "text/html; charset=utf-8"
    (form,) = Page(answer.text).forms
    assert form.attributes["method"].lower() == "post"
    assert form.attributes.get("action", "") in ("", "/login/")
    assert set(form.fields) == {"username", "password", "format"}
    assert (form.fields["format"]["type"], form.fields["format"]["value"]) == ("hidden", "html")
    assert form.fields["password"]["type"] == "password"


def test_the_form_is_made_for_password_managers_and_screen_readers(client):
    page = Page(client.get("/login/").text)
    fields = page.forms[0].fields
    assert fields["username"]["autocomplete"] == "username"
    assert fields["password"]["autocomplete"] == "current-password"
    assert set(page.labels) == {fields["username"]["id"], fields["password"]["id"]}
    assert ("html", {"lang": "en"}) in page.tags
    assert any(tag == "meta" and "width=device-width" in a.get("content", "") for tag, a in page.tags)


def test_the_page_needs_no_script_and_nobody_elses_assets(client):
    page = Page(client.get("/login/").text)
    assert not [tag for tag, _ in page.tags if tag in ("script", "iframe", "object", "embed")]
    assert all(address.startswith("data:") for address in page.loaded), page.loaded
    assert not re.search(r"url\(|@import", client.get("/login/").text)


def test_head_answers_as_get_without_a_body(client):
    get, head = client.get("/login/"), client.request("HEAD", "/login/")
    assert head.status == 200 and head.body == b""
    assert [name for name, _ in head.headers] == [name for name, _ in get.headers]
    assert head.header("Content-Length") == get.header("Content-Length")


@pytest.mark.parametrize("kind", KINDS)
def test_the_right_password_is_answered_with_a_redirect_and_a_cookie(client, kind):
    answer = client.try_login("alice", PASSWORD, kind=kind)
    assert answer.status == 303
    assert answer.header("Location") == "/"
    assert COOKIE.fullmatch(answer.header("Set-Cookie"))
    assert client.verify(answer.token) == 200


def test_a_charset_and_odd_spelling_of_the_content_type_are_understood(client):
    body, _ = encode({"username": "alice", "password": PASSWORD}, "json")
    for content_type in ("application/json; charset=utf-8", "Application/JSON", "application/json;charset=UTF-8"):
        assert client.request("POST", "/login/", {"Content-Type": content_type}, body).status == 303
    body, _ = encode({"username": "alice", "password": PASSWORD}, "multipart")
    quoted = f'multipart/form-data; boundary="{BOUNDARY}"'
    assert client.request("POST", "/login/", {"Content-Type": quoted}, body).status == 303


@pytest.mark.parametrize(
    "content_type", ["text/plain", "text/json", "application/xml", "application/json+x", "json", "", None]
)
def test_any_other_content_type_is_refused(client, content_type):
    body, _ = encode({"username": "alice", "password": PASSWORD}, "json")
    headers = {} if content_type is None else {"Content-Type": content_type}
    answer = client.request("POST", "/login/", headers, body)
    assert answer.status == 415
    assert answer.header("Set-Cookie") is None


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
def test_other_methods_are_answered_405_with_allow(client, method):
    answer = client.request(method, "/login/")
    assert answer.status == 405
    assert answer.header("Allow") == "GET, HEAD, POST"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"username": "alice"},
        {"password": PASSWORD},
        {"username": "", "password": PASSWORD},
        {"username": "alice", "password": ""},
    ],
    ids=["both missing", "no password", "no username", "empty username", "empty password"],
)
def test_a_missing_or_empty_field_is_answered_422(client, kind, fields):
    answer = client.post("/login/", fields, kind)
    assert (answer.status, answer.text) == (422, "Missing username or password")
    assert answer.header("Content-Type") == "text/plain; charset=utf-8"


def test_a_post_without_a_body_misses_its_fields(client):
    answer = client.request("POST", "/login/")
    assert (answer.status, answer.text) == (422, "Missing username or password")


MALFORMED = {
    "no JSON": ("application/json", b"{"),
    "empty JSON": ("application/json", b""),
    "JSON array": ("application/json", b'["alice"]'),
    "JSON null": ("application/json", b"null"),
    "JSON text": ("application/json", b'"alice"'),
    "more after the JSON": ("application/json", b'{"username":"a","password":"b"} x'),
    "JSON number as name": ("application/json", b'{"username":1,"password":"b"}'),
    "JSON null as password": ("application/json", b'{"username":"a","password":null}'),
    "JSON list as password": ("application/json", b'{"username":"a","password":["b"]}'),
    "JSON key twice": ("application/json", b'{"username":"a","password":"b","password":"c"}'),
    "JSON key twice, once escaped": ("application/json", b'{"username":"a","password":"b","p\\u0061ssword":"c"}'),
    "JSON too deep": ("application/json", b'{"a":' + b"[" * 40 + b"]" * 40 + b"}"),
    "JSON not UTF-8": ("application/json", b'{"username":"\xff","password":"b"}'),
    "JSON half a surrogate": ("application/json", b'{"username":"\\ud800","password":"b"}'),
    "JSON comment": ("application/json", b'{"username":"a",/* */"password":"b"}'),
    "form field twice": (FORM, b"username=a&password=b&password=c"),
    "form not UTF-8": (FORM, b"username=%ff&password=b"),
    "form half an escape": (FORM, b"username=a%2&password=b"),
    "multipart without its end": (f"multipart/form-data; boundary={BOUNDARY}", f"--{BOUNDARY}\r\n".encode()),
    "multipart of another boundary": ("multipart/form-data; boundary=x", f"--{BOUNDARY}--\r\n".encode()),
    "multipart field twice": (
        f"multipart/form-data; boundary={BOUNDARY}",
        "".join(
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\nx\r\n'
            for name in ("username", "password", "password")
        ).encode()
        + f"--{BOUNDARY}--\r\n".encode(),
    ),
}


@pytest.mark.parametrize("case", MALFORMED)
def test_a_malformed_body_is_answered_400_with_one_sentence(client, case):
    content_type, body = MALFORMED[case]
    answer = client.request("POST", "/login/", {"Content-Type": content_type}, body)
    assert answer.status == 400
    assert re.fullmatch(r"[A-Z][^\n]*\.", answer.text)
    assert answer.header("Set-Cookie") is None


def test_a_body_of_exactly_the_limit_is_read(client):
    body, content_type = encode({"username": "alice", "password": PASSWORD, "more": ""}, "form")
    body += b"x" * (16 * 1024 - len(body))
    assert client.request("POST", "/login/", {"Content-Type": content_type}, body).status == 303


def test_a_body_over_the_limit_is_answered_413(client):
    body = b"username=alice&more=" + b"x" * (16 * 1024)
    answer = client.request("POST", "/login/", {"Content-Type": FORM}, body)
    assert answer.status == 413
    assert answer.header("Set-Cookie") is None


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["alice", "nobody", "al\nice", "x" * 200])
def test_wrong_credentials_are_answered_401(client, kind, name):
    if kind == "multipart" and "\n" in name:
        name = "al\r\nice"
    answer = client.post("/login/", {"username": name, "password": "wrong"}, kind)
    assert (answer.status, answer.text) == (401, "Login failed")
    assert answer.header("Content-Type") == "text/plain; charset=utf-8"
    assert answer.header("Set-Cookie") is None


@pytest.mark.parametrize(
    "accept", ["application/json", "application/problem+json", "application/json, text/plain;q=0.5"]
)
def test_a_client_that_asks_for_json_gets_problem_json(client, accept):
    answer = client.try_login("alice", "wrong", headers={"Accept": accept})
    assert answer.status == 401
    assert answer.header("Content-Type") == "application/problem+json"
    assert answer.json["status"] == 401
    assert answer.json["detail"] == "Login failed"
    assert {"type", "title"} <= set(answer.json)


@pytest.mark.parametrize("accept", ["*/*", "text/plain", "text/html", None])
def test_other_clients_get_plain_text(client, accept):
    headers = {} if accept is None else {"Accept": accept}
    answer = client.try_login("alice", "wrong", headers=headers)
    assert answer.header("Content-Type") == "text/plain; charset=utf-8"


@pytest.mark.parametrize("kind", KINDS)
def test_the_form_gets_its_page_back_with_the_error_and_the_true_status(client, kind):
    answer = client.post("/login/", {"username": "alice", "password": "wrong", "format": "html"}, kind)
    assert answer.status == 401
    assert answer.header("Content-Type") == "text/html; charset=utf-8"
    page = Page(answer.text)
    assert page.alerts == ["The username or password is incorrect."]
    assert page.forms[0].fields["username"]["value"] == "alice"
    assert "value" not in page.forms[0].fields["password"]


def test_the_form_is_told_about_a_missing_field(client):
    answer = client.post("/login/", {"username": "alice", "password": "", "format": "html"})
    assert answer.status == 422
    assert Page(answer.text).alerts == ["Missing username or password"]


def test_the_form_is_redirected_after_a_login(client):
    answer = client.post("/login/", {"username": "alice", "password": PASSWORD, "format": "html"})
    assert (answer.status, answer.header("Location")) == (303, "/")


def test_the_error_takes_the_focus(client):
    answer = client.post("/login/", {"username": "alice", "password": "wrong", "format": "html"})
    focused = [attributes for _, attributes in Page(answer.text).tags if "autofocus" in attributes]
    assert [attributes.get("role") for attributes in focused] == ["alert"]


def test_each_login_makes_a_fresh_token_and_ends_the_session_presented(server, client):
    first = client.login("alice", PASSWORD)
    second = client.login("alice", PASSWORD, cookie=first)
    assert first != second
    assert client.verify(first) == 401
    assert client.verify(second) == 200
    assert not Database(server.database).has_session(first)


def test_a_failed_login_leaves_the_session_presented_alone(client):
    token = client.login("alice", PASSWORD)
    assert client.try_login("alice", "wrong", cookie=token).status == 401
    assert client.verify(token) == 200


def test_a_user_name_is_found_whatever_its_case_and_width(client):
    for name in ("Alice", "ALICE", "ａｌｉｃｅ"):
        token = client.login(name, PASSWORD)
        assert client.get("/verify", cookie=token).header("Remote-User") == "alice"


def test_next_is_followed_from_query_form_and_json(client):
    credentials = {"username": "alice", "password": PASSWORD}
    for kind in KINDS:
        answer = client.post("/login/", credentials | {"next": "/docs/?page=2"}, kind)
        assert (answer.status, answer.header("Location")) == (303, "/docs/?page=2"), kind
    answer = client.post("/login/?next=/docs/%3Fpage=2", credentials)
    assert answer.header("Location") == "/docs/?page=2"


def test_next_in_the_body_comes_before_next_in_the_query(client):
    fields = {"username": "alice", "password": PASSWORD, "next": "/a"}
    assert client.post("/login/?next=/b", fields).header("Location") == "/a"


def test_the_form_keeps_next_also_after_an_error(client):
    page = Page(client.get("/login/?next=/docs/").text)
    assert page.forms[0].fields["next"] == {"type": "hidden", "name": "next", "value": "/docs/"}
    wrong = {"username": "alice", "password": "wrong", "format": "html", "next": "/docs/"}
    page = Page(client.post("/login/", wrong).text)
    assert page.forms[0].fields["next"]["value"] == "/docs/"


def test_the_address_without_its_slash_leads_to_the_one_with_it(client):
    answer = client.get("/login?next=/docs/")
    assert answer.status in (307, 308)
    assert answer.header("Location") == "/login/?next=/docs/"


@pytest.mark.parametrize("target", ["/login/x", "/login/../login/x", "/Login/", "/loginx", "/nothing"])
def test_what_is_not_there_is_answered_404(client, target):
    assert client.get(target, headers={"Accept": "application/json"}).status in (401, 404)
    assert client.post(target, {"username": "alice", "password": PASSWORD}).token is None
