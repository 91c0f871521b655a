"""The layouts of the sets that are read: columns in their order, and what tells one from the other.

Sources: the GDELT 1.0 and 2.0 codebooks, the headers of the ICEWS and POLECAT files on Harvard Dataverse, the
ACLED and UCDP GED codebooks. Names are compared in lower case with everything but letters and digits as `_`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

__all__ = ["LAYOUTS", "SourceLayout", "named"]


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_GDELT_ACTORS = " ".join(
    f"actor{n}code actor{n}name actor{n}countrycode actor{n}knowngroupcode actor{n}ethniccode actor{n}religion1code "
    f"actor{n}religion2code actor{n}type1code actor{n}type2code actor{n}type3code"
    for n in (1, 2)
)
_GEO = "{p}geo_type {p}geo_fullname {p}geo_countrycode {p}geo_adm1code {p}geo_adm2code {p}geo_lat {p}geo_long {p}geo_featureid"
_GDELT_V2 = _words(
    f"globaleventid sqldate monthyear year fractiondate {_GDELT_ACTORS} isrootevent eventcode eventbasecode "
    "eventrootcode quadclass goldsteinscale nummentions numsources numarticles avgtone "
    + " ".join(_GEO.format(p=place) for place in ("actor1", "actor2", "action"))
    + " dateadded sourceurl"
)
# The whole difference of the two: the three ADM2 codes.
_GDELT_V1 = tuple(name for name in _GDELT_V2 if not name.endswith("adm2code"))
_MENTIONS = _words(
    "globaleventid eventtimedate mentiontimedate mentiontype mentionsourcename mentionidentifier sentenceid "
    "actor1charoffset actor2charoffset actioncharoffset inrawtext confidence mentiondoclen mentiondoctone "
    "mentiondoctranslationinfo extras"
)
_POLECAT = _words(
    "event_id event_date event_type event_mode intensity quad_code contexts actor_name actor_country actor_cow "
    "primary_actor_sector actor_sectors actor_title actor_name_raw wikipedia_actor_id recipient_name "
    "recipient_country recipient_cow primary_recipient_sector recipient_sectors recipient_title recipient_name_raw "
    "wikipedia_recipient_id placename city district province country latitude longitude geonames_id raw_placename "
    "feature_type source publication_date story_people story_organizations story_locations language version"
)
_ICEWS = _words(
    "event_id event_date source_name source_sectors source_country event_text cameo_code intensity target_name "
    "target_sectors target_country story_id sentence_number publisher city district province country latitude longitude"
)
_ACLED = _words(
    "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1 "
    "actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 location "
    "latitude longitude geo_precision source source_scale notes fatalities tags timestamp"
)
_UCDP = _words(
    "id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name "
    "dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b "
    "number_of_sources source_article source_office source_date source_headline source_original where_prec "
    "where_coordinates where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id "
    "region event_clarity date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high "
    "low gwnoa gwnob"
)


@dataclass(frozen=True)
class SourceLayout:
    """One layout of one set.

    Attributes:
        name: the layout's own name, which tells versions apart.
        format: the word for it on the command line.
        title: what it is called in an error.
        origin: the origin that its rows have in the archive.
        columns: all columns in the order of a file without header; empty where any table will do.
        widths: numbers of columns that a file without a header may have.
        keeps: the columns that are read; one that a file lacks is read as empty.
        needs: columns without which a header is not of this layout.
        quoted: whether values may stand in quotes, with line breaks inside.
        holds: `events`, or `mentions`, which are reports and not events.
        dated_by_id: whether an id never comes again with a date in another month.

    """

    name: str
    format: str
    title: str
    origin: str
    columns: tuple[str, ...] = ()
    widths: tuple[int, ...] = ()
    keeps: tuple[str, ...] = ()
    needs: frozenset[str] = frozenset()
    quoted: bool = False
    holds: Literal["events", "mentions"] = "events"
    dated_by_id: bool = False


def named(column: str) -> str:
    """A column's name as it is compared."""
    return re.sub(r"[^a-z0-9]+", "_", column.strip().strip("\ufeff").lower()).strip("_")


_GDELT_KEEPS = _words(
    "globaleventid sqldate actor1code actor1name actor1countrycode actor1type1code actor2code actor2name "
    "actor2countrycode actor2type1code eventcode quadclass goldsteinscale numarticles actiongeo_fullname "
    "actiongeo_lat actiongeo_long"
)
_GDELT_NEEDS = frozenset(_words("globaleventid actor1code actor2code eventcode quadclass"))

LAYOUTS: tuple[SourceLayout, ...] = (
    SourceLayout(
        "gdelt_v2", "gdelt", "GDELT events v2", "gdelt_v2", _GDELT_V2, (61,), _GDELT_KEEPS,
        _GDELT_NEEDS | {"actiongeo_adm2code"}, dated_by_id=True,
    ),
    SourceLayout(
        # The yearly and monthly files of before April 2013 lack the last column, SOURCEURL.
        "gdelt_v1", "gdelt", "GDELT events v1", "gdelt_v1", _GDELT_V1, (57, 58), _GDELT_KEEPS, _GDELT_NEEDS,
        dated_by_id=True,
    ),
    SourceLayout(
        "gdelt_mentions", "gdelt-mentions", "GDELT mentions", "gdelt_v2", _MENTIONS, (16,),
        _words("globaleventid mentiontimedate mentionsourcename mentionidentifier sentenceid confidence"),
        frozenset(_words("globaleventid mentiontimedate mentionidentifier")), holds="mentions", dated_by_id=True,
    ),
    SourceLayout(
        "icews", "icews", "ICEWS events", "icews", _ICEWS, (),
        _words("event_id event_date source_name source_sectors source_country cameo_code intensity target_name "
               "target_sectors target_country city province country latitude longitude"),
        frozenset(_words("event_id event_date source_name target_name cameo_code")),
    ),
    SourceLayout(
        "polecat", "polecat", "POLECAT events", "polecat", _POLECAT, (),
        _words("event_id event_date event_type intensity quad_code actor_name actor_country primary_actor_sector "
               "recipient_name recipient_country primary_recipient_sector placename country latitude longitude"),
        frozenset(_words("event_id event_date event_type actor_name recipient_name")),
    ),
    SourceLayout(
        "acled", "acled", "ACLED events", "acled", _ACLED, (),
        _words("event_id_cnty event_date event_type sub_event_type actor1 actor2 location country latitude longitude "
               "source"),
        frozenset(_words("event_id_cnty event_date event_type sub_event_type actor1")), quoted=True,
    ),
    SourceLayout(
        "ucdp_ged", "ucdp-ged", "UCDP GED events", "ucdp_ged", _UCDP, (49,),
        _words("id type_of_violence side_a side_b number_of_sources where_coordinates latitude longitude country "
               "date_prec date_start gwnoa gwnob"),
        frozenset(_words("id type_of_violence side_a side_b date_start date_prec")), quoted=True,
    ),
    SourceLayout("tidy", "tidy", "a tidy table of events", "own", quoted=True),
)  # fmt: skip
"""Every layout that can be imported, the more particular ones first."""
