"""Reference classes, the outside view: what states with C's ties did after past A-B disputes, and in quiet years."""

from tertius.effects.classes._intervals import jeffreys
from tertius.effects.classes._lookup import reference_class

__all__ = ["jeffreys", "reference_class"]
