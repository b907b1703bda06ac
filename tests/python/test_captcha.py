"""Captcha: every kind of validator is asked, none is skipped, and what can't be asked refuses."""

import asyncio
import functools

import pytest

from harness.page import Page
from harness.program import PASSWORD
from hosting.apps import login_app, notes
from ostiary.session_auth.endpoints import session_login
from ostiary.shared.auth.captcha import Captcha, hcaptcha, recaptcha_v2, turnstile

WIDGET = '<div class="puzzle" data-key="k">Solve me</div>'


def judge(token):
    notes.append(token)
    return None if token == "solved" else "CAPTCHA failed."


async def async_judge(token):
    await asyncio.sleep(0)
    return judge(token)


class Judge:
    def method(self, token):
        return judge(token)

    async def async_method(self, token):
        return await async_judge(token)

    def __call__(self, token):
        return judge(token)


class AsyncJudge:
    async def __call__(self, token):
        return await async_judge(token)


VALIDATORS = {
    "function": judge,
    "coroutine": async_judge,
    "lambda": lambda token: judge(token),
    "bound method": Judge().method,
    "async bound method": Judge().async_method,
    "partial": functools.partial(judge),
    "async partial": functools.partial(async_judge),
    "callable object": Judge(),
    "async callable object": AsyncJudge(),
}


def captcha_app(new_app, kind):
    return login_app(new_app, captcha=Captcha(WIDGET, "puzzle-answer", VALIDATORS[kind]))


def try_with(client, answer, kind="data"):
    fields = {"username": "alice", "password": PASSWORD}
    return client.post("/login/", **{kind: fields | ({} if answer is None else {"puzzle-answer": answer})})


@pytest.mark.parametrize("kind", VALIDATORS)
def test_every_kind_of_validator_is_asked(host, kind):
    client = host.serve(captcha_app, kind=kind)
    for body in ("data", "json"):
        for answer in ("guessed", None):
            refused = try_with(client, answer, body)
            assert (refused.status, refused.text) == (401, "CAPTCHA failed."), (body, answer)
            assert refused.header("Set-Cookie") is None
        assert try_with(client, "solved", body).status == 303
    assert [note for note in client.notes() if note] == ["guessed", "solved"] * 2
    assert len(client.notes()) == 6


def test_the_form_shows_the_widget_and_the_refusal(host):
    client = host.serve(captcha_app, kind="function")
    assert WIDGET in client.get("/login/").text
    fields = {"username": "alice", "password": PASSWORD, "format": "html"}
    refused = client.post("/login/", data=fields | {"puzzle-answer": "guessed"})
    assert refused.status == 401
    assert [alert.strip() for alert in Page(refused.text).alerts] == ["CAPTCHA failed."]


def fail(token):
    raise RuntimeError("the provider is down")


async def async_fail(token):
    raise RuntimeError("the provider is down")


def failing_app(new_app, how):
    return login_app(new_app, captcha=Captcha("", "answer", {"function": fail, "coroutine": async_fail}[how]))


@pytest.mark.parametrize("how", ["function", "coroutine"])
def test_a_validator_that_raises_is_a_fault_of_the_app(host, caplog, how):
    """Nobody is let in, and nobody is told why."""
    client = host.serve(failing_app, how=how)
    answer = client.try_login("alice", PASSWORD)
    assert (answer.status, answer.header("Set-Cookie")) == (500, None)
    assert "provider is down" not in answer.text
    assert "the provider is down" in host.logged(caplog)
    assert host.database.one("SELECT count(*) FROM sessions") == 0


async def judge_by_yield(token):
    yield "CAPTCHA failed."


UNCLEAR = {"False": lambda token: False, "bytes": lambda token: b"CAPTCHA failed.", "generator": judge_by_yield}


def unclear_app(new_app, kind):
    return login_app(new_app, captcha=Captcha("", "answer", UNCLEAR[kind]))


@pytest.mark.parametrize("kind", UNCLEAR)
def test_an_answer_that_is_neither_a_text_nor_none_lets_nobody_in(host, caplog, kind):
    client = host.serve(unclear_app, kind=kind)
    answer = client.try_login("alice", PASSWORD)
    assert (answer.status, answer.header("Set-Cookie")) == (500, None)
    assert "a validator must return a text or None" in host.logged(caplog)
    assert host.database.one("SELECT count(*) FROM sessions") == 0


@pytest.mark.parametrize("validator", [None, "judge", 1, {}], ids=repr)
def test_a_validator_that_cant_be_called_is_refused_at_construction(validator):
    with pytest.raises((TypeError, ValueError), match="validator"):
        session_login(captcha=Captcha("", "answer", validator))


@pytest.mark.parametrize("make", [hcaptcha, recaptcha_v2, turnstile])
def test_the_providers_widgets_carry_the_site_key(host, make):
    captcha = make(site_key="site-key-1", secret_key="secret-key-1")
    assert "site-key-1" in captcha.form_html and "secret-key-1" not in captcha.form_html
    assert captcha.token_field
    assert "secret-key-1" not in repr(captcha)
