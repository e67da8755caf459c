"""People's words in print: nobody is named after them, and footnotes say “cf.” until they are supported."""

import pytest

from drafter.support import Support, is_quoted, mark_of
from tests.tools import copied_form, drafter_here
from tests.word_reading import WordFile

# Annex B, Latin America and the Caribbean, para. 19 (h).
LAC_19H = (
    "Promote a culture of lawfulness as an approach to foster the general public’s trust in and respect for "
    "the law and its enforcement"
)

# Africa, para. 37 (b).
AF_37B = "Revise laws and policies that are discriminatory against women."


@pytest.fixture
def notes(tmp_path):
    """The footnotes of a draft of a selection with these clauses, in order."""

    def made(clauses, top=""):
        selection = tmp_path / "selection.yaml"
        selection.write_text(f"matrix: kyoto-2021\n{top}clauses:\n{clauses}")
        word = WordFile(drafter_here("draft", selection, "-o", "-").stdout)
        return [note.strip().replace("\N{NO-BREAK SPACE}", " ") for _, note in sorted(word.notes.items())]

    return made


def test_footnotes_under_peoples_words_say_cf_and_those_under_a_sources_words_do_not(notes):
    said = notes("- id: legal-aid\n  wording: Pay for legal aid\n- id: af-37b\n")
    assert [text.partition(" the ")[0] for text in said] == ["Cf.", "Cf.", "Cf.", "Report of"]
    assert all(text.startswith("Cf. the report of the ") for text in said[:3])


def test_supported_words_have_plain_footnotes_as_long_as_words_and_texts_stay(notes):
    entry = "- id: af-37b\n  wording: Foster trust in the law\n  supported: A. Diallo, 2026-05-03{}\n"
    mark = mark_of("Foster trust in the law", [AF_37B])
    (free,), (tied,) = notes(entry.format("")), notes(entry.format(f" ({mark})"))
    (lapsed,) = notes(entry.format(f" ({mark_of('Foster trust in it', [LAC_19H])})"))
    assert free.startswith("Report of the ")
    assert tied.startswith("Report of the ")
    assert lapsed.startswith("Cf. the report of the ")


def test_a_wording_of_several_is_supported_by_itself(notes):
    said = notes(
        "- id: culture-of-lawfulness\n  wordings:\n"
        "  - {sources: [lac-19h], wording: Foster trust in the law, supported: 'A. Diallo, 2026-05-03'}\n"
        "  - {sources: [wa-14c, ap-13b], wording: Foster respect for the law}\n"
    )
    assert [text.startswith("Cf. ") for text in said] == [False, True, True, False]


def test_words_that_stand_in_a_source_are_a_quotation_of_it_alone(notes):
    said = notes(f"- id: culture-of-lawfulness\n  wording: {LAC_19H}\n")
    plain = [text for text in said if not text.startswith("Cf. ")]
    assert len(said) == 4
    assert len(plain) == 1
    assert "para. 19 (h)" in plain[0]


@pytest.mark.parametrize(
    ("words", "is_it"),
    [
        ("Reports shall not be published.", True),
        ("reports shall not be published; ", True),
        ("No data are kept.", True),
        ("Reports shall not be published. No data are kept", True),
        ("be published", False),
        ("Reports shall", False),
        ("", False),
    ],
)
def test_only_whole_sentences_are_quoted(words, is_it):
    assert is_quoted(words, ["Reports shall not be published. No data are kept."]) is is_it


def test_who_supports_is_read_with_a_name_and_a_day():
    assert Support.of("A. Diallo, 2026-05-03 (k7qa2mzt)") == Support("A. Diallo", "2026-05-03", "k7qa2mzt")
    assert str(Support.of("李雷,2026-05-03")) == "李雷, 2026-05-03"
    wrong = ("A. Diallo", "2026-05-03", ", 2026-05-03", "7, 2026-05-03", "A. Diallo, May", "yes")
    assert [Support.of(said) for said in wrong] == [None] * len(wrong)


def test_grouped_notes_say_cf_too_and_so_does_a_form_whose_template_knows_nothing_of_it(notes, tmp_path):
    form = copied_form(tmp_path / "form")
    top = "form: form/\n"
    (form / "footnote.j2").write_text("{{ region }}, {{ paragraph }}")
    assert notes("- id: af-37b\n  wording: Foster trust\n", top) == ["Cf. Africa, para. 37 (b)"]
    outline = form / "outline.yaml"
    outline.write_text(outline.read_text(encoding="utf-8") + "\nfootnotes: grouped\n", encoding="utf-8")
    (said,) = notes("- id: legal-aid\n  wording: Pay for legal aid\n", top)
    assert said.startswith("Cf. the report of the regional preparatory meeting for Asia and the Pacific")
    assert "; and the report of the regional preparatory meeting for Africa" in said


def test_nobody_is_named_after_peoples_words_though_others_are_named(tmp_path):
    selection, draft = tmp_path / "selection.yaml", tmp_path / "draft.docx"
    selection.write_text(
        "matrix: kyoto-2021\noptions:\n  support: yes\n  alternatives: inline\nclauses:\n"
        f"- id: culture-of-lawfulness\n  wordings:\n  - sources: [lac-19h]\n"
        f"  - {{sources: [wa-14c], wording: '{LAC_19H} everywhere'}}\n  sources: [-ap-13b, -af-17c]\n"
    )
    drafter_here("draft", selection, "-o", draft)
    printed = drafter_here("draft", selection, "--format", "markdown", "-o", "-").stdout.decode()
    (line,) = (line for line in printed.splitlines() if "\\[everywhere\\]" in line)
    assert "*(the meeting for Latin America and the Caribbean)*" in line
    assert "Western Asia" not in line
    assert "0 errors, 0 warnings" in drafter_here("check", draft).stderr.decode()
