"""The screen of a whole history: all triads by matrix products, the likeliest exactly, candidates by rate."""

from tertius.effects.screen.screened import Candidate, Screened
from tertius.effects.screen.screening import screen

__all__ = ["Candidate", "Screened", "screen"]
