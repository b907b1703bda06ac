"""Sessions, as an app handles them outside of a login."""

import dataclasses
from datetime import datetime, timedelta, timezone
from typing import Any, ClassVar, Optional

from ostiary import _core, _runtime, _settings

DEFAULT_EXPIRY = timedelta(hours=1)
DEFAULT_MAX_EXPIRY = timedelta(days=7)


@dataclasses.dataclass(frozen=True)
class NewSession:
    """A session that was just made. Its token is shown here once; the database keeps its hash alone."""

    id: str
    token: str = dataclasses.field(repr=False)
    user_id: int
    expiry_date: datetime
    max_expiry_date: datetime


class SessionsBase:
    """
    The table of sessions. Inherit from it to name another one: `class MySessions(SessionsBase, tablename="mine")`.

    Each method raises `ostiary.StoreError` where the database can't do its work.
    """

    _ostiary_tablename: ClassVar[Optional[str]] = None
    _ostiary_users: ClassVar[_settings.TableArgument] = None

    def __init_subclass__(
        cls, tablename: Optional[str] = None, auth_table: _settings.TableArgument = None, **kwargs: Any
    ) -> None:
        super().__init_subclass__(**kwargs)
        cls._ostiary_tablename = tablename or cls._ostiary_tablename
        cls._ostiary_users = auth_table or cls._ostiary_users

    @classmethod
    async def create_session(
        cls,
        user_id: int,
        expiry_date: Optional[datetime] = None,
        max_expiry_date: Optional[datetime] = None,
    ) -> NewSession:
        """
        Creates a session for that user.

        :param expiry_date:
            When it ends unless it is prolonged. Default: in 1 hour. A naive time is local, an aware one is what it says.
        :param max_expiry_date:
            When it ends whatever happens. Default: in 7 days.
        """
        return await _runtime.in_thread(cls.create_session_sync, user_id, expiry_date, max_expiry_date)

    @classmethod
    def create_session_sync(
        cls,
        user_id: int,
        expiry_date: Optional[datetime] = None,
        max_expiry_date: Optional[datetime] = None,
    ) -> NewSession:
        """`create_session` for code that has no event loop."""
        idle = _from_now("expiry_date", expiry_date, DEFAULT_EXPIRY)
        absolute = _from_now("max_expiry_date", max_expiry_date, DEFAULT_MAX_EXPIRY)
        made = _core.create_session(*cls._place(), user_id, idle, absolute)
        return NewSession(
            id=made.id,
            token=made.token,
            user_id=user_id,
            expiry_date=_local(made.expires_at),
            max_expiry_date=_local(made.max_expires_at),
        )

    @classmethod
    async def get_user_id(cls, token: str, increase_expiry: Optional[timedelta] = None) -> Optional[int]:
        """
        The user of a live session, otherwise None.

        :param increase_expiry:
            Where less than this is left of the session, it is prolonged by it, never past its maximum.
        """
        return await _runtime.in_thread(cls.get_user_id_sync, token, increase_expiry)

    @classmethod
    def get_user_id_sync(cls, token: str, increase_expiry: Optional[timedelta] = None) -> Optional[int]:
        """`get_user_id` for code that has no event loop."""
        return _core.find_user_id(*cls._place(), token, increase_expiry)

    @classmethod
    async def remove_session(cls, token: str) -> None:
        """Ends the session of that token, where there is one."""
        await _runtime.in_thread(cls.remove_session_sync, token)

    @classmethod
    def remove_session_sync(cls, token: str) -> None:
        """`remove_session` for code that has no event loop."""
        _core.remove_session(*cls._place(), token)

    @classmethod
    def _place(cls) -> tuple[Any, str, str]:
        """The open database, the sessions' table and the users'."""
        tables = _settings.resolve(cls._ostiary_users, cls)
        return _runtime.database(tables), tables.sessions, tables.users


def _from_now(parameter: str, moment: Optional[datetime], default: timedelta) -> timedelta:
    if moment is None:
        return default
    if not isinstance(moment, datetime):
        raise TypeError(f"{parameter} must be a datetime, not {moment!r}")
    # astimezone takes a naive time as local.
    return moment.astimezone(timezone.utc) - datetime.now(timezone.utc)


def _local(milliseconds: int) -> datetime:
    """As the reference gives times: naive, local."""
    return datetime.fromtimestamp(milliseconds / 1000)
