"""Coding: from texts to who says so (attribution), who did what to whom (events) and what is said (statements)."""

from tertius.coding.road import Coded, code, code_record, code_records

__all__ = ["Coded", "code", "code_record", "code_records"]
