"""One module a format: bytes in, drafts out. `readers.drafts` picks the reader by content and suffix."""
