"""Descriptive companions of the response, each with its caveats: none of them makes a verdict."""

from tertius.effects.companions.connectedness import Connectedness, connectedness, dyad_connectedness
from tertius.effects.companions.event_study import EventStudy, event_study
from tertius.effects.companions.local_projections import LocalProjections, local_projection
from tertius.effects.companions.precedence import Precedence, dyad_granger, granger
from tertius.effects.companions.triad import triad_connectedness, triad_event_studies, triad_granger

__all__ = [
    "Connectedness", "EventStudy", "LocalProjections", "Precedence", "connectedness", "dyad_connectedness",
    "dyad_granger", "event_study", "granger", "local_projection", "triad_connectedness", "triad_event_studies", "triad_granger",
]  # fmt: skip
