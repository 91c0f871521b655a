"""Who is spoken of: mentions of actors in one document.

`find_mentions` reads countries, demonyms, capitals as actors, offices and their holders, ministries and
forces, organisations, armed groups, peoples and other groups, and resolves surnames, pronouns and "the
ministry" to what stands before them in the same document.
"""

from __future__ import annotations

from tertius.coding.actors._find import find_mentions
from tertius.coding.actors._names import Name, names_of
from tertius.coding.actors._phrases import noun_of
from tertius.coding.actors._surnames import PARTICLES, surname

__all__ = ["PARTICLES", "Name", "find_mentions", "names_of", "noun_of", "surname"]
