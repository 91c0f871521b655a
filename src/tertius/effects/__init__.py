"""How A-B tension reaches C: responses with bands, placebos and verdicts, what they are made of, and channels.

`effects.screen` looks at all triads of a history at once and loads when used; `effects.companions` holds the field's
other methods with their caveats, asked of one triad by the `triad_` functions.
"""

from tertius.effects.channels import channels
from tertius.effects.classes import reference_class
from tertius.effects.companions import triad_connectedness, triad_event_studies, triad_granger
from tertius.effects.episodes import episodes
from tertius.effects.responses import DEFAULT_HORIZON, DEFAULT_LAGS, effect
from tertius.effects.sensitivity import sensitivity
from tertius.effects.stored import Stored, load, read_stored, save

__all__ = [
    "DEFAULT_HORIZON",
    "DEFAULT_LAGS",
    "Stored",
    "channels",
    "effect",
    "episodes",
    "load",
    "read_stored",
    "reference_class",
    "save",
    "sensitivity",
    "triad_connectedness",
    "triad_event_studies",
    "triad_granger",
]
