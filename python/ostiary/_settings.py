"""Which database, which tables, how much a hash costs: decided once for the process, used by every endpoint."""

import dataclasses
import os
import re
from datetime import timedelta
from typing import Any, Literal, Optional, Union

from ostiary import _core, _piccolo

Preset = Literal["ostiary", "piccolo"]
TableArgument = Union[str, type, None]
# A duration where `piccolo_api` counts in seconds.
Seconds = Union[int, float, timedelta]

DEFAULT_DATABASE = "sqlite:ostiary.db"
TABLES = {"ostiary": ("users", "sessions"), "piccolo": ("piccolo_user", "sessions")}


@dataclasses.dataclass
class Settings:
    database: Optional[str] = None
    preset: Optional[Preset] = None
    busy_timeout: timedelta = timedelta(seconds=4)
    # The first Piccolo classes that an endpoint was given, by parameter.
    piccolo: dict[str, Any] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(frozen=True)
class Tables:
    """Where an endpoint's rows are."""

    database: str
    preset: Preset
    users: str
    sessions: str
    # What a Piccolo class says of its passwords.
    password_lengths: dict[str, int] = dataclasses.field(default_factory=dict)


settings = Settings()


def configure(
    database: Optional[str] = None,
    preset: Optional[Preset] = None,
    *,
    busy_timeout: Optional[timedelta] = None,
    hash_memory_kib: Optional[int] = None,
    hash_iterations: Optional[int] = None,
    hash_parallelism: Optional[int] = None,
    hash_slots: Optional[int] = None,
    hash_queue: Optional[int] = None,
) -> None:
    """
    Settings of the whole process. To be called before the first request, anywhere; what is left out stays as it is.

    :param database:
        `sqlite:FILE`, or `memory:` for tests. Default: the environment's `OSTIARY_DATABASE`, else the engine of a
        Piccolo table that an endpoint was given, else `sqlite:ostiary.db`.
    :param preset:
        `"ostiary"`: tables of our own, tokens hashed at rest. `"piccolo"`: the tables of `piccolo_api` as they stand,
        raw tokens and local times included, to share them with an app that uses it. Default: `"piccolo"` where an
        endpoint was given a Piccolo table, else `"ostiary"`.
    :param busy_timeout:
        How long a call waits for another process's write. Default 4 s.
    :param hash_memory_kib:
        KiB that one argon2id hash fills; at least 19,456, the default (OWASP). More costs attackers and logins alike.
    :param hash_iterations:
        Passes over that memory; at least 2, the default.
    :param hash_parallelism:
        Lanes, 1 to 16. Default 1.
    :param hash_slots:
        Hashes at once; memory in use is this times `hash_memory_kib`. Default: one less than the processors.
    :param hash_queue:
        Hashes that may wait for a slot; beyond that a login is answered 503. Default 32.
    :raises ostiary.ConfigError:
        (a `ValueError`) that names the parameter.
    """
    check_durations(busy_timeout=busy_timeout)
    if preset is not None and preset not in TABLES:
        raise _core.ConfigError(f"preset must be 'ostiary' or 'piccolo', not {preset!r}")
    if database is not None and not isinstance(database, str):
        raise TypeError(f"database must be a text, not {database!r}")
    if database is not None and database != "memory:" and not database.startswith("sqlite:"):
        # The address itself is not repeated: in the place of a file name there may be a password.
        raise _core.ConfigError("database must be sqlite:FILE or memory:")
    hashing = {
        "memory_kib": hash_memory_kib,
        "iterations": hash_iterations,
        "parallelism": hash_parallelism,
        "slots": hash_slots,
        "queue": hash_queue,
    }
    given = {name: value for name, value in hashing.items() if value is not None}
    for name, value in given.items():
        if not isinstance(value, int) or value < 0:
            raise TypeError(f"hash_{name} must be a whole number, not {value!r}")
    if given:
        _core.configure_hashing(given)
    settings.database = database or settings.database
    settings.preset = preset or settings.preset
    settings.busy_timeout = settings.busy_timeout if busy_timeout is None else busy_timeout


def check_durations(**durations: Optional[timedelta]) -> None:
    for parameter, value in durations.items():
        if value is not None and not isinstance(value, timedelta):
            raise TypeError(f"{parameter} must be a timedelta, not {value!r}")


def to_duration(parameter: str, value: Seconds) -> timedelta:
    """`piccolo_api` counts in seconds, the rest of this package in `timedelta`: both will do."""
    if isinstance(value, timedelta):
        return value
    if not isinstance(value, (int, float)) or isinstance(value, bool):
        raise TypeError(f"{parameter} must be seconds or a timedelta, not {value!r}")
    try:
        return timedelta(seconds=value)
    except (OverflowError, ValueError):
        raise _core.ConfigError(f"{parameter} must be a number of seconds, not {value!r}") from None


def table_name(parameter: str, table: TableArgument) -> Optional[str]:
    """The table's name; None: the preset's own. Raises TypeError for what is no table."""
    if isinstance(table, str) and not re.fullmatch("[A-Za-z_][A-Za-z0-9_]{0,62}", table):
        raise _core.ConfigError(f"{parameter} must be a letter or _, then letters, digits and _, 63 at most: {table!r}")
    if table is None or isinstance(table, str):
        return table
    name = getattr(table, "_ostiary_tablename", None) or _piccolo.table_name(table)
    if name is None and not hasattr(table, "_ostiary_tablename"):
        raise TypeError(f"{parameter} must be a table's name, a SessionsBase or a Piccolo Table, not {table!r}")
    return name


def give(auth_table: TableArgument, session_table: TableArgument) -> None:
    """
    What an endpoint was given. Raises TypeError for what is no table. Piccolo's classes are remembered for endpoints that
    are given none: a logout must end the session where the login beside it has made it.
    """
    for parameter, table in (("auth_table", auth_table), ("session_table", session_table)):
        table_name(parameter, table)
        if _piccolo.is_table(table):
            settings.piccolo.setdefault(parameter, table)


def resolve(auth_table: TableArgument, session_table: TableArgument) -> Tables:
    """Where the rows of an endpoint with these tables are, by what is configured now."""
    if auth_table is None and settings.preset != "ostiary":
        auth_table = settings.piccolo.get("auth_table")
    given = (auth_table, session_table, *settings.piccolo.values())
    piccolo = [table for table in given if _piccolo.is_table(table)]
    preset = settings.preset or ("piccolo" if piccolo else "ostiary")
    database = settings.database or os.environ.get("OSTIARY_DATABASE") or _piccolo.database(piccolo)
    users, sessions = TABLES[preset]
    return Tables(
        database=database or DEFAULT_DATABASE,
        preset=preset,
        users=table_name("auth_table", auth_table) or users,
        sessions=table_name("session_table", session_table) or sessions,
        password_lengths=_piccolo.password_lengths(auth_table),
    )


def preset_options(tables: Tables, options: dict[str, Any]) -> dict[str, Any]:
    """The options as the core wants them for those tables."""
    shared: dict[str, Any] = {"auth_table": tables.users, "session_table": tables.sessions}
    if tables.preset == "piccolo":
        # The other side reads neither argon2id nor a prefixed cookie, and has its own rule for passwords.
        shared |= {"piccolo": True, "upgrade_hashes": False, "host_cookie_prefix": False}
        shared["password_policy"] = tables.password_lengths
    return shared | options
