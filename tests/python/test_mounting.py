"""Where the endpoints may stand: mounted, as a Route, behind sub-mounts and behind a root_path."""

import pytest
from starlette.routing import Mount, Route

from harness.page import Page
from harness.program import PASSWORD
from hosting.apps import RELAXED
from ostiary.session_auth.endpoints import session_login, session_logout


def routed_app(new_app):
    return new_app(routes=[Route("/login/", session_login(**RELAXED)), Route("/logout/", session_logout())])


def submounted_app(new_app):
    inner = new_app.bare(routes=[Mount("/login/", session_login(**RELAXED)), Mount("/logout", session_logout())])
    middle = new_app.bare()
    middle.mount("/account", inner)
    app = new_app()
    app.mount("/site", middle)
    return app


def check(client, prefix):
    page = client.get(f"{prefix}/login/")
    assert page.status == 200
    action = Page(page.text).forms[0].attributes.get("action", "")
    assert action in ("", f"{prefix}/login/")
    answer = client.try_login("alice", PASSWORD, path=f"{prefix}/login/")
    assert (answer.status, answer.header("Location")) == (303, "/")
    assert client.try_login("alice", "wrong", path=f"{prefix}/login/").text == "Login failed"
    assert client.logout(answer.token, f"{prefix}/logout/").text == "Successfully logged out"
    assert client.request("PUT", f"{prefix}/login/").status == 405


def test_mounted(host):
    check(host.serve(), "")


def test_as_a_route(host):
    check(host.serve(routed_app), "")


def test_behind_sub_mounts(host):
    check(host.serve(submounted_app), "/site/account")


def test_behind_a_root_path(host):
    """A proxy strips /app: uvicorn is told so, and the page still posts to where it came from."""
    client = host.serve(root_path="/app")
    page = client.get("/login/")
    assert page.status == 200
    assert Page(page.text).forms[0].attributes.get("action", "") in ("", "/app/login/")
    answer = client.try_login("alice", PASSWORD)
    assert (answer.status, answer.header("Location")) == (303, "/")
    assert "; Path=/;" in answer.header("Set-Cookie")


def test_below_its_mount_it_is_the_same_endpoint(host):
    """As the reference's is; and so behind the same limits, however the address is spelled."""
    client = host.serve(account_limit=3)
    for path in ("/login/deeper", "/login/%2e%2e/private", "/login/"):
        assert client.try_login("alice", "wrong", path=path).status == 401, path
    for path in ("/login/deeper", "/login/"):
        assert client.try_login("alice", PASSWORD, path=path).status == 429, path


def test_a_websocket_is_refused_without_a_fault(tmp_path):
    from starlette.applications import Starlette
    from starlette.testclient import TestClient
    from starlette.websockets import WebSocketDisconnect

    with TestClient(Starlette(routes=[Mount("/login", session_login())])) as client:
        with pytest.raises(WebSocketDisconnect):
            with client.websocket_connect("/login/"):
                pass
        assert client.get("/login/").status_code == 200
