"""Import the encoder's run-time modules alone: training needs neither the rest of tertius nor its dependencies."""

import sys
import types
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "src" / "tertius"
for _name, _folder in {
    "tertius": SOURCE,
    "tertius.coding": SOURCE / "coding",
    "tertius.coding.encoder": SOURCE / "coding" / "encoder",
}.items():
    if _name not in sys.modules:
        _module = types.ModuleType(_name)
        _module.__path__ = [str(_folder)]
        sys.modules[_name] = _module
