"""Registering tells nothing and gives nothing away (security.md, lines 7 to 9, 16, 20 and 72)."""

import concurrent.futures
import statistics
import time

import pytest

from harness import program
from harness.database import Database
from harness.program import PASSWORD
from harness.server import RELAXED

MODERATED = ("--registration", "moderated")
TAKEN = "User with email or username already exists."


def fields(name="alice", password=PASSWORD, **more):
    return {
        "username": name,
        "email": f"{name}@example.org",
        "password": password,
        "confirm_password": password,
        **more,
    }


def count_users(server):
    return Database(server.database).one("SELECT count(*) FROM users")


@pytest.fixture
def server(servers):
    return servers(*RELAXED, *MODERATED, users=())


@pytest.fixture(scope="module")
def shared(module_servers):
    return module_servers(*RELAXED, *MODERATED, users=())


@pytest.mark.parametrize(
    "password", ["kestrel-92-plu", "\U0001f600\U0001f98a\U0001f30b\U0001f9ca\U0001f3bb" * 2 + "\U0001f600" * 4]
)
def test_14_code_points_wont_do(shared, password):
    """Line 7."""
    answer = shared.client.post("/register/", fields("short", password))
    assert (answer.status, answer.text) == (422, "Password must be at least 15 characters long.")


@pytest.mark.parametrize(
    "name, password",
    [
        ("emoji", "\U0001f600\U0001f98a\U0001f30b\U0001f9ca\U0001f3bb" * 3),
        ("lower", "qkzjvwmxhtrblnpdgcsfyaeouiwzkqjvmxtrhblnpdgcsfyaeouizqkwjvxmhtrb"),
    ],
)
def test_15_code_points_of_any_kind_will_do(shared, name, password):
    """Lines 7 and 8."""
    assert shared.client.post("/register/", fields(name, password)).status == 303


@pytest.mark.parametrize("password", ["passwordpassword", "kestrelplumkestrelplum"])
def test_what_is_guessed_first_is_refused_with_a_reason(shared, password):
    """Line 9: the second is the user's own name twice."""
    answer = shared.client.post("/register/", fields("kestrelplum", password))
    assert answer.status == 422
    assert answer.text.startswith("Password is too easy to guess: ")


def test_nothing_that_is_sent_decides_what_a_user_may_do(server):
    """Line 16."""
    sent = fields(admin="1", superuser="1", active="1", id="7", is_admin="true")
    assert server.client.post("/register/", sent).status == 303
    assert server.client.post("/register/", {**sent, "username": "bob", "email": "b@example.org"}, "json").status == 303
    for name in ("alice", "bob"):
        found = Database(server.database).ask("SELECT admin, superuser, active, id FROM users WHERE username = ?", name)
        assert found[0][:3] == (0, 0, 0) and found[0][3] != 7
    assert server.client.try_login("alice", PASSWORD).status == 401
    program.succeed("user", "enable", "alice", "--database", f"sqlite:{server.database}")
    assert server.client.try_login("alice", PASSWORD).status == 303


@pytest.mark.parametrize(
    "body, content_type, status",
    [
        (b"[]", "application/json", 400),
        (b'{"username": 1, "email": [], "password": {}, "confirm_password": null}', "application/json", 400),
        (b'{"username": "a", "username": "b"}', "application/json", 400),
        (b"username=\xff", "application/x-www-form-urlencoded", 400),
        (b"{}", "text/plain", 415),
        (b"x" * 20_000, "application/json", 413),
        (b"", "application/json", 400),
    ],
)
def test_no_body_is_a_fault_of_the_server(shared, body, content_type, status):
    """Lines 12 to 14."""
    assert shared.client.request("POST", "/register/", {"Content-Type": content_type}, body).status == status


def test_50_at_once_make_one_user(server):
    """Line 72."""
    with concurrent.futures.ThreadPoolExecutor(50) as pool:
        statuses = list(pool.map(lambda _: server.client.post("/register/", fields()).status, range(50)))
    assert statuses.count(303) == 1
    assert set(statuses) <= {303, 422, 503}
    assert count_users(server) == 1


def test_a_taken_name_or_address_is_told_unless_told_not_to(server):
    """The reference's answer."""
    assert server.client.post("/register/", fields("alice")).status == 303
    for taken in (fields("ALICE", email="other@example.org"), fields("bob", email="Alice@Example.org")):
        answer = server.client.post("/register/", taken)
        assert (answer.status, answer.text) == (422, TAKEN)


@pytest.mark.alone
def test_enumeration_safe_answers_a_taken_address_like_a_free_one(servers):
    """Line 20: the same bytes, and medians within 5 %."""
    flags = ("--address-limit", "1000000", *MODERATED, "--enumeration-safe-registration")
    server = servers(*flags, users=("alice",))
    took = {"taken": [], "free": []}
    answers = set()
    for number in range(12):
        for case, name in (("taken", "alice"), ("free", f"new-{number}")):
            began = time.perf_counter()
            answer = server.client.post("/register/", fields(name, email=f"{number}-{case}@example.org"))
            took[case].append(time.perf_counter() - began)
            answers.add(repr(answer.comparable()))
    assert len(answers) == 1
    assert "303" in answers.pop()
    medians = {case: statistics.median(times) for case, times in took.items()}
    assert min(medians.values()) >= 0.25
    if not program.is_sanitized():
        assert max(medians.values()) <= 1.05 * min(medians.values()), medians
    assert count_users(server) == 13
    assert len(server.events("registration_failed")) == 12


def test_registrations_are_no_free_hashes(servers):
    """Line 28: 429 with Retry-After, and the same budget as failed logins."""
    server = servers(*MODERATED, "--address-limit", "3", users=())
    statuses = [server.client.post("/register/", fields(f"user-{number}")).status for number in range(4)]
    assert statuses == [303, 303, 303, 429]
    refused = server.client.post("/register/", fields("late"))
    assert 0 < int(refused.header("Retry-After")) <= 300
    assert server.client.try_login("user-0", PASSWORD).status == 429
    assert server.client.at("127.0.0.9").post("/register/", fields("late")).status == 303


def test_another_site_cant_register_anybody(shared):
    before = count_users(shared)
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
        assert shared.client.post("/register/", fields("victim"), headers=headers).status == 403
    assert count_users(shared) == before


def test_what_is_typed_stays_text(shared):
    """Line 65."""
    typed = '"><svg onload=1>{{7*7}}'
    page = shared.client.post("/register/", fields("x", username=typed, email=typed, format="html"))
    assert page.status == 422
    assert "<svg" not in page.text and "{{7*7}}" in page.text
