-- AUTOINCREMENT: an id is never given out twice, so nobody inherits what a deleted user left behind.
CREATE TABLE {users} (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    username      TEXT    NOT NULL,
    username_key  TEXT    NOT NULL UNIQUE,
    email         TEXT    NOT NULL,
    password_hash TEXT    NOT NULL,
    active        INTEGER NOT NULL,
    admin         INTEGER NOT NULL,
    superuser     INTEGER NOT NULL,
    created_at    INTEGER NOT NULL,  -- here and below: milliseconds since 1970, UTC
    last_login    INTEGER
) STRICT;

CREATE UNIQUE INDEX {users_email} ON {users} (lower(email)) WHERE email <> '';
