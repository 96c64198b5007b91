-- The log of each room, its latest snapshot, and the turns.

CREATE TABLE rooms (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    generation INTEGER NOT NULL DEFAULT 1,
    seq INTEGER NOT NULL DEFAULT 0          -- of the last update, compacted or not
);

-- Apart from rooms, because that row is rewritten with every update.
CREATE TABLE snapshots (
    room INTEGER PRIMARY KEY REFERENCES rooms (id),
    seq INTEGER NOT NULL,                   -- of the last update that is in it
    data BLOB NOT NULL
);

CREATE TABLE updates (
    room INTEGER NOT NULL REFERENCES rooms (id),
    seq INTEGER NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (room, seq)
) WITHOUT ROWID;

CREATE TABLE origins (
    id INTEGER PRIMARY KEY,
    room INTEGER NOT NULL REFERENCES rooms (id),
    name TEXT NOT NULL,
    UNIQUE (room, name)
);

-- Which number an update got. Outlives the update's bytes: a duplicate that arrives after
-- compaction still gets the same answer.
CREATE TABLE receipts (
    origin INTEGER NOT NULL REFERENCES origins (id),
    origin_seq INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (origin, origin_seq)
) WITHOUT ROWID;

CREATE TABLE turns (
    id TEXT PRIMARY KEY,
    at INTEGER NOT NULL,
    asker TEXT NOT NULL,
    visibility TEXT NOT NULL CHECK (visibility IN ('shared', 'private')),
    status TEXT NOT NULL,
    wire TEXT NOT NULL                      -- the whole turn as JSON; the columns above are for search
);

CREATE INDEX turns_by_time ON turns (at, id);
CREATE INDEX turns_streaming ON turns (at, id) WHERE status = 'streaming';
