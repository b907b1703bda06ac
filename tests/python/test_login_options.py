"""What session_login's parameters change."""

import datetime
import re
import time

from harness.page import Page
from harness.program import PASSWORD
from hosting.apps import guarded_app
from ostiary.shared.auth.styles import Styles

SECURE_COOKIE = re.compile(r"__Host-id=[A-Za-z0-9_-]{43}; HttpOnly; Max-Age=604800; Path=/; SameSite=lax; Secure")


def test_without_redirect_to_a_login_is_answered_with_json(host):
    answer = host.serve(redirect_to=None).try_login("alice", PASSWORD)
    assert (answer.status, answer.json) == (200, {"message": "logged in"})
    assert answer.header("Content-Type").startswith("application/json")
    assert answer.token


def test_redirect_to_is_where_a_login_leads(host):
    assert host.serve(redirect_to="/home/").try_login("alice", PASSWORD).header("Location") == "/home/"


def test_the_cookie_has_the_name_and_the_age_that_were_asked_for(host):
    client = host.serve(cookie_name="door", max_session_expiry=datetime.timedelta(minutes=90))
    cookie = client.try_login("alice", PASSWORD).header("Set-Cookie")
    assert cookie.startswith("door=") and "; Max-Age=5400;" in cookie


def test_the_session_lasts_as_long_as_was_asked_for(host):
    client = host.serve(session_expiry=datetime.timedelta(minutes=5), max_session_expiry=datetime.timedelta(minutes=15))
    before = time.time() * 1000
    token = client.login("alice", PASSWORD)
    after = time.time() * 1000
    expires, most = host.database.session(token, "expires_at", "max_expires_at")
    assert before + 300_000 - 1000 <= expires <= after + 300_000
    assert before + 900_000 - 1000 <= most <= after + 900_000


def test_production_adds_secure_the_host_prefix_and_hsts(host):
    client = host.serve(production=True)
    answer = client.try_login("alice", PASSWORD)
    assert SECURE_COOKIE.fullmatch(answer.header("Set-Cookie")), answer.header("Set-Cookie")
    for each in (answer, client.get("/login/"), client.try_login("alice", "wrong")):
        assert re.match(r"max-age=\d{8,}", each.header("Strict-Transport-Security"))


def test_without_production_nothing_is_said_of_https(host):
    assert host.serve().get("/login/").header("Strict-Transport-Security") is None


def test_the_log_warns_once_that_it_is_no_production(uvicorn_host):
    client = uvicorn_host.serve()
    for _ in range(3):
        client.login("alice", PASSWORD)
    assert uvicorn_host.log.read_text().count("not_production") == 1


def test_in_production_nothing_is_warned_of(uvicorn_host):
    uvicorn_host.serve(production=True).try_login("alice", PASSWORD)
    assert "not_production" not in uvicorn_host.log.read_text()


def test_next_is_followed_where_it_is_a_path_on_this_host(host):
    client = host.serve(next_param="next")
    form = {"username": "alice", "password": PASSWORD}
    assert client.post("/login/?next=/a/b%3Fc=d", data=form).header("Location") == "/a/b?c=d"
    assert client.post("/login/", data=form | {"next": "/a"}).header("Location") == "/a"
    assert client.post("/login/", json=form | {"next": "/a"}).header("Location") == "/a"
    for elsewhere in ("//evil.example", "https://evil.example/", "/\\evil.example", "/./\\evil.example", "/%5Cevil"):
        assert client.post("/login/", data=form | {"next": elsewhere}).header("Location") == "/", elsewhere


def test_next_goes_along_through_the_form(host):
    client = host.serve(next_param="next")
    fields = Page(client.get("/login/?next=/a").text).forms[0].fields
    assert (fields["next"]["type"], fields["next"]["value"]) == ("hidden", "/a")
    failed = client.post("/login/", data={"username": "a", "password": "b", "format": "html", "next": "/a"})
    assert Page(failed.text).forms[0].fields["next"]["value"] == "/a"


def test_without_next_param_next_is_ignored(host):
    form = {"username": "alice", "password": PASSWORD, "next": "/a"}
    assert host.serve().post("/login/?next=/a", data=form).header("Location") == "/"


def test_register_url_is_linked_from_the_page(host):
    assert ("a", {"href": "/register/?a=b&c"}) in Page(
        host.serve(register_url="/register/?a=b&c").get("/login/").text
    ).tags


def test_styles_colour_the_page(host):
    text = host.serve(styles=Styles(button_color="#123456")).get("/login/").text
    assert "#123456" in text


def test_tables_of_other_names_are_used(host):
    host.add_user("tina", auth_table="staff")
    tables = {"auth_table": "staff", "session_table": "staff_sessions"}
    client = host.serve(guarded_app, login=tables, admin_only=False, **tables)
    token = client.login("tina", PASSWORD)
    assert client.private(token).json["username"] == "tina"
    assert client.try_login("alice", PASSWORD).status == 401
    assert host.database.one("SELECT count(*) FROM staff_sessions") == 1
