-- When the client's budget is whole again, and until when it is refused: nanoseconds since 1970, UTC.
CREATE TABLE {rates} (
    key           TEXT    NOT NULL PRIMARY KEY,
    full_at       INTEGER NOT NULL,
    blocked_until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX {rates_end} ON {rates} (max(full_at, blocked_until));
