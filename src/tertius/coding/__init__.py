"""Coding: from texts to who says so (attribution), who did what to whom (events) and what is said (statements)."""

from tertius.coding.joining import Coded
from tertius.coding.keeping import code_workspace
from tertius.coding.road import code, code_record, code_records, explain

__all__ = ["Coded", "code", "code_record", "code_records", "code_workspace", "explain"]
