"""change_password's table of the contract, row by row."""

import pytest

from harness.page import Page
from harness.program import OTHER_PASSWORD, PASSWORD
from hosting.apps import accounts_app

FIELDS = ("current_password", "new_password", "confirm_new_password")
BROWSER = {"Accept": "text/html", "Sec-Fetch-Mode": "navigate"}
# With no middleware in front, and behind the two ways to have one.
GUARDS = {"no guard": None, "a guard": {}, "a guard that lets anybody by": {"allow_unauthenticated": True}}


@pytest.fixture
def client(host):
    return host.serve(accounts_app)


@pytest.fixture
def token(client):
    return client.login("alice", PASSWORD)


def test_get_answers_the_form(client, token):
    answer = client.get("/change-password/", cookies={"id": token})
    assert (answer.status, answer.header("Content-Type")) == (200, "text/html; charset=utf-8")
    page = Page(answer.text)
    (form,) = page.forms
    assert {*FIELDS, "format"} <= set(form.fields)
    assert form.fields["current_password"]["autocomplete"] == "current-password"
    assert form.fields["new_password"]["autocomplete"] == "new-password"
    assert set(FIELDS) <= set(page.labels) and "alice" in page.text
    assert client.request("HEAD", "/change-password/", cookies={"id": token}).body == b""


@pytest.mark.parametrize("guard", GUARDS)
@pytest.mark.parametrize("kind", ["data", "json", "files"])
def test_a_change_ends_every_session_and_leads_to_the_login(host, kind, guard):
    client = host.serve(accounts_app, guard=GUARDS[guard])
    here, elsewhere = client.login("alice", PASSWORD), client.login("alice", PASSWORD)
    answer = client.change_password(here, kind)
    assert (answer.status, answer.header("Location")) == (303, "/login/")
    assert answer.header("Set-Cookie") == "id=; HttpOnly; Max-Age=0; Path=/; SameSite=lax"
    assert [client.private(token).status for token in (here, elsewhere)] == [400, 400]
    assert client.try_login("alice", PASSWORD).status == 401
    assert client.private(client.login("alice", OTHER_PASSWORD)).status == 200


@pytest.mark.parametrize("guard", ["no guard", "a guard that lets anybody by"])
def test_without_a_session_a_browser_goes_to_the_login_and_a_script_gets_401(host, guard):
    client = host.serve(accounts_app, guard=GUARDS[guard])
    for stale in (None, "A" * 43):
        cookies = {"id": stale} if stale else None
        page = client.get("/change-password/", headers=BROWSER, cookies=cookies)
        assert (page.status, page.header("Location")) == (303, "/login/")
        assert client.change_password(stale, headers=BROWSER).header("Location") == "/login/"
        refused = client.change_password(stale, "json", headers={"Accept": "application/json"})
        assert (refused.status, refused.header("Set-Cookie")) == (401, None)
    assert client.try_login("alice", PASSWORD).status == 303


REFUSED = [
    *[({field: value}, "Form is invalid. Missing one or more fields.") for field in FIELDS for value in (None, "")],
    ({"new_password": "short", "confirm_new_password": "short"}, "Password must be at least 15 characters long."),
    ({"confirm_new_password": "another"}, "Passwords do not match."),
    (
        {"new_password": PASSWORD, "confirm_new_password": PASSWORD},
        "The new password must differ from the current one.",
    ),
    ({"current_password": "wrong"}, "Incorrect password."),
]


def test_what_will_not_do_is_answered_422_with_its_reason(client, token):
    for fields, text in REFUSED:
        answer = client.change_password(token, **fields)
        assert (answer.status, answer.text, answer.header("Set-Cookie")) == (422, text, None)
        page = client.change_password(token, format="html", **fields)
        assert page.status == 422
        assert [alert.strip() for alert in Page(page.text).alerts] == [text]
    assert client.private(token).status == 200
    assert client.try_login("alice", PASSWORD).status == 303


def test_a_password_built_on_the_users_name_is_refused(client, token):
    answer = client.change_password(token, new_password="alicealicealice", confirm_new_password="alicealicealice")
    assert answer.status == 422 and answer.text.startswith("Password is too easy to guess: ")


def test_nothing_that_is_sent_says_whose_password_it_is(host, client, token):
    other = host.add_user("bob")
    before = host.database.password_hash("bob")
    assert client.change_password(token, username="bob", user_id=str(other), id=str(other)).status == 303
    assert host.database.password_hash("bob") == before
    assert client.try_login("bob", PASSWORD).status == 303


def test_other_methods_types_and_sites_are_refused(host, client, token):
    before = host.database.password_hash("alice")
    cookies = {"id": token}
    other = client.request("PUT", "/change-password/", cookies=cookies)
    assert (other.status, other.header("Allow")) == (405, "GET, HEAD, POST")
    text = client.post("/change-password/", headers={"Content-Type": "text/plain"}, content=b"{}", cookies=cookies)
    assert text.status == 415
    assert client.change_password(token, more="x" * 20_000).status == 413
    assert client.change_password(token, headers={"Origin": "https://evil.example"}).status == 403
    assert host.database.password_hash("alice") == before
