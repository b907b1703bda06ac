"""Requests leave no objects behind."""

import asyncio
import gc

import pytest
from starlette.requests import HTTPConnection

from harness.program import PASSWORD
from hosting.apps import RELAXED
from ostiary.session_auth.endpoints import session_login
from ostiary.session_auth.middleware import SessionsAuthBackend
from ostiary.session_auth.tables import SessionsBase
from ostiary.shared.auth.hooks import LoginHooks


def scope_of(method="POST", cookie=None, content_type=b"application/json"):
    headers = [(b"host", b"app.test"), (b"content-type", content_type)]
    if cookie:
        headers.append((b"cookie", f"id={cookie}".encode()))
    return {
        "type": "http",
        "method": method,
        "path": "/",
        "raw_path": b"/",
        "root_path": "",
        "query_string": b"",
        "scheme": "http",
        "http_version": "1.1",
        "server": ("127.0.0.1", 80),
        "client": ("127.0.0.1", 1),
        "headers": headers,
    }


async def ask(endpoint, scope, body=b""):
    sent = []

    async def receive():
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message):
        sent.append(message)

    await endpoint(scope, receive, send)
    return sent[0]["status"]


async def growth(act, rounds=300):
    """Objects more after `rounds` of `act` than after as many before."""
    counts = []
    for _ in range(3):
        for _ in range(rounds):
            await act()
        await asyncio.sleep(0.05)
        gc.collect()
        counts.append(len(gc.get_objects()))
    return counts[-1] - counts[-2]


async def refuse(username, **more):
    return "no"


def refuse_at_once(username, **more):
    return "no"


@pytest.mark.parametrize(
    "scope, body, status, hook",
    [
        (scope_of("GET"), b"", 200, None),
        (scope_of(), b"[", 400, None),
        (scope_of(), b'{"username":"alice","password":"x"}', 401, refuse),
        (scope_of(), b'{"username":"alice","password":"x"}', 401, refuse_at_once),
    ],
    ids=["page", "malformed", "coroutine hook", "function hook"],
)
def test_requests_leave_no_objects_behind(uvicorn_host, scope, body, status, hook):
    endpoint = session_login(**RELAXED, hooks=LoginHooks(pre_login=[hook]) if hook else None)

    async def act():
        assert await ask(endpoint, dict(scope), body) == status

    assert asyncio.run(growth(act)) < 100


def test_session_checks_leave_no_objects_behind(uvicorn_host):
    backend = SessionsAuthBackend()
    token = SessionsBase.create_session_sync(1).token

    async def act():
        _, user = await backend.authenticate(HTTPConnection(scope_of("GET", token)))
        assert user.username == "alice"

    assert asyncio.run(growth(act)) < 100


def test_logins_that_hash_leave_no_objects_behind(uvicorn_host):
    endpoint = session_login(**RELAXED)
    body = b'{"username":"alice","password":"%s"}' % PASSWORD.encode()

    async def act():
        assert await ask(endpoint, scope_of(), body) == 303

    assert asyncio.run(growth(act, rounds=12)) < 100
