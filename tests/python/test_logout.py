"""session_logout's table of the contract."""

import re

from harness.page import Page
from harness.program import PASSWORD
from hosting.apps import RELAXED, guarded_app
from ostiary.session_auth.endpoints import session_login, session_logout

UNSET = re.compile(r'id=(?:"")?; HttpOnly; Max-Age=0; Path=/; SameSite=lax')


def redirecting_app(new_app):
    app = new_app()
    app.mount("/login/", session_login(**RELAXED, cookie_name="door"))
    app.mount("/logout/", session_logout(cookie_name="door", redirect_to="/bye/"))
    return app


def test_get_answers_the_form_and_changes_nothing(host):
    client = host.serve(guarded_app)
    token = client.login("alice", PASSWORD)
    answer = client.get("/logout/", cookies={"id": token})
    assert (answer.status, answer.header("Content-Type")) == (200, "text/html; charset=utf-8")
    assert answer.header("Set-Cookie") is None
    page = Page(answer.text)
    assert page.forms[0].attributes["method"].lower() == "post"
    assert "Are you sure?" in page.text
    assert client.request("HEAD", "/logout/").status == 200
    assert client.private(token).status == 200


def test_a_post_without_the_cookie_is_answered_401(host):
    answer = host.serve().post("/logout/")
    assert (answer.status, answer.text) == (401, "The session cookie wasn't found.")


def test_a_post_ends_the_session_and_unsets_the_cookie(host):
    client = host.serve(guarded_app)
    token = client.login("alice", PASSWORD)
    answer = client.logout(token)
    assert (answer.status, answer.text) == (200, "Successfully logged out")
    assert UNSET.fullmatch(answer.header("Set-Cookie")), answer.header("Set-Cookie")
    assert client.private(token).text == "No matching session found."
    assert not host.database.has_session(token)


def test_a_stale_cookie_is_unset_all_the_same(host):
    client = host.serve()
    for stale in ("A" * 43, "short", "%41"):
        answer = client.logout(stale)
        assert (answer.status, answer.text) == (200, "Successfully logged out"), stale
        assert UNSET.fullmatch(answer.header("Set-Cookie"))


def test_redirect_to_and_cookie_name_are_used(host):
    client = host.serve(redirecting_app)
    token = client.try_login("alice", PASSWORD).cookie("door")
    answer = client.post("/logout/", cookies={"door": token})
    assert (answer.status, answer.header("Location")) == (303, "/bye/")
    assert answer.header("Set-Cookie").startswith("door=")
    assert not host.database.has_session(token)


def test_other_methods_are_answered_405_with_allow(host):
    client = host.serve()
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS"):
        answer = client.request(method, "/logout/")
        assert (answer.status, answer.header("Allow")) == (405, "GET, HEAD, POST"), method


def test_a_post_from_another_site_is_refused(host):
    client = host.serve(guarded_app)
    token = client.login("alice", PASSWORD)
    answer = client.logout(token, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status == 403
    assert client.private(token).status == 200
