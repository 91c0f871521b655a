"""PDFs of several pages: running heads off, lines and cut words joined, columns in the order they are written."""

import pytest

from tertius.documents import read

HEAD = "Example Courier - October 2021"


def pdf(pages):
    """A PDF with a page for each list of (x, y, line)."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for n, lines in enumerate(pages):
        content = "\n".join(f"BT /F1 10 Tf {x} {y} Td ({line}) Tj ET" for x, y, line in lines).encode()
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {5 + 2 * n} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    out, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    end = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(out))
    return bytes(out) + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + end


def page(lines, number, x=72):
    set_lines = [(x, 720 - 14 * n, line) for n, line in enumerate(lines)]
    return [(72, 770, HEAD), *set_lines, (300, 30, f"Page {number} of 3")]


@pytest.fixture
def text(tmp_path):
    def of(pages):
        path = tmp_path / "a.pdf"
        path.write_bytes(pdf(pages))
        (found,) = read([path])
        return found.text

    return of


def test_running_heads_and_page_numbers_are_left_out_and_a_sentence_goes_on_over_the_page(text):
    found = text(
        [
            page(["Ardia closed the road to Ostra on Tuesday, its", "interior ministry said, and lorries waited"], 1),
            page(["at the crossing until the evening came again.", "Belmark asked for talks."], 2),
            page(["The talks began on Friday in the hall of Ostra", "and ended late."], 3),
        ]
    )
    assert HEAD not in found
    assert "Page" not in found
    assert "its interior ministry said, and lorries waited at the crossing until the evening" in found


def test_words_cut_at_the_end_of_a_line_are_joined_and_hyphened_ones_keep_their_hyphen(text):
    found = text(
        [
            [
                (72, 720, "The ministry said that the closure of the cross-"),
                (72, 706, "ing was a measure of care. Troops of a Belmark-"),
                (72, 692, "backed group left. Talks on a cease-fire follow."),
                (72, 678, "Envoys from three countries will meet for a cease-"),
                (72, 664, "fire that lasts."),
            ]
        ]
    )
    assert "the crossing was" in found
    assert "a Belmark-backed group" in found
    assert "for a cease-fire that lasts" in found


def test_columns_written_one_after_the_other_are_read_in_that_order(text):
    left = ["Ardia closed the road to Ostra", "on Tuesday before the dawn of", "the day, the ministry said."]
    right = ["Belmark asked for talks on the", "next day and sent an envoy to", "Ostra with a letter."]
    found = text(
        [
            [(60, 720 - 14 * n, line) for n, line in enumerate(left)]
            + [(330, 720 - 14 * n, line) for n, line in enumerate(right)]
        ]
    )
    assert "the dawn of the day" in found
    assert found.index("the ministry said.") < found.index("Belmark asked for talks on the next day")


def test_a_headline_and_a_byline_do_not_run_into_the_lead(text):
    found = text(
        [
            [
                (72, 740, "Ardia closes a road"),
                (72, 720, "By Rena Vale"),
                (72, 700, "Ardia closed the road to Ostra on Tuesday, the interior"),
                (72, 686, "ministry said in a statement that was read in the evening."),
            ]
        ]
    )
    assert found.startswith("Ardia closed the road to Ostra on Tuesday, the interior ministry said")
