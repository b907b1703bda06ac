"""Who a request is from."""

import dataclasses
from datetime import datetime, timezone
from typing import Any, Optional

from starlette.authentication import BaseUser


@dataclasses.dataclass(frozen=True)
class UserRow:
    """A user's row as the session check has read it, without the password in any form. Times are aware, in UTC."""

    id: int
    username: str
    email: str
    active: bool
    admin: bool
    superuser: bool
    last_login: Optional[datetime] = None
    created_at: Optional[datetime] = None
    first_name: Optional[str] = None
    last_name: Optional[str] = None


class User(BaseUser):
    """
    `request.user` behind `SessionsAuthBackend`.

    :param user:
        The user's row: a `UserRow`, or a Piccolo user.
    """

    def __init__(self, user: Any) -> None:
        super().__init__()
        self._user = user

    @property
    def user(self) -> Any:
        return self._user

    @property
    def user_id(self) -> int:
        meta = getattr(self.user, "_meta", None)
        return int(self.user.id if meta is None else getattr(self.user, meta.primary_key._meta.name))

    @property
    def username(self) -> str:
        return str(self.user.username)

    @property
    def is_authenticated(self) -> bool:
        return True

    @property
    def display_name(self) -> str:
        return self.username

    @property
    def identity(self) -> str:
        return str(self.user_id)


class RowUser(User):
    """The same from the core's columns, made into a `UserRow` where one is asked for: most pages want a name alone."""

    def __init__(self, columns: dict[str, Any]) -> None:
        super().__init__(None)
        self._columns = columns

    @property
    def user(self) -> UserRow:
        if self._user is None:
            self._user = user_row(self._columns)
        row: UserRow = self._user
        return row

    @property
    def user_id(self) -> int:
        return int(self._columns["id"])

    @property
    def username(self) -> str:
        return str(self._columns["username"])


class UnauthenticatedUser(BaseUser):
    """`request.user` where nobody is known and the request goes on all the same."""

    def __init__(self) -> None:
        super().__init__()
        self.user = None

    @property
    def is_authenticated(self) -> bool:
        return False

    @property
    def display_name(self) -> str:
        return ""

    @property
    def identity(self) -> str:
        return ""


def instant(milliseconds: Optional[int]) -> Optional[datetime]:
    """From the core's count since 1970, UTC; None for none, and for a time that is not known (0)."""
    return datetime.fromtimestamp(milliseconds / 1000, timezone.utc) if milliseconds else None


def user_row(row: dict[str, Any]) -> UserRow:
    """From the core's columns."""
    times = {name: instant(row[name]) for name in ("last_login", "created_at")}
    return UserRow(**(row | times))
