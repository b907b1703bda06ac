-- Keys that are made once and shared by all who use this database.
CREATE TABLE {secrets} (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
