"""Users, for apps that keep them in Ostiary's own table."""

from typing import Any

from ostiary import _core, _runtime, _settings


async def create_user(
    username: str,
    password: str,
    *,
    email: str = "",
    active: bool = True,
    admin: bool = False,
    superuser: bool = False,
    auth_table: _settings.TableArgument = None,
) -> int:
    """
    Adds a user and gives their id.

    :param username:
        1 to 100 characters; `Bob`, `bob` and `ＢＯＢ` are one name.
    :param password:
        At least 15 characters, and none that a guessing tool tries first (NIST SP 800-63B-4, 3.1.1.2).
    :param email:
        May be empty; otherwise unique.
    :param active:
        An inactive user can't log in.
    :raises ostiary.ConfigError:
        (a `ValueError`) where the name or address is taken, or the password won't do.
    """
    traits = {"email": email, "active": active, "admin": admin, "superuser": superuser}
    return int(await _runtime.in_thread(lambda: _create(username, password, auth_table, **traits)))


def create_user_sync(
    username: str,
    password: str,
    *,
    email: str = "",
    active: bool = True,
    admin: bool = False,
    superuser: bool = False,
    auth_table: _settings.TableArgument = None,
) -> int:
    """`create_user` for code that has no event loop."""
    return _create(username, password, auth_table, email=email, active=active, admin=admin, superuser=superuser)


def _create(username: str, password: str, auth_table: _settings.TableArgument, **traits: Any) -> int:
    tables = _settings.resolve(auth_table, None)
    return int(
        _core.create_user(
            _runtime.database(tables), tables.users, username, password, tables.preset == "piccolo", **traits
        )
    )
