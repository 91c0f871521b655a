"""How A-B tension reaches C: responses with bands, placebos and verdicts, stored responses, and channels."""

from tertius.effects.channels import channels
from tertius.effects.responses import DEFAULT_HORIZON, DEFAULT_LAGS, effect
from tertius.effects.stored import load, save

__all__ = ["DEFAULT_HORIZON", "DEFAULT_LAGS", "channels", "effect", "load", "save"]
