"""Labels of a paragraph's wordings: bis, alt, option; alternatives and additions; through Word and back."""

from __future__ import annotations

import re

import pytest
import yaml
from test_home import new_paragraph
from word_editing import Edit, said, style_of, through_libreoffice
from word_mutations import place, told
from word_reading import WordFile, annex_b, w

from tools import drafter_here

# Four meetings ask for a culture of lawfulness; what Latin America says of human resources was put beside it.
_CLAUSES = """\
- id: culture-of-lawfulness
  sources: [+lac-19b]
- id: legal-aid
"""
_LAWFULNESS = ("lac-19h", "ap-13b", "wa-14c", "af-17c")
# What stands before the words of each, and of the addition: by the Editorial Manual, in the usage of Vienna's
# commissions, and in that of the UNFCCC.
_PRINTED = {
    "bis": ("", "1 bis.\t", "1 ter.\t", "1 quater.\t", "1 quinquies.\t"),
    "alt": ("", "1 alt 1. \t", "1 alt 2. \t", "1 alt 3. \t", "1 bis.\t"),
    "option": ("Option 1: ", "\tOption 2: ", "\tOption 3: ", "\tOption 4: ", "1 bis.\t"),
    # A house that speaks French.
    "variante": ("Variante 1: ", "\tVariante 2: ", "\tVariante 3: ", "\tVariante 4: ", "1 bis.\t"),
}
_CITED = {
    "bis": ("1", "1 bis", "1 ter", "1 quater", "1 quinquies"),
    "alt": ("1", "1 alt 1", "1 alt 2", "1 alt 3", "1 bis"),
    "option": ("1 Option 1", "1 Option 2", "1 Option 3", "1 Option 4", "1 bis"),
    "variante": ("1 Variante 1", "1 Variante 2", "1 Variante 3", "1 Variante 4", "1 bis"),
}


class Round:
    """A folder with a form, a selection and a draft of it."""

    def __init__(self, folder, labels, clauses=_CLAUSES):
        self.folder = folder
        house = folder / f"house-{labels}"  # phrases are kept by the folder's name
        self.run("form", "copy", "kyoto", house.name)
        self.outline = outline = house / "outline.yaml"
        said = outline.read_text(encoding="utf-8")
        setting = "option" if labels == "variante" else labels
        outline.write_text(said.replace("\nlabels: bis\n", f"\nlabels: {setting}\n"), encoding="utf-8")
        if labels == "variante":
            own = 'phrases:\n  label-option: "Variante {number}:"\n'
            (house / "phrases.yaml").write_text(own, encoding="utf-8")
        head = f"matrix: kyoto-2021\nform: {house.name}\nclauses:\n"
        (folder / "selection.yaml").write_text(head + clauses, encoding="utf-8")
        self.draft("round-1.docx")

    def run(self, *arguments, status=0):
        done = drafter_here(*arguments, cwd=self.folder)
        said = done.stdout.decode() + done.stderr.decode()
        assert done.returncode == status, said
        return said

    def draft(self, name, *options):
        self.run("draft", "selection.yaml", "-o", name, *options)
        return WordFile((self.folder / name).read_bytes())

    def word(self, name="round-1.docx"):
        return WordFile((self.folder / name).read_bytes())

    def block(self, clause="culture-of-lawfulness"):
        blocks = yaml.safe_load((self.folder / "selection.yaml").read_text(encoding="utf-8"))["clauses"]
        return next(one for one in blocks if one["id"] == clause)


@pytest.fixture(params=list(_PRINTED), scope="module")
def labels(request):
    return request.param


@pytest.fixture(scope="module")
def home(labels, tmp_path_factory):
    return Round(tmp_path_factory.mktemp(labels), labels)


def wording(source):
    return annex_b().sources[source].text.rstrip(".; ")


def test_alternatives_have_the_forms_label_and_an_addition_is_a_bis_without_brackets(home, labels):
    word = home.word()
    lines = word.clauses["clause_culture_of_lawfulness"]

    assert [word.sources_of(line) for line in lines] == [[one] for one in (*_LAWFULNESS, "lac-19b")]
    expected = [
        *(f"{label}[{wording(one)};]" for label, one in zip(_PRINTED[labels], _LAWFULNESS, strict=False)),
        f"{_PRINTED[labels][-1]}{wording('lac-19b')};",
    ]
    assert [line.text for line in lines] == expected


def test_annex_i_names_them_and_the_note_explains_the_marks_that_occur(home, labels):
    word = home.word()
    annex = next(table for table in word.tables if table[0][-1][0].text == "How the text was put together")

    assert [row[0][0].text for row in annex[1:6]] == list(_CITED[labels])
    note = " ".join(one.text for one in word.paragraphs if one.style == "BoxTxt")
    mark = {"alt": "12., 12 alt 1., 12 alt 2.", "bis": "12., 12 bis., 12 ter."}.get(
        labels, "Option 1, Option 2"
    )
    assert mark in note
    assert "Without brackets, 12 bis." in note
    assert ("12 ter" in note) == (labels == "bis")


@pytest.mark.thorough
def test_what_comes_back_untouched_has_nothing_wrong(home):
    said = home.run("check", "round-1.docx")

    assert "5 clauses" not in said
    assert "2 clauses, 8 footnotes, of which 0 unchanged since drafted, 8 quoted" in said
    assert "0 errors, 0 warnings" in said
    assert "has nothing that" in home.run("select", "selection.yaml", "--from", "round-1.docx")


def _before_the_first(home, old, new):
    """The first wording of the first paragraph, with other words before it: what is told of it."""
    edit = Edit((home.folder / "round-1.docx").read_bytes())
    first = edit.clause("clause_culture_of_lawfulness")
    edit.replace_words(first, f"{old}[", f"{new}[")
    return [message for message, at in told(edit) if at == place(edit, first)]


def test_the_label_of_the_first_wording_that_is_gone_or_another_is_told(home, labels):
    label = _PRINTED[labels][0]
    if not label:
        pytest.skip("behind the number the first needs none")
    name = label.rstrip(": ")

    (gone,) = _before_the_first(home, label, "")
    assert gone == f"“{name}” before it, which tells it from the other wordings, is gone"
    (another,) = _before_the_first(home, label, label.replace("1", "2"))
    assert another == f"it is called “{name.replace('1', '2')}”, and was drafted as “{name}”"


def test_a_label_that_people_type_before_a_first_wording_without_one_is_told(home, labels):
    if _PRINTED[labels][0]:
        pytest.skip("it has one")

    (come,) = _before_the_first(home, "", "Option 1: ")
    assert come == "it is called “option 1” now, and was drafted without a label"


@pytest.mark.parametrize("labels", ["option"], indirect=True)
def test_a_first_wording_that_stands_alone_needs_no_label(home):
    edit = Edit((home.folder / "round-1.docx").read_bytes())
    first = edit.clause("clause_culture_of_lawfulness")
    edit.replace_words(first, "Option 1: ", "")
    while (below := first.getnext()) is not None and style_of(below) == "AltTxt":
        for mark in edit.references(below):
            edit.remove_reference(mark)
        edit.body.remove(below)

    messages = [message for message, _ in told(edit)]

    assert messages
    assert not any("Option 1" in one for one in messages)


@pytest.mark.thorough
def test_markdown_and_json_have_them(home, labels):
    text = home.run("draft", "selection.yaml", "--format", "markdown", "-o", "-")
    second = {"bis": r"1 bis\. ", "alt": r"1 alt 1\. "}.get(labels, _PRINTED[labels][1].strip() + " ")
    assert re.search(rf"(?m)^{re.escape(second)}\\\[Promote an integrated", text)
    data = home.run("draft", "selection.yaml", "--format", "json", "-o", "-")
    first = yaml.safe_load(data[data.index("{") : data.rindex("}") + 1])["clauses"][0]
    assert first["number"] == 1
    assert [one["is_addition"] for one in first["alternatives"]] == [False, False, False, True]


@pytest.mark.thorough
def test_a_wording_is_named_by_its_label(tmp_path, labels):
    home = Round(tmp_path, labels)
    third = _CITED[labels][2]

    refused = home.run("select", "selection.yaml", "--maybe", third.lower(), status=2)
    assert "only --drop and --supported are for one wording" in refused
    said = home.run("select", "selection.yaml", "--drop", third.lower(), "--reason", "said in 1")

    assert f"{third} in round-1.docx is a wording of culture-of-lawfulness: “Complement traditional" in said
    assert home.block()["sources"] == ["+lac-19b", "-wa-14c"]
    word = home.draft("round-2.docx")
    lines = word.clauses["clause_culture_of_lawfulness"]
    assert [word.sources_of(one) for one in lines] == [["lac-19h"], ["ap-13b"], ["af-17c"], ["lac-19b"]]
    assert "wa-14c" not in home.run("check", "selection.yaml")


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("typed", "is_addition"),
    [
        ("{number} bis. [A text of Monday night;]", False),
        ("{number} bis. A text of Monday night;", True),
        ("{number} alt 4. A text of Monday night;", False),
        ("Option 5: [A text of Monday night;]", False),
        ("{number} ter. A text of Monday night;", True),
    ],
)
def test_what_people_type_below_a_paragraph_comes_home(tmp_path, typed, is_addition):
    home = Round(
        tmp_path, "bis" if " bis" in typed else "alt", "- id: legal-aid\n- id: culture-of-lawfulness\n"
    )
    edit = Edit((tmp_path / "round-1.docx").read_bytes())
    last = edit.lines("AltTxt")[1]
    line = new_paragraph(typed.format(number=1))
    last.addnext(line)
    edit.add_reference(line, "Report of the meeting for Latin America and the Caribbean, para. 19 (b).")
    (tmp_path / "edited.docx").write_bytes(edit.save())

    home.run("select", "selection.yaml", "--from", "edited.docx")
    home.run("select", "selection.yaml", "--take-all")

    added = home.block("legal-aid")["wordings"][-1]
    assert added["wording"] == "A text of Monday night"
    assert (added.get("role", "additional") == "additional") is is_addition
    new = home.draft("round-2.docx").clauses["clause_legal_aid"][-1].text
    assert ("[" in new) != is_addition
    assert "has nothing that" in home.run("select", "selection.yaml", "--from", "edited.docx")


@pytest.mark.parametrize("way", ["inline", "lead"])
def test_what_people_call_an_addition_is_printed_however_alternatives_are(tmp_path, way):
    said = (
        "- id: culture-of-lawfulness\n  sources: [+lac-19b]\n  wordings:\n"
        "  - sources: [lac-19b]\n    role: additional\n"
    )
    home = Round(tmp_path, "alt", said)
    word = home.draft("other.docx", "--alternatives", way)
    *_, last = word.clauses["clause_culture_of_lawfulness"]

    assert last.text == f"1 bis.\t{wording('lac-19b')}."
    assert word.sources_of(last) == ["lac-19b"]
    assert "0 errors, 0 warnings" in home.run("check", "other.docx")


def test_people_say_what_is_an_alternative_and_what_is_not(tmp_path):
    said = (
        "- id: culture-of-lawfulness\n  sources: [+lac-19b]\n  wordings:\n"
        "  - sources: [lac-19b]\n    role: alternative\n  - sources: [wa-14c]\n    role: additional\n"
    )
    word = Round(tmp_path, "alt", said).word()
    lines = word.clauses["clause_culture_of_lawfulness"]

    assert [line.text.partition("\t")[0] for line in lines[1:]] == [
        "1 alt 1. ",
        "1 alt 2. ",
        "1 alt 3. ",
        "1 bis.",
    ]
    assert [word.sources_of(line) for line in (lines[0], lines[-1])] == [["lac-19b"], ["wa-14c"]]
    assert [line.text.endswith("]") for line in lines] == [True, True, True, True, False]


def test_other_labels_are_no_other_words(tmp_path):
    home = Round(tmp_path, "alt")
    outline = home.outline
    said = outline.read_text(encoding="utf-8")
    outline.write_text(said.replace("labels: alt", "labels: option"), encoding="utf-8")
    home.draft("round-2.docx")

    said = home.run("compare", "round-1.docx", "round-2.docx")
    assert said == "Nothing changed.\n"
    home.run("compare", "round-1.docx", "round-2.docx", "-o", "redline.docx")


@pytest.mark.thorough
def test_options_survive_libreoffice(tmp_path):
    home = Round(tmp_path, "option")
    (saved,) = through_libreoffice(tmp_path, [tmp_path / "round-1.docx"])

    assert (
        "2 clauses, 8 footnotes, of which 0 unchanged since drafted, 8 quoted, 0 of people’s words"
        in home.run("check", saved)
    )


def test_a_wrong_setting_is_told_with_its_place(tmp_path):
    home = Round(tmp_path, "bis")
    outline = home.outline
    lines = outline.read_text(encoding="utf-8").splitlines()
    line = lines.index("labels: bis") + 1
    lines[line - 1] = "labels: alternative"
    outline.write_text("\n".join(lines), encoding="utf-8")

    said = home.run("form", "check", "house-bis", status=1)
    assert f"outline.yaml:{line}:9: error: " in said
    assert "bis, alt, option" in said


_PREAMBLE = """\
- id: alarmed
  part: preamble
  wordings:
  - {by: [Egypt], wording: "Alarmed by crime,"}
  - {by: [Chile], wording: "Alarmed by fear,"}
  - {by: [Japan], role: additional, wording: "Alarmed by war,"}
- id: af-37b
"""


def test_where_nothing_has_a_number_labels_that_lead_into_the_words_are_the_forms(tmp_path, labels):
    home = Round(tmp_path, labels, _PREAMBLE)
    first, second, added = (
        next(one for one in home.word().paragraphs if f"Alarmed by {words}" in one.text)
        for words in ("crime", "fear", "war")
    )
    own = {"option": ("Option 1:", "Option 2:"), "variante": ("Variante 1:", "Variante 2:")}
    labelled = own.get(labels, ("", "Alternative 1:"))
    assert first.text.strip().startswith(f"{labelled[0]} [Alarmed by crime,]".strip())
    assert second.text.strip().startswith(f"{labelled[1]} [Alarmed by fear,]")
    assert ":" not in added.text
    assert "has nothing that" in home.run("select", "selection.yaml", "--from", "round-1.docx")
    assert "0 errors, 3 warnings, 2 notes; 3 of people’s words" in home.run("check", "round-1.docx")
    name = f"alarmed {labelled[1].rstrip(':')}"
    home.run("select", "selection.yaml", "--drop", name, "--reason", "no", "--by", "Chair")
    assert home.block("alarmed")["withdrawn"][0]["of"] == ["Chile"]


def test_a_label_whose_number_is_gone_is_told_and_no_other(home, labels):
    edit = Edit((home.folder / "round-1.docx").read_bytes())
    numbered = [one for one in edit.document.iter(w("p")) if _begins_with_a_number(one)]
    for paragraph in numbered:
        field = next(paragraph.iter(w("fldSimple")))
        field.getparent().remove(field)

    found = [message for message, _ in told(edit)]

    printed = [one for one in _PRINTED[labels] if one.startswith("1")]
    assert [one.partition(":")[0] for one in found] == [
        f"the number before “{one[2:].strip().rstrip('.')}” is gone" for one in printed
    ]


def _begins_with_a_number(paragraph):
    """Whether a wording of the first clause stands there, behind its number, which a field shows."""
    first = next((one for one in paragraph if one.tag != w("pPr") and one.tag != w("bookmarkStart")), None)
    return (
        first is not None
        and first.tag == w("fldSimple")
        and (style_of(paragraph), said(first)) == ("AltTxt", "1")
    )
