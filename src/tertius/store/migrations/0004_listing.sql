-- What records are listed by, with corrections by hand applied: one row for each word that one may be found under
-- (a voice, a speaker, the code of an actor, …), in the order of the listing; field and word '' stand for all of a kind.
CREATE TABLE listing (
    kind TEXT NOT NULL,
    field TEXT NOT NULL,
    word TEXT NOT NULL,
    day TEXT NOT NULL,
    id TEXT NOT NULL,
    PRIMARY KEY (kind, field, word, day, id)
) WITHOUT ROWID;

CREATE INDEX listing_by_item ON listing (kind, id);

-- How many there are under each word: counting a hundred thousand rows for every page would cost more than the page.
CREATE TABLE listing_counts (
    kind TEXT NOT NULL,
    field TEXT NOT NULL,
    word TEXT NOT NULL,
    records INTEGER NOT NULL,
    PRIMARY KEY (kind, field, word)
) WITHOUT ROWID;

CREATE TRIGGER listing_counts_more AFTER INSERT ON listing
BEGIN
    INSERT INTO listing_counts (kind, field, word, records) VALUES (new.kind, new.field, new.word, 1)
    ON CONFLICT (kind, field, word) DO UPDATE SET records = records + 1;
END;

CREATE TRIGGER listing_counts_fewer AFTER DELETE ON listing
BEGIN
    UPDATE listing_counts SET records = records - 1 WHERE kind = old.kind AND field = old.field AND word = old.word;
    DELETE FROM listing_counts WHERE kind = old.kind AND field = old.field AND word = old.word AND records = 0;
END;

CREATE TRIGGER listing_ends_with_its_record AFTER DELETE ON records
BEGIN
    DELETE FROM listing WHERE kind = old.kind AND id = old.id;
END;

-- Records of an older workspace, to be listed when it is next opened.
CREATE TABLE unlisted (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    PRIMARY KEY (kind, id)
) WITHOUT ROWID;

INSERT INTO unlisted (kind, id) SELECT kind, id FROM records;

CREATE INDEX documents_by_added ON documents (added, id);
CREATE INDEX records_by_updated ON records (updated, kind);
