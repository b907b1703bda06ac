"""How many tries there are, per account and per address, and for how long."""

import time

import pytest

from harness.database import Database
from harness.program import PASSWORD

LIMITS = ("--account-limit", "3", "--account-window", "1h", "--address-limit", "6", "--address-window", "1h")
QUICK = ("--refusal-time", "1ms")


def fail(client, name="alice", times=1):
    return [client.try_login(name, "wrong").status for _ in range(times)]


def test_beyond_the_limit_of_an_account_the_answer_is_429_with_retry_after(servers):
    client = servers(*LIMITS, *QUICK, users=("alice", "bob")).client
    assert fail(client, times=4) == [401, 401, 401, 429]
    answer = client.at("127.0.0.2").try_login("alice", PASSWORD)
    assert (answer.status, answer.text) == (429, "Too many login attempts. Try again later.")
    assert 3500 < int(answer.header("Retry-After")) <= 3600
    assert answer.header("Set-Cookie") is None
    assert client.at("127.0.0.2").try_login("bob", PASSWORD).status == 303, "others are not concerned"


def test_beyond_the_limit_of_an_address_the_answer_is_429_whatever_the_account(servers):
    client = servers(*LIMITS, *QUICK).client
    assert [client.try_login(f"user{number}", "wrong").status for number in range(7)] == [401] * 6 + [429]
    assert client.try_login("alice", PASSWORD).status == 429
    assert client.at("127.0.0.2").try_login("alice", PASSWORD).status == 303


def test_the_form_shows_the_refusal_in_the_page(servers):
    client = servers(*LIMITS, *QUICK).client
    fail(client, times=3)
    answer = client.post("/login/", {"username": "alice", "password": "wrong", "format": "html"})
    assert answer.status == 429
    assert "Too many login attempts" in answer.text and answer.header("Retry-After")


def test_the_budget_survives_a_restart(servers):
    server = servers(*LIMITS, *QUICK)
    fail(server.client, times=3)
    server.restart()
    assert server.client.try_login("alice", PASSWORD).status == 429


def test_two_processes_on_one_file_share_the_budget(servers):
    first = servers(*LIMITS, *QUICK)
    second = servers(*LIMITS, *QUICK, database=first.database, users=())
    statuses = fail(first.client) + fail(second.client) + fail(first.client) + fail(second.client)
    assert statuses == [401, 401, 401, 429]


def test_after_the_window_the_account_is_open_again(servers):
    client = servers("--account-limit", "2", "--account-window", "2s", *QUICK).client
    assert fail(client, times=3) == [401, 401, 429]
    for _ in range(5):
        answer = client.try_login("alice", "wrong")
    assert 1 <= int(answer.header("Retry-After")) <= 2, "refused tries don't lengthen the wait"
    time.sleep(2.1)
    assert client.try_login("alice", PASSWORD).status == 303


def test_a_success_opens_the_budget_anew(servers):
    client = servers(*LIMITS[:4], *QUICK).client
    for _ in range(3):
        assert fail(client, times=2) == [401, 401]
        assert client.try_login("alice", PASSWORD).status == 303


def test_successes_dont_use_up_the_budget_of_an_address(servers):
    client = servers(*LIMITS, *QUICK).client
    assert [client.try_login("alice", PASSWORD).status for _ in range(8)] == [303] * 8


def test_spellings_of_a_name_share_one_budget(servers):
    client = servers(*LIMITS, *QUICK, users=("bob",)).client
    spellings = ("Bob", "bob", "BOB", "ｂｏｂ")
    assert [client.try_login(name, "wrong").status for name in spellings] == [401, 401, 401, 429]


def test_a_try_that_misses_a_field_is_not_counted(servers):
    client = servers(*LIMITS, *QUICK).client
    for _ in range(8):
        assert client.try_login("alice", "").status == 422
    assert client.try_login("alice", PASSWORD).status == 303


def test_an_ipv6_network_is_one_client_and_its_spellings_too(servers):
    client = servers(*LIMITS, *QUICK, "--trusted-proxies", "127.0.0.1").client

    def status(address, name):
        return client.try_login(name, "wrong", headers={"X-Forwarded-For": address}).status

    network = ["2001:db8:1:2::1", "2001:DB8:1:2::2", "2001:0db8:0001:0002:ffff:ffff:ffff:ffff", "2001:db8:1:2:1::"]
    assert [status(address, f"a{number}") for number, address in enumerate(network + network)] == [401] * 6 + [429] * 2
    assert status("2001:db8:1:3::1", "b") == 401
    assert [status("::ffff:198.51.100.7", f"c{number}") for number in range(6)] == [401] * 6
    assert status("198.51.100.7", "d") == 429, "an IPv4 address in IPv6 clothes"


@pytest.mark.parametrize("flag", ["account", "address"])
def test_zero_turns_a_limit_off(servers, flag):
    client = servers(f"--{flag}-limit", "0", *QUICK).client
    names = ["alice"] * 12 if flag == "account" else [f"user{number}" for number in range(105)]
    assert {client.try_login(name, "wrong").status for name in names} == {401}


def test_refusals_are_recorded(servers):
    server = servers(*LIMITS, *QUICK)
    fail(server.client, times=4)
    database = Database(server.database)
    assert len(database.events("login_failed")) == 3
    assert len(database.events("login_throttled")) == 1
    assert server.wait_for("login_throttled")["username"] == "alice"
