"""Requests, loops and processes that end while a password is being hashed."""

import asyncio
import concurrent.futures
import contextlib
import socket
import subprocess
import sys
import time
import urllib.parse

import httpx
import pytest

from harness.program import PASSWORD
from hosting.apps import guarded_app
from ostiary import _call
from ostiary.session_auth.tables import SessionsBase
from ostiary.shared.auth.hooks import LoginHooks
from serving.apps import watched_app
from serving.servers import TESTS, environment

BODY = urllib.parse.urlencode({"username": "alice", "password": PASSWORD}).encode()
LOGIN = (
    b"POST /login/ HTTP/1.1\r\nHost: app.test\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    b"Content-Length: %d\r\n\r\n%s" % (len(BODY), BODY)
)


# What the store may open meanwhile, for more logins at once; far fewer than there are clients.
MOST_CONNECTIONS = 16


def address_of(client):
    url = urllib.parse.urlsplit(client.origin)
    return url.hostname, url.port


def eventually(holds, timeout=15):
    deadline = time.monotonic() + timeout
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.1)
    return holds()


def test_clients_that_go_away_mid_hash_leave_nothing_behind(uvicorn_host):
    client = uvicorn_host.serve(watched_app)
    client.login("alice", PASSWORD)
    before = client.get("/process").json
    for number in range(60):
        with socket.create_connection(address_of(client)) as connection:
            connection.sendall(LOGIN if number % 3 else LOGIN[:-5])
            if number % 2:
                time.sleep(0.005)

    def is_as_before():
        now = client.get("/process").json
        return now["tasks"] <= before["tasks"] and now["files"] <= before["files"] + MOST_CONNECTIONS

    assert eventually(is_as_before), (before, client.get("/process").json)
    assert client.try_login("alice", PASSWORD).status == 303
    assert "Traceback" not in uvicorn_host.log.read_text()


def try_to_log_in(client):
    with contextlib.suppress(httpx.TransportError):
        return client.try_login("alice", PASSWORD).status


@pytest.mark.parametrize("patience", [None, 0], ids=["patient", "impatient"])
def test_a_server_that_is_told_to_end_while_it_hashes_ends_cleanly(uvicorn_host, patience):
    """A patient uvicorn answers what it has begun, an impatient one cancels it."""
    client = uvicorn_host.serve(watched_app, uvicorn={"timeout_graceful_shutdown": patience})
    with concurrent.futures.ThreadPoolExecutor(20) as pool:
        logins = [pool.submit(try_to_log_in, client) for _ in range(20)]
        time.sleep(0.1)
        began = time.monotonic()
        uvicorn_host.end_process(timeout=10)
        assert time.monotonic() - began < 8
        statuses = {login.result() for login in logins}
    assert statuses <= ({303, 503, None} if patience is None else {303, 500, 503, None})
    log = uvicorn_host.log.read_text()
    assert "Fatal" not in log and "Exception ignored" not in log
    assert patience == 0 or "Traceback" not in log


async def never_return(username, **more):
    await asyncio.Event().wait()


def hanging_app(new_app):
    return guarded_app(new_app, login={"hooks": LoginHooks(pre_login=[never_return])})


def test_a_hook_that_never_returns_holds_up_nobody_else_and_no_end(uvicorn_host):
    client = uvicorn_host.serve(hanging_app, uvicorn={"timeout_graceful_shutdown": 1})
    token = SessionsBase.create_session_sync(1).token
    with concurrent.futures.ThreadPoolExecutor(20) as pool:
        logins = [pool.submit(try_to_log_in, client) for _ in range(20)]
        time.sleep(0.3)
        assert client.get("/login/").status == 200
        assert client.private(token).status == 200
        began = time.monotonic()
        uvicorn_host.end_process(timeout=10)
        assert time.monotonic() - began < 8
        assert {login.result() for login in logins} <= {500, None}


def impatient_app(new_app):
    _call.APP_SECONDS = 0.3
    return hanging_app(new_app)


def test_a_hook_that_takes_too_long_is_cancelled(uvicorn_host):
    client = uvicorn_host.serve(impatient_app)
    assert try_to_log_in(client) == 500
    uvicorn_host.end_process(timeout=10)
    assert "took longer than 0.3 s" in uvicorn_host.log.read_text()


CANCELLED = """
import asyncio, sys
from ostiary.session_auth.endpoints import session_login

endpoint = session_login(production=True)
body = sys.argv[1].encode()
scope = {"type": "http", "method": "POST", "path": "/", "raw_path": b"/", "root_path": "", "query_string": b"",
         "scheme": "http", "server": ("127.0.0.1", 80), "client": ("127.0.0.1", 1), "http_version": "1.1",
         "headers": [(b"host", b"app.test"), (b"content-type", b"application/x-www-form-urlencoded"),
                     (b"content-length", str(len(body)).encode())]}

async def receive():
    return {"type": "http.request", "body": body, "more_body": False}

async def send(message):
    pass

async def main():
    tasks = [asyncio.create_task(endpoint(dict(scope), receive, send)) for _ in range(8)]
    await asyncio.sleep(float(sys.argv[2]))
    for task in tasks:
        task.cancel()
    if sys.argv[3] == "gathered":
        await asyncio.gather(*tasks, return_exceptions=True)

asyncio.run(main())
"""


@pytest.mark.parametrize("pause", ["0", "0.01"])
@pytest.mark.parametrize("how", ["gathered", "dropped"])
def test_a_loop_that_closes_while_hashes_run_ends_quietly(uvicorn_host, pause, how):
    """Their results come when the loop is closed, and at last when the interpreter is going."""
    done = subprocess.run(
        [sys.executable, "-c", CANCELLED, BODY.decode(), pause, how],
        env=environment(uvicorn_host.path),
        cwd=TESTS,
        capture_output=True,
        text=True,
        timeout=20,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_an_exit_right_after_construction_is_clean(uvicorn_host):
    script = "from ostiary.session_auth.endpoints import session_login; session_login()"
    done = subprocess.run(
        [sys.executable, "-X", "dev", "-c", script],
        env=environment(uvicorn_host.path),
        cwd=TESTS,
        capture_output=True,
        text=True,
        timeout=20,
    )
    assert done.returncode == 0, done.stderr
    assert "leak" not in done.stderr and "Traceback" not in done.stderr, done.stderr
