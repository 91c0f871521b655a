-- How each entry of the ledger stands but for the day, so that a page of many costs what it shows. `state` and `ends`
-- follow from the entry and its settlements by the rule of that number; `place` is the order of entering.
CREATE TABLE ledger_listing (
    id TEXT PRIMARY KEY,
    place INTEGER NOT NULL,
    state TEXT NOT NULL,
    ends TEXT NOT NULL,
    rule INTEGER NOT NULL
);

CREATE INDEX ledger_listing_by_place ON ledger_listing (place, state, ends);
CREATE INDEX ledger_listing_by_state ON ledger_listing (state, place, ends);
CREATE INDEX ledger_listing_by_rule ON ledger_listing (rule);

CREATE TABLE ledger_unlisted (id TEXT PRIMARY KEY);

INSERT OR IGNORE INTO ledger_unlisted (id) SELECT id FROM ledger_entries;

CREATE TRIGGER ledger_entries_are_listed AFTER INSERT ON ledger_entries
BEGIN
    INSERT OR IGNORE INTO ledger_unlisted (id) VALUES (new.id);
END;

CREATE TRIGGER ledger_entries_are_listed_no_more AFTER DELETE ON ledger_entries
BEGIN
    DELETE FROM ledger_listing WHERE id = old.id;
    DELETE FROM ledger_unlisted WHERE id = old.id;
END;

CREATE TRIGGER ledger_settlements_are_listed AFTER INSERT ON ledger_settlements
BEGIN
    INSERT OR IGNORE INTO ledger_unlisted (id) VALUES (new.entry);
END;

CREATE TRIGGER ledger_settlements_are_listed_no_more AFTER DELETE ON ledger_settlements
BEGIN
    INSERT OR IGNORE INTO ledger_unlisted (id) SELECT id FROM ledger_entries WHERE id = old.entry LIMIT 1;
END;

-- Nothing leaves the ledger but what rested on a document that is being purged.
CREATE TABLE ledger_purging (document TEXT PRIMARY KEY);

CREATE TRIGGER ledger_entries_go_with_their_document BEFORE DELETE ON ledger_entries
WHEN NOT EXISTS (SELECT 1 FROM ledger_purging)
BEGIN
    SELECT RAISE(ABORT, 'an entry goes only with the last document that it rests on');
END;

CREATE TRIGGER ledger_settlements_go_with_their_document BEFORE DELETE ON ledger_settlements
WHEN NOT EXISTS (SELECT 1 FROM ledger_purging)
BEGIN
    SELECT RAISE(ABORT, 'a settlement goes only with its entry');
END;
