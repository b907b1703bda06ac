"""The CSRF token around the pages (security.md, lines 46 and 80)."""

import re

import pytest

from harness.database import Database
from harness.program import PASSWORD

CREDENTIALS = {"username": "alice", "password": PASSWORD}


def token_of(client, cookies=""):
    """The token that the login page gives to whoever presents those cookies."""
    answer = client.get("/login/", {"Cookie": cookies} if cookies else {})
    token = re.fullmatch(r"csrftoken=([\w-]{77}); Max-Age=86400; Path=/; SameSite=lax", answer.header("Set-Cookie"))[1]
    assert f'name="csrftoken" value="{token}"' in answer.text
    assert answer.header("Cache-Control") == "no-store"
    return token


@pytest.fixture(scope="module")
def client(module_servers):
    return module_servers("--csrf-token").client


@pytest.mark.parametrize("kind", ["form", "multipart"])
def test_a_page_posts_its_token_back_in_the_form(client, kind):
    token = token_of(client)
    answer = client.post("/login/", CREDENTIALS | {"csrftoken": token}, kind, {"Cookie": f"csrftoken={token}"})
    assert answer.status == 303


def test_a_script_sends_its_token_in_the_header(client):
    token = token_of(client)
    headers = {"Cookie": f"csrftoken={token}", "X-CSRFToken": token}
    assert client.post("/login/", CREDENTIALS, "json", headers).status == 303


def test_a_missing_token_is_refused(client):
    """Line 46."""
    token = token_of(client)
    with_field = CREDENTIALS | {"csrftoken": token}
    assert client.post("/login/", CREDENTIALS).status == 403
    assert client.post("/login/", with_field).status == 403
    assert client.post("/login/", CREDENTIALS, headers={"Cookie": f"csrftoken={token}"}).status == 403
    assert client.post("/login/", with_field, "json", {"Cookie": f"csrftoken={token}"}).status == 403
    answer = client.post(f"/login/?csrftoken={token}", CREDENTIALS, headers={"Cookie": f"csrftoken={token}"})
    assert answer.status == 403
    assert answer.header("Set-Cookie") is None


def test_a_self_made_pair_is_refused(client):
    """Line 46."""
    token = token_of(client)
    for made in ("x", "A" * 77, token[:-1], token + "A", token.swapcase()):
        headers = {"Cookie": f"csrftoken={made}"}
        assert client.post("/login/", CREDENTIALS | {"csrftoken": made}, headers=headers).status == 403
    twice = {"Cookie": f"csrftoken={token}; csrftoken={token}"}
    assert client.post("/login/", CREDENTIALS | {"csrftoken": token}, headers=twice).status == 403


def log_in(client):
    """The session's cookie, and the token from before it."""
    token = token_of(client)
    answer = client.post("/login/", CREDENTIALS | {"csrftoken": token}, headers={"Cookie": f"csrftoken={token}"})
    return f"id={answer.token}", token


def log_out(client, session, token):
    return client.post("/logout/", {"csrftoken": token}, headers={"Cookie": f"{session}; csrftoken={token}"}).status


def test_another_sessions_token_and_one_from_before_the_login_are_refused(client):
    """Line 46."""
    session, early = log_in(client)
    other_session, _ = log_in(client)
    others = token_of(client, other_session)
    assert log_out(client, session, early) == 403
    assert log_out(client, session, others) == 403
    assert client.get("/account/", {"Cookie": session}).status == 200
    own = token_of(client, f"{session}; csrftoken={early}")
    assert log_out(client, session, own) == 303


def test_the_origin_is_checked_too(client):
    token = token_of(client)
    headers = {"Cookie": f"csrftoken={token}", "Origin": "http://evil.com"}
    assert client.post("/login/", CREDENTIALS | {"csrftoken": token}, headers=headers).status == 403


def test_the_account_pages_forms_carry_the_token(client):
    session, early = log_in(client)
    page = client.get("/account/", {"Cookie": f"{session}; csrftoken={early}"})
    forms = page.text.count('<form method="post"')
    assert forms > 0 and page.text.count('name="csrftoken"') == forms


def test_every_page_that_is_opened_asks_for_it(servers):
    client = servers("--csrf-token", "--registration", "open", "--change-password").client
    session, early = log_in(client)
    for path in ("/login/", "/logout/", "/account/", "/change-password/", "/register/"):
        page = client.get(path, {"Cookie": f"{session}; csrftoken={early}"})
        assert 'name="csrftoken"' in page.text, path
        answer = client.post(path, {}, headers={"Cookie": session})
        assert (answer.status, answer.text) == (403, "No CSRF cookie found"), path


def test_in_production_no_other_host_can_plant_the_cookie(servers):
    client = servers("--csrf-token", "--production").client
    cookie = client.get("/login/").header("Set-Cookie")
    assert re.fullmatch(r"__Host-csrftoken=[\w-]{77}; Max-Age=86400; Path=/; SameSite=lax; Secure", cookie)


def test_the_secret_is_random_shared_and_never_shown(servers):
    """Line 80: no default to forget about; made once, kept in the database, in no log and no answer."""
    one = servers("--csrf-token", "--log-level", "debug")
    other = servers("--csrf-token", database=one.database, users=())
    token = token_of(one.client)
    answer = other.client.post("/login/", CREDENTIALS | {"csrftoken": token}, headers={"Cookie": f"csrftoken={token}"})
    assert answer.status == 303
    secret = Database(one.database).one("SELECT value FROM secrets WHERE name = 'csrf'")
    assert len(secret) == 43
    assert secret not in answer.text and secret not in str(answer.headers)
    fresh = servers("--csrf-token")
    assert Database(fresh.database).one("SELECT value FROM secrets") != secret


def test_without_configuration_no_token_is_asked_for(servers):
    client = servers().client
    page = client.get("/login/")
    assert page.header("Set-Cookie") is None and "csrftoken" not in page.text
    assert client.try_login("alice", PASSWORD).status == 303
