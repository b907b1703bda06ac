"""No lock, thread or connection crosses a fork."""

import contextlib
import json
import os
import signal
import subprocess
import sys

import httpx
import pytest

from harness.program import PASSWORD
from hosting.client import Client
from serving.servers import TESTS, environment


WRAPPED = """
import os
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient
from ostiary.csrf.middleware import CSRFMiddleware
from ostiary.rate_limiting.middleware import DatabaseLimitProvider, InMemoryLimitProvider, RateLimitingMiddleware

def page(request):
    return PlainTextResponse(request.scope["csrftoken"])

around = [Middleware(RateLimitingMiddleware, make(3600, 3)) for make in (InMemoryLimitProvider, DatabaseLimitProvider)]
page = Route("/", page, methods=["GET", "POST"])
app = Starlette(routes=[page], middleware=[*around, Middleware(CSRFMiddleware)])

def ask(token=None):
    client = TestClient(app)
    if token is None:
        return client.get("/").text
    client.cookies["csrftoken"] = token
    return client.post("/", headers={"X-CSRFToken": token}).status_code

token = ask()
if child := os.fork():
    assert os.waitpid(child, 0)[1] == 0
    # Two in the child, of the three that are counted in the database.
    assert ask(token) == 429
else:
    found = [ask(token) for _ in range(4)]
    assert found == [200, 200, 429, 429], found
"""


def test_the_middlewares_go_on_after_a_fork(uvicorn_host):
    command = [sys.executable, "-c", WRAPPED]
    done = subprocess.run(command, env=environment(uvicorn_host.path), capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr


@pytest.fixture
def prefork(uvicorn_host):
    process = subprocess.Popen(
        [sys.executable, "-m", "serving.prefork"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(uvicorn_host.path),
        cwd=TESTS,
        start_new_session=True,
    )
    yield process
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    for stream in (process.stdin, process.stdout, process.stderr):
        stream.close()


def read_line(process):
    line = process.stdout.readline()
    assert line, process.stderr.read()
    return json.loads(line)


def test_parent_and_children_all_go_on_after_a_fork(prefork):
    ready = read_line(prefork)
    assert len(set(ready["tokens"])) == 400, "each process draws tokens of its own"
    assert ready["found"] == [1] * 400
    origin = f"http://127.0.0.1:{ready['port']}"
    limits = httpx.Limits(max_keepalive_connections=0)
    with httpx.Client(base_url=origin, timeout=20, limits=limits) as http:
        client = Client(http, origin)
        served = set()
        for _ in range(200):
            token = client.login("alice", PASSWORD)
            assert client.private(token).json["username"] == "alice"
            served.add(client.get("/process").json["pid"])
            if len(served) == 2:
                break
        assert len(served) == 2
    prefork.stdin.close()
    ended = read_line(prefork)
    assert set(ended["ends"]) <= {0, signal.SIGTERM} and ended["token"]
    assert prefork.wait(10) == 0
