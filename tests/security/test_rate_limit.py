"""The rate limit around the pages (security.md, lines 24 to 28)."""

import concurrent.futures

import pytest

from harness.program import PASSWORD

BEHIND_A_PROXY = ("--trusted-proxies", "127.0.0.1")


def statuses(client, addresses):
    return [client.get("/login/", {"X-Forwarded-For": address}).status for address in addresses]


def test_an_exceeding_client_is_told_when_to_come_again(servers):
    """Line 28."""
    client = servers("--rate-limit", "3", "--rate-timespan", "1h").client
    first = client.get("/login/")
    assert first.status == 200
    assert first.header("RateLimit-Limit") == "3"
    assert first.header("RateLimit-Remaining") == "2"
    assert 1100 <= int(first.header("RateLimit-Reset")) <= 1200
    assert [client.get("/login/").status for _ in range(3)] == [200, 200, 429]
    refused = client.try_login("alice", PASSWORD)
    assert refused.status == 429
    assert 1100 <= int(refused.header("Retry-After")) <= 1200
    assert refused.header("RateLimit-Remaining") == "0"
    assert refused.header("Cache-Control") == "no-store"
    assert refused.text == "Too many requests"
    assert client.at("127.0.0.2").get("/login/").status == 200


def test_a_block_lasts_as_long_as_configured(servers):
    client = servers("--rate-limit", "1", "--rate-block-duration", "2h").client
    assert [client.get("/login/").status for _ in range(2)] == [200, 429]
    assert 7190 <= int(client.get("/login/").header("Retry-After")) <= 7200


def test_an_ipv6_network_in_any_spelling_is_one_client(servers):
    """Line 24."""
    client = servers("--rate-limit", "3", "--rate-timespan", "1h", *BEHIND_A_PROXY).client
    one = ["2001:db8::1", "2001:DB8:0:0::2", "2001:0db8:0000:0000:ffff:ffff:ffff:fffe", "2001:db8::127.0.0.1"]
    assert statuses(client, one) == [200, 200, 200, 429]
    assert statuses(client, ["2001:db8:0:1::1"]) == [200]
    assert statuses(client, ["192.0.2.1", "::ffff:192.0.2.1", "::ffff:c000:201", "192.0.2.1"]) == [200] * 3 + [429]


@pytest.mark.parametrize("header", ["X-Forwarded-For", "X-Real-Ip", "Forwarded", "Client-Ip", "True-Client-Ip"])
def test_a_forged_address_is_ignored(servers, header):
    """Line 25."""
    client = servers("--rate-limit", "2", "--rate-timespan", "1h").client
    answers = [client.get("/login/", {header: f"198.51.100.{number}"}).status for number in range(3)]
    assert answers == [200, 200, 429]


def test_a_chain_of_proxies_is_read_from_the_right(servers):
    """Line 25."""
    client = servers("--rate-limit", "2", "--rate-timespan", "1h", "--trusted-proxies", "127.0.0.1,10.0.0.0/8").client
    chains = ["1.1.1.1, 198.51.100.7", "2.2.2.2, 198.51.100.7, 10.1.1.1", "198.51.100.7,10.0.0.1,10.0.0.2"]
    assert statuses(client, chains) == [200, 200, 429]


def test_odd_spellings_of_the_address_share_one_budget(servers):
    """Line 26: the budget knows no path, and what is served under none of these is limited too."""
    client = servers("--rate-limit", "3", "--rate-timespan", "1h").client
    for _ in range(3):
        client.get("/login/")
    targets = ["/login/", "/%6cogin/", "/LOGIN/", "/login/.", "/./login/", "/login/?a=b", "/account/", "/logout/", "/"]
    assert {client.get(target).status for target in targets} == {429}
    assert client.get("//login/").status in (400, 404, 429)


def test_of_many_at_once_no_more_than_the_limit_pass(servers):
    """Line 27."""
    client = servers("--rate-limit", "5", "--rate-timespan", "1h").client
    with concurrent.futures.ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(lambda _: client.get("/login/").status, range(50)))
    assert sorted(answers) == [200] * 5 + [429] * 45


def test_what_proxies_and_supervisors_ask_is_not_limited(servers):
    client = servers("--rate-limit", "1", "--rate-timespan", "1h").client
    assert [client.get("/login/").status for _ in range(2)] == [200, 429]
    for target, status in [("/healthz", 200), ("/readyz", 200), ("/metrics", 200), ("/verify", 401)]:
        answers = [client.get(target) for _ in range(3)]
        assert {answer.status for answer in answers} == {status}, target
        assert not answers[0].all("RateLimit-Limit"), target


def test_a_shared_limit_survives_a_restart_and_is_one_for_all_processes(servers):
    flags = ("--rate-limit", "4", "--rate-timespan", "1h", "--rate-shared")
    one = servers(*flags)
    other = servers(*flags, database=one.database, users=())
    assert [server.client.get("/login/").status for server in (one, other, one)] == [200] * 3
    one.restart()
    assert [server.client.get("/login/").status for server in (one, other, one)] == [200, 429, 429]


def test_without_configuration_nothing_is_limited(server, client):
    assert not client.get("/login/").all("RateLimit-Limit")
