"""What the middlewares and providers are made with, and what they refuse by its name."""

import datetime
import inspect

import pytest

from ostiary.csrf.middleware import CSRFMiddleware
from ostiary.rate_limiting.middleware import DatabaseLimitProvider, InMemoryLimitProvider, RateLimitingMiddleware

SECRET = "0123456789abcdef"


async def app(scope, receive, send):
    raise AssertionError("nobody calls it")


def csrf(**options):
    return CSRFMiddleware(app, **options)


def rate_limiting(**options):
    return RateLimitingMiddleware(app, **options)


WRONG = [
    (InMemoryLimitProvider, {"timespan": 0}, "timespan"),
    (InMemoryLimitProvider, {"timespan": "5 minutes"}, "timespan"),
    (InMemoryLimitProvider, {"timespan": float("nan")}, "timespan"),
    (InMemoryLimitProvider, {"timespan": 1e300}, "timespan"),
    (InMemoryLimitProvider, {"timespan": datetime.timedelta(days=400)}, "timespan"),
    (InMemoryLimitProvider, {"timespan": 60, "limit": 0}, "limit"),
    (InMemoryLimitProvider, {"timespan": 60, "limit": -1}, "limit"),
    (InMemoryLimitProvider, {"timespan": 60, "limit": 1.5}, "limit"),
    (InMemoryLimitProvider, {"timespan": 60, "block_duration": -1}, "block_duration"),
    (InMemoryLimitProvider, {"timespan": 60, "block_duration": "1m"}, "block_duration"),
    (InMemoryLimitProvider, {"timespan": 60, "max_clients": 0}, "max_clients"),
    (DatabaseLimitProvider, {"timespan": -1}, "timespan"),
    (DatabaseLimitProvider, {"timespan": 60, "limit": True}, "limit"),
    (DatabaseLimitProvider, {"timespan": 60, "name": 1}, "name"),
    (rate_limiting, {"provider": InMemoryLimitProvider}, "provider"),
    (rate_limiting, {"provider": 100}, "provider"),
    (rate_limiting, {"ipv6_prefix": 0}, "ipv6_prefix"),
    (rate_limiting, {"ipv6_prefix": 129}, "ipv6_prefix"),
    (rate_limiting, {"production": "yes"}, "production"),
    (rate_limiting, {"trusted_proxies": ["10.0.0.0/8"]}, "trusted_proxies"),
    (csrf, {"allowed_hosts": "example.com"}, "allowed_hosts"),
    (csrf, {"allowed_hosts": {"example.com"}}, "allowed_hosts"),
    (csrf, {"allowed_hosts": ["https://example.com"]}, "allowed_hosts"),
    (csrf, {"allowed_hosts": ["*"]}, "allowed_hosts"),
    (csrf, {"allowed_hosts": [1]}, "allowed_hosts"),
    (csrf, {"trusted_origins": ["example.com"]}, "trusted_origins"),
    (csrf, {"trusted_origins": "https://example.com"}, "trusted_origins"),
    (csrf, {"cookie_name": "a;b"}, "cookie_name"),
    (csrf, {"cookie_name": "id"}, "cookie_name"),
    (csrf, {"session_cookie_name": ""}, "cookie_name"),
    (csrf, {"header_name": "X CSRF"}, "header_name"),
    (csrf, {"header_name": ""}, "header_name"),
    (csrf, {"header_name": None}, "header_name"),
    (csrf, {"max_age": 0}, "max_age"),
    (csrf, {"max_age": "1y"}, "max_age"),
    (csrf, {"max_age": 367 * 86400}, "max_age"),
    (csrf, {"allow_header_param": False}, "allow_form_param"),
    (csrf, {"allow_header_param": 2}, "allow_header_param"),
    (csrf, {"secret": ""}, "secret"),
    (csrf, {"secret": SECRET}, "secret"),
    (csrf, {"secret": 1}, "secret"),
    (csrf, {"body_limit": -1}, "body_limit"),
    (csrf, {"production": "yes"}, "production"),
    (csrf, {"no_such_parameter": 1}, "no_such_parameter"),
]


@pytest.mark.parametrize("make, options, name", WRONG, ids=lambda part: getattr(part, "__name__", None) or str(part))
def test_a_wrong_parameter_is_refused_by_its_name(make, options, name):
    with pytest.raises((TypeError, ValueError), match=rf"\b{name}\b") as refusal:
        make(**options)
    assert SECRET not in str(refusal.value)


def parameters(function):
    shown = inspect.signature(function).parameters.values()
    return [(p.name, p.default) for p in shown if p.kind is p.POSITIONAL_OR_KEYWORD and p.name not in ("self", "app")]


def test_the_parameters_are_the_references():
    """In its order and with its defaults, so that positional arguments go where they went."""
    empty = inspect.Parameter.empty
    counting = [("timespan", empty), ("limit", 1000), ("block_duration", None)]
    assert parameters(InMemoryLimitProvider) == parameters(DatabaseLimitProvider) == counting
    assert parameters(RateLimitingMiddleware) == [("provider", None)]
    assert parameters(CSRFMiddleware) == [
        ("allowed_hosts", ()),
        ("cookie_name", "csrftoken"),
        ("header_name", "X-CSRFToken"),
        ("max_age", 31536000),
        ("allow_header_param", True),
        ("allow_form_param", False),
    ]


def test_durations_may_be_seconds_or_timedeltas():
    for timespan in (60, 60.0, datetime.timedelta(minutes=1)):
        InMemoryLimitProvider(timespan, 10, block_duration=timespan)
        csrf(max_age=timespan)
