"""The pages, a module for each part of the desk."""

from __future__ import annotations

from fastapi import APIRouter

from tertius.web.pages import cases, documents, front, jobs, ledger, listings, login, review, tension, watches

__all__ = ["ROUTERS"]

ROUTERS: tuple[APIRouter, ...] = tuple(
    part.router for part in (front, login, documents, listings, tension, ledger, review, cases, watches, jobs)
)
