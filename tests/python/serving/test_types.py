"""The package is typed: mypy at its strictest finds nothing in it nor in what uses it, and finds a mistake."""

import os
import pathlib
import subprocess
import sys

import ostiary

ROOT = pathlib.Path(__file__).resolve().parents[3]

PROGRAM = """
from datetime import timedelta
from typing import Optional

import ostiary
from ostiary.change_password.endpoints import change_password
from ostiary.csrf.middleware import CSRFMiddleware
from ostiary.rate_limiting.middleware import DatabaseLimitProvider, RateLimitError
from ostiary.rate_limiting.middleware import RateLimitingMiddleware, RateLimitProvider
from ostiary.register.endpoints import register
from ostiary.session_auth.commands import clean
from ostiary.session_auth.endpoints import session_login, session_logout
from ostiary.session_auth.middleware import SessionsAuthBackend
from ostiary.session_auth.tables import SessionsBase
from ostiary.shared.auth.captcha import Captcha, hcaptcha
from ostiary.shared.auth.hooks import ChangePasswordHooks, LoginHooks, RegisterHooks
from ostiary.shared.auth.passwords import PasswordPolicy
from ostiary.shared.auth.styles import Styles
from ostiary.users import create_user, create_user_sync
from starlette.applications import Starlette
from starlette.middleware.authentication import AuthenticationMiddleware


async def check(username: str) -> Optional[str]:
    return None


def refuse(token: Optional[str]) -> Optional[str]:
    return "no"


ostiary.configure(database="sqlite:app.db", preset="ostiary")
app = Starlette()
hooks = LoginHooks(pre_login=[check])
captcha = Captcha(form_html="", token_field="answer", validator=refuse)
app.mount("/login/", session_login(hooks=hooks, captcha=captcha, styles=Styles(text_color="black")))
app.mount("/logout/", session_logout(redirect_to="/"))
notices = RegisterHooks(registered=[print], taken=[print])
app.mount("/register/", register(user_defaults={"active": True}, hooks=notices))
policy = PasswordPolicy(min_length=20)
changed = ChangePasswordHooks(password_changed=[print])
app.mount("/change-password/", change_password(password_policy=policy, keep_session=True, hooks=changed))
app.add_middleware(AuthenticationMiddleware, backend=SessionsAuthBackend(increase_expiry=timedelta(minutes=5)))


class Own(RateLimitProvider):
    async def increment(self, identifier: str) -> None:
        raise RateLimitError("no", retry_after=60)


app.add_middleware(CSRFMiddleware, allowed_hosts=["example.com"], max_age=timedelta(days=1), secret=b"")
app.add_middleware(RateLimitingMiddleware, provider=DatabaseLimitProvider(timespan=300, limit=100))
app.add_middleware(RateLimitingMiddleware, provider=Own())


async def use() -> Optional[int]:
    user_id: int = await create_user("alice", "violet anchor 71 hummingbird")
    session = await SessionsBase.create_session(user_id)
    await clean()
    return await SessionsBase.get_user_id(session.token)
"""


WRONG = """
from ostiary.session_auth.endpoints import session_login

session_login(session_expiry=3600)
"""


def mypy(folder, *given):
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", os.devnull, *map(str, given)]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=180)


def test_the_package_says_that_it_is_typed():
    folder = pathlib.Path(ostiary.__file__).parent
    assert (folder / "py.typed").exists()
    assert "class StoreError" in (folder / "_core.pyi").read_text()


def test_mypy_finds_nothing_in_the_package(tmp_path):
    done = mypy(tmp_path, "-p", "ostiary")
    assert done.returncode == 0, done.stdout


def test_mypy_finds_nothing_in_what_uses_it(tmp_path):
    (tmp_path / "program.py").write_text(PROGRAM)
    done = mypy(tmp_path, "program.py", *sorted((ROOT / "examples").glob("*.py")))
    assert done.returncode == 0, done.stdout


def test_mypy_finds_a_wrong_parameter(tmp_path):
    (tmp_path / "program.py").write_text(WRONG)
    done = mypy(tmp_path, "program.py")
    assert done.returncode == 1 and 'Argument "session_expiry"' in done.stdout, done.stdout
