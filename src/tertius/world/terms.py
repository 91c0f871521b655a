"""What each source of data asks of those who use it: how to cite it and what may be passed on."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

__all__ = ["TERMS", "DataTerms", "terms_of"]


class DataTerms(msgspec.Struct, frozen=True, kw_only=True):
    """Name, citation and terms of one source; `may_ship` says whether its rows may stand in a package or report."""

    origin: str
    name: str
    citation: str
    terms: str
    may_ship: bool


def _terms(origin: str, name: str, citation: str, terms: str, *, may_ship: bool = False) -> tuple[str, DataTerms]:
    return origin, DataTerms(origin=origin, name=name, citation=citation, terms=terms, may_ship=may_ship)


TERMS: Mapping[str, DataTerms] = dict(
    [
        _terms(
            "gdelt",
            "GDELT",
            "The GDELT Project (https://www.gdeltproject.org); Leetaru and Schrodt (2013), GDELT: Global Data on "
            "Events, Location and Tone, 1979-2012, ISA Annual Convention",
            "Open for any use, commercial too, and for passing on, with a citation of the GDELT Project and a link to its site.",
            may_ship=True,
        ),
        _terms(
            "icews",
            "ICEWS Coded Event Data",
            "Boschee, Lautenschlager, O'Brien, Shellman, Starz and Ward (2015), ICEWS Coded Event Data, Harvard "
            "Dataverse, doi:10.7910/DVN/28075",
            "Use under the terms shown on Harvard Dataverse; rows are not passed on. The series ended on 11 April 2023.",
        ),
        _terms(
            "polecat",
            "POLECAT Weekly Data",
            "Scarborough, Bagozzi, Beger, Berrie, Halterman, Schrodt and Spivey (2023), POLECAT Weekly Data, Harvard "
            "Dataverse, doi:10.7910/DVN/AJGVIT",
            "Use under the terms shown on Harvard Dataverse; rows are not passed on.",
        ),
        _terms(
            "acled",
            "ACLED",
            "Armed Conflict Location & Event Data (ACLED), acleddata.com; Raleigh, Kishi and Linke (2023), Political "
            "instability patterns are obscured by conflict dataset scope conditions, sources, and coding choices, "
            "Humanities and Social Sciences Communications 10, 74, doi:10.1057/s41599-023-01559-4",
            "Own account required; attribution with the date of access, the filters used and what was made of the "
            "data; passing on and commercial use are restricted.",
        ),
        _terms(
            "ucdp_ged",
            "UCDP Georeferenced Event Dataset",
            "Sundberg and Melander (2013), Introducing the UCDP Georeferenced Event Dataset, Journal of Peace Research "
            "50(4), 523-532; Uppsala Conflict Data Program (https://ucdp.uu.se), with the article on organized violence "
            "that its download page names for the version",
            "CC BY 4.0: free to use and pass on with citation and the version used.",
            may_ship=True,
        ),
        _terms(
            "gpr",
            "Geopolitical Risk Index",
            "Caldara and Iacoviello (2022), Measuring Geopolitical Risk, American Economic Review 112(4), 1194-1225 "
            "(https://www.matteoiacoviello.com/gpr.htm)",
            "Free to use with citation and the date of access; the index is not passed on here.",
        ),
        _terms(
            "documents",
            "Documents given by the user",
            "each document by its own title, publisher and date",
            "The user's own copies; rights stay with their publishers. Passages are quoted as evidence.",
        ),
    ]
)
"""Terms by origin. They were read in 2025 and change: check them at the source before passing data on."""


def terms_of(origin: str) -> DataTerms:
    """The terms of the data set `origin` ("gdelt", "icews", "polecat", "acled", "ucdp_ged", "gpr", "documents").

    Case, hyphens and a trailing version ("gdelt_v2") do not count. Anything else is taken for a table of the
    user's own, with terms that are not known and rows that may not be passed on.
    """
    wanted = origin.strip().lower().replace("-", "_").replace(" ", "_")
    for name, found in TERMS.items():
        if wanted == name or wanted.startswith(f"{name}_") or (name == "ucdp_ged" and wanted in {"ucdp", "ged"}):
            return found
    return DataTerms(
        origin=origin,
        name=origin or "table without a name",
        citation="The user's own file; no citation known",
        terms="Terms not known: check them before passing anything on.",
        may_ship=False,
    )
