"""The guard before an app's pages, for Starlette's `AuthenticationMiddleware`."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Optional

from starlette.authentication import AuthCredentials, AuthenticationBackend, AuthenticationError, BaseUser
from starlette.requests import HTTPConnection

from ostiary import _asgi, _core, _piccolo, _runtime, _settings
from ostiary.session_auth.tables import SessionsBase
from ostiary.shared.auth.user import RowUser, UnauthenticatedUser, User

__all__ = ["SessionsAuthBackend", "UnauthenticatedUser"]


class SessionsAuthBackend(AuthenticationBackend):
    """
    Session cookie → `request.user`: `app.add_middleware(AuthenticationMiddleware, backend=SessionsAuthBackend())`.

    A refused request is answered 400 by Starlette's middleware, with one of these texts: `No session cookie found.`, `No
    matching session found.`, `That user doesn't exist anymore`, `Admin users only`, `Superusers only`, `Active users
    only`. Where the database can't be read the request fails with `ostiary.StoreError` (500); nobody is let in.

    :param auth_table:
        The users' table, as in `session_login`.
    :param session_table:
        The sessions' table.
    :param cookie_name:
        The session cookie's name.
    :param admin_only:
        Reject users who are no admins. **On by default**, as in `piccolo_api`, where it guards an administration.
    :param superuser_only:
        Reject users who are no superusers.
    :param active_only:
        Reject inactive users.
    :param increase_expiry:
        Where less than this is left of a session, it is prolonged by it, never past its maximum. None: never.
    :param allow_unauthenticated:
        Without a session the request goes on with an `UnauthenticatedUser`; the app then decides for itself.
    :param excluded_paths:
        Paths that need no session: exact ones, or prefixes ending in `*`; matched on the decoded path that the app
        routes by, the star from a segment's end on: `/docs*` is `/docs` and all below it. A path with dot or empty
        segments is never excluded.
    :param production:
        As in `session_login`; then only the `__Host-` cookie is accepted, which no neighbouring host can plant.
    :raises ostiary.ConfigError:
        (a `ValueError`) that names the parameter; `TypeError` where one has the wrong type.
    """

    def __init__(
        self,
        auth_table: _settings.TableArgument = None,
        session_table: _settings.TableArgument = SessionsBase,
        cookie_name: str = "id",
        admin_only: bool = True,
        superuser_only: bool = False,
        active_only: bool = True,
        increase_expiry: Optional[timedelta] = None,
        allow_unauthenticated: bool = False,
        excluded_paths: Optional[Sequence[str]] = None,
        *,
        production: bool = False,
    ) -> None:
        super().__init__()
        if isinstance(excluded_paths, str):
            raise TypeError("excluded_paths must be a list of paths, not a text")
        _settings.give(auth_table, session_table)
        _settings.check_durations(increase_expiry=increase_expiry)
        options: dict[str, Any] = {
            "cookie_name": cookie_name,
            "admin_only": admin_only,
            "superuser_only": superuser_only,
            "active_only": active_only,
            "increase_expiry": increase_expiry,
            "allow_unauthenticated": allow_unauthenticated,
            "excluded_paths": list(excluded_paths or ()),
            "production": production,
        }
        self.auth_table = auth_table
        self.session_table = session_table
        self._excludes = bool(excluded_paths)
        self._gives_piccolo_users = _piccolo.is_table(auth_table)

        def core() -> Any:
            tables = _settings.resolve(auth_table, session_table)
            return _core.Guard(_runtime.database(tables), _settings.preset_options(tables, options))

        # Tried on a database that is none, so that what can't be is refused here and not at the first request.
        _core.Guard(_core.open_database("memory:", "ostiary", timedelta(0)), options)
        self._core = _runtime.Kept(core)

    async def authenticate(self, conn: HTTPConnection) -> Optional[tuple[AuthCredentials, BaseUser]]:
        core = self._core.get() if self._core.is_made else await _runtime.in_thread(self._core.get)
        cookies = [value for name, value in conn.scope["headers"] if name == b"cookie"]
        loop = asyncio.get_running_loop()
        checks = _runtime.answers(loop).checks
        future = loop.create_future()
        target = _asgi.excludable_target(conn.scope) if self._excludes else b""
        if core.start(checks, future, target, cookies):
            loop.call_soon(checks.submit)
        found = await future
        if found is None:
            return AuthCredentials(scopes=[]), UnauthenticatedUser()
        if isinstance(found, str):
            raise AuthenticationError(found)
        user = User(await _piccolo.user(self.auth_table, found)) if self._gives_piccolo_users else RowUser(found)
        return AuthCredentials(scopes=["authenticated"]), user
