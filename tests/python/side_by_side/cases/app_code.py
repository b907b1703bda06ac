"""Hooks and captchas."""

import functools

from side_by_side import differences as d
from side_by_side.case import HTML, LOGIN, WRONG, case

S = d.SECURITY


def refuse(username, user_id=None, **more):
    return 'Ask <a href="/help/">us</a>'


async def async_refuse(username, user_id=None, **more):
    return refuse(username)


def fail(username, user_id=None, **more):
    raise RuntimeError("a hook that fails")


def hooks(point, hook):
    return lambda side: {"hooks": side.LoginHooks(**{point: [hook]})}


HOOKED = 'Login failed: Ask <a href="/help/">us</a>'


@case(401, HOOKED, differs=[S], login=hooks("pre_login", refuse))
def a_pre_login_hook_refuses(client):
    return client.post("/login/", data=LOGIN)


@case(401, HOOKED, differs=[S], login=hooks("login_success", async_refuse))
def a_login_success_hook_refuses(client):
    return client.post("/login/", data=LOGIN)


@case(401, HOOKED, differs=[S], login=hooks("login_failure", refuse))
def a_login_failure_hook_refuses(client):
    return client.post("/login/", data=WRONG)


@case(401, differs=[S, d.HOOK_HTML, d.KEEPS_NAME], login=hooks("pre_login", refuse))
def a_hook_refuses_on_the_page(client):
    return client.post("/login/", data=LOGIN | HTML)


@case(500, "Internal Server Error", differs=[S], login=hooks("pre_login", fail))
def a_hook_fails(client):
    return client.post("/login/", data=LOGIN)


def judge(token):
    return None if token == "solved" else "CAPTCHA failed."


def captcha(validator):
    return lambda side: {"captcha": side.Captcha("<b>puzzle</b>", "answer", validator)}


@case(401, "CAPTCHA failed.", differs=[S], login=captcha(judge))
def a_captcha_refuses(client):
    return client.post("/login/", data=LOGIN | {"answer": "guessed"})


@case(303, "", differs=[S], login=captcha(judge))
def a_captcha_passes(client):
    return client.post("/login/", json=LOGIN | {"answer": "solved"})


@case(200, differs=[S, d.TRUE_STATUS_401, d.KEEPS_NAME], login=captcha(judge))
def a_captcha_refuses_on_the_page(client):
    return client.post("/login/", data=LOGIN | HTML | {"answer": "guessed"})


@case(303, differs=[S, d.CAPTCHA_OPEN], login=captcha(functools.partial(judge)))
def a_captcha_by_a_partial(client):
    return client.post("/login/", data=LOGIN | {"answer": "guessed"})
