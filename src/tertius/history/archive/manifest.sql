CREATE TABLE files (
    sha256 TEXT NOT NULL,
    actors TEXT NOT NULL,
    path TEXT NOT NULL,
    layout TEXT NOT NULL,
    origin TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    rows INTEGER NOT NULL,
    added INTEGER NOT NULL,
    known INTEGER NOT NULL,
    unasked INTEGER NOT NULL,
    rejected INTEGER NOT NULL,
    pieces INTEGER NOT NULL,
    whole INTEGER NOT NULL,
    imported TEXT NOT NULL,
    PRIMARY KEY (sha256, actors, origin)
) WITHOUT ROWID;

CREATE TABLE parts (
    path TEXT PRIMARY KEY,
    holds TEXT NOT NULL,
    origin TEXT NOT NULL,
    month TEXT NOT NULL,
    rows INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    first TEXT NOT NULL,
    last TEXT NOT NULL,
    sha256 TEXT NOT NULL
) WITHOUT ROWID;

CREATE INDEX parts_by_month ON parts (holds, origin, month);

CREATE TABLE rejects (
    sha256 TEXT NOT NULL,
    actors TEXT NOT NULL,
    origin TEXT NOT NULL,
    line INTEGER NOT NULL,
    member TEXT NOT NULL,
    reason TEXT NOT NULL,
    text TEXT NOT NULL
);

CREATE INDEX rejects_by_file ON rejects (sha256, actors, origin);

CREATE TABLE origins (
    origin TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    citation TEXT NOT NULL,
    terms TEXT NOT NULL,
    version TEXT,
    accessed TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE fetched (
    url TEXT NOT NULL,
    checksum TEXT NOT NULL,
    actors TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (url, checksum, actors)
) WITHOUT ROWID;

CREATE TABLE document_events (
    event TEXT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (event, document)
) WITHOUT ROWID;
