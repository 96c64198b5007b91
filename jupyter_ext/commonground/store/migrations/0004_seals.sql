-- What binds documents and turns to the audit chain. A seal is an HMAC over what is stored, under a
-- salt that goes with it, so that nothing can be guessed once a redaction made both anew.

ALTER TABLE rooms ADD COLUMN salt BLOB;
ALTER TABLE rooms ADD COLUMN seal BLOB;
ALTER TABLE rooms ADD COLUMN chained INTEGER NOT NULL DEFAULT 0;    -- 1: a row of the chain has it

ALTER TABLE turns ADD COLUMN salt BLOB;
ALTER TABLE turns ADD COLUMN seal BLOB;
ALTER TABLE turns ADD COLUMN chained INTEGER NOT NULL DEFAULT 0;

CREATE INDEX rooms_unchained ON rooms (id) WHERE chained = 0;
CREATE INDEX turns_unchained ON turns (id) WHERE chained = 0;
