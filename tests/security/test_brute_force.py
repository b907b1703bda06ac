"""Guessing is bounded (security.md, lines 21 to 28)."""

import concurrent.futures

import pytest

from harness import program
from harness.database import Database
from harness.program import PASSWORD
from harness.server import RELAXED

QUICK = ("--refusal-time", "1ms")


def test_an_account_is_guarded_against_many_addresses_also_after_a_restart(servers):
    """Line 21."""
    server = servers("--account-limit", "5", *QUICK)
    statuses = [server.client.at(f"127.0.1.{number}").try_login("alice", "wrong").status for number in range(6)]
    assert statuses == [401] * 5 + [429]
    right = server.client.at("127.0.2.1").try_login("alice", PASSWORD)
    wrong = server.client.at("127.0.2.2").try_login("alice", "wrong")
    assert right.status == wrong.status == 429
    assert right.body == wrong.body
    server.restart()
    assert server.client.at("127.0.2.3").try_login("alice", PASSWORD).status == 429


def test_nobody_is_locked_out_for_good(servers):
    """Line 22: a refused try never lengthens the wait."""
    server = servers("--account-limit", "2", "--account-window", "1h", *QUICK)
    database = Database(server.database)
    for _ in range(10):
        server.client.try_login("alice", "wrong")
    (ends,) = database.ask("SELECT ends_at FROM attempts WHERE key LIKE 'account:%'")
    for _ in range(5):
        server.client.try_login("alice", "wrong")
    assert database.ask("SELECT ends_at FROM attempts WHERE key LIKE 'account:%'") == [ends]
    database.change("UPDATE attempts SET ends_at = 1 WHERE key LIKE 'account:%'")
    assert server.client.try_login("alice", PASSWORD).status == 303


def test_spellings_of_a_name_share_one_budget(servers):
    """Line 23."""
    client = servers("--account-limit", "4", *QUICK, users=("bob",)).client
    spellings = ["Bob", "bob", "BOB", "ｂｏｂ", "boB"]
    assert [client.try_login(name, "wrong").status for name in spellings] == [401] * 4 + [429]


def test_an_email_address_is_no_way_around_the_budget(servers):
    """Line 23: it names nobody, so it can't be guessed with."""
    server = servers(*QUICK, users=())
    server.add_user("bob", PASSWORD, "--email", "bob@example.org")
    assert server.client.try_login("bob@example.org", PASSWORD).status == 401


def test_an_ipv6_network_in_any_spelling_is_one_client(servers):
    """Line 24."""
    client = servers("--address-limit", "4", *QUICK, "--trusted-proxies", "127.0.0.1").client
    addresses = [
        "2001:db8::1",
        "2001:DB8:0:0::2",
        "2001:0db8:0000:0000:ffff:ffff:ffff:fffe",
        "2001:db8::127.0.0.1",
        "2001:db8::5",
    ]
    statuses = [
        client.try_login(f"user{number}", "wrong", headers={"X-Forwarded-For": address}).status
        for number, address in enumerate(addresses)
    ]
    assert statuses == [401] * 4 + [429]
    assert client.try_login("other", "wrong", headers={"X-Forwarded-For": "2001:db8:0:1::1"}).status == 401


FORWARDING = [
    "X-Forwarded-For",
    "X-Real-Ip",
    "Forwarded",
    "Client-Ip",
    "X-Client-Ip",
    "True-Client-Ip",
    "Cf-Connecting-Ip",
]


@pytest.mark.parametrize("header", FORWARDING)
def test_a_forged_address_is_ignored(servers, header):
    """Line 25: no peer is trusted by default."""
    client = servers("--address-limit", "3", *QUICK).client
    statuses = [
        client.try_login(f"user{number}", "wrong", headers={header: f"198.51.100.{number}"}).status
        for number in range(4)
    ]
    assert statuses == [401] * 3 + [429]


def test_a_chain_of_proxies_is_read_from_the_right(servers):
    """Line 25."""
    server = servers("--address-limit", "3", *QUICK, "--trusted-proxies", "127.0.0.1,10.0.0.0/8")
    chains = [
        "1.1.1.1, 198.51.100.7",
        "2.2.2.2, 198.51.100.7, 10.1.1.1",
        "nonsense, 198.51.100.7",
        "198.51.100.7,10.0.0.1,10.0.0.2",
    ]
    statuses = [
        server.client.try_login(f"user{number}", "wrong", headers={"X-Forwarded-For": chain}).status
        for number, chain in enumerate(chains)
    ]
    assert statuses == [401] * 3 + [429]
    assert {row["address"] for row in Database(server.database).events("login_failed")} == {"198.51.100.7"}
    several = [("X-Forwarded-For", "3.3.3.3"), ("X-Forwarded-For", "198.51.100.7")]
    assert server.client.try_login("user9", "wrong", headers=several).status == 429


def test_an_untrusted_peer_cant_speak_for_others(servers):
    """Line 25: the list names 127.0.0.1, and this peer is 127.0.0.2."""
    server = servers(*QUICK, "--trusted-proxies", "127.0.0.1")
    server.client.at("127.0.0.2").try_login("alice", "wrong", headers={"X-Forwarded-For": "198.51.100.7"})
    assert server.wait_for("login_failed")["address"] == "127.0.0.2"


def test_odd_spellings_of_the_address_are_no_way_around_the_budget(servers):
    """Line 26."""
    client = servers("--account-limit", "3", *QUICK).client
    targets = [
        "/login/",
        "//login/",
        "/%6cogin/",
        "/LOGIN/",
        "/login/.",
        "/./login/",
        "/x/../login/",
        "/login//",
        "/login/;x",
        "/login/?x",
        "http://app.test/login/",
    ]
    answers = [client.post(target, {"username": "alice", "password": "wrong"}) for target in targets * 2]
    assert sum(answer.status == 401 and answer.text == "Login failed" for answer in answers) == 3
    for target in targets:
        assert client.post(target, {"username": "alice", "password": PASSWORD}).token is None, target


def test_of_50_guesses_at_once_no_more_are_looked_at_than_the_limit(servers):
    """Line 27."""
    first = servers("--account-limit", "5", *QUICK)
    second = servers("--account-limit", "5", *QUICK, database=first.database, users=())
    clients = [first.client, second.client]
    with concurrent.futures.ThreadPoolExecutor(50) as pool:
        guesses = [pool.submit(clients[number % 2].try_login, "alice", f"guess {number}") for number in range(50)]
        statuses = [guess.result().status for guess in guesses]
    assert set(statuses) <= {401, 429, 503}
    assert 1 <= statuses.count(401) <= 5
    events = Database(first.database).events("login_failed")
    assert len(events) == statuses.count(401)


def test_a_429_says_when_to_come_back(servers):
    """Line 28."""
    client = servers("--account-limit", "1", "--account-window", "10m", *QUICK).client
    client.try_login("alice", "wrong")
    answer = client.try_login("alice", "wrong")
    assert answer.status == 429
    assert 590 <= int(answer.header("Retry-After")) <= 600


def test_many_sources_dont_fill_the_memory(servers):
    """Line 28: budgets are in the store, and what is refused makes none."""
    server = servers("--account-limit", "1", "--address-limit", "1000000", *QUICK, "--trusted-proxies", "127.0.0.1")
    client = server.client

    def guess(number):
        address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
        return client.try_login("alice", "wrong", headers={"X-Forwarded-For": address}).status

    assert guess(0) == 401
    for number in range(1, 1_000):
        assert guess(number) == 429
    before = server.memory()
    for number in range(1_000, 6_000):
        guess(number)
    # A sanitizer keeps what was freed for a while.
    assert program.is_sanitized() or server.memory() - before < 8 * 2**20
    assert Database(server.database).one("SELECT count(*) FROM attempts") < 10
    assert len(Database(server.database).events("login_throttled")) < 5_000, "a flood doesn't fill the disk"


def test_spent_budgets_dont_stay(servers):
    """Line 28."""
    server = servers(*RELAXED)
    server.client.try_login("alice", "wrong")
    database = Database(server.database)
    assert database.change("UPDATE attempts SET ends_at = 1") > 0
    server.restart()
    server.client.try_login("alice", PASSWORD)
    program.succeed("session", "clean", "--database", f"sqlite:{server.database}")
    assert not database.ask("SELECT * FROM attempts WHERE ends_at = 1")
