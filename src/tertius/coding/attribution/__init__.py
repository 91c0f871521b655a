"""Who says so: sources, words of saying and what is said, from syntax and learned figures.

`find_attributions` reads one `Parsed`. The accurate mode (the default) asks the shared encoder; the fast
mode needs nothing but the table `cues.json`, which holds figures only (see MODEL_CARD.md).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tertius.coding.attribution._antecedents import capital_as_state
from tertius.coding.attribution._dialogue import set_out_speech
from tertius.coding.attribution.quotation import find_quotes

if TYPE_CHECKING:
    from tertius.coding.parsed import Attribution, Parsed

__all__ = ["capital_as_state", "find_attributions", "find_quotes", "set_out_speech"]


def find_attributions(parsed: Parsed, *, fast: bool = False) -> list[Attribution]:
    """The attributions of a document, in the order of their contents; stored in `parsed.attributions` too.

    An attribution is a source, a cue and a content, which may be discontinuous: a quotation broken by
    its cue, and the quotations that follow in the same sentence's wake, are one content. Attitudes and
    plans count ("believes", "plans to"). A source inside somebody else's words has `outer`; a quotation
    that goes on without a cue has neither source nor cue but `continues`. Quoted fragments are no
    attributions of their own. Any text is taken; an empty one has none.

    The accurate mode reads the text with the shared encoder (encoder/weights/MODEL_CARD.md). In the fast
    mode, each word whose lemma the table knows as a possible cue is judged by logistic regression on its
    syntax; its content and source are chosen among the spans that the dependency parse and the quotation
    marks offer, by a conditional logit (McFadden 1974). The scheme of source, cue and content is
    PolNeAR's (Newell, Margolin and Ruths 2018).

    Args:
        parsed: the document.
        fast: syntax and cue statistics alone. They are also what is used where onnxruntime is missing.
    """
    from tertius.coding.attribution._assemble import assemble
    from tertius.coding.attribution._decide import decide
    from tertius.coding.attribution._table import load_table
    from tertius.coding.attribution._tree import tree_of
    from tertius.coding.encoder import available

    tree = tree_of(parsed)
    if fast or not available():
        parsed.attributions = assemble(tree, decide(tree, load_table()))
    else:
        from tertius.coding.attribution._accurate import accurate

        parsed.attributions = accurate(tree)
    return parsed.attributions
