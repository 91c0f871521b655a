"""Claims for other programs: what is written can be read again, and nothing leaves that may not."""

import datetime as dt
import json

import msgspec
import pytest
import rdflib

from tertius import reports
from tertius.cli import _app
from tertius.listings import hold
from tertius.records import DateBasis, Document, Precision, Published, Review, content_id

# rdflib 7 warns of its own use of names that it is about to drop.
pytestmark = pytest.mark.filterwarnings(
    "ignore:Dataset:DeprecationWarning", "ignore:ConjunctiveGraph:DeprecationWarning"
)

SCHEMA = rdflib.Namespace("https://schema.org/")
NP = rdflib.Namespace("http://www.nanopub.org/nschema#")
PROV = rdflib.Namespace("http://www.w3.org/ns/prov#")
OA = rdflib.Namespace("http://www.w3.org/ns/oa#")
TERTIUS = rdflib.Namespace("urn:tertius:vocabulary:")
DAY = dt.date(2031, 3, 4)
TEXT = (
    'Norway\'s foreign ministry said that "the talks \\ the draft" led to a rupture with Denmark.\n\n'
    "A trader who asked not to be named said that the ferry will stop in May. "
    "Ada Vance, an analyst, accused Boris Kelm of looting the museum."
)


def document(text=TEXT, **fields):
    published = Published(start=DAY, end=DAY, precision=Precision.DAY, basis=DateBasis.METADATA)
    return Document(
        id=content_id("doc", text), title="Talks “fail”", text=text, published=published, publisher="The Tide",
        url="https://example.org/a?b=1&c=2", constructed=True, **fields,
    )  # fmt: skip


@pytest.fixture(scope="module")
def held():
    return hold([document()])


@pytest.fixture(scope="module")
def released(held):
    return reports.release_statements(held.documents, held.coded.statements)


def graph_of_json_ld(released):
    documents, statements, _ = released
    return rdflib.Graph().parse(data=reports.claims_json_ld(documents, statements), format="json-ld")


def dataset_of_trig(released):
    documents, statements, _ = released
    dataset = rdflib.Dataset()
    return dataset.parse(data=reports.claims_trig(documents, statements, on=DAY), format="trig") and dataset


def test_json_ld_is_read_again_with_every_claim_its_speaker_and_its_document(released):
    _, statements, _ = released
    graph = graph_of_json_ld(released)
    claims = {str(one) for one in graph.subjects(rdflib.RDF.type, SCHEMA.Claim)}
    assert claims == {f"urn:tertius:{one.id}" for one in statements}
    for one in statements:
        claim = rdflib.URIRef(f"urn:tertius:{one.id}")
        assert str(graph.value(claim, SCHEMA.text)) == " […] ".join(" ".join(p.text.split()) for p in one.passages)
        assert str(graph.value(claim, TERTIUS.voice)) == one.voice
        assert {str(word) for word in graph.objects(claim, SCHEMA.keywords)} == set(one.kinds)
        source = graph.value(claim, SCHEMA.appearance)
        assert str(graph.value(source, SCHEMA.headline)) == "Talks “fail”"
        assert str(graph.value(claim, SCHEMA.creativeWorkStatus)).startswith("CONSTRUCTED")


def test_a_nanopublication_keeps_assertion_provenance_and_publication_apart(released):
    _, statements, _ = released
    dataset = dataset_of_trig(released)
    publications = list(dataset.quads((None, rdflib.RDF.type, NP.Nanopublication, None)))
    assert len(publications) == len(statements)
    for np, _, _, _ in publications:
        (assertion,) = (o for _, _, o, _ in dataset.quads((np, NP.hasAssertion, None, None)))
        (provenance,) = (o for _, _, o, _ in dataset.quads((np, NP.hasProvenance, None, None)))
        (info,) = (o for _, _, o, _ in dataset.quads((np, NP.hasPublicationInfo, None, None)))
        assert list(dataset.graph(assertion).subjects(rdflib.RDF.type, SCHEMA.Claim))
        assert list(dataset.graph(provenance).objects(assertion, PROV.wasAttributedTo))
        assert list(dataset.graph(info).objects(np, TERTIUS.review)) == [rdflib.Literal("unreviewed")]


def test_quoted_words_and_their_place_come_back_as_they_stand(released):
    documents, statements, _ = released
    dataset = dataset_of_trig(released)
    exact = {str(o) for _, _, o, _ in dataset.quads((None, OA.exact, None, None))}
    assert exact == {p.text for one in statements for p in one.passages}
    for _, _, start, _ in dataset.quads((None, OA.start, None, None)):
        assert 0 <= int(start) < len(documents[0].text)


def test_a_nameless_source_has_neither_name_nor_address(released):
    graph = graph_of_json_ld(released)
    nameless = [s for s, _ in graph.subject_objects(SCHEMA.description)]
    assert nameless
    assert all(isinstance(node, rdflib.BNode) and graph.value(node, SCHEMA.name) is None for node in nameless)


def test_an_accusation_against_a_person_leaves_only_when_it_is_accepted(held):
    documents, statements, withheld = reports.release_statements(held.documents, held.coded.statements)
    text = reports.claims_json_ld(documents, statements) + reports.claims_trig(documents, statements, on=DAY)
    assert withheld.accusations == 1
    assert "looting" not in text
    accepted = [msgspec.structs.replace(one, review=Review.ACCEPTED) for one in held.coded.statements]
    documents, statements, withheld = reports.release_statements(held.documents, accepted)
    assert not withheld
    assert "looting" in reports.claims_json_ld(documents, statements)


def test_a_confidential_document_never_leaves_and_a_rejected_claim_is_left_out(held):
    secret = [msgspec.structs.replace(held.documents[0], confidential=True)]
    documents, statements, withheld = reports.release_statements(secret, held.coded.statements)
    assert (documents, statements, withheld.documents) == ((), (), 1)
    rejected = [msgspec.structs.replace(one, review=Review.REJECTED) for one in held.coded.statements]
    assert json.loads(reports.claims_json_ld(held.documents, rejected))["@graph"] == []


@pytest.mark.parametrize(("form", "parser"), [("jsonld", "json-ld"), ("trig", "trig")])
def test_the_command_prints_what_may_leave_and_says_what_is_withheld(tmp_path, capsys, form, parser):
    path = tmp_path / "a.txt"
    path.write_text(f"Title: A\nDate: 2031-03-04\nConstructed: for a test\n\n{TEXT}", encoding="utf-8")
    assert _app.run(["statements", str(path), "--format", form]) == 0
    out, err = capsys.readouterr()
    assert len(rdflib.Dataset().parse(data=out, format=parser)) > 10
    assert "1 accusation against an identifiable person" in err
    assert "looting" not in out
