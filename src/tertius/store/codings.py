"""What was coded of each document alone, so that a document is coded once and joined with others many times."""

from __future__ import annotations

from tertius.store._database import Database

__all__ = ["Codings"]

_MOST = 2  # stamps a document: one for each mode of the coder, as long as neither coder nor document changes


class Codings:
    """Codings by document and stamp; whoever asks gives the stamp of what a coding would be made from now."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, document: str, stamp: str) -> bytes | None:
        """The coding kept under that stamp, or None where there is none."""
        rows = self._database.rows("SELECT coding FROM codings WHERE document = ? AND stamp = ?", (document, stamp))
        return rows[0][0] if rows else None

    def put(self, document: str, stamp: str, coding: bytes) -> None:
        """Keep a coding of a document of the workspace, with the one made last before it; older ones go.

        A document that the workspace does not hold is passed over: its coding could not be purged with it.
        """
        with self._database.writing():
            self._database.run("DELETE FROM codings WHERE document = ? AND stamp = ?", (document, stamp))
            self._database.run(
                "INSERT INTO codings (document, stamp, coding) SELECT id, ?, ? FROM documents WHERE id = ?",
                (stamp, coding, document),
            )
            self._database.run(
                "DELETE FROM codings WHERE document = ?1 AND made NOT IN"
                " (SELECT made FROM codings WHERE document = ?1 ORDER BY made DESC LIMIT ?2)",
                (document, _MOST),
            )
