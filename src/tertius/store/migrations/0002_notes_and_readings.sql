-- What is known of a document beside its fields: where it was read, its dateline, its standfirst.
CREATE TABLE document_notes (
    document TEXT NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (document, name, value),
    FOREIGN KEY (document) REFERENCES documents (id) ON DELETE CASCADE
) WITHOUT ROWID;

-- Sources read to the end, and in which state they were, so that a run broken off goes on where it stopped.
CREATE TABLE readings (
    source TEXT PRIMARY KEY,
    stamp TEXT NOT NULL,
    set_aside TEXT NOT NULL,
    at TEXT NOT NULL
) WITHOUT ROWID;
