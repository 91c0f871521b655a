"""Responses saved by one who holds a history, and given to a case by one who does not."""

from __future__ import annotations

import datetime as dt
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

import msgspec

from tertius.errors import CaseError, InputError
from tertius.records import Response

__all__ = ["load", "save"]

FORMAT = "tertius responses"
VERSION = 1
STALE_DAYS = 90


class _File(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    format: str
    version: int
    responses: tuple[Response, ...]


def save(responses: Sequence[Response], path: str | os.PathLike[str]) -> None:
    """Write responses as JSON: whole or not at all.

    Args:
        responses: of `effect`, each with its computation.
        path: replaced if it exists.

    Raises:
        InputError: no response, one without its computation, or a folder that cannot be written.
    """
    if not responses or any(one.computation is None for one in responses):
        raise InputError("only responses that carry their computation can be saved; compute them with effect first")
    target = Path(path)
    text = msgspec.json.format(
        msgspec.json.encode(_File(format=FORMAT, version=VERSION, responses=tuple(responses))), indent=1
    )
    name = None
    try:
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as draft:
            name = draft.name
            draft.write(text + b"\n")
            draft.flush()
            os.fsync(draft.fileno())
        Path(name).replace(target)
    except OSError as error:
        if name is not None:
            Path(name).unlink(missing_ok=True)
        raise InputError(
            f"cannot write {target}: {error.strerror}; give a path in a folder that can be written"
        ) from error


def load(path: str | os.PathLike[str], cutoff: dt.date) -> tuple[Response, ...]:
    """Read saved responses for a case with this cut-off; each says that it is stored.

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
    if file.format != FORMAT or file.version != VERSION:
        raise InputError(f"{path} is no {FORMAT} file of version {VERSION}; make it again with tertius effect --save")
    return tuple(_for_case(response, cutoff, path) for response in file.responses)


def _for_case(response: Response, cutoff: dt.date, path: str | os.PathLike[str]) -> Response:
    made = response.computation
    if made is None:
        raise InputError(f"{path} holds a response without its computation; make it again with tertius effect --save")
    if made.cutoff > cutoff or (made.window is not None and made.window[1] > cutoff):
        raise CaseError(
            f"{path} was computed up to {made.cutoff}, later than the case's cut-off {cutoff}; "
            f"compute it again with --until {cutoff}"
        )
    _check_lengths(response, path)
    stale = made.stale
    end = made.window[1] if made.window is not None else made.cutoff
    if (cutoff - end).days > STALE_DAYS:
        stale = f"its history ends on {end}, {(cutoff - end).days} days before the cut-off {cutoff}"
    return msgspec.structs.replace(response, computation=msgspec.structs.replace(made, stored=True, stale=stale))


def _check_lengths(response: Response, path: str | os.PathLike[str]) -> None:
    other = response.without_controls
    lists = [response.estimate, response.low, response.high, response.band_low, response.band_high, response.z,
             response.z_placebo, response.minimum_detectable, response.variance_share, *(response.placebo_z or ()),
             *((other.estimate, other.low, other.high, other.z_placebo) if other else ())]  # fmt: skip
    if any(one is not None and len(one) != len(response.horizons) for one in lists):
        raise InputError(f"{path} is damaged: its lists do not have one value a horizon; make it again")
