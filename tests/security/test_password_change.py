"""Changing one's own password (security.md, lines 10, 21, 43 and 45)."""

import random
import threading
import time

import pytest

from harness.client import Closed
from harness.database import Database
from harness.program import OTHER_PASSWORD, PASSWORD
from harness.server import RELAXED

ON = ("--change-password",)


def fields(current=PASSWORD, new=OTHER_PASSWORD, **more):
    return {"current_password": current, "new_password": new, "confirm_new_password": new, **more}


def change(client, token, *given, **more):
    return client.post("/change-password/", fields(*given, **more), cookie=token)


@pytest.fixture
def server(servers):
    return servers(*RELAXED, *ON, users=("alice", "bob"))


def test_the_current_password_is_needed(server):
    """Line 10."""
    database = Database(server.database)
    before = database.password_hash("alice")
    token = server.client.login("alice", PASSWORD)
    wrong = change(server.client, token, "not the password")
    assert (wrong.status, wrong.text) == (422, "Incorrect password.")
    missing = change(server.client, token, "")
    assert (missing.status, missing.text) == (422, "Form is invalid. Missing one or more fields.")
    assert database.password_hash("alice") == before
    assert server.client.verify(token) == 200


def test_a_wrong_one_counts_as_a_failed_login(servers):
    """Lines 10 and 21: a stolen session is no second way to guess."""
    server = servers(*ON, "--account-limit", "4", "--refusal-time", "1ms")
    token = server.client.login("alice", PASSWORD)
    statuses = []
    for number in range(3):
        statuses.append(change(server.client.at(f"127.0.0.{number + 2}"), token, f"wrong {number}").status)
    assert server.client.at("127.0.0.7").try_login("Alice", "wrong").status == 401
    assert statuses == [422] * 3
    right = change(server.client, token)
    assert right.status == 429
    assert int(right.header("Retry-After")) > 0
    assert server.client.try_login("alice", PASSWORD).status == 429
    server.restart()
    assert change(server.client, token).status == 429


def test_a_change_ends_every_session_of_that_user_alone(server):
    """Line 43."""
    here, elsewhere = (server.client.login("alice", PASSWORD) for _ in range(2))
    bobs = server.client.login("bob", PASSWORD)
    answer = change(server.client, here)
    assert (answer.status, answer.header("Location")) == (303, "/login/")
    assert answer.header("Set-Cookie").startswith("id=; HttpOnly; Max-Age=0;")
    assert [server.client.verify(token) for token in (here, elsewhere, bobs)] == [401, 401, 200]
    assert server.client.try_login("alice", PASSWORD).status == 401
    assert server.client.try_login("alice", OTHER_PASSWORD).status == 303


def test_killed_at_any_moment_never_the_new_hash_with_old_sessions(servers):
    """Line 43."""
    server = servers(*RELAXED, *ON)
    database, numbers = Database(server.database), random.Random(43)
    current, changed = PASSWORD, 0
    for number in range(12):
        token = server.client.login("alice", current)
        # Wakes up what the first check of a password has to load.
        assert change(server.client, token, "not the password").status == 422
        before = database.password_hash("alice")
        new = f"{OTHER_PASSWORD} {number}"
        asking = threading.Thread(target=ask_in_vain, args=(server.client, token, current, new))
        asking.start()
        time.sleep(numbers.uniform(0.0, 0.12))
        server.kill()
        asking.join()
        is_new = database.password_hash("alice") != before
        alive = database.one("SELECT count(*) FROM sessions")
        assert (alive == 0) == is_new, f"new hash: {is_new}, sessions: {alive}"
        assert database.is_sound()
        changed += is_new
        current = new if is_new else current
        database.change("DELETE FROM sessions")
        server.start()
    assert server.client.try_login("alice", current).status == 303
    print(f"{changed} of 12 changes were done before the kill")


def ask_in_vain(client, token, current, new):
    try:
        change(client, token, current, new)
    except (OSError, Closed):
        pass


def test_nobody_changes_a_password_without_a_session(server):
    before = Database(server.database).password_hash("alice")
    for settings in ({}, {"cookie": "x" * 43}, {"cookie": ""}):
        answer = server.client.post("/change-password/", fields(username="alice"), **settings)
        assert answer.status == 401
    page = server.client.get("/change-password/", {"Accept": "text/html"})
    assert (page.status, page.header("Location")) == (303, "/login/")
    assert Database(server.database).password_hash("alice") == before


def test_no_field_names_another_user(server):
    """Line 45."""
    before = Database(server.database).password_hash("bob")
    token = server.client.login("alice", PASSWORD)
    answer = change(server.client, token, username="bob", user_id="2", id="2")
    assert answer.status == 303
    assert Database(server.database).password_hash("bob") == before


def test_another_site_cant_change_it(server):
    token = server.client.login("alice", PASSWORD)
    for headers in ({"Sec-Fetch-Site": "same-site"}, {"Origin": "null"}):
        assert server.client.post("/change-password/", fields(), headers=headers, cookie=token).status == 403
    assert server.client.verify(token) == 200


@pytest.mark.parametrize("new", ["passwordpassword", "kestrel-92-plu", PASSWORD])
def test_the_new_one_is_held_to_the_policy(server, new):
    """Lines 7 to 9."""
    token = server.client.login("alice", PASSWORD)
    answer = change(server.client, token, PASSWORD, new)
    assert answer.status == 422
    assert answer.text.startswith(("Password", "The new password must differ"))
