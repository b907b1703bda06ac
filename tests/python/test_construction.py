"""What is refused when the app is built, with an error that names the parameter."""

import datetime
import inspect

import pytest

import ostiary
from ostiary.change_password.endpoints import change_password
from ostiary.register.endpoints import register
from ostiary.session_auth.endpoints import session_login, session_logout
from ostiary.session_auth.middleware import SessionsAuthBackend
from ostiary.shared.auth.captcha import Captcha
from ostiary.shared.auth.hooks import ChangePasswordHooks, LoginHooks, RegisterHooks
from ostiary.shared.auth.passwords import PasswordPolicy
from ostiary.shared.auth.styles import Styles

MINUTE = datetime.timedelta(minutes=1)
CAPTCHA = {"form_html": "<input name=answer>", "token_field": "answer", "validator": print}

WRONG = [
    (session_login, {"session_expiry": 3600}, "session_expiry"),
    (session_login, {"session_expiry": datetime.timedelta(0)}, "session_expiry"),
    (session_login, {"max_session_expiry": -MINUTE}, "max_session_expiry"),
    (session_login, {"session_expiry": 2 * MINUTE, "max_session_expiry": MINUTE}, "session_expiry"),
    (session_login, {"redirect_to": 1}, "redirect_to"),
    (session_login, {"redirect_to": "/a\r\nSet-Cookie: b=c"}, "redirect_to"),
    (session_login, {"production": "yes"}, "production"),
    (session_login, {"cookie_name": ""}, "cookie_name"),
    (session_login, {"cookie_name": "a b"}, "cookie_name"),
    (session_login, {"cookie_name": None}, "cookie_name"),
    (session_login, {"template_path": 1}, "template_path"),
    (session_login, {"hooks": print}, "hooks"),
    (session_login, {"hooks": LoginHooks(pre_login=[1])}, "pre_login"),
    (session_login, {"hooks": LoginHooks(login_success=["x"])}, "login_success"),
    (session_login, {"hooks": LoginHooks(login_failure=print)}, "login_failure"),
    (session_login, {"captcha": "captcha"}, "captcha"),
    (session_login, {"styles": {"button_color": "red"}}, "styles"),
    (session_login, {"styles": Styles(button_color="red; } body { display: none")}, "button_color"),
    (session_login, {"auth_table": "users; DROP TABLE users"}, "auth_table"),
    (session_login, {"auth_table": 1}, "auth_table"),
    (session_login, {"session_table": ""}, "session_table"),
    (session_login, {"trusted_origins": ["app.example"]}, "trusted_origins"),
    (session_login, {"trusted_origins": "https://app.example"}, "trusted_origins"),
    (session_login, {"next_param": ""}, "next_param"),
    (session_login, {"register_url": 1}, "register_url"),
    (session_login, {"account_limit": -1}, "account_limit"),
    (session_login, {"refusal_time": -MINUTE}, "refusal_time"),
    (session_login, {"no_such_parameter": 1}, "no_such_parameter"),
    (session_login, {"trusted_origins": None}, "trusted_origins"),
    (session_login, {"account_window": 300}, "account_window must be a timedelta"),
    (Captcha, CAPTCHA | {"form_html": 1}, "form_html"),
    (Captcha, CAPTCHA | {"token_field": None}, "token_field"),
    (Captcha, CAPTCHA | {"csp_sources": "https://captcha.example"}, "csp_sources"),
    (session_logout, {"cookie_name": "a;b"}, "cookie_name"),
    (session_logout, {"redirect_to": 1}, "redirect_to"),
    (session_logout, {"session_table": 1}, "session_table"),
    (SessionsAuthBackend, {"increase_expiry": 60}, "increase_expiry"),
    (SessionsAuthBackend, {"increase_expiry": datetime.timedelta(0)}, "increase_expiry"),
    (SessionsAuthBackend, {"excluded_paths": "/docs"}, "excluded_paths"),
    (SessionsAuthBackend, {"excluded_paths": [1]}, "excluded_paths"),
    (SessionsAuthBackend, {"excluded_paths": ["docs"]}, "excluded_paths"),
    (SessionsAuthBackend, {"admin_only": "no"}, "admin_only"),
    (SessionsAuthBackend, {"cookie_name": "a,b"}, "cookie_name"),
    (register, {"auth_table": 1}, "auth_table"),
    (register, {"redirect_to": 1}, "redirect_to"),
    (register, {"redirect_to": "/a\r\nSet-Cookie: b=c"}, "redirect_to"),
    (register, {"user_defaults": ["active"]}, "user_defaults"),
    (register, {"user_defaults": {"active": 1}}, "active"),
    (register, {"user_defaults": {"first_name": "Carol"}}, "first_name"),
    (register, {"captcha": print}, "captcha"),
    (register, {"styles": {}}, "styles"),
    (register, {"read_only": "yes"}, "read_only"),
    (register, {"production": 1}, "production"),
    (register, {"hooks": LoginHooks()}, "hooks must be a RegisterHooks"),
    (register, {"hooks": RegisterHooks(registered=print)}, "registered"),
    (register, {"password_policy": 8}, "password_policy"),
    (register, {"enumeration_safe": 1}, "enumeration_safe"),
    (register, {"enumeration_safe": True, "user_defaults": {"active": True}}, "enumeration_safe"),
    (register, {"refusal_time": -MINUTE}, "refusal_time"),
    (register, {"address_limit": -1}, "address_limit"),
    (register, {"address_window": 300}, "address_window"),
    (register, {"trusted_origins": ["app.example"]}, "trusted_origins"),
    (register, {"login_url": 1}, "login_url"),
    (register, {"body_limit": 0}, "body_limit"),
    (register, {"template_path": 1}, "template_path"),
    (change_password, {"login_url": None}, "login_url"),
    (change_password, {"login_url": "/a\nb"}, "login_url"),
    (change_password, {"session_table": 1}, "session_table"),
    (change_password, {"session_cookie_name": None}, "session_cookie_name"),
    (change_password, {"session_cookie_name": "a b"}, "session_cookie_name"),
    (change_password, {"hooks": ChangePasswordHooks(password_changed=[1])}, "password_changed"),
    (change_password, {"keep_session": 1}, "keep_session"),
    (change_password, {"redirect_to": 1}, "redirect_to"),
    (change_password, {"session_expiry": datetime.timedelta(days=8)}, "session_expiry"),
    (change_password, {"account_limit": "10"}, "account_limit"),
    (PasswordPolicy, {"min_length": "8"}, "min_length"),
    (PasswordPolicy, {"min_length": 0}, "min_length"),
    (PasswordPolicy, {"max_length": 7}, "max_length"),
    (PasswordPolicy, {"blocklist": 1}, "blocklist"),
]


@pytest.fixture(autouse=True)
def own_database(tmp_path):
    ostiary.configure(database=f"sqlite:{tmp_path}/app.db", preset="ostiary")


@pytest.mark.parametrize("make, options, name", WRONG, ids=lambda part: getattr(part, "__name__", None) or str(part))
def test_a_wrong_parameter_is_refused_by_its_name(make, options, name):
    with pytest.raises((TypeError, ValueError), match=rf"\b{name}\b"):
        make(**options)


UNKNOWN = [
    ({"preset": "django"}, "preset"),
    ({"database": "mysql:x"}, "database"),
    ({"database": 1}, "database"),
    ({"busy_timeout": 4}, "busy_timeout"),
    ({"hash_slots": -1}, "hash_slots"),
    ({"hash_memory_kib": "64 MiB"}, "hash_memory_kib"),
]


@pytest.mark.parametrize("settings, name", UNKNOWN)
def test_configure_refuses_what_it_doesnt_know(settings, name):
    with pytest.raises((TypeError, ValueError), match=rf"\b{name}\b"):
        ostiary.configure(**settings)


def test_the_parameters_are_the_references():
    """In its order and with its defaults, so that positional arguments go where they went."""

    def shown(function):
        parameters = inspect.signature(function).parameters.values()
        return [(p.name, p.default) for p in parameters if p.kind is p.POSITIONAL_OR_KEYWORD and p.name != "self"]

    hour, week = datetime.timedelta(hours=1), datetime.timedelta(days=7)
    login = dict(shown(session_login))
    assert list(login) == [
        "auth_table",
        "session_table",
        "session_expiry",
        "max_session_expiry",
        "redirect_to",
        "production",
        "cookie_name",
        "template_path",
        "hooks",
        "captcha",
        "styles",
    ]
    assert list(login.values())[2:] == [hour, week, "/", False, "id", None, None, None, None]
    logout = dict(shown(session_logout))
    assert list(logout) == ["session_table", "cookie_name", "redirect_to", "template_path", "styles"]
    assert list(logout.values())[1:] == ["id", None, None, None]
    guard = dict(shown(SessionsAuthBackend))
    assert list(guard)[2:] == [
        "cookie_name",
        "admin_only",
        "superuser_only",
        "active_only",
        "increase_expiry",
        "allow_unauthenticated",
        "excluded_paths",
    ]
    assert list(guard.values())[2:] == ["id", True, False, True, None, False, None]
    registration = dict(shown(register))
    assert list(registration) == [
        "auth_table",
        "redirect_to",
        "template_path",
        "user_defaults",
        "captcha",
        "styles",
        "read_only",
    ]
    assert list(registration.values())[1:] == ["/login/", None, None, None, None, False]
    change = dict(shown(change_password))
    assert list(change) == [
        "login_url",
        "session_table",
        "session_cookie_name",
        "template_path",
        "styles",
        "read_only",
    ]
    assert [value for name, value in change.items() if name != "session_table"] == ["/login/", "id", None, None, False]
