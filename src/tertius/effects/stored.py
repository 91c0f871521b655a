"""Responses, and what they are made of, saved by one who holds a history and given to a case by one who does not."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

import msgspec

from tertius.effects._whole import write_whole
from tertius.errors import CaseError, InputError
from tertius.records import Computation, Episode, Episodes, Movement, Response, Sensitivity

__all__ = ["Stored", "load", "read_stored", "save"]

FORMAT = "tertius responses"
VERSION = 2
READABLE = (1, 2)  # the first held responses alone
STALE_DAYS = 90


class _File(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    format: str
    version: int
    responses: tuple[Response, ...]
    episodes: tuple[Episodes, ...] = ()
    sensitivity: tuple[Sensitivity, ...] = ()


class Stored(NamedTuple):
    """What a stored file gives to a case."""

    responses: tuple[Response, ...]
    episodes: tuple[Episodes, ...]
    sensitivity: tuple[Sensitivity, ...]


Dated = TypeVar("Dated", Response, Episodes, Sensitivity)


def save(
    responses: Sequence[Response],
    path: str | os.PathLike[str],
    *,
    episodes: Sequence[Episodes] = (),
    sensitivity: Sequence[Sensitivity] = (),
) -> None:
    """Write responses as JSON: whole or not at all.

    Only what was estimated is written. The history's own values that episodes show stay behind, since the terms of
    a history may forbid handing on its rows.

    Args:
        responses: of `effect`, each with its computation.
        path: replaced if it exists.
        episodes: of `episodes`, of the same history.
        sensitivity: of `sensitivity`, of the same history.

    Raises:
        InputError: no response, one without its computation, or a folder that cannot be written.
    """
    origins = [one.computation for group in (responses, episodes, sensitivity) for one in group]
    if not responses or None in origins:
        raise InputError("only responses that carry their computation can be saved; compute them with effect first")
    target = Path(path)
    file = _File(
        format=FORMAT,
        version=VERSION,
        responses=tuple(responses),
        episodes=tuple(_without_values(one) for one in episodes),
        sensitivity=tuple(sensitivity),
    )
    text = msgspec.json.format(msgspec.json.encode(file), indent=1)
    try:
        write_whole(target, text + b"\n")
    except OSError as error:
        raise InputError(
            f"cannot write {target}: {error.strerror}; give a path in a folder that can be written"
        ) from error


def load(path: str | os.PathLike[str], cutoff: dt.date) -> tuple[Response, ...]:
    """The responses of `read_stored` alone."""
    return read_stored(path, cutoff).responses


def read_stored(path: str | os.PathLike[str], cutoff: dt.date) -> Stored:
    """Read what was saved, for a case with this cut-off; each item says that it is stored.

    Raises:
        InputError: the file is missing or is not one that `save` wrote.
        CaseError: a response was computed with a later cut-off than the case's.
    """
    try:
        raw = Path(path).read_bytes()
    except OSError as error:
        raise InputError(f"cannot read the stored response {path}: {error.strerror}") from error
    try:
        file = msgspec.json.decode(raw, type=_File)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise InputError(f"{path} is not a stored response ({error}); make one with tertius effect --save") from error
    if file.format != FORMAT or file.version not in READABLE:
        raise InputError(f"{path} is no {FORMAT} file of version {VERSION}; make it again with tertius effect --save")
    for response in file.responses:
        _check_lengths(response, path)
    return Stored(
        tuple(_for_case(one, cutoff, path) for one in file.responses),
        tuple(_for_case(one, cutoff, path) for one in file.episodes),
        tuple(_for_case(one, cutoff, path) for one in file.sensitivity),
    )


def _without_values(told: Episodes) -> Episodes:
    """The same without the history's own values."""
    replace = msgspec.structs.replace

    def bare(one: Movement) -> Movement:
        return replace(one, before=None, after=None)

    def stripped(one: Episode) -> Episode:
        return replace(one, value=None, movements=tuple(bare(movement) for movement in one.movements))

    return replace(told, episodes=tuple(stripped(one) for one in told.episodes))


def _for_case(one: Dated, cutoff: dt.date, path: str | os.PathLike[str]) -> Dated:
    return msgspec.structs.replace(one, computation=_stamped(one.computation, cutoff, path))


def _stamped(made: Computation | None, cutoff: dt.date, path: str | os.PathLike[str]) -> Computation:
    """The computation marked as stored, and as stale where its window ends long before the cut-off."""
    if made is None:
        raise InputError(f"{path} holds figures without their computation; make it again with tertius effect --save")
    if made.cutoff > cutoff or (made.window is not None and made.window[1] > cutoff):
        raise CaseError(
            f"{path} was computed up to {made.cutoff}, later than the case's cut-off {cutoff}; "
            f"compute it again with --until {cutoff}"
        )
    stale = made.stale
    end = made.window[1] if made.window is not None else made.cutoff
    if (cutoff - end).days > STALE_DAYS:
        stale = f"its history ends on {end}, {(cutoff - end).days} days before the cut-off {cutoff}"
    return msgspec.structs.replace(made, stored=True, stale=stale)


def _check_lengths(response: Response, path: str | os.PathLike[str]) -> None:
    other = response.without_controls
    lists = [response.estimate, response.low, response.high, response.band_low, response.band_high, response.z,
             response.z_placebo, response.minimum_detectable, response.variance_share, *(response.placebo_z or ()),
             *((other.estimate, other.low, other.high, other.z_placebo) if other else ())]  # fmt: skip
    if any(one is not None and len(one) != len(response.horizons) for one in lists):
        raise InputError(f"{path} is damaged: its lists do not have one value a horizon; make it again")
