from hypothesis import given
from hypothesis import strategies as st

from tertius.coding.attribution import find_quotes


def quoted(text):
    return [text[q.start : q.end] for q in find_quotes(text)]


def test_straight_and_curly_marks_and_guillemets_are_quotations():
    assert quoted('He said "no" and “yes” and «peut-être».') == ['"no"', "“yes”", "«peut-être»"]


def test_apostrophes_are_no_quotation_marks():
    assert quoted("The workers' union didn't join the '90s ministers' talks; they’re Sylvania’s.") == []


def test_single_marks_quote_where_they_cannot_be_apostrophes():
    assert quoted("'We won't wait,' she said.") == ["'We won't wait,'"]
    assert quoted("She called it ‘a mistake’ twice.") == ["‘a mistake’"]


def test_a_quotation_inside_a_quotation_is_part_of_the_outer_one():
    text = "“He told us ‘go home’ and left,” she said."
    assert quoted(text) == ["“He told us ‘go home’ and left,”"]


def test_each_paragraph_of_a_long_quotation_is_one_quote_and_only_the_last_is_closed():
    text = "“They came at dawn.\n\n“They left at noon,” he said."
    quotes = find_quotes(text)
    assert [text[q.start : q.end] for q in quotes] == ["“They came at dawn.", "“They left at noon,”"]
    assert [q.closed for q in quotes] == [False, True]


def test_a_quotation_left_open_ends_with_its_paragraph():
    text = 'He said "the road is shut.\n\nNothing else was known.'
    assert quoted(text) == ['"the road is shut.']


def test_mixed_marks_close_each_other():
    assert quoted('“The gate is open," he said.') == ['“The gate is open,"']


def test_doubled_single_marks_are_one_mark():
    assert quoted("''The gate is open,'' he said.") == ["''The gate is open,''"]


def test_a_quotation_goes_on_over_a_hard_line_break():
    assert quoted("“The gate\nis open,” he said.") == ["“The gate\nis open,”"]


MARKS = st.text(alphabet=st.sampled_from(list("ab s.,\n\n“”\"'’‘«»„‚`\u2028é😀")), max_size=80)


@given(MARKS)
def test_any_marks_give_disjoint_quotations_within_bounds(text):
    last = 0
    for quote in find_quotes(text):
        assert last <= quote.start < quote.end <= len(text)
        last = quote.end
