"""Who speaks: the source of each attribution as somebody, with role, actor and voice."""

from tertius.coding.speakers._resolve import relay_chain, resolve_speakers

__all__ = ["relay_chain", "resolve_speakers"]
