CREATE TABLE watches (
    id TEXT PRIMARY KEY,
    json TEXT NOT NULL,
    added TEXT NOT NULL
) WITHOUT ROWID;

-- What a watch remembers between two runs.
CREATE TABLE watch_states (
    watch TEXT NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (watch, name),
    FOREIGN KEY (watch) REFERENCES watches (id) ON DELETE CASCADE
) WITHOUT ROWID;

-- Documents that a watch has judged; entered together with the alerts they raised.
CREATE TABLE watch_documents (
    watch TEXT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (watch, document),
    FOREIGN KEY (watch) REFERENCES watches (id) ON DELETE CASCADE,
    FOREIGN KEY (document) REFERENCES documents (id) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE watch_runs (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    watch TEXT NOT NULL,
    json TEXT NOT NULL,
    FOREIGN KEY (watch) REFERENCES watches (id) ON DELETE CASCADE
);

CREATE INDEX watch_runs_by_watch ON watch_runs (watch, number);

-- Alerts are records of the kind 'alert'; here is which outlet still has to get them.
CREATE TABLE deliveries (
    kind TEXT NOT NULL DEFAULT 'alert',
    alert TEXT NOT NULL,
    watch TEXT NOT NULL,
    outlet TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting',
    attempts INTEGER NOT NULL DEFAULT 0,
    due TEXT NOT NULL,
    error TEXT,
    PRIMARY KEY (alert, outlet),
    FOREIGN KEY (kind, alert) REFERENCES records (kind, id) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE INDEX deliveries_waiting ON deliveries (watch, state, due);
