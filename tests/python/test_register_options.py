"""What register's parameters change."""

import asyncio
import datetime
import time

import pytest
from starlette.datastructures import URL

from harness.page import Page
from harness.program import PASSWORD
from hosting.apps import accounts_app, notes
from ostiary.shared.auth.captcha import Captcha
from ostiary.shared.auth.hooks import RegisterHooks
from ostiary.shared.auth.passwords import PasswordPolicy
from ostiary.shared.auth.styles import Styles


def serve(host, **options):
    return host.serve(accounts_app, registering=options)


def count(host) -> int:
    return host.database.one("SELECT count(*) FROM users") - 1


@pytest.mark.parametrize("traits", [None, {}, {"active": True}, {"active": False, "admin": True, "superuser": True}])
def test_user_defaults_say_what_a_new_user_is(host, traits):
    client = serve(host, user_defaults=traits)
    assert client.register().status == 303
    expected = tuple(int((traits or {}).get(name, False)) for name in ("active", "admin", "superuser"))
    assert host.database.ask("SELECT active, admin, superuser FROM users WHERE username = 'carol'") == [expected]
    assert client.try_login("carol", PASSWORD).status == (303 if expected[0] else 401)


def test_redirect_to_is_where_a_registration_leads(host):
    assert serve(host, redirect_to=URL("/welcome/?a=b")).register().header("Location") == "/welcome/?a=b"


def test_without_redirect_to_a_registration_is_answered_with_json(host):
    answer = serve(host, redirect_to=None).register()
    assert (answer.status, answer.json) == (200, {"message": "registered"})


def test_read_only_shows_the_form_and_makes_nobody(host):
    client = serve(host, read_only=True)
    assert client.get("/register/").status == 200
    assert (client.register().status, client.register().text) == (405, "Running in read only mode.")
    assert count(host) == 0


def test_styles_and_the_logins_address_are_on_the_page(host):
    text = serve(host, styles=Styles(button_color="#123456"), login_url="/enter/").get("/register/").text
    assert "#123456" in text and ("a", {"href": "/enter/"}) in Page(text).tags


def test_production_adds_hsts(host):
    client = serve(host, production=True)
    assert client.register().header("Strict-Transport-Security")


def test_the_policy_is_the_one_that_was_given(host):
    client = serve(host, password_policy=PasswordPolicy(min_length=8, max_length=10, blocklist=False))
    assert Page(client.get("/register/").text).forms[0].fields["password"]["minlength"] == "8"
    for password, status in (("a" * 7, 422), ("a" * 11, 422), ("a" * 8, 303)):
        assert client.register(password=password, confirm_password=password).status == status


def test_too_many_from_one_address_are_429(host):
    client = serve(host, address_limit=2)
    for name in ("carol", "dave"):
        assert client.register(username=name, email=f"{name}@example.com").status == 303
    answer = client.register(username="erin", email="erin@example.com")
    assert (answer.status, int(answer.header("Retry-After")) > 0) == (429, True)
    assert count(host) == 2


def test_another_origin_may_post_where_it_is_trusted(host):
    client = serve(host, trusted_origins=["https://app.example"])
    assert client.register(headers={"Origin": "https://app.example"}).status == 303


# Hooks and captchas


def only_example(username, email):
    return None if email.endswith("@example.com") else "Only <b>our</b> people."


async def note_registered(username, email, user_id, *, request):
    await asyncio.sleep(0)
    notes.append(["registered", username, email, user_id, request.method])
    return "a notice refuses nothing"


def note_taken(username, email):
    notes.append(["taken", username, email])


def fail(*given):
    raise RuntimeError("the hook's own secret")


HOOKS = RegisterHooks(pre_register=[only_example], registered=[fail, note_registered], taken=[fail, note_taken])


def test_hooks_run_at_their_points_and_a_notice_that_fails_changes_nothing(host, caplog):
    client = serve(host, hooks=HOOKS)
    assert client.register(email="carol@evil.example").text == "Only <b>our</b> people."
    assert ("b", {}) in Page(client.register(email="carol@evil.example", format="html").text).tags
    assert client.register().status == 303
    assert client.register(username="Carol", email="carol@example.com").status == 422
    assert client.notes() == [
        ["registered", "carol", "carol@example.com", host.database.user_id("carol"), "POST"],
        ["taken", "Carol", "carol@example.com"],
    ]
    assert "the hook's own secret" in host.logged(caplog)


def test_a_pre_register_hook_that_raises_is_a_500_and_makes_nobody(host):
    answer = serve(host, hooks=RegisterHooks(pre_register=[fail])).register()
    assert (answer.status, "secret" in answer.text) == (500, False)
    assert count(host) == 0


async def judge(token):
    return None if token == "solved" else "CAPTCHA failed."


def test_a_captcha_is_asked_by_form_and_by_json(host):
    client = serve(host, captcha=Captcha("<b>puzzle</b>", "answer", judge))
    assert "<b>puzzle</b>" in client.get("/register/").text
    for kind in ("data", "json"):
        for answer in ({}, {"answer": "guessed"}):
            refused = client.register(kind, **answer)
            assert (refused.status, refused.text) == (422, "CAPTCHA failed.")
    assert count(host) == 0
    assert client.register("json", answer="solved").status == 303


def test_a_captcha_that_raises_is_a_500_and_makes_nobody(host):
    assert serve(host, captcha=Captcha("<b>puzzle</b>", "answer", fail)).register(answer="x").status == 500
    assert count(host) == 0


def test_enumeration_safe_answers_what_is_taken_as_what_is_free(host):
    wait = datetime.timedelta(milliseconds=600)
    options = {"enumeration_safe": True, "user_defaults": None, "refusal_time": wait, "hooks": HOOKS}
    client = serve(host, **options)
    seen = []
    for fields in ({}, {"username": "alice"}, {"username": "dave"}):
        began = time.monotonic()
        answer = client.register(**fields)
        assert time.monotonic() - began >= wait.total_seconds()
        seen.append((answer.status, [pair for pair in answer.headers if pair[0] != "date"], answer.body))
    assert seen[0][0] == 303 and seen[1:] == seen[:1] * 2
    assert [note[0] for note in client.notes()] == ["registered", "taken", "taken"]
    assert count(host) == 1
