"""Tests that a human passes."""

import dataclasses
import inspect
import re
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Optional, Union

Validator = Callable[[Optional[str]], Union[Optional[str], Awaitable[Optional[str]]]]


@dataclasses.dataclass
class Captcha:
    """
    A captcha of your own; `hcaptcha`, `recaptcha_v2` and `turnstile` make one.

    :param form_html:
        HTML that the form shows, as it stands.
    :param token_field:
        The field of the form (or of the JSON body) that holds the answer.
    :param validator:
        Called with the answer (None where the field is missing or empty): a function, coroutine function, bound method,
        partial or callable object. Returns a text for the user to refuse, None to accept; an exception ends the login with
        500. What can't be called is refused when the endpoint is made, never skipped.
    :param csp_sources:
        Origins that the page must be allowed to load from. Default: those of `form_html`'s own addresses.
    """

    form_html: str
    token_field: str
    validator: Validator
    csp_sources: Optional[Sequence[str]] = None

    def __post_init__(self) -> None:
        for parameter in ("form_html", "token_field"):
            if not isinstance(getattr(self, parameter), str):
                raise TypeError(f"{parameter} must be a text, not {getattr(self, parameter)!r}")
        if isinstance(self.csp_sources, str):
            raise TypeError(f"csp_sources must be a list of origins, not {self.csp_sources!r}")
        if not callable(self.validator):
            raise TypeError(f"validator must be callable, not {self.validator!r}")

    async def validate(self, token: Optional[str]) -> Optional[str]:
        """None where the answer is right, otherwise what to tell the user."""
        answer = self.validator(token)
        if inspect.isawaitable(answer):
            answer = await answer
        if answer is None or isinstance(answer, str):
            return answer
        # False was meant to refuse, and a generator has asked nobody.
        raise TypeError(f"a validator must return a text or None, not a {type(answer).__name__}")

    def _options(self) -> dict[str, Any]:
        """As the core's binding takes it."""
        sources = self.csp_sources
        if sources is None:
            sources = sorted(set(re.findall(r"https://[a-z0-9.-]+(?::\d+)?", self.form_html)))
        return {"form_html": self.form_html, "token_field": self.token_field, "csp_sources": list(sources)}


@dataclasses.dataclass
class _ProvidedCaptcha(Captcha):
    """One whose provider the core itself asks: verified TLS, time limits, nothing let through where it is down."""

    provider: str = ""
    site_key: str = ""
    secret_key: str = dataclasses.field(default="", repr=False)

    def _options(self) -> dict[str, Any]:
        return {"provider": self.provider, "site_key": self.site_key, "secret_key": self.secret_key}


def _provided(provider: str, site_key: str, secret_key: str) -> Captcha:
    from ostiary import _core, _runtime

    for name, key in (("site_key", site_key), ("secret_key", secret_key)):
        if not isinstance(key, str) or not key:
            raise _core.ConfigError(f"{name} must be the key that the provider gave out")
    form_html, token_field = _core.captcha_form(provider, site_key, secret_key)

    async def validator(token: Optional[str]) -> Optional[str]:
        text: Optional[str] = await _runtime.in_thread(
            _core.verify_captcha, provider, site_key, secret_key, token or ""
        )
        return text

    return _ProvidedCaptcha(
        form_html=form_html,
        token_field=token_field,
        validator=validator,
        provider=provider,
        site_key=site_key,
        secret_key=secret_key,
    )


def hcaptcha(site_key: str, secret_key: str) -> Captcha:
    """`hCaptcha <https://www.hcaptcha.com/>`_ with the two keys that it gave out."""
    return _provided("hcaptcha", site_key, secret_key)


def recaptcha_v2(site_key: str, secret_key: str) -> Captcha:
    """`reCAPTCHA <https://developers.google.com/recaptcha>`_ v2 with the two keys that it gave out."""
    return _provided("recaptcha_v2", site_key, secret_key)


def turnstile(site_key: str, secret_key: str) -> Captcha:
    """`Turnstile <https://developers.cloudflare.com/turnstile/>`_ with the two keys that it gave out."""
    return _provided("turnstile", site_key, secret_key)
