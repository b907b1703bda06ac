"""SessionsBase, LoginHooks' neighbours and `clean`: what an app calls itself."""

import asyncio
import datetime
import time

import pytest

from ostiary.session_auth.commands import clean
from ostiary.session_auth.tables import SessionsBase


@pytest.fixture
def host(uvicorn_host):
    """Its database alone: nothing is served."""
    return uvicorn_host


def in_a_loop(coroutine):
    return asyncio.run(coroutine)


def test_a_session_is_made_found_and_removed(host):
    async def live():
        session = await SessionsBase.create_session(1)
        found = await SessionsBase.get_user_id(session.token)
        await SessionsBase.remove_session(session.token)
        return found, await SessionsBase.get_user_id(session.token)

    assert in_a_loop(live()) == (1, None)


def test_the_sync_calls_do_the_same(host):
    token = SessionsBase.create_session_sync(1).token
    assert SessionsBase.get_user_id_sync(token) == 1
    SessionsBase.remove_session_sync(token)
    assert SessionsBase.get_user_id_sync(token) is None
    SessionsBase.remove_session_sync(token)


def test_the_sync_calls_work_inside_a_running_loop(host):
    async def live():
        return SessionsBase.get_user_id_sync(SessionsBase.create_session_sync(1).token)

    assert in_a_loop(live()) == 1


def test_expiry_dates_are_taken_naive_as_local_and_aware_as_they_are(host):
    now = datetime.datetime.now()
    for soon in (now, now.astimezone(datetime.timezone.utc)):
        session = SessionsBase.create_session_sync(
            1, soon + datetime.timedelta(minutes=5), soon + datetime.timedelta(minutes=10)
        )
        expires, most = host.database.session(session.token, "expires_at", "max_expires_at")
        assert abs(expires - (time.time() + 300) * 1000) < 60_000
        assert abs(most - (time.time() + 600) * 1000) < 60_000


def test_a_session_that_has_expired_is_not_found(host):
    past = datetime.datetime.now() - datetime.timedelta(minutes=1)
    assert SessionsBase.get_user_id_sync(SessionsBase.create_session_sync(1, past).token) is None


def test_get_user_id_prolongs_where_it_is_asked_to(host):
    async def live():
        soon = datetime.datetime.now() + datetime.timedelta(minutes=5)
        token = (await SessionsBase.create_session(1, soon)).token
        assert await SessionsBase.get_user_id(token, increase_expiry=datetime.timedelta(minutes=20)) == 1
        return token

    token = in_a_loop(live())
    due = (time.time() + 24 * 60) * 1000
    deadline = time.monotonic() + 5
    while host.database.session(token, "expires_at")[0] < due and time.monotonic() < deadline:
        time.sleep(0.05)
    assert host.database.session(token, "expires_at")[0] >= due


def test_a_token_that_is_none_finds_nothing(host):
    for token in ("", "short", "A" * 43, "ü", "x" * 10_000):
        assert SessionsBase.get_user_id_sync(token) is None


def test_clean_removes_what_has_expired(host):
    live = SessionsBase.create_session_sync(1).token
    past = datetime.datetime.now() - datetime.timedelta(minutes=1)
    expired = SessionsBase.create_session_sync(1, past).token
    in_a_loop(clean())
    assert host.database.has_session(live) and not host.database.has_session(expired)
