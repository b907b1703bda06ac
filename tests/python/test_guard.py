"""SessionsAuthBackend: its texts and their order, who passes, and what a page learns of its user."""

import asyncio
import datetime
import time

import pytest
from starlette.authentication import AuthenticationError
from starlette.middleware import Middleware
from starlette.middleware.authentication import AuthenticationMiddleware
from starlette.requests import HTTPConnection
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocketDisconnect

from harness.program import PASSWORD
from hosting.apps import guarded_app, wholly_guarded_app
from hosting.hosts import TestClientHost
from ostiary.session_auth.middleware import SessionsAuthBackend
from ostiary.session_auth.tables import SessionsBase

UNAUTHENTICATED = {"is_authenticated": False, "display_name": "", "identity": "", "scopes": []}


def session_of(user_id, **settings):
    return SessionsBase.create_session_sync(user_id, **settings).token


def test_a_page_learns_who_its_user_is(host):
    user_id = host.add_user("bea", email="bea@example.org", admin=True)
    client = host.serve(guarded_app)
    shown = client.private(client.login("bea", PASSWORD)).json
    assert shown == {
        "is_authenticated": True,
        "display_name": "bea",
        "identity": str(user_id),
        "scopes": ["authenticated"],
        "user_id": user_id,
        "username": "bea",
        "admin": True,
    }


def test_without_a_cookie_the_answer_is_400(host):
    client = host.serve(guarded_app)
    for cookies in (None, {"id": ""}, {"other": "x"}):
        answer = client.get("/private/", cookies=cookies)
        assert (answer.status, answer.text) == (400, "No session cookie found."), cookies


def test_a_cookie_that_names_no_session_is_refused(host):
    client = host.serve(guarded_app)
    for token in ("A" * 43, "short", "A" * 44, "%41" * 43, "' OR 1=1--", "x" * 4000):
        answer = client.private(token)
        assert (answer.status, answer.text) == (400, "No matching session found."), token


def test_a_cookie_that_comes_twice_is_refused(host):
    client = host.serve(guarded_app)
    token = client.login("alice", PASSWORD)
    assert client.get("/private/", headers=[("Cookie", f"id={token}; id={token}")]).status == 400


def test_a_token_elsewhere_than_in_the_cookie_is_ignored(host):
    client = host.serve(guarded_app)
    token = client.login("alice", PASSWORD)
    for headers in ({"Authorization": f"Bearer {token}"}, {"id": token}):
        assert client.get(f"/private/?id={token}", headers=headers).status == 400


def test_a_session_whose_user_is_gone_is_refused(host):
    user_id = host.add_user("gone", admin=True)
    client = host.serve(guarded_app)
    token = session_of(user_id)
    assert client.private(token).status == 200
    with host.database.connect() as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("DELETE FROM users WHERE id = ?", (user_id,))
    assert client.private(token).text == "That user doesn't exist anymore"


def test_the_refusals_come_in_their_order(host):
    client = host.serve(guarded_app, superuser_only=True)
    for settings, text in (
        ({"active": False}, "Admin users only"),
        ({"active": False, "admin": True}, "Superusers only"),
        ({"active": False, "admin": True, "superuser": True}, "Active users only"),
        ({"admin": True, "superuser": True}, None),
    ):
        token = session_of(host.add_user("user" + str(len(text or "")), **settings))
        answer = client.private(token)
        assert (answer.status, answer.text) == (400, text) if text else answer.status == 200, settings


def test_admin_only_and_active_only_can_be_turned_off(host):
    client = host.serve(guarded_app, admin_only=False, active_only=False)
    token = session_of(host.add_user("idle", active=False))
    assert client.private(token).json["username"] == "idle"


def test_a_user_who_is_disabled_is_refused_at_the_next_request(host):
    client = host.serve(guarded_app)
    token = client.login("alice", PASSWORD)
    assert client.private(token).status == 200
    host.database.change("UPDATE users SET active = 0 WHERE username = 'alice'")
    assert client.private(token).text == "Active users only"


@pytest.mark.parametrize("column", ["expires_at", "max_expires_at"])
def test_an_expired_session_is_refused_and_never_revived(host, column):
    client = host.serve(guarded_app, increase_expiry=datetime.timedelta(hours=1))
    token = client.login("alice", PASSWORD)
    host.database.change_session(token, **{column: int(time.time() * 1000) - 1})
    for _ in range(2):
        assert client.private(token).text == "No matching session found."


def expiry_after(host, client, token, change):
    """What `expires_at` has become once the prolongation, if any, was written; and what it was."""
    before = int(time.time() * 1000) + change
    host.database.change_session(token, expires_at=before)
    assert client.private(token).status == 200
    deadline = time.monotonic() + 3
    while (now := host.database.session(token, "expires_at")[0]) == before and time.monotonic() < deadline:
        assert client.private(token).status == 200
        time.sleep(0.05)
    return now - before


def test_increase_expiry_prolongs_what_is_near_its_end(host):
    client = host.serve(guarded_app, increase_expiry=datetime.timedelta(minutes=30))
    token = client.login("alice", PASSWORD)
    assert expiry_after(host, client, token, 29 * 60_000) == 30 * 60_000


def test_increase_expiry_never_goes_past_the_maximum(host):
    client = host.serve(guarded_app, increase_expiry=datetime.timedelta(minutes=30))
    token = client.login("alice", PASSWORD)
    most = int(time.time() * 1000) + 40 * 60_000
    host.database.change_session(token, max_expires_at=most)
    expiry_after(host, client, token, 20 * 60_000)
    assert host.database.session(token, "expires_at") == (most,)


def test_increase_expiry_leaves_alone_what_has_long_to_go(host):
    client = host.serve(guarded_app, increase_expiry=datetime.timedelta(minutes=30))
    token = client.login("alice", PASSWORD)
    (before,) = host.database.session(token, "expires_at")
    near = client.login("alice", PASSWORD)
    assert expiry_after(host, client, near, 60_000) == 30 * 60_000  # so prolongations have been written by now
    assert client.private(token).status == 200
    assert host.database.session(token, "expires_at") == (before,)


def test_allow_unauthenticated_lets_the_request_through_with_no_user(host):
    gone = host.add_user("gone")
    client = host.serve(guarded_app, allow_unauthenticated=True)
    tokens = [None, "A" * 43, session_of(gone)]
    host.database.change("DELETE FROM users WHERE id = ?", gone)
    for token in tokens:
        assert client.private(token).json == UNAUTHENTICATED, token
    assert client.private(client.login("alice", PASSWORD)).json["username"] == "alice"


def test_allow_unauthenticated_still_refuses_those_who_may_not(host):
    client = host.serve(guarded_app, allow_unauthenticated=True)
    assert client.private(session_of(host.add_user("plain"))).text == "Admin users only"


def test_excluded_paths_need_no_session(host):
    client = host.serve(wholly_guarded_app, excluded_paths=["/docs-page", "/open/*"])
    for path in ("/docs-page", "/open/page", "/open/deep/page"):
        assert client.get(path).json == UNAUTHENTICATED, path
    for path in ("/", "/private", "/docs-private", "/docs-page/", "/open"):
        assert client.get(path).status == 400, path


def test_an_excluded_prefix_ends_at_a_segment_and_is_matched_on_the_normalised_path(host):
    client = host.serve(wholly_guarded_app, excluded_paths=["/docs*", "/open/*"])
    for path in ("/docs-private", "/open/../private", "/open/%2e%2e/private", "/open%2f..%2fprivate"):
        assert client.get(path).status != 200, path
    assert client.get("/%6fpen/page").status == 200


def test_the_backend_works_on_an_apps_own_cookie_name(host):
    client = host.serve(guarded_app, login={"cookie_name": "door"}, cookie_name="door")
    token = client.try_login("alice", PASSWORD).cookie("door")
    assert client.get("/private/", cookies={"door": token}).json["username"] == "alice"
    assert client.private(token).status == 400


def test_of_many_checks_at_once_each_gets_its_own_answer(tmp_path):
    host = TestClientHost(tmp_path, "starlette")
    users = {host.add_user(name, admin=name.endswith("0")): name for name in map("user{}".format, range(10))}
    tokens = {token: users[user_id] for user_id in users for token in [session_of(user_id)]}
    for_all, for_admins = SessionsAuthBackend(admin_only=False), SessionsAuthBackend(admin_only=True)

    async def answer(backend, token):
        headers = [(b"cookie", f"id={token}".encode())]
        try:
            found = await backend.authenticate(HTTPConnection({"type": "http", "path": "/", "headers": headers}))
            return found[1].username
        except AuthenticationError as refusal:
            return str(refusal)

    def expected(backend, token):
        if token not in tokens:
            return "No matching session found."
        return "Admin users only" if backend is for_admins and not tokens[token].endswith("0") else tokens[token]

    async def answer_all(asked):
        return await asyncio.gather(*(answer(*each) for each in asked))

    asked = [(backend, token) for token in [*tokens, "0" * 43] * 20 for backend in (for_all, for_admins)]
    assert asyncio.run(answer_all(asked)) == [expected(*each) for each in asked]
    host.stop()


def test_one_check_that_is_cancelled_leaves_the_others_of_its_turn_alone(tmp_path):
    host = TestClientHost(tmp_path, "starlette")
    backend, headers = SessionsAuthBackend(), [(b"cookie", f"id={session_of(1)}".encode())]

    async def both():
        asked = [backend.authenticate(HTTPConnection({"type": "http", "path": "/", "headers": headers})) for _ in "ab"]
        gone, stays = map(asyncio.ensure_future, asked)
        await asyncio.sleep(0)
        gone.cancel()
        return (await stays)[1].username

    assert asyncio.run(both()) == "alice"
    host.stop()


def socket_app(new_app):
    """A websocket behind the guard that says who it is."""

    async def greet(socket):
        await socket.accept()
        await socket.send_text(socket.user.display_name)
        await socket.close()

    guard = Middleware(AuthenticationMiddleware, backend=SessionsAuthBackend())
    return new_app(routes=[WebSocketRoute("/socket", greet)], middleware=[guard])


def test_websockets_are_guarded_too(tmp_path):
    host = TestClientHost(tmp_path, "starlette")
    http = host.serve(socket_app).http
    with http.websocket_connect("/socket", headers={"Cookie": f"id={session_of(1)}"}) as socket:
        assert socket.receive_text() == "alice"
    with pytest.raises(WebSocketDisconnect), http.websocket_connect("/socket"):
        pass
    host.stop()


# Starlette resolves no dot segments, and routes by the path rather than by what it was decoded from.
MISLEADING = [
    ("/admin/../docs", b"/admin/../docs"),
    ("/admin/x/../../docs", b"/admin/x/../../docs"),
    ("/admin/../docs", b"/docs"),
    ("/admin/./../open/x", b"/admin/./../open/x"),
    ("/admin//../../open/x", b"/admin//../../open/x"),
    ("/admin/x", b"/docs"),
]


@pytest.mark.parametrize("path, raw_path", MISLEADING)
def test_a_path_that_the_router_reads_otherwise_is_not_excluded(path, raw_path, tmp_path, monkeypatch):
    monkeypatch.setenv("OSTIARY_DATABASE", f"sqlite:{tmp_path}/guard.db")
    backend = SessionsAuthBackend(excluded_paths=["/docs", "/open/*"])

    def connection(path, raw_path):
        return HTTPConnection({"type": "http", "path": path, "raw_path": raw_path, "headers": []})

    assert asyncio.run(backend.authenticate(connection("/docs", b"/docs"))) is not None
    with pytest.raises(AuthenticationError, match="No session cookie found."):
        asyncio.run(backend.authenticate(connection(path, raw_path)))
