"""An analysis of an invented triad (Ostrand and Veldora, on Merrow) that uses every field of the records."""

from __future__ import annotations

import datetime as dt

from tertius import assessment
from tertius import records as r

OSTRAND = r.Actor(name="Ostrand", code="OSD", kind=r.ActorKind.STATE)
VELDORA = r.Actor(name="Veldora", code="VLD", kind=r.ActorKind.STATE)
MERROW = r.Actor(name="Merrow", code="MRW", kind=r.ActorKind.STATE)
HALVIA = r.Actor(name="Halvia", code="HLV", kind=r.ActorKind.STATE)
LEAGUE = r.Actor(name="Tarn League", code="TARN", kind=r.ActorKind.ORGANISATION)
FERRYMEN = r.Actor(name="Ferrymen of the Narrows", code=None, kind=r.ActorKind.GROUP)
PERSON = r.Actor(name="Joren Asp", code=None, kind=r.ActorKind.PERSON)
MINISTRY = r.Actor(name="Foreign Ministry of Veldora", code="VLD.GOV", kind=r.ActorKind.ORGANISATION)

HOSTILE = '<script>alert("x")</script><img src=x onerror=alert(1)>'
CABLE = "the cable from the consulate names the price"
GRAVE = "Joren Asp sold the harbour plans to Veldora"

OPED_TEXT = (
    "Ostrand closed the Narrows to Veldoran barges on 3 May.\n\n"
    "“We will answer every closed lock,” said Ila Tamsin, Veldora's foreign minister. "
    "Veldora plans a river exercise with Halvia between 12 and 15 May, the Daily Sluice reported.\n\n"
    "A person close to the harbour board said that the quarrel will bring Ostrand and Merrow closer. "
    "Leaders of several ports, according to envoy Bram Oll, told him that Merrow could gain from the closure. "
    "Ostrand let the ferrymen drown the orchards.\n\n"
    f"It is whispered that {GRAVE}. "
    "Merrow must stop being timid and open its own canal, Oll wrote.\n\n"
    f"Reader's note: {HOSTILE} مرحبا بالعالم 🚢 *not bold* [x](javascript:alert(1))"
)
REPLY_TEXT = (
    "Veldora's foreign ministry said the barges had never been stopped. "
    "Ostrand's harbour office said the barges were stopped for three days. "
    "Trade between Merrow and Veldora will fall by June, economist Sunna Vey said. "
    "The two may meet at the Tarn League if the rain stops."
)
SECRET_TEXT = f"An official said that {CABLE}. It adds that Merrow pays Ostrand for quiet."
LATER_TEXT = "Ostrand reopened the Narrows on 2 June, the harbour office said."


def _published(day: dt.date, basis: r.DateBasis, because: str = "", days: int = 0) -> r.Published:
    precision = r.Precision.RANGE if days else r.Precision.DAY
    return r.Published(start=day, end=day + dt.timedelta(days=days), precision=precision, basis=basis, because=because)


OPED = r.Document(
    id="doc-oped",
    title="How the quarrel at the Narrows <touches> Merrow",
    text=OPED_TEXT,
    published=_published(dt.date(2031, 5, 8), r.DateBasis.INFERRED, "the day before the exercise it announces", 3),
    byline="Edda Quill",
    publisher="The Weir",
    url="https://weir.example/quarrel?a=1&b=2",
    language="en",
    retrieved=dt.date(2031, 5, 12),
)
REPLY = r.Document(
    id="doc-reply",
    title="Two accounts of the barges",
    text=REPLY_TEXT,
    published=_published(dt.date(2031, 5, 9), r.DateBasis.METADATA),
    byline=None,
    publisher="Lock and Quay",
    url="javascript:alert(document.cookie)",
    language="en",
    constructed=True,
)
COPY = r.Document(
    id="doc-copy",
    title="Two accounts of the barges (copy)",
    text=REPLY_TEXT,
    published=_published(dt.date(2031, 5, 10), r.DateBasis.TEXT),
    publisher="Inland Herald",
    reprint_of="doc-reply",
    constructed=True,
)
UNDATED = r.Document(id="doc-undated", title="A note without a date", text="Nothing more is known.", language=None)
SECRET_DOC = r.Document(
    id="doc-secret", title="Consular cable 7", text=SECRET_TEXT, confidential=True, path="/vault/cable7.txt"
)
LATER = r.Document(
    id="doc-later",
    title="Narrows open again",
    text=LATER_TEXT,
    published=_published(dt.date(2031, 6, 2), r.DateBasis.METADATA),
    publisher="Lock and Quay",
    constructed=True,
)


def passage(document: r.Document, text: str) -> r.Passage:
    """The first passage of `document` that reads `text`."""
    start = document.text.index(text)
    return r.Passage.of(document, start, start + len(text))


def _statement(
    document: r.Document, name: str, text: str, speaker: r.Speaker, voice: r.Voice, **more: object
) -> r.Statement:
    fields: dict[str, object] = {
        "id": name,
        "speaker": speaker,
        "voice": voice,
        "form": r.Form.INDIRECT,
        "kinds": (r.Kind.FACTUAL,),
        "passages": (passage(document, text),),
        "said": document.published,
        "constructed": document.constructed,
    }
    fields |= more
    if r.Kind.ACCUSATION in fields["kinds"]:  # type: ignore[operator]
        fields.setdefault("accused", fields.get("about", ()))
    return r.Statement(**fields)  # type: ignore[arg-type]


TAMSIN = r.Speaker(name="Ila Tamsin", role="foreign minister of Veldora", actor=MINISTRY)
HARBOUR_SOURCE = r.Speaker(
    name="anonymous source", described="A person close to the harbour board", interest="wants the toll raised"
)
LEADERS = r.Speaker(name="leaders of several ports", described="Leaders of several ports")
OLL = r.Speaker(name="Bram Oll", role="former envoy of Merrow")
AUTHOR = r.Speaker(name="Edda Quill", role="author")
DENIER = r.Speaker(name="foreign ministry of Veldora", actor=MINISTRY)
HARBOUR = r.Speaker(
    name="harbour office of Ostrand",
    actor=r.Actor(name="harbour office", code="OSD.GOV", kind=r.ActorKind.ORGANISATION),
)
VEY = r.Speaker(name="Sunna Vey", role="economist")

STATEMENTS = (
    _statement(OPED, "st-threat", "We will answer every closed lock", TAMSIN, r.Voice.OFFICIAL, form=r.Form.DIRECT, kinds=(r.Kind.THREAT,), cue=passage(OPED, "said"), hedge="will", about=(OSTRAND,)),
    _statement(OPED, "st-plan", "Veldora plans a river exercise with Halvia between 12 and 15 May", r.Speaker(name="the Daily Sluice"), r.Voice.MEDIA, kinds=(r.Kind.EVENT,), cue=passage(OPED, "reported"), about=(VELDORA, HALVIA)),
    _statement(OPED, "st-closer", "the quarrel will bring Ostrand and Merrow closer", HARBOUR_SOURCE, r.Voice.ANONYMOUS, kinds=(r.Kind.CAUSAL, r.Kind.PREDICTION), hedge="will", about=(OSTRAND, MERROW), causal=r.Causal(cause="the quarrel", effect="Ostrand and Merrow closer", sign=1, draws=1), may_be_same_speaker=("st-gain",)),
    _statement(OPED, "st-gain", "Merrow could gain from the closure", LEADERS, r.Voice.RELAYED, relay=(OLL,), kinds=(r.Kind.CAUSAL,), hedge="could", about=(MERROW,), causal=r.Causal(cause="the closure", effect="Merrow gains", sign=1), may_be_same_speaker=("st-closer",)),
    _statement(OPED, "st-orchards", "Ostrand let the ferrymen drown the orchards", AUTHOR, r.Voice.AUTHOR, form=r.Form.DIRECT, kinds=(r.Kind.ACCUSATION, r.Kind.FACTUAL), about=(OSTRAND, FERRYMEN)),
    _statement(OPED, "st-asp", GRAVE, AUTHOR, r.Voice.AUTHOR, kinds=(r.Kind.ACCUSATION,), about=(PERSON, VELDORA), hedge="It is whispered"),
    _statement(OPED, "st-demand", "Merrow must stop being timid and open its own canal", OLL, r.Voice.NAMED, form=r.Form.MIXED, kinds=(r.Kind.NORMATIVE,), about=(MERROW,)),
    _statement(OPED, "st-note", HOSTILE + " مرحبا بالعالم 🚢 *not bold* [x](javascript:alert(1))", AUTHOR, r.Voice.AUTHOR, form=r.Form.DIRECT, kinds=(r.Kind.ATTITUDE,)),
    _statement(REPLY, "st-never", "the barges had never been stopped", DENIER, r.Voice.OFFICIAL, kinds=(r.Kind.EVENT,), polarity=r.Polarity.NEGATED, about=(OSTRAND, VELDORA), contested_with=("st-stopped",)),
    _statement(REPLY, "st-stopped", "the barges were stopped for three days", HARBOUR, r.Voice.OFFICIAL, kinds=(r.Kind.EVENT,), about=(OSTRAND, VELDORA), contested_with=("st-never",), review=r.Review.ACCEPTED),
    _statement(REPLY, "st-fall", "Trade between Merrow and Veldora will fall by June", VEY, r.Voice.NAMED, kinds=(r.Kind.PREDICTION, r.Kind.CAUSAL), hedge="will", about=(MERROW, VELDORA), causal=r.Causal(cause="the quarrel", effect="trade of Merrow with Veldora falls", sign=-1)),
    _statement(REPLY, "st-meet", "The two may meet at the Tarn League if the rain stops", VEY, r.Voice.NAMED, kinds=(r.Kind.PREDICTION,), hedge="may", about=(LEAGUE,)),
    _statement(SECRET_DOC, "st-secret", CABLE, r.Speaker(name="An official", described="An official"), r.Voice.ANONYMOUS, about=(MERROW,), contested_with=("st-closer",)),
)  # fmt: skip


def _by(statement: str, document: r.Document, name: str, voice: r.Voice) -> r.Asserter:
    return r.Asserter(name=name, voice=voice, document=document.id, statement=statement)


AUTHOR_SAYS = r.Asserter(name="Edda Quill", voice=r.Voice.AUTHOR, document=OPED.id)
EVENTS = (
    r.Event(id="ev-close", type=r.EventType.COERCE, mode="restrict", contexts=("economic",), cameo="172", quad=4, goldstein=-5.0, source=OSTRAND, target=VELDORA, when=r.When(start=dt.date(2031, 5, 3), end=dt.date(2031, 5, 3), precision=r.Precision.DAY), place=r.Place(name="the Narrows", country="OSD", lat=41.2, lon=12.1, spelling="the Narrows", also=("Veldoran Gate",)), status=r.EventStatus.HAPPENED, passages=(passage(OPED, "Ostrand closed the Narrows to Veldoran barges on 3 May."),), reported_by=(AUTHOR_SAYS,), because=("closed",), stories=1),
    r.Event(id="ev-plan", type=r.EventType.MOBILIZE, mode="exercise", quad=4, cameo="152", goldstein=-7.2, source=VELDORA, target=None, when=r.When(start=dt.date(2031, 5, 12), end=dt.date(2031, 5, 15), precision=r.Precision.RANGE), status=r.EventStatus.PLANNED, passages=(passage(OPED, "Veldora plans a river exercise with Halvia between 12 and 15 May"),), reported_by=(_by("st-plan", OPED, "the Daily Sluice", r.Voice.MEDIA),)),
    r.Event(id="ev-stop", type=r.EventType.COERCE, quad=4, source=OSTRAND, target=VELDORA, when=None, status=r.EventStatus.DENIED, passages=(passage(REPLY, "the barges had never been stopped"), passage(REPLY, "the barges were stopped for three days")), reported_by=(_by("st-never", REPLY, "foreign ministry of Veldora", r.Voice.OFFICIAL), _by("st-stopped", REPLY, "harbour office of Ostrand", r.Voice.OFFICIAL)), stories=1),
    r.Event(id="ev-orchards", type=r.EventType.ASSAULT, quad=4, source=FERRYMEN, target=None, when=r.When(start=None, end=dt.date(2029, 12, 31), precision=r.Precision.SPAN), status=r.EventStatus.CLAIMED, passages=(passage(OPED, "Ostrand let the ferrymen drown the orchards"),), reported_by=(_by("st-orchards", OPED, "Edda Quill", r.Voice.AUTHOR),)),
    r.Event(id="ev-asp", type=r.EventType.AID, quad=2, source=PERSON, target=VELDORA, when=None, status=r.EventStatus.CLAIMED, passages=(passage(OPED, GRAVE),), reported_by=(_by("st-asp", OPED, "Edda Quill", r.Voice.AUTHOR),)),
    r.Event(id="ev-threat", type=r.EventType.THREATEN, quad=3, source=VELDORA, target=OSTRAND, when=r.When(start=dt.date(2031, 5, 1), end=dt.date(2031, 5, 31), precision=r.Precision.MONTH), status=r.EventStatus.THREATENED, passages=(passage(OPED, "We will answer every closed lock"),), reported_by=(_by("st-threat", OPED, "Ila Tamsin", r.Voice.OFFICIAL),)),
)  # fmt: skip

TIES = (
    r.Tie(a=OSTRAND, b=VELDORA, relation=r.Relation.ADVERSARY, sign=-1, since=dt.date(2028, 1, 1), by=r.Asserter(name="Edda Quill", voice=r.Voice.AUTHOR, document=OPED.id, statement="st-orchards"), passages=(passage(OPED, "Ostrand closed the Narrows"),)),
    r.Tie(a=OSTRAND, b=MERROW, relation=r.Relation.ALLY, sign=1, since=dt.date(2019, 4, 2), by=r.Asserter(name="Register of pacts"), source="Register of pacts 3.1, row 118"),
    r.Tie(a=MERROW, b=VELDORA, relation=r.Relation.TRADE, sign=1, until=dt.date(2031, 1, 1), by=r.Asserter(name="case file"), reason="the trade pact lapsed in January", source="customs bulletin 4"),
    r.Tie(a=OSTRAND, b=VELDORA, relation=r.Relation.BORDER, sign=0, by=r.Asserter(name="Register of borders"), source="Register of borders 2"),
    r.Tie(a=VELDORA, b=HALVIA, relation=r.Relation.ALLY, sign=1, by=_by("st-plan", OPED, "the Daily Sluice", r.Voice.MEDIA), passages=(passage(OPED, "Veldora plans a river exercise with Halvia"),)),
    r.Tie(a=MERROW, b=FERRYMEN, relation=r.Relation.PROXY, sign=1, by=_by("st-secret", SECRET_DOC, "An official", r.Voice.ANONYMOUS), passages=(passage(SECRET_DOC, "Merrow pays Ostrand for quiet"),)),
    r.Tie(a=MERROW, b=VELDORA, relation=r.Relation.ESTRANGED, sign=-1, by=r.Asserter(name="Register of rows"), source="Register of rows 1"),
)  # fmt: skip

PREDICTIONS = (
    r.Prediction(statement="st-closer", by=HARBOUR_SOURCE, voice=r.Voice.ANONYMOUS, text="the quarrel will bring Ostrand and Merrow closer", subject="Ostrand and Merrow", direction="closer", hedge="will", because="it names no date by which it should hold", status=r.PredictionStatus.UNSETTLEABLE, passages=(passage(OPED, "the quarrel will bring Ostrand and Merrow closer"),)),
    r.Prediction(statement="st-fall", by=VEY, voice=r.Voice.NAMED, text="Trade between Merrow and Veldora will fall by June", subject="trade of Merrow and Veldora", direction="down", hedge="will", horizon=r.When(start=None, end=dt.date(2031, 6, 30), precision=r.Precision.MONTH), settles_by="the customs bulletin of June 2031", status=r.PredictionStatus.OPEN, passages=(passage(REPLY, "Trade between Merrow and Veldora will fall by June"),)),
    r.Prediction(statement="st-meet", by=VEY, voice=r.Voice.NAMED, text="The two may meet at the Tarn League if the rain stops", subject=None, hedge="may", condition="the rain stops", because="its condition cannot be observed in any record held", status=r.PredictionStatus.UNSETTLEABLE, passages=(passage(REPLY, "The two may meet at the Tarn League if the rain stops"),)),
)  # fmt: skip
DEMANDS = (
    r.Demand(statement="st-demand", by=OLL, voice=r.Voice.NAMED, addressee=MERROW, text="Merrow must stop being timid and open its own canal", passages=(passage(OPED, "Merrow must stop being timid and open its own canal"),)),
)  # fmt: skip

GAZETTE = r.DataSource(name="River Gazette weekly panel", origin="gazette.parquet", citation="River Gazette (2031), weekly panel of pairs.", terms="open with citation", version="2031.19", accessed=dt.date(2031, 5, 11), first=dt.date(2028, 1, 3), last=dt.date(2031, 5, 5), rows=8123, sha256="ab" * 32)  # fmt: skip
REGISTER = r.DataSource(name="Register of pacts", origin="pacts.csv", citation="Register of pacts, 3.1.", terms="research use; rows are not to be passed on", stale="ends 400 days before the cut-off")  # fmt: skip


def tension() -> r.Tension:
    """Two and a half years of weeks, five of them missing, with one change."""
    values = []
    for week in range(140):
        start = dt.date(2028, 9, 4) + dt.timedelta(weeks=week)
        size = (week * 37 % 11) / 2 + (9.5 if week > 131 else 0)
        missing = 60 <= week < 64 or week == 100
        values.append(
            r.TensionValue(
                start=start,
                value=None if missing else size,
                percentile=None if missing or week < 52 else 40 + week * 59 / 140,
            )
        )
    change = r.ChangePoint(start=values[132].start, direction="up", size=9.1)
    return r.Tension(dyad=("OSD", "VLD"), period="week", measure="conflict", unit="negative net score per observed day", values=tuple(values), changes=(change,), false_alarms="one in 200 weeks on shuffled histories", level=values[-1].value, percentile=values[-1].percentile, caveats=("Net scores are not counts.", "Weeks without a record are missing, not zero."), source=GAZETTE)  # fmt: skip


def computation(*, stored: bool = True) -> r.Computation:
    """Where the fabricated responses come from."""
    return r.Computation(origin="River Gazette weekly panel", citation="River Gazette (2031).", computed=dt.date(2031, 5, 10), cutoff=dt.date(2031, 5, 8), window=(dt.date(2028, 1, 3), dt.date(2031, 5, 5)), command="tertius effect --between Ostrand Veldora --on Merrow --history gazette.parquet --save r.json", versions={"tertius": "0.1.0", "numpy": "2.1.0"}, input_sha256="cd" * 32, frequency="week", lags=4, transform="asinh", stored=stored, stale="94 days older than the cut-off" if stored else None)  # fmt: skip


def _response() -> r.Response:
    estimate = [0.1, 0.32, 0.41, 0.28, 0.12, 0.02, -0.03]
    half = [0.1, 0.14, 0.16, 0.17, 0.18, 0.2, 0.21]
    low = [e - h for e, h in zip(estimate, half, strict=True)]
    high = [e + h for e, h in zip(estimate, half, strict=True)]
    z = [1.6, 3.7, 4.2, 2.7, 1.1, 0.2, -0.2]
    placebo_z = [[((seed * 13 + h * 7) % 23 - 11) / 5 for h in range(7)] for seed in range(20)]
    return r.Response(between=("OSD", "VLD"), tie=("MRW", "OSD"), measure=r.Measure.COOPERATION, horizons=list(range(7)), estimate=estimate, low=low, high=high, band_low=[v - 0.1 for v in low], band_high=[v + 0.1 for v in high], z=z, z_placebo=[v / 1.4 for v in z], placebos=20, placebo_dyads=tuple(f"P{i:02d}-Q{i:02d}" for i in range(20)), placebo_z=placebo_z, left_out=(r.LeftOut(dyad=("HLV", "MRW"), reason="shares a shock with the pair"),), n=172, unit="asinh of weekly cooperation", p_familywise=0.03, looks=4, minimum_detectable=[0.2] * 7, largest_seen=0.6, cumulative=r.CumulativeResponse(horizons=(0, 4), estimate=1.23, low=0.4, high=2.06), variance_share=[0.01, 0.02, 0.03, 0.03, 0.02, 0.02, 0.02], without_controls=r.Specification(name="without controls", estimate=[v * 1.2 for v in estimate], low=[v - 0.05 for v in low], high=[v + 0.12 for v in high], z_placebo=[v / 1.3 for v in z]), verdict=r.Verdict.CLOSER, because="the simultaneous band lies above zero at horizons 1 to 2, and 0 of 20 placebo pairs do as much", computation=computation())  # fmt: skip


def _not_computable() -> r.Response:
    return r.Response(between=("OSD", "VLD"), tie=("MRW", "VLD"), measure=r.Measure.CONFLICT, horizons=list(range(7)), n=3, unit="asinh of weekly conflict", verdict=r.Verdict.NOT_COMPUTABLE, because="Merrow and Veldora have 3 weeks with an event; 30 are needed")  # fmt: skip


def _no_effect() -> r.Response:
    flat = [0.02, -0.05, 0.03, 0.01, -0.02, 0.0, 0.01]
    return r.Response(between=("OSD", "VLD"), tie=("MRW", "VLD"), measure=r.Measure.COOPERATION, horizons=list(range(7)), estimate=flat, low=[v - 0.3 for v in flat], high=[v + 0.3 for v in flat], band_low=[v - 0.45 for v in flat], band_high=[v + 0.45 for v in flat], placebos=4, n=88, unit="asinh of weekly cooperation", minimum_detectable=[0.5] * 7, verdict=r.Verdict.UNDERPOWERED, because="an effect of the size seen elsewhere would not have shown", computation=computation(stored=False))  # fmt: skip


RESPONSES = (_response(), _not_computable(), _no_effect())
CHANNELS = (
    r.Channel(name="Common adversary", chain=("Ostrand and Veldora quarrel", "Ostrand looks for support", "Merrow and Ostrand move closer"), sign=1, tie=("MRW", "OSD"), basis=("Merrow and Ostrand are allied (Register of pacts)",), literature="Maoz et al. 2007", statements=("st-closer", "st-gain"), voices={"anonymous": 1, "relayed": 1}, agreement="the response of this tie points the same way"),
    r.Channel(name="Trade disrupted", chain=("the Narrows close", "Merrow's goods wait", "trade of Merrow with Veldora falls"), sign=-1, tie=("MRW", "VLD"), basis=(), literature=None, statements=("st-fall",), voices={"named": 1}, agreement="nothing can be said: the response is not computable"),
    r.Channel(name="Bought quiet", chain=("a price is named", "Merrow pays"), sign=None, tie=None, basis=("Merrow backs the Ferrymen of the Narrows",), literature=None, statements=("st-secret",), voices={"anonymous": 1}, agreement="no tie to compare"),
)  # fmt: skip
BOTTOM_LINE = r.BottomLine(
    sentences=(
        r.Sentence(text="After past tension between Ostrand and Veldora, Merrow and Ostrand cooperated more.", rests_on=("response:MRW-OSD:cooperation",), role="effect"),
        r.Sentence(text="Two ways are named: a common adversary and disrupted trade.", rests_on=("st-closer", "st-gain", "st-fall"), role="ways"),
        r.Sentence(text="Closer ties within four weeks are likely.", rests_on=("response:MRW-OSD:cooperation", "ties"), role="likelihood"),
        r.Sentence(text="Confidence is low.", rests_on=("st-closer", "st-gain"), role="confidence"),
        r.Sentence(text="It rests on 2 anonymous voices and 1 relayed voice in 2 documents.", rests_on=("st-closer", "st-gain", "st-secret"), role="voices"),
        r.Sentence(text="Ostrand has a price for quiet.", rests_on=("st-secret",), role="caveat"),
        r.Sentence(text="A fall in trade by the end of June would change this.", rests_on=("st-fall", "tension"), role="would change"),
    ),
    verdict=r.Verdict.CLOSER,
    likelihood="likely",
    rate="7 of 11 past shocks, n = 11",
    confidence="low",
    reasons=("the claims rest on nameless voices", "one of three ties could be computed"),
    voices={"anonymous": 2, "relayed": 1},
)  # fmt: skip
HINDSIGHT = r.Hindsight(
    tension=r.Tension(dyad=("OSD", "VLD"), period="week", measure="conflict", unit="score", values=(r.TensionValue(start=dt.date(2031, 5, 12), value=2.5), r.TensionValue(start=dt.date(2031, 5, 19), value=None))),
    documents=(LATER,),
    statements=(_statement(LATER, "st-later", "Ostrand reopened the Narrows on 2 June", HARBOUR, r.Voice.OFFICIAL, kinds=(r.Kind.EVENT,)),),
    events=(r.Event(id="ev-later", type=r.EventType.RETREAT, quad=2, source=OSTRAND, target=VELDORA, when=r.When(start=dt.date(2031, 6, 2), end=dt.date(2031, 6, 2), precision=r.Precision.DAY), status=r.EventStatus.HAPPENED, passages=(passage(LATER, "Ostrand reopened the Narrows on 2 June"),), reported_by=(_by("st-later", LATER, "harbour office of Ostrand", r.Voice.OFFICIAL),)),),
)  # fmt: skip


def analysis() -> r.Analysis:
    """The whole fabricated analysis."""
    case = r.CaseRecord(title="How do tensions between Ostrand and Veldora affect Merrow?", between=(OSTRAND, VELDORA), on=MERROW, until=dt.date(2031, 5, 11), until_basis="inferred", until_because="the day before the earliest future date its text sets, 12 May 2031", documents=("doc-oped", "doc-reply", "doc-copy", "doc-undated", "doc-secret"), histories=("gazette.parquet",), responses=("r.json",), overrides=1, constructed=True, later_documents=("doc-later",))  # fmt: skip
    return assessment.weighed(r.Analysis(
        case=case,
        documents=(OPED, REPLY, COPY, UNDATED, SECRET_DOC),
        statements=STATEMENTS,
        events=EVENTS,
        ties=TIES,
        predictions=PREDICTIONS,
        demands=DEMANDS,
        tension=tension(),
        responses=RESPONSES,
        channels=CHANNELS,
        bottom_line=BOTTOM_LINE,
        absent_voices=(
            r.AbsentVoice(actor=OSTRAND, accused_in=("st-orchards",), documents=2, languages=("en",), first=dt.date(2031, 5, 8), last=dt.date(2031, 5, 9), text="Ostrand is accused here; no reply in these 2 documents (English, 8 to 9 May 2031)."),
            r.AbsentVoice(actor=PERSON, accused_in=("st-asp",), documents=2, languages=("en",), first=None, last=None, text="Joren Asp is accused here; no reply in these 2 documents."),
        ),
        sources=(GAZETTE, REGISTER),
        limits=("Machine coding misses statements.", "Consular cable 7 could be dated only by its frame."),
        versions={"tertius": "0.1.0", "spacy": "3.8.7", "schema": "1"},
        balance=r.Balance(signs={"OSD-VLD": -1, "MRW-OSD": 1, "MRW-VLD": None}, balanced=None, because="the tie of Merrow and Veldora has records of both signs"),
        hindsight=HINDSIGHT,
    ))  # fmt: skip
