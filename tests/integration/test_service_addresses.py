"""`/healthz`, `/readyz`, `/metrics`: for operators, not for the world."""

import re
import socket

import pytest

from harness.client import Client
from harness.database import Database
from harness.program import PASSWORD
from harness.server import RELAXED


def test_healthz_and_readyz_answer_200_without_a_session(client):
    for target in ("/healthz", "/readyz"):
        answer = client.get(target)
        assert answer.status == 200, target
        assert answer.header("Cache-Control") == "no-store"


def test_readyz_tells_when_the_database_cant_be_written(servers):
    server = servers(*RELAXED)
    with Database(server.database).connect() as connection:
        connection.execute("BEGIN IMMEDIATE")
        answer = server.client.get("/readyz")
        assert answer.status == 503
        assert server.client.get("/healthz").status == 200
        connection.execute("ROLLBACK")
    assert server.client.get("/readyz").status == 200


def test_metrics_are_in_prometheus_form(client):
    client.login("alice", PASSWORD)
    client.try_login("alice", "wrong")
    answer = client.get("/metrics")
    assert answer.status == 200
    assert answer.header("Content-Type").startswith("text/plain; version=0.0.4")
    line = re.compile(
        r'# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[a-z_]+="[^"\n]*"(,[a-z_]+="[^"\n]*")*\})? [0-9.e+-]+(Inf|NaN)?'
    )
    lines = answer.text.splitlines()
    assert lines and all(line.fullmatch(text) for text in lines), [text for text in lines if not line.fullmatch(text)]
    assert "alice" not in answer.text


def test_metrics_count_logins(servers):
    server = servers(*RELAXED)
    server.client.login("alice", PASSWORD)
    before = server.client.get("/metrics").text
    server.client.login("alice", PASSWORD)
    after = server.client.get("/metrics").text

    def logins(text):
        return sum(float(line.split()[-1]) for line in text.splitlines() if line.startswith("ostiary_login"))

    assert logins(after) == logins(before) + 1


def test_metrics_are_kept_from_clients_that_come_through_a_proxy(servers):
    server = servers(*RELAXED, "--trusted-proxies", "127.0.0.1")
    assert server.client.get("/metrics", {"X-Forwarded-For": "203.0.113.9"}).status in (403, 404)
    assert server.client.get("/metrics").status == 200


def test_metrics_can_have_a_listener_of_their_own(servers):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = servers(*RELAXED, "--metrics-listen", f"127.0.0.1:{port}")
    assert Client("127.0.0.1", port).get("/metrics").status == 200
    assert Client("127.0.0.1", port).get("/login/").status == 404
    assert server.client.get("/metrics").status == 404


@pytest.mark.parametrize("target", ["/healthz", "/readyz", "/metrics", "/verify"])
def test_they_are_only_read(client, target):
    assert client.request("POST", target, {"Content-Type": "text/plain"}).status in (401, 405)
    assert client.request("HEAD", target).status == client.get(target).status
