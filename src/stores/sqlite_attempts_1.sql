CREATE TABLE {attempts} (
    key     TEXT    NOT NULL PRIMARY KEY,
    ends_at INTEGER NOT NULL,
    count   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX {attempts_end} ON {attempts} (ends_at);
