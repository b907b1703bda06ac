"""Providers on their own, an app's own among them, and what else than HTTP passes the limit."""

import contextlib
import datetime
import random
import resource

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import WebSocketRoute
from starlette.testclient import TestClient, WebSocketDenialResponse

import ostiary
from hosting.apps import add_page
from hosting.wrappers import Claimed
from ostiary.rate_limiting.middleware import (
    DatabaseLimitProvider,
    InMemoryLimitProvider,
    RateLimitError,
    RateLimitingMiddleware,
    RateLimitProvider,
)
from test_rate_limiting import show


class Own(RateLimitProvider):
    """As it could have been written for piccolo_api."""

    def __init__(self, limit):
        self.left = limit
        self.identifiers = []

    def increment(self, identifier: str):
        self.identifiers.append(identifier)
        self.left -= 1
        if self.left < 0:
            raise RateLimitError()


class OwnAwaited(Own):
    async def increment(self, identifier: str):
        try:
            super().increment(identifier)
        except RateLimitError:
            raise RateLimitError("enough", retry_after=17) from None


class Generous(InMemoryLimitProvider):
    """Lets one client through always."""

    def increment(self, identifier: str):
        if identifier != "192.0.2.9":
            super().increment(identifier)


def serve(provider, **headers):
    app = Starlette(middleware=[Middleware(Claimed), Middleware(RateLimitingMiddleware, provider)])
    add_page(app, "/", show)
    return TestClient(app, headers={"X-Test-Client": "2001:db8::1"} | headers)


@pytest.mark.parametrize("make, wait", [(Own, None), (OwnAwaited, "17")])
def test_a_provider_of_the_apps_own_is_asked(make, wait):
    provider = make(2)
    client = serve(provider)
    answers = [client.get("/") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert (answers[2].text, answers[2].headers.get("Retry-After")) == ("Too many requests", wait)
    assert provider.identifiers == ["2001:db8::"] * 3
    assert client.get("/", headers={"X-Test-Client": "none"}).status_code == 400


def test_a_provider_that_is_made_of_ours_is_asked_too():
    client = serve(Generous(3600, 1))
    assert [client.get("/").status_code for _ in range(2)] == [200, 429]
    always = {"X-Test-Client": "192.0.2.9"}
    assert [client.get("/", headers=always).status_code for _ in range(3)] == [200] * 3


def test_a_provider_can_be_asked_by_hand(tmp_path):
    ostiary.configure(database=f"sqlite:{tmp_path}/app.db", preset="ostiary")
    for make in (InMemoryLimitProvider, DatabaseLimitProvider):
        provider = make(datetime.timedelta(hours=1), limit=2)
        for _ in range(2):
            assert provider.increment("2001:db8::1") is None
        with pytest.raises(RateLimitError) as refusal:
            provider.increment("2001:db8::2")
        assert 1790 < refusal.value.retry_after <= 1800


def test_clearing_forgets_all_clients():
    provider = InMemoryLimitProvider(3600, 1, 3600)
    client = serve(provider)
    assert [client.get("/").status_code for _ in range(2)] == [200, 429]
    provider.clear_blocked()
    assert [client.get("/").status_code for _ in range(2)] == [200, 429]


def test_limits_of_one_provider_share_a_budget():
    provider = InMemoryLimitProvider(3600, 2)
    one, other = serve(provider), serve(provider)
    assert [client.get("/").status_code for client in (one, other, one, other)] == [200, 200, 429, 429]


def peak_kib():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


@pytest.mark.alone
def test_memory_is_bounded_at_a_million_clients():
    provider = InMemoryLimitProvider(3600)
    before = peak_kib()
    source = random.Random(4)
    for _ in range(1_500_000):
        provider.increment(f"{source.getrandbits(32):08x}")
    assert peak_kib() - before < 40_000


# Websockets and the lifespan


async def greet(websocket):
    await websocket.accept()
    await websocket.send_text("hello")
    await websocket.send_text("again")
    await websocket.close()


def talking_client(provider):
    started = []

    @contextlib.asynccontextmanager
    async def lifespan(app):
        started.append(True)
        yield
        started.append(False)

    limit = Middleware(RateLimitingMiddleware, provider)
    app = Starlette(routes=[WebSocketRoute("/talk", greet)], lifespan=lifespan, middleware=[limit])
    return TestClient(app), started


def test_the_handshake_of_a_websocket_counts_and_what_follows_doesnt():
    client, _ = talking_client(InMemoryLimitProvider(3600, 2))
    for _ in range(2):
        with client.websocket_connect("/talk") as websocket:
            assert [websocket.receive_text() for _ in range(2)] == ["hello", "again"]
            assert (b"ratelimit-limit", b"2") in websocket.extra_headers
    with pytest.raises(WebSocketDenialResponse) as refusal, client.websocket_connect("/talk"):
        pass
    assert (refusal.value.status_code, refusal.value.headers["Retry-After"]) == (429, "1800")


def test_a_server_that_cant_say_why_closes_the_websocket():
    provider = Own(0)
    sent = []

    async def app(scope, receive, send):
        raise AssertionError("it was refused")

    async def send(message):
        sent.append(message)

    scope = {"type": "websocket", "client": ("192.0.2.1", 1), "headers": []}
    with pytest.raises(StopIteration):
        RateLimitingMiddleware(app, provider)(scope, None, send).send(None)
    assert sent == [{"type": "websocket.close", "code": 1008, "reason": ""}]


def test_the_lifespan_passes():
    client, started = talking_client(Own(0))
    with client:
        assert started == [True]
    assert started == [True, False]
