-- What a judge model said of two texts, so that it is not asked twice. No word of the texts: the
-- key is an HMAC of them, and quotes are kept as places.

CREATE TABLE judgements (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    wire TEXT NOT NULL
);
