"""Looks into, and changes, a database file behind the server's back."""

import contextlib
import hashlib
import pathlib
import sqlite3


class Database:
    def __init__(self, path):
        self.path = pathlib.Path(path)

    @contextlib.contextmanager
    def connect(self):
        connection = sqlite3.connect(self.path, timeout=10, isolation_level=None)
        try:
            yield connection
        finally:
            connection.close()

    def ask(self, sql, *values) -> list:
        with self.connect() as connection:
            return connection.execute(sql, values).fetchall()

    def one(self, sql, *values):
        rows = self.ask(sql, *values)
        assert len(rows) == 1, rows
        return rows[0][0]

    def change(self, sql, *values) -> int:
        """The number of rows that it changed."""
        with self.connect() as connection:
            return connection.execute(sql, values).rowcount

    def columns(self, table) -> list:
        return [row[1] for row in self.ask(f"PRAGMA table_info({table})")]

    def is_sound(self) -> bool:
        return self.ask("PRAGMA integrity_check") == [("ok",)] and not self.ask("PRAGMA foreign_key_check")

    def user_id(self, name) -> int:
        return self.one("SELECT id FROM users WHERE username = ?", name)

    def password_hash(self, name) -> str:
        return self.one("SELECT password_hash FROM users WHERE username = ?", name)

    def set_password_hash(self, name, stored):
        assert self.change("UPDATE users SET password_hash = ? WHERE username = ?", stored, name) == 1

    def has_session(self, token) -> bool:
        return self.one("SELECT count(*) FROM sessions WHERE token_hash = ?", digest(token)) == 1

    def change_session(self, token, **columns):
        """Sets columns of the session of that token."""
        places = ", ".join(f"{name} = ?" for name in columns)
        rows = self.change(f"UPDATE sessions SET {places} WHERE token_hash = ?", *columns.values(), digest(token))
        assert rows == 1

    def session(self, token, *columns) -> tuple:
        (row,) = self.ask(f"SELECT {', '.join(columns)} FROM sessions WHERE token_hash = ?", digest(token))
        return row

    def events(self, kind) -> list:
        """The audit table's rows of that kind, as dictionaries, the oldest first."""
        with self.connect() as connection:
            connection.row_factory = sqlite3.Row
            rows = connection.execute("SELECT * FROM audit_events WHERE kind = ? ORDER BY id", (kind,))
            return [dict(row) for row in rows]

    def files(self) -> dict:
        """The bytes of the database and of what lies beside it, such as the write-ahead log."""
        return {path.name: path.read_bytes() for path in self.path.parent.glob(self.path.name + "*")}


def digest(token) -> bytes:
    return hashlib.sha256(token.encode()).digest()
