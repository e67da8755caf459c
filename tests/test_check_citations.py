"""``drafter check`` on citations in every dress: to what they lead, and as what they are cited, is told."""

from __future__ import annotations

import pytest
from word_editing import Edit
from word_mutations import findings_of
from word_reading import draft, w

from drafter.check.relations import relation_of
from drafter.citations.paragraphs import ends_with, find_paragraphs
from drafter.model import Citation
from drafter.problems import Severity

REPORT = "Report of the regional preparatory meeting for Asia and the Pacific, Bangkok, "
OF_LAC = "Report of the regional preparatory meeting for Latin America and the Caribbean (A/CONF.234/RPM.3/1)"
SAME = "it leads to the same paragraph, Asia and the Pacific, para. 62 (d)"


def rewritten(*pairs):
    """What is told of footnotes that say something else; of each only the first that says it now does."""
    edit = Edit(draft(3))
    for old, new in pairs:
        text = next(one for one in edit.notes.iter(w("t")) if (one.text or "").startswith(old))
        text.text = new
    return [
        (one.code, one.severity, one.message)
        for one in findings_of(edit.save())
        if one.code not in ("footnotes-differ", "placeholder")
    ]


@pytest.mark.parametrize(
    "words",
    [
        "para. 62 (d)",
        "at para. 62 d",
        "paragraph sixty-two (d)",
        "Para 62, subpara. (d)",
        "paragraph 62, subparagraph (d)",
        "subparagraph (d) of paragraph 62",
        "para. 62, lit. d",
        "§ 62(d)",
        "par. 62 d)",
        "párr. 62 d)",
        "alinéa d) du paragraphe 62",
        "apartado d) del párrafo 62",
        "пункт 62 d)",
        "Bangkok, 62 (d).",
        "Bangkok, no. 62 (d)",
    ],
)
def test_a_paragraph_is_read_in_whatever_words_it_is_cited(words):
    (found,) = [one for group in find_paragraphs(words, is_note=True) for one in group]

    assert (found.citation.paragraph, found.citation.letter, found.further) == (62, "d", "")


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("paragraph one hundred and thirty-eight", [138]),
        ("paragraphs nineteen", [19]),
        ("paras. 62 and 63", [62, 63]),
        ("in a paragraph sixty years old", [60]),  # resolves to nothing that is not there
        ("as much as 62 (d) of them", []),
    ],
)
def test_numbers_in_words_are_numbers(words, numbers):
    assert [one.citation.paragraph for group in find_paragraphs(words) for one in group] == numbers


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Report, para. 5.", ()),
        ("See report, para. 5.", ()),
        ("See also report, para. 5.", ("beside",)),
        ("See also, in part, report, para. 5.", ("beside, in part",)),
        ("Cf. report, para. 5.", ("compared",)),
        ("But see report, para. 5.", ("against",)),
        ("Report, para. 5, contra.", ("against",)),
        ("Voir également rapport, par. 5", ("beside",)),
        ("Report, para. 5; see also report, para. 7.", ("beside",)),
    ],
)
def test_how_a_footnote_relates_what_it_cites(text, relation):
    assert relation_of(text) == relation


OTHERWISE = {
    f"{REPORT}at para. 62 d.": (Severity.NOTE, f"cites in other words than it was drafted in; {SAME}"),
    "Asia and the Pacific, paragraph sixty-two (d).": (Severity.NOTE, SAME),
    "Informe de la Reunión Preparatoria Regional de Asia y el Pacífico, párr. 62 d).": (Severity.NOTE, SAME),
    "Rapport de la Réunion préparatoire régionale pour l’Asie et le Pacifique, par. 62 d).": (
        Severity.NOTE,
        SAME,
    ),
    f"See also the report{REPORT[6:]}para. 62 (d).": (Severity.WARNING, "with “See also”"),
    f"Contra {REPORT}para. 62 (d).": (Severity.WARNING, "as saying otherwise (“Contra”)"),
    f"{REPORT}par. 62 e).": (
        Severity.ERROR,
        "there is no para. 62 (e) in the report of Asia and the Pacific",
    ),
    f"{REPORT}paragraph sixty-two (c).": (
        Severity.ERROR,
        "cites Asia and the Pacific, para. 62 (c) now; it was drafted with Asia and the Pacific, para. 62",
    ),
}


@pytest.mark.thorough
@pytest.mark.parametrize("text", OTHERWISE)
def test_a_footnote_in_other_words_is_told_by_what_it_means(text):
    severity, message = OTHERWISE[text]
    ((_, how, said), *others) = rewritten((f"{REPORT}para. 62 (d)", text))

    assert (how, others) == (severity, [])
    assert message in said


def test_footnotes_in_other_words_are_told_by_what_they_mean():
    found = rewritten(
        (f"{REPORT}para. 62 (d)", f"Cf. {REPORT}par. 62 d)."),
        (f"{OF_LAC}, para. 19 (b)", OF_LAC.replace("RPM.3/1", "RPM.1/1") + ", para. 19 (b)."),
        (f"{OF_LAC}, para. 19", OF_LAC.partition(" (")[0] + ", para. 19 (a)."),
    )

    assert ["with “Cf.”" in said for _, how, said in found if "62 (d)" in said] == [True]
    assert any("names A/CONF.234/RPM.1/1; it cites" in said for _, _, said in found)


@pytest.mark.parametrize("before", ["", "Cf. ", "(b) of ", "See also paras. 4 (c) and 5; ", "Not in "])
@pytest.mark.parametrize(
    "citation", [Citation("af", 60, "b"), Citation("af", 12, "i"), Citation("af", 62, "d", "iv")]
)
def test_what_plainly_ends_a_footnote_is_found_in_it(before, citation):
    text = f"{before}Report of the meeting for Africa, {citation.printed}."

    assert ends_with(text, citation)
    assert citation.printed in {
        one.citation.printed for group in find_paragraphs(text, is_note=True) for one in group
    }


@pytest.mark.parametrize(
    "text",
    [
        "Report of the meeting for Africa, para. 60 (b) bis.",
        "Report of the meeting for Africa, para. 60 (b) (ii).",
        "Report of the meeting for Africa, paras. 59 (a) and 60 (b).",
        "Report of the meeting for Africa, para. 60.",
        "Report of the meeting for Africa, para. 160 (b).",
    ],
)
def test_what_does_not_plainly_end_a_footnote_is_looked_for(text):
    assert not ends_with(text, Citation("af", 60, "b"))


def test_a_paragraph_without_a_letter_does_not_plainly_end_a_footnote():
    """The words before it may say the letter: “subparagraph (b) of Report …, para. 60.”"""
    assert not ends_with("Report of the meeting for Africa, para. 60.", Citation("af", 60))
