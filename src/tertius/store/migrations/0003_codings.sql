-- What was coded of a document alone, with a stamp of what it was made from (coder, mode, the document's fields).
CREATE TABLE codings (
    document TEXT NOT NULL,
    stamp TEXT NOT NULL,
    coding BLOB NOT NULL,
    made INTEGER PRIMARY KEY AUTOINCREMENT,
    UNIQUE (document, stamp),
    FOREIGN KEY (document) REFERENCES documents (id) ON DELETE CASCADE
);
