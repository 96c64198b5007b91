-- What the server itself asked a model for, beside turns: tokens and dollars, so that budgets hold. No
-- word of what was asked.

CREATE TABLE spent (
    id TEXT PRIMARY KEY,
    at INTEGER NOT NULL,
    wire TEXT NOT NULL
) WITHOUT ROWID;

CREATE INDEX spent_at ON spent (at);
