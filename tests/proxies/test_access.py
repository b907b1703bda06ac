"""Login, rules, and the user's name, through each proxy."""

import pytest

from harness.client import FORM
from harness.program import PASSWORD

BROWSER = {"Accept": "text/html,application/xhtml+xml", "Sec-Fetch-Mode": "navigate"}


def names(got) -> dict:
    """What the app was told of the user, and nothing that is empty."""
    return {name.lower(): value for name, value in got["headers"] if name.lower().startswith("remote") and value}


def test_a_login_leads_to_the_page_and_its_user_to_the_app(site):
    token = site.login()
    answer = site.get("/page?a=b&c=%2f", cookie=token)
    assert answer.status == 200, answer.body
    assert answer.json["target"] == "/page?a=b&c=%2f"
    assert names(answer.json) == {"remote-user": "alice", "remote-id": "1"}


def test_the_marks_of_an_admin_reach_the_app(site):
    answer = site.get("/", cookie=site.login("root"))
    assert names(answer.json) == {
        "remote-user": "root",
        "remote-id": "2",
        "remote-email": "root@example.org",
        "remote-groups": "admin",
    }


def test_a_post_reaches_the_app_whole(site):
    answer = site.client.request("POST", "/form", {"Content-Type": FORM}, b"a=b&" + b"c" * 9000, cookie=site.login())
    assert (answer.status, answer.json["method"], len(answer.json["body"])) == (200, "POST", 9004)


def test_a_browser_without_a_session_is_sent_to_the_login_and_back(site):
    answer = site.get("/page?a=b&c=d", BROWSER)
    assert answer.status == 303
    location = answer.header("Location")
    assert location == "/login/?next=/page%3Fa%3Db%26c%3Dd"
    page = site.get(location, BROWSER)
    assert page.status == 200 and 'value="/page?a=b&amp;c=d"' in page.text
    fields = {"username": "alice", "password": PASSWORD, "next": "/page?a=b&c=d"}
    assert site.client.post("/login/", fields).header("Location") == "/page?a=b&c=d"


def test_a_script_without_a_session_is_told_401(site):
    for headers in ({}, {"Accept": "application/json"}, BROWSER | {"Sec-Fetch-Mode": "cors"}):
        answer = site.get("/page", headers)
        assert (answer.status, answer.header("Location")) == (401, None)
    assert site.client.post("/page", {"a": "b"}, headers=BROWSER).status == 401


def test_the_account_page_is_ostiarys_own(site):
    answer = site.get("/account/", BROWSER, cookie=site.login())
    assert answer.status == 200 and "Where you are logged in" in answer.text


@pytest.mark.parametrize("path", ["/register/", "/change-password/"])
def test_the_pages_that_are_off_are_ostiarys_own_too(site, path):
    answer = site.get(path, BROWSER, cookie=site.login())
    assert answer.status == 404 and "There is nothing at this address." in answer.text


def test_the_clients_address_is_the_one_that_is_logged(site):
    site.client.at("127.0.0.9").try_login("alice", "wrong", headers={"X-Forwarded-For": "203.0.113.9"})
    assert site.server.events("login_failed")[-1]["address"] == "127.0.0.9"


@pytest.mark.parametrize("target", ["/public", "/public/", "/public/a/b?x=y"])
def test_what_is_for_anyone_needs_no_session(site, target):
    answer = site.get(target)
    assert answer.status == 200
    assert names(answer.json) == {}
    assert names(site.get(target, cookie=site.login()).json)["remote-user"] == "alice"


def test_a_rule_holds_for_its_methods_alone(site):
    assert site.client.post("/hooks/payment", {"a": "b"}).status == 200
    assert site.get("/hooks/payment").status == 401
    assert site.client.request("PUT", "/hooks/payment").status == 401
    override = {"X-HTTP-Method-Override": "POST", "X-Forwarded-Method": "POST", "X-Original-Method": "POST"}
    assert site.get("/hooks/payment", override).status in (401, 403)


def test_what_is_for_admins_is_for_nobody_else(site):
    for target in ("/admin", "/admin/", "/admin/users"):
        assert site.get(target).status == 401
        assert site.get(target, cookie=site.login()).status == 403
        assert site.get(target, cookie=site.login("root")).status == 200


def test_a_session_that_was_logged_out_is_refused_at_the_next_request(site):
    token = site.login()
    assert site.get("/page", cookie=token).status == 200
    assert site.client.post("/logout/", {}, cookie=token).status == 303
    assert site.get("/page", cookie=token).status == 401


def test_a_session_that_was_revoked_is_refused_at_the_next_request(site):
    token, other = site.login(), site.login("root")
    for _ in range(3):
        assert site.get("/page", cookie=token).status == 200
    answer = site.client.post("/account/", {"revoke_others": "1"}, cookie=site.login())
    assert answer.status == 303
    assert site.get("/page", cookie=token).status == 401
    assert site.get("/page", cookie=other).status == 200


def test_a_post_from_another_site_logs_nobody_in(site):
    fields = {"username": "alice", "password": PASSWORD}
    assert site.client.post("/login/", fields, headers={"Origin": "https://evil.example"}).status == 403
    own = f"https://app.test:{site.proxy.port}"
    answer = site.client.post("/login/", fields, headers={"Origin": own}, host=own.removeprefix("https://"))
    assert answer.status == 303
