"""Who did what to whom: PLOVER events from syntax and a lexicon, without a learned model.

`find_events` codes a document, `code_pair` what one span does to another, `merge` joins the reports of
one event. `foretold` gives the act that a sentence about the future tells of. `find_coded` and `code_pair_spans` give the spans of the parties as well. The design follows
the field's pattern coders (PETRARCH2: Norris, Schrodt and Beieler 2017) in reading dictionary patterns
over a parse, and departs from them in composing types: operators such as "refuse", "plan" or "lift"
make a type out of what stands under them.
"""

from __future__ import annotations

from tertius.coding.events._build import CodedEvent
from tertius.coding.events._find import find_coded, find_events
from tertius.coding.events._foretold import foretold
from tertius.coding.events._merge import merge
from tertius.coding.events._pair import code_pair, code_pair_spans

__all__ = ["CodedEvent", "code_pair", "code_pair_spans", "find_coded", "find_events", "foretold", "merge"]
