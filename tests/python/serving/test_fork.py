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
