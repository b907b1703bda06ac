-- No foreign key: what a user did is remembered after the user is gone.
CREATE TABLE {audit} (
    id         INTEGER PRIMARY KEY,
    at         INTEGER NOT NULL,
    kind       TEXT    NOT NULL,
    user_id    INTEGER,
    username   TEXT    NOT NULL,
    session_id TEXT,
    address    TEXT    NOT NULL,
    user_agent TEXT    NOT NULL,
    detail     TEXT    NOT NULL
) STRICT;

CREATE INDEX {audit_at} ON {audit} (at);
