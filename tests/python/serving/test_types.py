"""The package is typed: what an app writes against it passes mypy's strictest mode, and a mistake does not."""

import os
import subprocess
import sys

PROGRAM = """
from datetime import timedelta
from typing import Optional

import ostiary
from ostiary.session_auth.commands import clean
from ostiary.session_auth.endpoints import session_login, session_logout
from ostiary.session_auth.middleware import SessionsAuthBackend
from ostiary.session_auth.tables import SessionsBase
from ostiary.shared.auth.captcha import Captcha, hcaptcha
from ostiary.shared.auth.hooks import LoginHooks
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
app.add_middleware(AuthenticationMiddleware, backend=SessionsAuthBackend(increase_expiry=timedelta(minutes=5)))


async def use() -> Optional[int]:
    user_id: int = await create_user("alice", "violet anchor 71 hummingbird")
    session = await SessionsBase.create_session(user_id)
    await clean()
    return await SessionsBase.get_user_id(session.token)
"""


def check(folder, program):
    (folder / "program.py").write_text(program)
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", os.devnull, "program.py"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=180)


def test_a_program_passes_the_strictest_check(tmp_path):
    done = check(tmp_path, PROGRAM)
    assert done.returncode == 0, done.stdout


def test_a_wrong_parameter_is_found(tmp_path):
    done = check(
        tmp_path, "from ostiary.session_auth.endpoints import session_login\n\nsession_login(session_expiry=3600)\n"
    )
    assert done.returncode == 1 and 'Argument "session_expiry"' in done.stdout, done.stdout
