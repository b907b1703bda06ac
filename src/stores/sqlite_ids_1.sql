-- The highest id that a table of users had when one was deleted. For tables that number their rows without AUTOINCREMENT,
-- and would give a deleted user's id, with all that refers to it, to the next one.
CREATE TABLE {ids} (
    users TEXT    NOT NULL PRIMARY KEY,
    last  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
