"""Who and what there is: countries, actors, sectors, places, the event ontologies, and the terms of data.

    countries   Country, COUNTRIES, by_code, by_fips, by_cow, by_name
    actors      resolve, name_of, gazetteer
    sectors     institution, office, says_former
    places      places, best
    ontology    TYPES, event_type, quad_of, score_of, cameo, plover_of, default_cameo
    terms       terms_of

No language model, no network; a table is read when it is first asked for. The package re-exports the nouns
and verbs that other stages use most.
"""

from tertius.world.actors import name_of, resolve
from tertius.world.countries import Country, by_code, by_cow, by_fips, by_name, countries
from tertius.world.gazetteer import Entry, Gazetteer, gazetteer
from tertius.world.ontology import cameo, default_cameo, event_type, plover_of, quad_of, score_of
from tertius.world.terms import DataTerms, terms_of

__all__ = [
    "Country", "DataTerms", "Entry", "Gazetteer",
    "by_code", "by_cow", "by_fips", "by_name", "cameo", "countries", "default_cameo", "event_type", "gazetteer",
    "name_of", "plover_of", "quad_of", "resolve", "score_of", "terms_of",
]  # fmt: skip
