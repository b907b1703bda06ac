"""Both packages on one file at the same time: what either writes the other reads."""

import asyncio
import concurrent.futures
import contextlib
import datetime
import importlib
import shutil
import time
import warnings

import ostiary
import pytest
from ostiary.users import create_user_sync
from piccolo.apps.user.tables import BaseUser
from starlette.testclient import TestClient

from harness.database import Database
from hosting.apps import make_app
from hosting.client import Client
from side_by_side.case import build
from side_by_side.cases import password_changes, registrations
from side_by_side.conftest import use
from side_by_side.sides import PASSWORD, Side

THEIRS, OURS = "piccolo_api", "ostiary"
either_way = pytest.mark.parametrize("first, second", [(THEIRS, OURS), (OURS, THEIRS)])
MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture
def path(original, tmp_path):
    path = tmp_path / "shared.db"
    shutil.copy(original, path)
    use(path)
    ostiary.configure(database=f"sqlite:{path}", preset="piccolo")
    return path


@pytest.fixture
def apps(path):
    """A client for each package's app."""
    with contextlib.ExitStack() as stack:
        stack.enter_context(warnings.catch_warnings())
        warnings.filterwarnings("ignore", message="If running sessions in production")
        clients = {}
        for package in (THEIRS, OURS):
            app = build(lambda **settings: make_app("starlette", **settings), Side(package))
            http = stack.enter_context(TestClient(app, raise_server_exceptions=False))
            clients[package] = Client(http, "http://testserver")
        yield clients


@either_way
def test_a_session_of_one_opens_the_page_of_the_other(apps, first, second):
    token = apps[first].login("alice", PASSWORD)
    assert apps[second].private(token).text == "alice 1 ['authenticated']"


@either_way
def test_a_logout_at_one_ends_the_session_at_the_other(apps, first, second):
    token = apps[first].login("alice", PASSWORD)
    assert apps[second].logout(token).status == 200
    assert apps[first].private(token).text == "No matching session found."


@either_way
def test_both_log_in_the_same_users_in_turn(apps, first, second):
    """So neither leaves a hash that the other can't read."""
    for name in ("alice", "old"):
        for package in (first, second, first):
            assert apps[package].try_login(name, PASSWORD).status == 303, (name, package)


@either_way
def test_who_registers_at_one_logs_in_at_both(path, apps, first, second):
    assert registrations.send(apps[first]).status == 303
    assert Database(path).change("UPDATE piccolo_user SET active = 1 WHERE username = 'carol'") == 1
    for package in (first, second, first):
        assert apps[package].try_login("carol", PASSWORD).status == 303, package


@either_way
def test_a_password_that_is_changed_at_one_ends_the_sessions_at_both_and_logs_in_at_both(apps, first, second):
    tokens = {package: apps[package].login("alice", PASSWORD) for package in (first, second)}
    assert password_changes.send(apps[first], tokens[first]).status == 303
    for package, token in tokens.items():
        assert apps[package].private(token).text == "No matching session found."
        assert apps[package].try_login("alice", PASSWORD).status == 401
        assert apps[package].try_login("alice", password_changes.OTHER).status == 303


def test_a_user_made_by_ours_logs_in_at_both(apps):
    user_id = create_user_sync("newcomer", PASSWORD, email="new@example.org", admin=True)
    for package in (THEIRS, OURS):
        token = apps[package].login("newcomer", PASSWORD)
        assert apps[package].private(token).text == f"newcomer {user_id} ['authenticated']"


def test_a_user_made_by_ours_is_one_that_piccolo_would_have_made(path):
    for name, create in {"hers": create_user_sync, "theirs": BaseUser.create_user_sync}.items():
        create(name, PASSWORD, email=f"{name}@example.org", active=True)
    ours, theirs = (BaseUser.objects().get(BaseUser.username == name).run_sync() for name in ("hers", "theirs"))
    for column in ("first_name", "last_name", "active", "admin", "superuser", "last_login"):
        assert getattr(ours, column) == getattr(theirs, column), column
    assert ours.password.startswith("pbkdf2_sha256$600000$")
    assert Database(path).ask("SELECT typeof(active), typeof(admin) FROM piccolo_user GROUP BY 1, 2") == [
        ("integer", "integer")
    ]


def test_a_login_at_ours_is_seen_as_piccolos_last_login(apps):
    apps[OURS].login("alice", PASSWORD)
    user = BaseUser.objects().get(BaseUser.username == "alice").run_sync()
    assert abs(datetime.datetime.now() - user.last_login) < MINUTE


@either_way
def test_sessions_made_by_hand_are_read_by_the_other(path, first, second):
    makes, reads = Side(first).SessionsBase, Side(second).SessionsBase
    token = makes.create_session_sync(1).token
    assert reads.get_user_id_sync(token) == 1
    reads.remove_session_sync(token)
    assert makes.get_user_id_sync(token) is None


@either_way
def test_expiry_dates_mean_the_same_to_both(path, first, second):
    makes, reads = Side(first).SessionsBase, Side(second).SessionsBase
    for minutes, found in ((-1, None), (1, 1)):
        due = datetime.datetime.now() + minutes * MINUTE
        token = asyncio.run(makes.create_session(1, due, due + MINUTE)).token
        assert reads.get_user_id_sync(token) == found, minutes
    late = datetime.datetime.now() - MINUTE
    token = asyncio.run(makes.create_session(1, late + 10 * MINUTE, late)).token
    assert reads.get_user_id_sync(token) is None


@either_way
def test_a_prolonged_session_is_prolonged_for_the_other_too(path, first, second):
    sessions = Side(THEIRS).SessionsBase
    due = datetime.datetime.now() + 2 * MINUTE
    token = asyncio.run(Side(second).SessionsBase.create_session(1, due)).token
    assert asyncio.run(Side(first).SessionsBase.get_user_id(token, increase_expiry=10 * MINUTE)) == 1
    deadline = time.monotonic() + 5
    while True:
        # A row each time: ours writes prolongations down within a second.
        row = sessions.objects().get(sessions.token == token).run_sync()
        if row.expiry_date > due + MINUTE or time.monotonic() > deadline:
            break
        time.sleep(0.05)
    assert abs(row.expiry_date - (due + 10 * MINUTE)) < MINUTE
    assert Side(second).SessionsBase.get_user_id_sync(token) == 1


@pytest.mark.parametrize("package", [THEIRS, OURS])
def test_clean_removes_the_expired_sessions_of_either(path, package, capsys):
    for each in (THEIRS, OURS):
        sessions = Side(each).SessionsBase
        for due in (-MINUTE, MINUTE):
            asyncio.run(sessions.create_session(1, datetime.datetime.now() + due))
    asyncio.run(importlib.import_module(f"{package}.session_auth.commands").clean())
    sessions = Side(THEIRS).SessionsBase
    left = sessions.count().where(sessions.expiry_date < datetime.datetime.now()).run_sync()
    assert left == 0
    assert (
        sessions.count().where(sessions.user_id == 1, sessions.max_expiry_date > datetime.datetime.now()).run_sync()
        == 2
    )


def test_ours_leaves_piccolos_tables_as_they_are(path, original):
    def shape(file):
        return Database(file).ask(
            "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name IN ('piccolo_user', 'sessions')"
        )

    Side(OURS).session_login()
    Side(OURS).SessionsBase.create_session_sync(1)
    assert shape(path) == shape(original)


def test_a_new_file_gets_the_tables_that_piccolo_makes(tmp_path, original):
    ostiary.configure(database=f"sqlite:{tmp_path}/new.db", preset="piccolo")
    Side(OURS).SessionsBase.get_user_id_sync("A" * 43)
    for table in ("piccolo_user", "sessions"):
        columns = [Database(file).ask(f"PRAGMA table_info({table})") for file in (tmp_path / "new.db", original)]
        assert columns[0] == columns[1]


def test_both_write_at_the_same_time(apps):
    """Busy is waited for, on either side."""
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda n: apps[(THEIRS, OURS)[n % 2]].try_login("alice", PASSWORD).status, range(24)))
    assert answers == [303] * 24
