"""The rate limit in front of an app: who is counted as whom, and what they are told."""

import concurrent.futures

import pytest
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, StreamingResponse

from harness.page import Page
from harness.program import PASSWORD
from hosting.apps import RELAXED, add_page
from hosting.wrappers import Claimed
from ostiary.rate_limiting.middleware import DatabaseLimitProvider, InMemoryLimitProvider, RateLimitingMiddleware
from ostiary.session_auth.endpoints import session_login

HOUR = 3600
PROVIDERS = {"memory": InMemoryLimitProvider, "database": DatabaseLimitProvider}
each_provider = pytest.mark.parametrize("kind", PROVIDERS)
seen: list = []


async def show(request: Request) -> JSONResponse:
    seen.append(request.url.path)
    return JSONResponse(len(seen))


async def stream(request: Request) -> StreamingResponse:
    async def parts():
        for part in ("one ", "two ", "three"):
            yield part

    return StreamingResponse(parts(), headers={"RateLimit-Limit": "7"})


def limited_app(new_app, kind="memory", limit=3, timespan=HOUR, block_duration=None, **options):
    seen.clear()
    provider = PROVIDERS[kind](timespan, limit, block_duration)
    app = new_app(middleware=[Middleware(Claimed), Middleware(RateLimitingMiddleware, provider=provider, **options)])
    app.mount("/login/", session_login(**RELAXED))
    add_page(app, "/", show)
    add_page(app, "/stream", stream)
    return app


def statuses(client, count, path="/", **headers):
    return [client.get(path, headers=headers).status for _ in range(count)]


def told(answer):
    return [answer.header(f"RateLimit-{name}") for name in ("Limit", "Remaining")]


@each_provider
def test_who_asks_too_often_is_told_to_wait(host, kind):
    client = host.serve(limited_app, kind=kind)
    assert statuses(client, 3) == [200] * 3
    refused = client.get("/")
    assert (refused.status, refused.text) == (429, "Too many requests")
    # A third of an hour for each of the three.
    assert 1150 < int(refused.header("Retry-After")) <= 1200
    assert refused.header("Cache-Control") == "no-store"
    assert client.get("/notes").status == 429


@each_provider
def test_every_answer_says_what_is_left(host, kind):
    client = host.serve(limited_app, kind=kind)
    answers = [client.get("/") for _ in range(4)]
    assert [told(answer) for answer in answers] == [["3", "2"], ["3", "1"], ["3", "0"], ["3", "0"]]
    assert 3550 < int(answers[3].header("RateLimit-Reset")) <= HOUR


def test_a_browser_gets_a_page(host):
    client = host.serve(limited_app, limit=1)
    client.get("/")
    refused = client.get("/", headers={"Accept": "text/html,*/*;q=0.8"})
    assert refused.status == 429
    assert "then try again." in Page(refused.text).text
    assert "default-src 'none'" in refused.header("Content-Security-Policy")


def test_a_block_lasts_as_long_as_it_says(host):
    client = host.serve(limited_app, limit=100, timespan=100, block_duration=600)
    assert 429 in statuses(client, 120)
    assert 590 < int(client.get("/").header("Retry-After")) <= 600


@pytest.mark.parametrize(
    "first, second",
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff"),
        ("2001:db8:1:2::1", "2001:0DB8:0001:0002:0:0:0:9"),
        ("192.0.2.1", "::ffff:192.0.2.1"),
    ],
)
def test_spellings_and_addresses_of_one_ipv6_network_share_a_budget(host, first, second):
    client = host.serve(limited_app, limit=2)
    assert statuses(client, 2, **{"X-Test-Client": first}) == [200, 200]
    assert statuses(client, 1, **{"X-Test-Client": second}) == [429]


def test_other_networks_have_budgets_of_their_own(host):
    client = host.serve(limited_app, limit=1)
    for address in ("192.0.2.1", "192.0.2.2", "2001:db8:1:2::1", "2001:db8:1:3::1"):
        assert statuses(client, 2, **{"X-Test-Client": address}) == [200, 429]


def test_the_prefix_of_a_network_can_be_chosen(host):
    client = host.serve(limited_app, limit=1, ipv6_prefix=48)
    assert statuses(client, 1, **{"X-Test-Client": "2001:db8:1:2::1"}) == [200]
    assert statuses(client, 1, **{"X-Test-Client": "2001:db8:1:3::1"}) == [429]


def test_a_client_without_an_address_is_refused(host):
    answer = host.serve(limited_app).get("/", headers={"X-Test-Client": "none"})
    assert (answer.status, answer.text) == (400, "Client host can't be found.")
    assert seen == []


def test_forwarding_headers_of_untrusted_peers_give_no_budget(uvicorn_host):
    client = uvicorn_host.serve(limited_app, limit=2, uvicorn={"proxy_headers": False})
    answers = [
        client.get("/", headers={"X-Forwarded-For": f"192.0.2.{n}", "Forwarded": f"for=1.2.3.{n}"}) for n in (1, 2, 3)
    ]
    assert [answer.status for answer in answers] == [200, 200, 429]


def test_behind_a_proxy_that_the_server_trusts_its_clients_are_counted(uvicorn_host):
    client = uvicorn_host.serve(limited_app, limit=1, uvicorn={"forwarded_allow_ips": "127.0.0.1"})
    for address in ("192.0.2.1", "192.0.2.2"):
        # What the client has made up stands further left.
        assert statuses(client, 1, **{"X-Forwarded-For": f"198.51.100.7, {address}"}) == [200]
        assert statuses(client, 1, **{"X-Forwarded-For": f"198.51.100.8, {address}"}) == [429]


@pytest.mark.parametrize("path", ["//login/", "/%6cogin/", "/LOGIN/", "/login/?a=b", "/"])
def test_no_spelling_of_the_path_gives_another_budget(host, path):
    client = host.serve(limited_app, limit=2)
    assert client.get("/login/").status == client.get("/login/").status == 200
    assert client.get(path).status == 429


@each_provider
def test_of_many_guesses_at_once_only_the_limit_is_evaluated(uvicorn_host, kind):
    client = uvicorn_host.serve(limited_app, kind=kind, limit=5)
    with concurrent.futures.ThreadPoolExecutor(25) as pool:
        found = list(pool.map(lambda _: client.try_login("alice", "wrong").status, range(50)))
    assert (found.count(401), found.count(429)) == (5, 45)


def test_counts_in_the_database_outlive_the_process_and_are_shared(host):
    clients = [host.serve(limited_app, kind="database", limit=4) for _ in range(2)]
    assert [clients[n % 2].get("/").status for n in range(4)] == [200] * 4
    assert [client.get("/").status for client in clients] == [429, 429]
    assert host.serve(limited_app, kind="database", limit=4).get("/").status == 429


def test_without_its_database_nobody_is_let_through(host):
    host.configuration["database"] = f"sqlite:{host.directory}/missing/app.db"
    host.configure()
    answer = host.serve(limited_app, kind="database").get("/")
    assert (answer.status, seen) == (503, [])
    assert int(answer.header("Retry-After")) > 0
    assert "missing" not in answer.text


def test_where_the_counts_are_gone_nobody_is_let_through(host):
    client = host.serve(limited_app, kind="database", limit=100)
    assert client.get("/").status == 200
    with host.database.connect() as connection:
        connection.execute("DROP TABLE rates")
    assert client.get("/").status == 503


def test_an_answer_in_parts_stays_one_and_a_narrower_limits_word_stands(host):
    answer = host.serve(limited_app).get("/stream")
    assert (answer.text, told(answer)) == ("one two three", ["7", None])


def test_login_goes_on_behind_it(host):
    client = host.serve(limited_app, limit=10)
    assert client.try_login("alice", PASSWORD).status == 303
    # A HEAD's refusal has no body.
    statuses(client, 10)
    answer = client.request("HEAD", "/")
    assert (answer.status, answer.body) == (429, b"")
