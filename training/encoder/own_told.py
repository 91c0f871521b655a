"""Acts of our own sentences told by somebody: "..., the harbour office said on Friday", and the same acts told by nobody.

An act takes no saying ("suspended", "called off"), but a model that has met it in articles' quotations alone looks for one. The
sentences are those of `own_pairs.tsv` and `own_sentences.tsv` that have no words of saying of their own.
"""

from __future__ import annotations

import random
import re
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[2] / "benchmarks"))

from own import own_pairs, own_records

from told import says

MATERIAL = frozenset(
    "AID COOPERATE ASSAULT COERCE SANCTION MOBILIZE PROTEST YIELD CONCEDE RETREAT CONSULT SUPPORT".split()
)
_WHO = (
    "officials", "the army", "police", "the foreign ministry", "its foreign ministry", "the government", "the presidency", "a spokesman",
    "a government spokeswoman", "a ministry spokesman", "two residents", "residents", "witnesses", "aid workers", "a rights group",
    "a war monitor", "state television", "state media", "the state news agency", "local media", "a newspaper in the capital", "the coast guard",
    "the interior ministry", "the defence ministry", "its defence minister, Ilmar Tosk", "Prime Minister Ana Belka", "President Tolva",
    "Foreign Minister Oren Dask", "the mayor of Halden, Pia Lund", "a senior official", "an official familiar with the matter", "two diplomats",
    "a Western diplomat", "three people briefed on the matter", "security sources", "a military source", "hospital staff", "a doctor at the hospital",
    "the prosecutor's office", "prosecutors", "a court official", "the union", "a union leader", "the opposition", "an opposition lawmaker",
    "the United Nations", "a UN spokesperson", "the Red Cross", "observers", "the electoral commission", "analysts", "a company spokesman",
    "organisers", "a local councillor", "the provincial governor", "a rebel commander", "the rebels", "a lawyer for the family", "fishermen", "he", "she", "they",
)  # fmt: skip
_VERBS = ("said", "said", "said", "said", "said", "announced", "reported", "confirmed", "added", "told reporters", "told the agency",
          "told Reuters", "told a local radio station", "said in a statement", "said by telephone", "said on condition of anonymity", "wrote on X", "acknowledged",
          "claimed", "said at a news conference", "told parliament", "told the newspaper", "say", "says", "has said", "have said", "disclosed", "noted")  # fmt: skip
_WHEN = ("", "", "", "", " on Monday", " on Tuesday", " Wednesday", " on Thursday", " Friday", " on Saturday", " late on Sunday", " last week", " earlier",
         " this week", " in a report", " on 4 March")  # fmt: skip
_PAPERS = ("a statement from the presidency", "a statement", "the interior ministry", "police", "two officials", "state media", "a court filing", "a leaked memo",
           "local reports", "residents", "the United Nations", "a copy of the order", "data from the customs office", "the newspaper Halden Post", "witnesses")  # fmt: skip
_SINGULAR = re.compile(r"^(?:an? |its |[A-Z]|he$|she$|state television|local media)")


def told_acts(seed=0):
    """Records {doc_id, text, attributions}: each act once by itself and twice as told, at the end or at the front."""
    rng = random.Random(seed)
    acts = dict.fromkeys(_plain(one) for one in (*own_pairs(), *own_records(2)) if one["gold_code_plover"] in MATERIAL)
    for number, act in enumerate(one for one in acts if not says(one) and '"' not in one):
        for way in (_alone, rng.choice((_behind, _behind, _according)), rng.choice((_behind, _in_front, _according))):
            text, spans = way(act, rng)
            attributions = (
                [dict(zip(("source_spans", "cue_spans", "content_spans"), spans, strict=True))] if spans else []
            )
            yield {"doc_id": f"told:{number}", "text": text, "attributions": attributions}


# Words of saying that take what is said right behind them, as PolNeAR marks them; "to" stays with the content.
_SAYING = re.compile(
    r"(?:has |have )?(?:accused|blamed|urged|asked|demanded|demands|warned|threatened|vowed|swore|promised|pledged|agreed|offered|refused"
    r"|declined|denied|denounced|condemned|criticised|criticized|praised|welcomed|rejected|opposes|insisted|said|called on|called for|appealed to"
    r"|pressed|invited|requested|wants|cautioned|deplored|boasted|dismissed|thanked|commended|endorsed|plans|intends|hinted|described)(?= )"
)


def saying_acts(seed=1):
    """Acts that are sayings ("{S} accused {T} of ..."): the source says all that follows the word."""
    for number, record in enumerate(own_records(6, seed)):
        marked = re.match(r"(?:<s>)?.*?</s> ", record["marked"])
        head = marked and re.fullmatch(r"(.*?)<s>(.*?)</s> ", marked[0])
        rest = record["marked"][marked.end() :] if marked else ""
        cue = _SAYING.match(rest)
        if not head or cue is None:
            continue
        lead, source = head.groups()
        content = re.sub(r"</?[st]>", "", rest[cue.end() + 1 :])
        content = re.split(r", (?:officials said|the ministry said|according to|after a week)", content)[0].rstrip(".")
        text, at = f"{lead}{source} {cue[0]} {content}.", len(lead)
        said = at + len(source) + 1
        what = said + len(cue[0]) + 1
        spans = [[at, at + len(source)]], [[said, said + len(cue[0])]], [[what, what + len(content)]]
        attribution = dict(zip(("source_spans", "cue_spans", "content_spans"), spans, strict=True))
        yield {"doc_id": f"saying:{number}", "text": text, "attributions": [attribution]}


def _plain(record):
    return re.sub(r"</?[st]>", "", record["marked"]).strip()


def _bare(act):
    """Without its stop."""
    return act.rstrip(".")


def _alone(act, _rng):
    return _bare(act) + ".", None


def _cue(who, rng):
    verb = rng.choice(_VERBS)
    alone = who in ("he", "she") or _SINGULAR.match(who)
    if verb in (("say", "have said") if alone else ("says", "has said")):
        verb = "said"
    return verb + rng.choice(_WHEN)


def _behind(act, rng):
    who = rng.choice(_WHO)
    body, cue = _bare(act), _cue(who, rng)
    if rng.random() < 0.12 and who not in ("he", "she", "they"):  # ", said the mayor"
        cue = "said"
        at = len(body) + 2
        return f"{body}, {cue} {who}.", ([[at + 5, at + 5 + len(who)]], [[at, at + 4]], [[0, len(body)]])
    at = len(body) + 2
    cued = at + len(who) + 1
    return f"{body}, {who} {cue}.", ([[at, at + len(who)]], [[cued, cued + len(cue)]], [[0, len(body)]])


def _according(act, rng):
    who, body, cue = rng.choice(_PAPERS), _bare(act), "according to"
    at = len(body) + 2
    return f"{body}, {cue} {who}.", (
        [[at + len(cue) + 1, at + len(cue) + 1 + len(who)]],
        [[at, at + len(cue)]],
        [[0, len(body)]],
    )


def _in_front(act, rng):
    who = rng.choice(_WHO)
    body, cue = _bare(act), _cue(who, rng)
    if body[:4] in ("The ", "Two ", "Thre"):
        body = body[0].lower() + body[1:]
    head = who[0].upper() + who[1:]
    start = len(head) + 1 + len(cue) + 1
    that = "that "
    text = f"{head} {cue} {that}{body}."
    return text, (
        [[0, len(head)]],
        [[len(head) + 1, len(head) + 1 + len(cue)]],
        [[start, start + len(that) + len(body)]],
    )
