"""session_login's table of the contract, row by row."""

import re

import pytest

from harness.page import Page
from harness.program import PASSWORD
from hosting.apps import guarded_app

KINDS = {"json": "json", "form": "data", "multipart": "files"}
COOKIE = re.compile(r"id=[A-Za-z0-9_-]{43}; HttpOnly; Max-Age=604800; Path=/; SameSite=lax")
FORM = "application/x-www-form-urlencoded"
BOUNDARY = "frontier-7c1d"


def content(fields, kind):
    """`fields` as that kind of body."""
    if kind == "multipart":
        return {"files": {name: (None, value) for name, value in fields.items()}}
    return {KINDS[kind]: fields}


def test_get_answers_the_form(host):
    client = host.serve()
    answer = client.get("/login/")
    assert answer.status == 200
    assert answer.header("Content-Type") == "text/html; charset=utf-8"
    page = Page(answer.text)
    (form,) = page.forms
    assert form.attributes["method"].lower() == "post"
    assert form.attributes.get("action", "") in ("", "/login/")
    assert set(form.fields) == {"username", "password", "format"}
    assert (form.fields["format"]["type"], form.fields["format"]["value"]) == ("hidden", "html")
    assert form.fields["username"]["autocomplete"] == "username"
    assert form.fields["password"]["autocomplete"] == "current-password"
    assert set(page.labels) == {form.fields["username"]["id"], form.fields["password"]["id"]}
    assert not [tag for tag, _ in page.tags if tag in ("script", "iframe")]
    assert all(address.startswith("data:") for address in page.loaded), page.loaded


def test_head_answers_as_get_without_a_body(host):
    client = host.serve()
    get, head = client.get("/login/"), client.request("HEAD", "/login/")
    assert (head.status, head.body) == (200, b"")
    assert head.header("Content-Length") == get.header("Content-Length")
    assert head.header("Content-Type") == get.header("Content-Type")


def test_every_kind_of_body_logs_in_and_opens_the_guarded_page(host):
    client = host.serve(guarded_app)
    tokens = set()
    for kind in KINDS:
        answer = client.post("/login/", **content({"username": "alice", "password": PASSWORD}, kind))
        assert (answer.status, answer.header("Location")) == (303, "/"), kind
        assert COOKIE.fullmatch(answer.header("Set-Cookie")), answer.header("Set-Cookie")
        assert answer.header("Cache-Control") == "no-store"
        assert client.private(answer.token).json["username"] == "alice"
        tokens.add(answer.token)
    assert len(tokens) == len(KINDS)


def test_a_login_writes_the_session_and_not_its_token(host):
    client = host.serve()
    token = client.login("alice", PASSWORD)
    assert host.database.has_session(token)
    assert not [name for name, file in host.database.files().items() if token.encode() in file]


def test_any_other_content_type_is_refused(host):
    client = host.serve()
    body = b'{"username": "alice", "password": "%s"}' % PASSWORD.encode()
    for kind in ("text/plain", "text/json", "application/xml", "application/json+x", "json", "", None):
        headers = {} if kind is None else {"Content-Type": kind}
        answer = client.post("/login/", headers=headers, content=body)
        assert (answer.status, answer.header("Set-Cookie")) == (415, None), kind


def test_other_methods_are_answered_405_with_allow(host):
    client = host.serve()
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS"):
        answer = client.request(method, "/login/")
        assert (answer.status, answer.header("Allow")) == (405, "GET, HEAD, POST"), method


def test_a_missing_or_empty_field_is_answered_422(host):
    client = host.serve()
    lacking = (
        {},
        {"username": "alice"},
        {"password": PASSWORD},
        {"username": "", "password": PASSWORD},
        {"username": "alice", "password": ""},
    )
    for fields in lacking:
        for kind in KINDS:
            if kind == "multipart" and not fields:
                continue
            answer = client.post("/login/", **content(fields, kind))
            assert (answer.status, answer.text) == (422, "Missing username or password"), (kind, fields)
    assert client.post("/login/").status == 422


MALFORMED = {
    "no JSON": ("application/json", b"{"),
    "empty JSON": ("application/json", b""),
    "JSON array": ("application/json", b'["alice"]'),
    "JSON null": ("application/json", b"null"),
    "JSON number as name": ("application/json", b'{"username":1,"password":"b"}'),
    "JSON null as password": ("application/json", b'{"username":"a","password":null}'),
    "JSON key twice": ("application/json", b'{"username":"a","password":"b","password":"c"}'),
    "JSON too deep": ("application/json", b'{"a":' + b"[" * 40 + b"]" * 40 + b"}"),
    "JSON not UTF-8": ("application/json", b'{"username":"\xff","password":"b"}'),
    "form field twice": (FORM, b"username=a&password=b&password=c"),
    "form not UTF-8": (FORM, b"username=%ff&password=b"),
    "form half an escape": (FORM, b"username=a%2&password=b"),
    "multipart without its end": (f"multipart/form-data; boundary={BOUNDARY}", f"--{BOUNDARY}\r\n".encode()),
}


def test_a_malformed_body_is_answered_400_with_one_sentence(host):
    client = host.serve()
    for case, (kind, body) in MALFORMED.items():
        answer = client.post("/login/", headers={"Content-Type": kind}, content=body)
        assert answer.status == 400, (case, answer)
        assert re.fullmatch(r"[A-Z][^\n]*\.", answer.text), (case, answer.text)


def chunks(total, size=1024):
    for _ in range(total // size):
        yield b"x" * size


def test_a_body_over_the_limit_is_answered_413(host):
    client = host.serve()
    headers = {"Content-Type": FORM}
    fits = f"username=alice&password={PASSWORD.replace(' ', '+')}&more=".encode()
    fits += b"x" * (16 * 1024 - len(fits))
    assert client.post("/login/", headers=headers, content=fits).status == 303
    assert client.post("/login/", headers=headers, content=fits + b"x").status == 413
    assert client.post("/login/", headers=headers, content=chunks(64 * 1024)).status == 413


def test_wrong_credentials_all_get_the_same_answer(host):
    host.add_user("idle", active=False)
    client = host.serve()
    answers = set()
    for name, password in (("alice", "wrong"), ("nobody", PASSWORD), ("idle", PASSWORD), ("x" * 300, "wrong")):
        answer = client.try_login(name, password)
        assert (answer.status, answer.text) == (401, "Login failed")
        assert answer.header("Content-Type") == "text/plain; charset=utf-8"
        answers.add((answer.body, tuple(pair for pair in answer.headers if pair[0] != "date")))
    assert len(answers) == 1


def test_a_client_that_asks_for_json_gets_problem_json(host):
    client = host.serve()
    answer = client.try_login("alice", "wrong", headers={"Accept": "application/json"})
    assert (answer.status, answer.header("Content-Type")) == (401, "application/problem+json")
    assert (answer.json["status"], answer.json["detail"]) == (401, "Login failed")


def test_the_form_gets_its_page_back_with_the_error_and_the_true_status(host):
    client = host.serve()
    for fields, status, text in (
        ({"username": '"><b>alice', "password": "wrong"}, 401, "The username or password is incorrect."),
        ({"username": "alice"}, 422, "Missing username or password"),
    ):
        answer = client.post("/login/", data=fields | {"format": "html"})
        assert (answer.status, answer.header("Content-Type")) == (status, "text/html; charset=utf-8")
        page = Page(answer.text)
        assert [alert.strip() for alert in page.alerts] == [text]
        assert page.forms[0].fields["username"].get("value", "") == fields["username"]
        assert "value" not in page.forms[0].fields["password"]


def test_a_session_presented_with_a_login_ends(host):
    client = host.serve(guarded_app)
    first = client.login("alice", PASSWORD)
    second = client.login("alice", PASSWORD, cookies={"id": first})
    assert second != first
    assert client.private(first).text == "No matching session found."
    assert client.private(second).status == 200


def test_a_post_from_another_site_is_refused(host):
    client = host.serve()
    for headers in (
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": client.origin + "0"},
    ):
        answer = client.try_login("alice", PASSWORD, headers=headers)
        assert (answer.status, answer.header("Set-Cookie")) == (403, None), headers
    assert client.try_login("alice", PASSWORD, headers={"Origin": client.origin}).status == 303


def test_a_trusted_origin_may_post(host):
    client = host.serve(trusted_origins=["https://app.example"])
    assert client.try_login("alice", PASSWORD, headers={"Origin": "https://app.example"}).status == 303
    assert client.try_login("alice", PASSWORD, headers={"Origin": "https://app.example:444"}).status == 403


@pytest.mark.parametrize("kind", ["account_limit", "address_limit"])
def test_too_many_tries_are_answered_429_with_retry_after(host, kind):
    client = host.serve(**{kind: 3})
    statuses = [client.try_login("alice", "wrong").status for _ in range(3)]
    refused = client.try_login("alice", PASSWORD)
    assert (statuses, refused.status) == ([401] * 3, 429)
    assert int(refused.header("Retry-After")) > 0
    assert refused.header("Set-Cookie") is None


def test_credentials_in_the_address_are_not_read(host):
    client = host.serve()
    address = f"/login/?username=alice&password={PASSWORD.replace(' ', '+')}"
    assert client.post(address).status == 422
    assert client.get(address).header("Set-Cookie") is None


def test_every_answer_carries_the_security_headers(host):
    client = host.serve()
    for answer in (
        client.get("/login/"),
        client.request("PUT", "/login/"),
        client.try_login("alice", "wrong"),
        client.try_login("alice", PASSWORD),
        client.get("/logout/"),
    ):
        assert answer.header("Cache-Control") == "no-store"
        assert answer.header("X-Content-Type-Options") == "nosniff"
        assert "frame-ancestors 'none'" in answer.header("Content-Security-Policy")
