CREATE TABLE{sessions}(token_hash BLOB NOT NULL PRIMARY KEY CHECK(length(token_hash) = 32), id TEXT NOT NULL,
                       user_id INTEGER NOT NULL REFERENCES{users}(id)ON DELETE CASCADE, created_at INTEGER NOT NULL,
                       last_seen_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, max_expires_at INTEGER NOT NULL,
                       address TEXT NOT NULL, user_agent TEXT NOT NULL) STRICT,
    WITHOUT ROWID;

CREATE UNIQUE INDEX{sessions_user} ON{sessions}(user_id, id);
-- When the session ends, whichever of the two comes first: what a purge looks for.
CREATE INDEX {sessions_end} ON {sessions} (min(expires_at, max_expires_at));
