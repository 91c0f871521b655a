-- The ledger of predictions: what was entered, by whom, when and why. Nothing is changed; a correction is another row.
CREATE TABLE ledger_entries (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL,
    json TEXT NOT NULL,
    by_hand INTEGER NOT NULL,
    who TEXT NOT NULL,
    at TEXT NOT NULL,
    why TEXT NOT NULL
);

CREATE INDEX ledger_entries_by_id ON ledger_entries (id, number);

CREATE TABLE ledger_settlements (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    entry TEXT NOT NULL,
    json TEXT NOT NULL,
    at TEXT NOT NULL
);

CREATE INDEX ledger_settlements_by_entry ON ledger_settlements (entry, number);

CREATE TRIGGER ledger_entries_are_never_changed BEFORE UPDATE ON ledger_entries
BEGIN
    SELECT RAISE(ABORT, 'an entry is never changed; add a revision');
END;

CREATE TRIGGER ledger_settlements_are_never_changed BEFORE UPDATE ON ledger_settlements
BEGIN
    SELECT RAISE(ABORT, 'a settlement is never changed; add another');
END;
