-- An answer's text while it comes, a piece a row: a save appends and never writes again what is
-- there. ``at`` counts the characters before it, ``text`` is JSON. The finished turn holds it all, and
-- they go.

CREATE TABLE pieces (
    turn TEXT NOT NULL,
    at INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (turn, at)
) WITHOUT ROWID;
