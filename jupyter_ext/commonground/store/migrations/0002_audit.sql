-- The audit chain, what was written beside it, and revisions that left their document.

CREATE TABLE events (
    seq INTEGER PRIMARY KEY,
    previous TEXT NOT NULL,                 -- hash of the row before
    hash TEXT NOT NULL,                     -- of previous and body
    body TEXT NOT NULL                      -- canonical JSON; nothing that a person wrote is in it
);

CREATE UNIQUE INDEX events_by_id ON events (json_extract(body, '$.id'));
CREATE INDEX events_by_revision ON events (json_extract(body, '$.revision'));

-- Apart from the chain, so that a redaction can delete it.
CREATE TABLE written (
    event INTEGER PRIMARY KEY REFERENCES events (seq),
    salt BLOB NOT NULL,
    text TEXT NOT NULL
);

CREATE TABLE history (
    room INTEGER NOT NULL REFERENCES rooms (id),
    id TEXT NOT NULL,
    entry TEXT NOT NULL,
    at INTEGER NOT NULL,
    wire TEXT NOT NULL,                     -- the whole revision as JSON
    PRIMARY KEY (room, id)
) WITHOUT ROWID;

CREATE INDEX history_by_entry ON history (room, entry, at, id);

-- One row from a redaction until its bytes are out of the file, so that a crash forgets neither.
CREATE TABLE scrubs (pending INTEGER PRIMARY KEY CHECK (pending = 1));
