"""How a text is set: subparagraphs in lines of their own, blanks at which no line ends; back from Word."""

from __future__ import annotations

import pytest
from lxml import etree
from test_home import Round
from word_editing import Edit, style_of
from word_reading import w

from drafter.docx.parts.styles import ParagraphRole
from drafter.docx.reading.paragraphs import Paragraph, with_subparagraphs
from drafter.draft.typesetting import as_set, subparagraphs_in, with_fixed_blanks
from drafter.matrix.loading import open_matrix
from tools import drafter_here


def lines(text: str) -> list[str]:
    """The lines in which a text is set."""
    return as_set(text, subparagraphs_in(text)).replace("\t", " ").split("\n")


# Made up, and not from Annex B: on trade, on water, on the sea.
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Reduce the cost of trade by: (a) opening ports; (b) training officers; and (c) sharing data.",
            [
                "Reduce the cost of trade by:",
                "(a) opening ports;",
                "(b) training officers; and",
                "(c) sharing data.",
            ],
        ),
        (
            "[Protect rivers, so as to (i) keep water clean; or (ii) as article 5 (a) says, let fish pass.];",
            [
                "[Protect rivers, so as to",
                "(i) keep water clean; or",
                "(ii) as article\xa05\xa0(a) says, let fish pass.];",
            ],
        ),
        (
            "Map the sea floor: (1) near the coast, (2) in the strait and (3) beyond it.",
            None,  # one separator is missing
        ),
        (
            "Map the sea floor: (1) near the coast, (2) in the strait, and (3) beyond it.",
            ["Map the sea floor:", "(1) near the coast,", "(2) in the strait, and", "(3) beyond it."],
        ),
    ],
)
def test_subparagraphs_that_are_clear_stand_in_lines_of_their_own(text, expected):
    assert lines(text) == (expected or [text])


@pytest.mark.parametrize(
    "text",
    [
        "Choose between (a) and (b) of the draft convention.",
        "Carry out articles 5 (a) and 6 (b); and report on it.",
        "Recall points (i) and (ii) above; and (iii) below.",
        "Do the following: (b) open ports; (c) train officers.",  # not from the first
        "Do the following: (a) open ports; (c) train officers.",  # not complete
        "Do the following: (a) open ports; (b) train; (a) report on it.",  # one twice
        "(a) Open ports; (b) train officers.",  # nothing before it
        "Do the following: (a) open ports; (b) train officers. It was noted that this is dear.",
        "Do the following: (a) open ports; (b) train officers; and report on both.",
        "Do the following: (a) ; (b) train officers.",
        "Do the following: (a) open [ports][harbours]; (b) train officers.",
        "Give help to the (i) landlocked States.",
    ],
)
def test_what_is_not_clear_is_left_alone(text):
    assert subparagraphs_in(text) == ()


@pytest.mark.parametrize(
    "lines",
    [
        ["(a) first;", "(i) sub;", "(ii) sub;", "(b) second."],
        ["(a) first:", "(i) sub;", "(b) second."],
        ["(1) first;", "(a) sub;", "(2) second."],
    ],
)
def test_lines_typed_in_paragraphs_of_their_own_are_one_paragraph_with_two_levels(lines):
    typed = [Paragraph(n, ParagraphRole.TEXT, text=text) for n, text in enumerate(["Take measures:", *lines])]
    (one,) = with_subparagraphs(typed, ())
    assert one.text == " ".join(["Take measures:", *lines])
    assert len(one.lines) == len(lines)


def test_what_begins_a_list_anew_below_one_of_its_kind_is_another_paragraph():
    typed = ["Take measures:", "(a) first;", "(b) second;", "(a) third."]
    found = with_subparagraphs(
        [Paragraph(n, ParagraphRole.TEXT, text=one) for n, one in enumerate(typed)], ()
    )
    assert [one.text for one in found] == ["Take measures: (a) first; (b) second;", "(a) third."]


def test_annex_b_has_three_texts_with_subparagraphs():
    found = {
        item.id: len(subparagraphs_in(item.text))
        for item in open_matrix("kyoto-2021").matrix.recommendations
        if subparagraphs_in(item.text)
    }
    assert found == {"ap-34f": 4, "lac-40j": 3, "eu-57e": 4}


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("see resolution 70/174, annex, para. 5 (a).", ["resolution 70/174", "para. 5", "5 (a)"]),
        ("by 10 per cent before 15 March 2021", ["10 per", "per cent", "15 March"]),
        ("Treaty Series, vol. 2225, No. 39574, arts. 3 and 4", ["vol. 2225", "No. 39574", "arts. 3"]),
        ("Goals 3 and 16 and target 16.a, and annex II", ["Goals 3", "target 16.a", "annex II"]),
        ("the 2030 Agenda has no. It ends, in 2019 (see the table), item by item", []),
    ],
)
def test_a_number_stays_on_the_line_of_what_it_belongs_to(text, at):
    shown = with_fixed_blanks(text)
    assert shown.replace("\xa0", " ") == text
    assert shown.count("\xa0") == len(at)
    for words in at:
        assert words.replace(" ", "\xa0") in shown


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return Round(tmp_path_factory.mktemp("subparagraphs"), "--text", "whole-of-government", min_regions=1)


@pytest.mark.thorough
def test_a_paragraph_with_subparagraphs_is_one_paragraph_and_comes_home_as_one(made):
    made.begin()
    paragraph = next(
        one
        for one in Edit(made.made).body.iter(w("p"))
        if "analysing the latest research" in "".join(one.itertext()) and list(one.iter(w("br")))
    )
    assert len(list(paragraph.iter(w("br")))) == 4

    made.save(made.made)
    assert "does not say already" in str(made.come_home())
    assert drafter_here("check", made.draft).returncode == 0

    edit = made.edit()
    for text in edit.body.iter(w("t")):
        text.text = (text.text or "").replace("prison settings and in the", "prison settings and within the")
    made.save(edit)
    made.come_home()
    made.take_all()
    assert "prison settings and within the community; (iii) enhancing" in " ".join(made.text.split())
    assert len(list(Edit(made.draft_again()).body.iter(w("br")))) == 4


def test_a_form_can_leave_them_in_the_run(tmp_path):
    drafter_here("form", "copy", "kyoto", tmp_path / "house")
    outline = tmp_path / "house" / "outline.yaml"
    outline.write_text(
        outline.read_text("utf-8").replace("\nfront:", "\nsubparagraphs: run\n\nfront:", 1), "utf-8"
    )
    run = drafter_here(
        *("draft", "--form", tmp_path / "house", "--text", "whole-of-government", "-o", "-"),
        *("--min-regions", "1"),
    )
    assert not list(Edit(run.stdout).body.iter(w("br")))


@pytest.mark.parametrize("form", ["kyoto", "doha"])
def test_the_words_of_subparagraphs_begin_at_one_tab_stop(form, tmp_path):
    options = (
        "--text",
        "whole-of-government",
        "--min-regions",
        "1",
        "--form",
        form,
        "-o",
        tmp_path / "d.docx",
    )
    drafter_here("draft", *options)
    edit = Edit((tmp_path / "d.docx").read_bytes())
    styles = etree.fromstring(edit.parts["word/styles.xml"]).findall(w("style"))
    for paragraph in (one for one in edit.body.iter(w("p")) if list(one.iter(w("br")))):
        stops = {int(one.get(w("pos"))): one.get(w("val")) for one in paragraph.iterfind(f".//{w('tabs')}/*")}
        style = next(one for one in styles if one.get(w("styleId")) == style_of(paragraph))
        of_style = [int(one.get(w("pos"))) for one in style.iter(w("tab"))]
        # Behind the stop of the signs, 1 cm for “(iii)” and then the words; nothing between.
        (words,) = (stop for stop, kind in stops.items() if kind == "left")
        assert words == of_style[0] + 567
        assert all(stop >= words or stops.get(stop) == "clear" for stop in of_style[1:])
        breaks = list(paragraph.iter(w("br")))
        behind = [one.getparent().getnext().getnext() for one in breaks]
        assert len(breaks) == 4
        assert all([child.tag for child in one] == [w("tab")] for one in behind)
