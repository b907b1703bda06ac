"""How long a session lives (security.md, lines 38 to 40)."""

import threading
import time

import pytest

from harness import program
from harness.database import Database
from harness.program import PASSWORD
from harness.server import RELAXED


def now():
    return int(time.time() * 1000)


def test_an_idle_session_ends(servers):
    """Line 38, with real time."""
    client = servers(*RELAXED, "--session-expiry", "1s", "--increase-expiry", "0s").client
    token = client.login("alice", PASSWORD)
    assert client.verify(token) == 200
    time.sleep(1.1)
    assert client.verify(token) == 401


def test_an_active_session_ends_at_its_absolute_limit(servers):
    """Line 38, with real time."""
    server = servers(*RELAXED, "--session-expiry", "1s", "--max-session-expiry", "3s", "--increase-expiry", "1s")
    token = server.client.login("alice", PASSWORD)
    began, statuses = time.monotonic(), []
    while time.monotonic() - began < 3.4:
        statuses.append((time.monotonic() - began, server.client.verify(token)))
        time.sleep(0.1)
    assert all(status == 200 for at, status in statuses if at < 2.5), "activity prolongs it"
    assert all(status == 401 for at, status in statuses if at > 3.1), "but not for ever"


@pytest.mark.parametrize(
    "zones", [("Pacific/Kiritimati", "Pacific/Pago_Pago"), ("UTC", "America/New_York"), ("XYZ-14", "XYZ+12")]
)
def test_a_time_zone_neither_prolongs_nor_revives(servers, zones):
    """Line 39."""
    first, second = zones
    server = servers(*RELAXED, "--increase-expiry", "0s", env={"TZ": first})
    database = Database(server.database)
    live, expired = server.client.login("alice", PASSWORD), server.client.login("alice", PASSWORD)
    assert abs(database.session(live, "created_at")[0] - now()) < 20_000
    database.change_session(expired, expires_at=now() - 1_000)
    before = database.session(live, "expires_at", "max_expires_at")
    server.env = {"TZ": second}
    server.restart()
    assert (server.client.verify(live), server.client.verify(expired)) == (200, 401)
    assert database.session(live, "expires_at", "max_expires_at") == before


def test_a_cookie_kept_past_its_max_age_is_worth_nothing(servers):
    """Line 39."""
    server = servers(*RELAXED)
    token = server.client.login("alice", PASSWORD)
    Database(server.database).change_session(token, max_expires_at=now() - 1)
    assert server.client.verify(token) == 401
    assert server.client.get("/account/", {"Accept": "application/json"}, cookie=token).status == 401


def test_a_prolongation_that_races_a_logout_revives_nothing(servers):
    """Line 40."""
    server = servers(*RELAXED, "--increase-expiry", "30m")
    database = Database(server.database)
    for _ in range(25):
        token = server.client.login("alice", PASSWORD)
        database.change_session(token, expires_at=now() + 60_000, last_seen_at=0)
        barrier = threading.Barrier(5)

        def refresh():
            barrier.wait()
            for _ in range(3):
                server.client.verify(token)

        threads = [threading.Thread(target=refresh) for _ in range(4)]
        for thread in threads:
            thread.start()
        barrier.wait()
        assert server.client.request("POST", "/logout/", cookie=token).status == 303
        assert server.client.verify(token) == 401
        for thread in threads:
            thread.join()
        assert server.client.verify(token) == 401
        assert not database.has_session(token)


def test_expired_rows_are_purged(servers):
    """Line 40: by the running server within a minute, or by hand."""
    server = servers(*RELAXED)
    database = Database(server.database)
    expired, live = server.client.login("alice", PASSWORD), server.client.login("alice", PASSWORD)
    database.change_session(expired, expires_at=1)
    program.succeed("session", "clean", "--database", f"sqlite:{server.database}")
    assert (database.has_session(expired), database.has_session(live)) == (False, True)
