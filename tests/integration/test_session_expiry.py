"""How long a session lives. The database is changed behind the server's back, so that nothing has to wait."""

import concurrent.futures
import time

import pytest

from harness.database import Database
from harness.program import PASSWORD
from harness.server import RELAXED

HOUR, DAY = 3_600_000, 86_400_000


def now():
    return int(time.time() * 1000)


def settled(database, token, *columns, unlike):
    """The columns once they are no longer as they were: what a check notes is written down after its answer."""
    deadline = time.monotonic() + 20
    while (values := database.session(token, *columns)) == unlike and time.monotonic() < deadline:
        time.sleep(0.05)
    return values


@pytest.fixture(scope="module")
def fixed(module_servers):
    """A server whose sessions are never prolonged."""
    return module_servers(*RELAXED, "--increase-expiry", "0s")


@pytest.fixture(scope="module")
def sliding(module_servers):
    """A server that prolongs by 30 minutes where less than that is left."""
    return module_servers(*RELAXED, "--increase-expiry", "30m")


def test_a_session_starts_with_an_hour_and_at_most_a_week(fixed):
    token = fixed.client.login("alice", PASSWORD)
    created, expires, end = Database(fixed.database).session(token, "created_at", "expires_at", "max_expires_at")
    assert abs(created - now()) < 10_000
    assert expires - created == HOUR
    assert end - created == 7 * DAY


def test_the_lifetimes_are_options(servers):
    server = servers(*RELAXED, "--session-expiry", "5m", "--max-session-expiry", "2h")
    answer = server.client.try_login("alice", PASSWORD)
    created, expires, end = Database(server.database).session(
        answer.token, "created_at", "expires_at", "max_expires_at"
    )
    assert (expires - created, end - created) == (HOUR // 12, 2 * HOUR)
    assert "Max-Age=7200;" in answer.header("Set-Cookie")


def test_an_expired_session_is_dead_and_stays_so(sliding):
    token = sliding.client.login("alice", PASSWORD)
    Database(sliding.database).change_session(token, expires_at=now() - 1)
    for _ in range(2):
        answer = sliding.client.get("/verify", cookie=token)
        assert (answer.status, answer.text) == (401, "No matching session found.")


def test_a_session_past_its_maximum_is_dead_however_active(sliding):
    token = sliding.client.login("alice", PASSWORD)
    Database(sliding.database).change_session(token, max_expires_at=now() - 1)
    assert sliding.client.verify(token) == 401


def test_a_session_with_little_left_is_prolonged(sliding):
    token, database = sliding.client.login("alice", PASSWORD), Database(sliding.database)
    soon = now() + 10 * 60_000
    database.change_session(token, expires_at=soon)
    assert sliding.client.verify(token) == 200
    assert settled(database, token, "expires_at", unlike=(soon,)) == (soon + HOUR // 2,)


def test_a_session_with_enough_left_is_not_prolonged(sliding):
    token, database = sliding.client.login("alice", PASSWORD), Database(sliding.database)
    later, stale = now() + 31 * 60_000, now() - 10 * 60_000
    database.change_session(token, expires_at=later, last_seen_at=stale)
    assert sliding.client.verify(token) == 200
    assert settled(database, token, "last_seen_at", unlike=(stale,)) != (stale,)
    assert database.session(token, "expires_at") == (later,)


def test_a_session_is_never_prolonged_past_its_maximum(sliding):
    token, database = sliding.client.login("alice", PASSWORD), Database(sliding.database)
    end = now() + 5 * 60_000
    database.change_session(token, expires_at=end - 60_000, max_expires_at=end)
    assert sliding.client.verify(token) == 200
    assert settled(database, token, "expires_at", "max_expires_at", unlike=(end - 60_000, end)) == (end, end)


def test_many_requests_at_once_prolong_it_but_once(sliding):
    token, database = sliding.client.login("alice", PASSWORD), Database(sliding.database)
    soon = now() + 60_000
    database.change_session(token, expires_at=soon)
    with concurrent.futures.ThreadPoolExecutor(20) as pool:
        assert set(pool.map(lambda _: sliding.client.verify(token), range(60))) == {200}
    assert settled(database, token, "expires_at", unlike=(soon,)) == (soon + HOUR // 2,)


def test_without_sliding_a_session_is_never_prolonged(fixed):
    token, database = fixed.client.login("alice", PASSWORD), Database(fixed.database)
    soon, stale = now() + 60_000, now() - 10 * 60_000
    database.change_session(token, expires_at=soon, last_seen_at=stale)
    assert fixed.client.verify(token) == 200
    assert settled(database, token, "last_seen_at", unlike=(stale,)) != (stale,)
    assert database.session(token, "expires_at") == (soon,)


def test_when_a_session_was_last_seen_is_noted(sliding):
    token, database = sliding.client.login("alice", PASSWORD), Database(sliding.database)
    stale = now() - 10 * 60_000
    database.change_session(token, last_seen_at=stale)
    sliding.client.verify(token)
    assert now() - settled(database, token, "last_seen_at", unlike=(stale,))[0] < 30_000


def test_an_expired_session_is_not_listed(sliding):
    client = sliding.client
    expired, live = client.login("alice", PASSWORD), client.login("alice", PASSWORD)
    before = len(client.get("/account/", {"Accept": "application/json"}, cookie=live).json["sessions"])
    Database(sliding.database).change_session(expired, expires_at=now() - 1)
    after = len(client.get("/account/", {"Accept": "application/json"}, cookie=live).json["sessions"])
    assert after == before - 1


def test_logging_out_of_an_expired_session_is_no_error(sliding):
    token = sliding.client.login("alice", PASSWORD)
    Database(sliding.database).change_session(token, expires_at=now() - 1)
    assert sliding.client.request("POST", "/logout/", cookie=token).status == 303
