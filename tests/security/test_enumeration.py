"""Nobody learns which user names exist (security.md, lines 18 and 19)."""

import os
import statistics
import time

import pytest

from harness import hashes, program
from harness.client import Connection, encode, message
from harness.database import Database
from harness.program import OTHER_PASSWORD, PASSWORD

# A handful shows a gross difference; the real measure is TIMING_SAMPLES=200.
SAMPLES = int(os.environ.get("TIMING_SAMPLES", "12"))

# Who fails, and with which password.
CASES = {
    "wrong password": ("user-a", OTHER_PASSWORD),
    "unknown user": ("user-b", PASSWORD),
    "inactive user": ("user-c", PASSWORD),
    "old hash": ("user-d", OTHER_PASSWORD),
    "costly hash": ("user-e", OTHER_PASSWORD),
    "unusable hash": ("user-f", PASSWORD),
    "no hash": ("user-g", PASSWORD),
}


def prepare(server):
    for name in ("user-a", "user-c", "user-d", "user-e", "user-f", "user-g"):
        server.add_user(name)
    program.succeed("user", "disable", "user-c", "--database", f"sqlite:{server.database}")
    database = Database(server.database)
    database.set_password_hash("user-d", hashes.django(PASSWORD, 1_000))
    database.set_password_hash("user-e", hashes.piccolo(PASSWORD, 600_000))
    database.set_password_hash("user-f", "!unusable")
    database.set_password_hash("user-g", "")
    return server


@pytest.fixture(scope="module")
def crowd(module_servers):
    return prepare(module_servers("--account-limit", "1000000", "--address-limit", "1000000", users=()))


@pytest.mark.parametrize("accept", ["*/*", "application/json"])
@pytest.mark.parametrize("kind", ["form", "json", "multipart"])
def test_all_failures_are_the_same_bytes(crowd, kind, accept):
    """Line 18."""
    answers = {
        case: crowd.client.try_login(name, password, kind=kind, headers={"Accept": accept}).comparable()
        for case, (name, password) in CASES.items()
    }
    assert answers["wrong password"][0] == 401
    assert {case for case, answer in answers.items() if answer != answers["wrong password"]} == set()


def test_all_failures_are_the_same_page(crowd):
    """Line 18: but for the name that was typed."""
    pages = {}
    for case, (name, password) in CASES.items():
        fields = {"username": name, "password": password, "format": "html"}
        status, reason, headers, text = crowd.client.post("/login/", fields).comparable()
        pages[case] = (status, reason, headers, text.replace(name, "NAME"))
    assert {case for case, page in pages.items() if page != pages["wrong password"]} == set()


def test_a_locked_account_looks_the_same_whether_it_exists(servers):
    """Line 18."""
    server = servers("--account-limit", "2", "--refusal-time", "1ms", "--address-limit", "1000000")
    answers = {}
    for name, password in (("alice", PASSWORD), ("nobody", PASSWORD)):
        statuses = [server.client.try_login(name, "wrong").status for _ in range(2)]
        status, reason, headers, text = server.client.try_login(name, password).comparable()
        shown = [(key, "N" if key == "Retry-After" else value) for key, value in headers]
        answers[name] = statuses, status, reason, shown, text
    assert answers["alice"] == answers["nobody"]
    assert answers["alice"][:2] == ([401, 401], 429)


@pytest.mark.alone
@pytest.mark.skipif(program.is_sanitized(), reason="a sanitizer's time is no time")
def test_all_failures_take_the_same_time(crowd):
    """Line 19: medians of interleaved samples within 5 %."""
    times = {case: [] for case in CASES}
    with Connection("127.0.0.1", crowd.port) as connection:
        for _ in range(SAMPLES):
            for case, (name, password) in CASES.items():
                body, content_type = encode({"username": name, "password": password}, "form")
                began = time.perf_counter()
                connection.send(message("POST", "/login/", {"Content-Type": content_type}, body))
                assert connection.receive().status == 401
                times[case].append(time.perf_counter() - began)
    medians = {case: statistics.median(samples) for case, samples in times.items()}
    print({case: f"{median * 1000:.2f} ms" for case, median in medians.items()})
    assert max(medians.values()) / min(medians.values()) <= 1.05, medians
