"""Apps made from either package by the same words, and their answers in a form that can be compared."""

import dataclasses
import datetime
import importlib
import re

from harness.page import Page

PASSWORD = "violet anchor 71 hummingbird"
# Limits are a difference of their own; here only its case meets them.
RELAXED = {"account_limit": 1_000_000, "address_limit": 1_000_000, "refusal_time": datetime.timedelta(milliseconds=1)}


class Side:
    """`package` is `piccolo_api` or `ostiary`; the names under it are the same."""

    def __init__(self, package):
        self.package = package
        self.is_ours = package == "ostiary"
        endpoints = importlib.import_module(f"{package}.session_auth.endpoints")
        self.session_logout = endpoints.session_logout
        self._session_login = endpoints.session_login
        self.SessionsAuthBackend = importlib.import_module(f"{package}.session_auth.middleware").SessionsAuthBackend
        self.SessionsBase = importlib.import_module(f"{package}.session_auth.tables").SessionsBase
        self.LoginHooks = importlib.import_module(f"{package}.shared.auth.hooks").LoginHooks
        self.Captcha = importlib.import_module(f"{package}.shared.auth.captcha").Captcha
        self._register = importlib.import_module(f"{package}.register.endpoints").register
        self._change_password = importlib.import_module(f"{package}.change_password.endpoints").change_password
        limits = importlib.import_module(f"{package}.rate_limiting.middleware")
        self.RateLimitingMiddleware, self.InMemoryLimitProvider = (
            limits.RateLimitingMiddleware,
            limits.InMemoryLimitProvider,
        )
        self.CSRFMiddleware = importlib.import_module(f"{package}.csrf.middleware").CSRFMiddleware
        self.Styles = importlib.import_module(f"{package}.shared.auth.styles").Styles

    def session_login(self, *, limits=None, **options):
        """`limits` is for ours alone: the reference has none."""
        return self._session_login(**options | self._limits(RELAXED, limits))

    def register(self, *, limits=None, **options):
        relaxed = {"address_limit": RELAXED["address_limit"]}
        return self._register(**options | self._limits(relaxed, limits))

    def change_password(self, *, limits=None, **options):
        relaxed = {name: RELAXED[name] for name in ("account_limit", "address_limit")}
        return self._change_password(**options | self._limits(relaxed, limits))

    def _limits(self, relaxed, limits) -> dict:
        return relaxed | (limits or {}) if self.is_ours else {}


@dataclasses.dataclass
class Shown:
    """What a client sees, without what differs from one moment to the next."""

    status: int
    headers: dict
    body: str

    def change(self, status=None, body=None, headers=None, drop=()) -> "Shown":
        kept = {name: value for name, value in self.headers.items() if name not in drop}
        return Shown(status or self.status, kept | (headers or {}), self.body if body is None else body)


def show(answer) -> Shown:
    headers = {}
    for name, value in answer.headers:
        if name.lower() not in ("date", "content-length"):
            assert name.lower() not in headers, f"{name} came twice"
            headers[name.lower()] = neutral(value)
    length = answer.header("Content-Length")
    assert length is None or answer.body == b"" or int(length) == len(answer.body)
    return Shown(answer.status, headers, neutral(answer.text))


def neutral(text) -> str:
    text = re.sub(r"'nonce-[^']+'", "'nonce-NONCE'", text)
    return re.sub(r'nonce="[^"]+"', 'nonce="NONCE"', re.sub(r"\bid=[A-Za-z0-9_-]{43}\b", "id=TOKEN", text))


def outline(shown) -> Shown:
    """The default pages look different on purpose: of a page only its forms and its error are compared."""
    if not shown.headers.get("content-type", "").startswith("text/html"):
        return shown
    lines = []
    for form in Page(shown.body).forms:
        lines.append(f"form {form.attributes['method'].lower()} {form.attributes.get('action', '')}".rstrip())
        for name, field in form.fields.items():
            lines.append(f"  {name}: {field.get('type')} {field.get('value', '')}".rstrip())
    error = re.search(r'<\w+ (?:class="error"|[^>]*role="alert")[^>]*>(.*?)</(?:p|div)>', shown.body, re.DOTALL)
    lines.append("error: " + (error[1].strip() if error else "none"))
    return shown.change(body="\n".join(lines))
