"""From the options of a question to the panel that answers it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tertius.cli._output import shown_progress

if TYPE_CHECKING:
    from tertius.cli._options import Question
    from tertius.history import History, Panel

__all__ = ["panel_of"]


def panel_of(asked: Question) -> tuple[tuple[str, str, str], History, Panel]:
    """The codes of A, B and C, the history and its panel.

    Raises:
        TertiusError: names that are not resolved or not three, or a file that cannot be read.
    """
    from tertius import history as histories
    from tertius.case import Case

    case = Case.of(between=asked.between, on=asked.on, history=list(asked.history), until=asked.until)
    with shown_progress() as progress:
        read = histories.load(case.histories, until=case.until, progress=progress)
        return case.states, read, read.panel(asked.frequency, cutoff=case.until)
