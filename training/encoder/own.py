"""Sentences of our own for the event types: templates by CAMEO's definitions, filled with invented actors.

{S} is the source, {T} the target, {A} somebody who has no part in the act. `own_none.txt` holds sentences
that tell no event between political actors, `own_public.txt` such as tell of statements and acts of politics at home
({C} is a state, {P} an adjective of one, {N} a person). All of them are made up.
"""

from __future__ import annotations

import random
import re
from pathlib import Path

STATES = (
    "Freedonia",
    "Sylvania",
    "Orsinia",
    "Borduria",
    "the Republic of Tavria",
    "Karelland",
    "Vespugia",
    "Lower Marsh",
    "Ustania",
    "the Kingdom of Ilmora",
)
PEOPLE = ("Freedonian", "Sylvanian", "Orsinian", "Bordurian", "Tavrian", "Vespugian", "Ustanian", "Ilmoran")
GROUPS = (
    "the government of {state}", "the {people} army", "{people} police", "the {people} Foreign Ministry", "{people} Prime Minister Ana Belka",
    "President Tolva", "the Orlan Front", "{people} rebels", "opposition leader Mirek Dane", "the League of Coastal States",
    "the Dockers' Union", "students in Port Vesta", "{people} farmers", "Judge Amara Lund", "the High Court of {state}",
    "the {people} navy", "{people} fishermen", "the city of Halden", "refugees in {state}", "the Ministry of Trade of {state}",
    "the Red Lamp relief society", "{people} lawmakers", "a {people} mining company", "General Osk", "the {people} parliament",
)  # fmt: skip
HEADS = (
    "",
    "",
    "",
    "",
    "On Monday, ",
    "HALDEN - ",
    "Last week, ",
    "In March, ",
    "Meanwhile, ",
    "After months of tension, ",
)
TAILS = (".", ".", ".", " on Tuesday.", " last week.", ", officials said.", " over the dam.", ", the ministry said in a statement.",
         ", after a week of unrest.", " for the second time this year.", ", according to the state news agency.")  # fmt: skip


def _actor(rng):
    if rng.random() < 0.4:
        return rng.choice(STATES)
    return rng.choice(GROUPS).format(state=rng.choice(STATES), people=rng.choice(PEOPLE))


def own_records(copies=4, seed=0):
    """Records as those of the gold sets, with source and target marked."""
    rng = random.Random(seed)
    out = []
    for line in (Path(__file__).parent / "own_sentences.tsv").read_text(encoding="utf-8").splitlines():
        root, template = line.split("\t")
        for _ in range(copies):
            source, target, other = (_actor(rng) for _ in range(3))
            if len({source, target, other}) < 3:
                continue
            head = rng.choice(HEADS)
            body = template.replace("{S}", f"<s>{source}</s>").replace("{T}", f"<t>{target}</t>")
            body = body.replace("{A}", other)
            if not head and body.startswith("<s>"):
                body = body.replace("<s>" + source, "<s>" + source[0].upper() + source[1:], 1)
            marked = head + body + rng.choice(TAILS)
            out.append({"marked": marked, "gold_code_plover": root, "origin": "own"})
    return out


COUNTRIES = (
    "Bulgaria", "Mexico", "Iran", "Uganda", "India", "Pakistan", "Zimbabwe", "Nigeria", "Kenya", "Ethiopia", "Egypt", "Lebanon",
    "Iraq", "Venezuela", "Chile", "Haiti", "Japan", "China", "Russia", "Poland", "Greece", "France", "Turkey", "Brazil",
    "Australia", "Zambia", "Cuba", "Peru", "South Korea", "Spain", "Germany", "Ghana", "Israel", "Ukraine", "Nepal", "Sri Lanka",
)  # fmt: skip
ADJECTIVES = (
    "Thai",
    "French",
    "Chinese",
    "Czech",
    "Kenyan",
    "Indian",
    "Mexican",
    "Philippine",
    "Egyptian",
    "Saudi",
    "Greek",
    "Polish",
)
NAMES = ("Alma Whitcomb", "Tomas Arvedal", "Isidro Carranza", "Nomsa Dlamini", "Farhad Golestani", "Radka Stoeva", "Wanjiru Kamau",
         "Anil Prasad", "Giles Pemberton", "Sabine Lauwers", "Julio Cardenas", "Tariq Mehsud")  # fmt: skip
PLACES = (
    "WASHINGTON", "NAIROBI", "NEW DELHI", "LONDON", "MOSCOW", "LIMA", "CAPE TOWN", "Abuja", "LUCKNOW", "SACRAMENTO, Calif.",
    "COLUMBUS, Ohio", "Harare", "MANILA", "CAIRO", "GENEVA", "KARACHI", "BOGOTA", "Durban", "DHAKA", "AUSTIN, Texas",
)  # fmt: skip
AGENCIES = ("", "", " (AP)", " (Reuters)", ", March 9 (Xinhua)", ", Oct. 4 (UPI)", " (AFP)")


def _dated(text, rng):
    """A third of the sentences begin as agencies' reports do, whatever they tell."""
    if rng.random() > 0.33 or text.startswith(("FILE", '"')):
        return text
    place, dash = rng.choice(PLACES), rng.choice((" - ", " -- ", ": ", "--"))
    return place + (rng.choice(AGENCIES) if dash != ": " else "") + dash + text


def _lines(name, rng, copies):
    """The lines of a file with states, adjectives and persons filled in: those with a blank to fill `copies` times."""
    for line in (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines():
        for _ in range(copies if "{" in line else 1):
            text = line
            for blank, choices in (("{C}", COUNTRIES), ("{P}", ADJECTIVES), ("{N}", NAMES)):
                while blank in text:
                    text = text.replace(blank, rng.choice(choices), 1)
            yield _dated(text, rng)


def own_pairs():
    """Sentences of our own, written out one by one, with their source and target marked."""
    out = []
    for line in (Path(__file__).parent / "own_pairs.tsv").read_text(encoding="utf-8").splitlines():
        root, text = line.split("\t")
        for mark, tag in (("S", "s"), ("T", "t")):
            text = re.sub(rf"\{{{mark}:([^{{}}]*)\}}", rf"<{tag}>\1</{tag}>", text)
        out.append({"marked": text, "gold_code_plover": root, "origin": "own"})
    return out


def own_leads():
    """Leads of our own making that tell an event or a statement of political life, and such as tell none."""
    lines = (Path(__file__).parent / "own_leads.tsv").read_text(encoding="utf-8").splitlines()
    return [
        {"text": text, "gold_relevant": told == "1", "origin": "own"} for told, text in (x.split("\t") for x in lines)
    ]


def without_event(seed=0):
    """Sentences of our own that tell no event."""
    rng = random.Random(seed)
    return [{"text": text, "gold_relevant": False, "origin": "own"} for text in _lines("own_none.txt", rng, 3)]


def public_life(seed=0):
    """Sentences of our own that tell of a statement or an act of politics; their parties are not marked."""
    rng = random.Random(seed)
    return [{"text": text, "gold_relevant": True, "origin": "own"} for text in _lines("own_public.txt", rng, 2)]
