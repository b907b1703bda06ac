"""What is known of Piccolo's tables, without needing Piccolo."""

import sys
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Optional

from ostiary import _core


def _table_class() -> Optional[type]:
    module = sys.modules.get("piccolo.table")
    return getattr(module, "Table", None)


def is_table(table: object) -> bool:
    """Whether it is a Piccolo `Table` class. One that exists has imported Piccolo."""
    base = _table_class()
    return base is not None and isinstance(table, type) and issubclass(table, base)


def table_name(table: Any) -> Optional[str]:
    return str(table._meta.tablename) if is_table(table) else None


def database(tables: Iterable[Any]) -> Optional[str]:
    """The address of the engine that the tables use; None where they have none."""
    for table in tables:
        engine = table._meta._db or _configured_engine()
        if engine is None:
            continue
        if engine.engine_type == "sqlite":
            return f"sqlite:{engine.path}"
        raise _core.ConfigError(
            f"auth_table: its Piccolo engine is {engine.engine_type}, which this version does not support; "
            "name a database with ostiary.configure(database=...)"
        )
    return None


def password_lengths(table: Any) -> dict[str, int]:
    """How long a password may be by a subclass of `BaseUser`, where it is one."""
    names = {"min_length": "_min_password_length", "max_length": "_max_password_length"}
    lengths = {option: getattr(table, name, None) for option, name in names.items()} if is_table(table) else {}
    return {option: length for option, length in lengths.items() if isinstance(length, int)}


def _configured_engine() -> Any:
    """The engine of `piccolo_conf`, where the app has one."""
    from piccolo.engine.finder import engine_finder

    return engine_finder()


async def user(table: Any, row: dict[str, Any]) -> Any:
    """
    The user as an object of that Piccolo class: made from the row that the check has read, without the password; a class
    with columns of its own asks Piccolo for them.
    """
    columns = {column._meta.name for column in table._meta.columns}
    if columns - set(row) - {"password"}:
        return await table.objects().where(table._meta.primary_key == row["id"]).first()
    values = {name: row[name] for name in columns & set(row)}
    if row["last_login"]:
        values["last_login"] = datetime.fromtimestamp(row["last_login"] / 1000)  # naive and local, as Piccolo has it
    made = table(_exists_in_db=True, **values)
    # A hash is nobody's business. Without it a save() of the whole row fails, and doesn't empty the password.
    made.__dict__.pop("password", None)
    return made
