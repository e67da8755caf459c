"""Documents and proposals as sources: declared, cited, printed, read back from Word and checked."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from word_editing import Edit, said
from word_reading import unzip, w
from word_room import Room, drafter

from drafter.citations.resolver import Resolver
from drafter.matrix.loading import open_matrix
from drafter.selection.source_file import load_sources
from tools import drafter_here

# Verbatim from General Assembly resolution 76/181, annex (the Kyoto Declaration).
FIVE = (
    "We undertake to intensify concerted global efforts to prevent and combat crime by facilitating and "
    "strengthening international cooperation in criminal matters"
)
SIX = (
    "We draw attention, in view of rapidly changing realities, to the need for timely adaptation and, if "
    "the need arises, strengthening of the international legal framework for international cooperation on "
    "criminal matters"
)
SEVEN = (
    "We undertake to enhance the capacity of law enforcement and other criminal justice institutions, as "
    "central components of the rule of law, and practitioners to effectively prevent and combat crime, and "
    "to provide technical assistance in this regard"
)
DECLARATION = f"Declare the following:\n5. {FIVE};\n6. {SIX};\n7. {SEVEN};\n"
FUND = "Establish a voluntary fund for the protection of witnesses"
SOURCES = f"""\
documents:
- id: ga-76-181
  cited: General Assembly resolution 76/181, annex
  short: Kyoto Declaration
  file: declaration.txt
- id: untoc
  cited: United Nations, *Treaty Series*, vol. 2225, No. 39574
  short: Organized Crime Convention
  unit: art.
- id: doha-declaration
  cited: General Assembly resolution 70/174, annex
proposals:
- id: brazil-1
  by: [Brazil]
  on-behalf-of: the Group of 77 and China
  date: 3 May 2026
  meeting: third informal
  text: {FUND}.
"""
SELECTION = """\
matrix: kyoto-2021
clauses:
- id: culture-of-lawfulness
  sources: ["+ga-76-181: para 5", "+doha-declaration: 5", "+untoc: article 18, paragraph 3", +brazil-1]
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "declaration.txt").write_text(DECLARATION, encoding="utf-8")
    (tmp_path / "sources.yaml").write_text(SOURCES, encoding="utf-8")
    (tmp_path / "selection.yaml").write_text(SELECTION, encoding="utf-8")
    return tmp_path


def run(folder, *arguments):
    done = drafter_here(*arguments, cwd=folder)
    return done.returncode, (done.stdout + done.stderr).decode()


def drafted(folder, *options):
    status, said_ = run(folder, "draft", "selection.yaml", "-o", "d.docx", "--overwrite", *options)
    assert status == 0, said_
    return Edit((folder / "d.docx").read_bytes())


def notes_of(edit):
    return [said(one).replace("\N{NO-BREAK SPACE}", " ").strip() for one in edit.notes][2:]


def checked(folder, edit):
    (folder / "back.docx").write_bytes(edit.save())
    _, text = run(folder, "check", "back.docx", "--json")
    return json.loads(text[: text.rindex("}") + 1])["problems"]


def retyped(folder, old, new):
    """What check says of the draft with one footnote retyped."""
    edit = drafted(folder)
    (mark,) = [
        one for one in edit.document.iter(w("footnoteReference")) if said(edit.note(one)).strip() == old
    ]
    edit.set_note(mark, f" {new}")
    return [one for one in checked(folder, edit) if one["severity"] != "note"]


def test_footnotes_are_by_the_editorial_manual(folder):
    edit = drafted(folder)
    notes = notes_of(edit)
    assert "General Assembly resolution 76/181, annex, para. 5." in notes
    assert "See also General Assembly resolution 70/174, annex, para. 5." in notes
    assert "See also United Nations, Treaty Series, vol. 2225, No. 39574, art. 18, para. 3." in notes
    (series,) = [one for one in edit.notes.iter(w("r")) if said(one) == "Treaty Series"]
    assert series.find(f"{w('rPr')}/{w('i')}") is not None
    lines = [said(one) for one in edit.lines()]
    assert any(FIVE in line for line in lines)
    (proposed,) = [one for one in edit.lines() if FUND in said(one)]
    assert not edit.references(proposed)  # attribution names it; it has no footnote unless the form says so


def test_behind_the_words_of_a_document_no_region_is_named(folder):
    code, printed = run(
        folder,
        "draft",
        "selection.yaml",
        "--support",
        "--alternatives",
        "bis",
        "--format",
        "markdown",
        "-o",
        "-",
    )
    assert (code, "()" in printed) == (0, False)
    (line,) = (
        one for one in printed.splitlines() if "intensify concerted global efforts" in one and "[^" in one
    )
    assert line.split("[^")[1].endswith("]")  # its footnote, and nothing behind that
    assert "*(the meeting for" in printed


def test_a_draft_is_checked_with_nothing_beside_it(folder):
    edit = drafted(folder)
    for name in ("sources.yaml", "declaration.txt", "selection.yaml"):
        (folder / name).unlink()
    assert [one for one in checked(folder, edit) if one["severity"] != "note"] == []


def test_annex_one_has_a_row_for_each(folder):
    edit = drafted(folder)
    rows = [[said(cell) for cell in row.iter(w("tc"))] for row in edit.document.iter(w("tr"))]
    of = {tuple(row[1:3]): row[3] for row in rows if len(row) == 4}
    assert ("General Assembly resolution 76/181, annex", "para. 5") in of
    assert "not at hand" in of["General Assembly resolution 70/174, annex", "para. 5"]
    assert ("Brazil on behalf of the Group of 77 and China", "proposal, third informal, 3 May 2026") in of


@pytest.mark.thorough
@pytest.mark.parametrize(
    "typed",
    [
        "A/RES/76/181, annex, para. 5",
        "resolution 76/181, annex, paragraph 5",
        "See General Assembly resolution 76/181, annex, para. 5.",
        "Paragraph 5 of the annex to General Assembly resolution 76/181.",
        "Kyoto Declaration, para. 5.",
    ],
)
def test_other_shapes_of_a_citation_lead_to_the_same_paragraph(folder, typed):
    found = retyped(folder, "General Assembly resolution 76/181, annex, para. 5.", typed)
    assert {one["code"] for one in found} <= {"footnote-reworded"}


@pytest.mark.parametrize(
    ("words", "sources"),
    [
        (
            "See A/RES/76/181, annex, paras. 5 and 7; and Africa, para. 45 (a).",
            "ga-76-181: 5|ga-76-181: 7|af-45a",
        ),
        ("Kyoto Declaration, paras. 5–7, and para. 9", "ga-76-181: 5|ga-76-181: 6|ga-76-181: 7|"),
        ("General Assembly resolution 76/181 of 16 December 2021, annex, para. 5", "ga-76-181: 5"),
        ("Article 18, paragraph 3, of the Organized Crime Convention", "untoc: 18, para. 3"),
        ("A/RES/70/174, annex, paras. 12 (c) and (d)", "doha-declaration: 12 (c)|doha-declaration: 12 (d)"),
        ("Kyoto Declaration, preamble, para. 4", "ga-76-181: preamble, para. 4"),
        ("Kyoto Declaration, para. 6; para. 45 (a) of the African report", "ga-76-181: 6|af-45a"),
        ("United Nations Convention against Corruption, art. 5, para. 2", ""),
        ("A/CONF.234/RPM.3/1, para. 19 (h)", "lac-19h"),
    ],
)
def test_what_people_write_means_these_sources(folder, words, sources):
    matrix = open_matrix("kyoto-2021").matrix
    declared, _ = load_sources(folder / "sources.yaml", matrix)
    found = Resolver(replace(matrix, declared=declared)).find(words)
    assert [one.source for one in found] == sources.split("|")


def test_a_form_can_have_footnotes_to_proposals(folder):
    assert run(folder, "form", "copy", "kyoto", "own")[0] == 0
    outline = folder / "own" / "outline.yaml"
    text = outline.read_text(encoding="utf-8").replace("\nlanguage:", "\nproposals: footnote\nlanguage:")
    outline.write_text(text, encoding="utf-8")
    edit = drafted(folder, "--form", "own")
    note = "Brazil on behalf of the Group of 77 and China, proposal, third informal, 3 May 2026."
    assert note in notes_of(edit)
    assert [one for one in checked(folder, edit) if one["severity"] != "note"] == []


def test_the_json_of_a_draft_has_the_words(folder):
    status, text = run(folder, "draft", "selection.yaml", "--format", "json", "-o", "d.json")
    assert status == 0, text
    made = json.loads((folder / "d.json").read_text(encoding="utf-8"))
    assert made["clauses"][0]["sources"][-1] == "brazil-1"
    words = {one["id"]: (one["citation"], one["text"]) for one in made["other_sources"]}
    assert words["ga-76-181: 5"] == ("General Assembly resolution 76/181, annex, para. 5", FIVE + ";")
    assert words["doha-declaration: 5"][1] is None
    assert words["brazil-1"][1] == FUND + "."


def test_a_paragraph_that_the_document_has_and_the_words_do_not_is_not_supported(folder):
    found = retyped(
        folder, "General Assembly resolution 76/181, annex, para. 5.", "A/RES/76/181, annex, para. 7."
    )
    assert "footnote-changed" in {one["code"] for one in found}
    assert any(SEVEN in text["text"] for one in found for text in one["texts"])


def test_a_paragraph_that_the_document_lacks_is_an_error_with_those_near_it(folder):
    (found,) = retyped(
        folder, "General Assembly resolution 76/181, annex, para. 5.", "A/RES/76/181, annex, para. 8."
    )
    assert found["code"] == "unresolved-citation"
    assert "there is no para. 8 in General Assembly resolution 76/181, annex" in found["message"]
    assert "7 and 6" in found["hint"]


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("A/RES/75/200, para. 45.", "A/RES/75/200"),
        ("General Assembly resolution 75/200, para. 45.", "General Assembly resolution 75/200"),
        ("A/CONF.234/8, para. 45 (a).", "A/CONF.234/8"),
        ("A/RES/76/181, para. 5.", "A/RES/76/181"),  # the resolution itself, and not its annex
    ],
)
def test_a_document_that_is_not_declared_is_said_with_the_lines_to_add(folder, typed, named):
    found = retyped(folder, "General Assembly resolution 76/181, annex, para. 5.", typed)
    (one,) = [one for one in found if one["code"] == "undeclared-source"]
    assert f"“{named}”" in one["message"]
    assert "documents:" in one["hint"]
    assert "- id: " in one["hint"]
    assert not any("leads nowhere" in other["message"] or "Africa" in other["hint"] for other in found)


def test_a_document_that_is_declared_later_is_looked_at(folder):
    edit = drafted(folder)
    edit.add_reference(edit.lines()[0], " Resolution 75/200, para. 2.")
    (one,) = [one for one in checked(folder, edit) if one["severity"] != "note"]
    assert (one["code"], one["severity"]) == ("undeclared-source", "warning")
    later = "documents:\n- id: ga-75-200\n  cited: General Assembly resolution 75/200\n"
    (folder / "sources.yaml").write_text(SOURCES.replace("documents:\n", later), encoding="utf-8")
    (one,) = [one for one in checked(folder, edit) if one["severity"] != "note"]
    assert one["code"] == "footnote-added"
    assert "not at hand" in one["message"]
    assert "General Assembly resolution 75/200, para. 2" in one["message"]


def test_a_footnote_typed_in_word_comes_home_as_a_source(folder):
    """And a proposal, which has no footnote, has not lost one."""
    edit = drafted(folder)
    edit.add_reference(edit.lines()[0], " A/RES/76/181, annex, para. 6.")
    (folder / "back.docx").write_bytes(edit.save())
    status, text = run(folder, "select", "selection.yaml", "--from", "back.docx")
    assert (status, "lost" in text) == (0, False)
    status, text = run(folder, "select", "selection.yaml", "--take", "culture-of-lawfulness:sources")
    assert status == 0, text
    lines = (folder / "selection.yaml").read_text(encoding="utf-8").splitlines()
    (line,) = [one for one in lines if one.startswith("  sources:")]
    assert '"+ga-76-181: 6"' in line
    assert '"+doha-declaration: 5"' in line


def test_a_quotation_of_a_document_that_somebody_changed_in_annex_one_is_found(folder):
    (folder / "selection.yaml").write_text(
        SELECTION + "  wording: Promote a culture of lawfulness.\n", encoding="utf-8"
    )
    edit = drafted(folder)
    (cell,) = [one for one in edit.document.iter(w("p")) if FIVE in said(one)]
    edit.replace_words(cell, "intensify", "relax")
    (one,) = [one for one in checked(folder, edit) if one["code"] == "annex-changed"]
    assert "General Assembly resolution 76/181, annex, para. 5" in one["message"]
    assert one["message"].endswith("in the annex does not quote the document")


def test_grouped_notes_say_the_paragraphs_of_one_document_together(folder):
    (folder / "selection.yaml").write_text(
        SELECTION.replace('"+ga-76-181: para 5", ', '"+ga-76-181: 7", "+ga-76-181: 5", ')
        + "  wording: Promote a culture of lawfulness.\n",
        encoding="utf-8",
    )
    assert run(folder, "form", "copy", "kyoto", "own")[0] == 0
    outline = folder / "own" / "outline.yaml"
    text = outline.read_text(encoding="utf-8").replace("\nlanguage:", "\nfootnotes: grouped\nlanguage:")
    outline.write_text(text, encoding="utf-8")
    (note,) = [one for one in notes_of(drafted(folder, "--form", "own")) if "76/181" in one]
    assert "General Assembly resolution 76/181, annex, paras. 5 and 7" in note
    assert "No. 39574, art. 18, para. 3" in note


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("ga-76-181: para 5", "ga-76-181: 8", 4, "“ga-76-181” has no para. 8"),
        ("doha-declaration", "doha-declaraton", 4, "Did you mean “doha-declaration”?"),
        ("doha-declaration", "salvador", 4, "“salvador” is no document that sources.yaml declares"),
        ("brazil-1", "brasil-1", 4, "Did you mean “brazil-1”?"),
        ("id: culture", "id: own-1\n  sources: [doha-declaration: 5]\n- id: culture", 4, "neither + nor -"),
        ("id: culture", "id: own-1\n  sources: [+doha-declaration: 5]\n- id: culture", 4, "has no words"),
    ],
)
def test_what_is_no_source_is_said_with_its_line(folder, old, new, line, says):
    file = folder / "selection.yaml"
    file.write_text(SELECTION.replace(old, new), encoding="utf-8")
    status, text = run(folder, "check", "selection.yaml")
    assert status == 1
    assert f"selection.yaml:{line}:" in text
    assert says in text


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("id: untoc", "id: ga-76-181", 6, "two sources have the id “ga-76-181”"),
        ("declaration.txt", "declaraton.txt", 5, "declaraton.txt"),
        ("  short: Kyoto Declaration\n", '  paragraphs: {"5": One., "para. 5": Two.}\n', 4, "“5” twice"),
        ("id: untoc", "id: lac-19h", 6, "“lac-19h” is the id of a recommendation"),
        ("  unit: art.\n", "  unti: art.\n", 9, "Did you mean “unit”?"),
        ("short: Organized Crime Convention", "short: Kyoto declaration", 8, "already, on line 4"),
        ("short: Organized Crime Convention", "short: A/CONF.234/RPM.3/1", 8, "report of Latin America"),
    ],
)
@pytest.mark.parametrize("file", ["sources.yaml", "selection.yaml"])
def test_what_is_wrong_in_sources_yaml_is_said_with_its_line(folder, file, old, new, line, says):
    (folder / "sources.yaml").write_text(SOURCES.replace(old, new), encoding="utf-8")
    status, text = run(folder, "check", file)
    assert status == 1
    assert f"sources.yaml:{line}:" in text
    assert says in text


def test_a_number_that_stands_twice_in_a_file_is_nobodys_paragraph(folder):
    """A resolution and its annex both begin with 1; “from:” says which is meant."""
    words = (
        "1. Expresses its appreciation to the Government of Japan;\n2. Endorses the Declaration;\n\nAnnex\n\n"
    )
    own = f"1. {FIVE};\n2. {SIX};\n"
    (folder / "declaration.txt").write_text(words + own, encoding="utf-8")
    file = folder / "selection.yaml"
    file.write_text(SELECTION.replace("ga-76-181: para 5", "ga-76-181: 1"), encoding="utf-8")
    status, text = run(folder, "check", "selection.yaml")
    assert (status, "sources.yaml:5:" in text, "stand several times" in text) == (0, True, True)
    (folder / "sources.yaml").write_text(
        SOURCES.replace("file: declaration.txt", "file: declaration.txt\n  from: Annex"), encoding="utf-8"
    )
    assert any(FIVE in said(one) for one in drafted(folder).lines())


def test_a_clause_can_stand_on_a_document_or_a_proposal_alone(folder):
    (folder / "selection.yaml").write_text(
        'matrix: kyoto-2021\nclauses:\n- id: own-1\n  sources: ["+ga-76-181: 6"]\n'
        "- id: own-2\n  sources: [+brazil-1]\n"
        '- id: own-3\n  text: We recall what was agreed.\n  sources: ["+doha-declaration: 12(c)"]\n',
        encoding="utf-8",
    )
    edit = drafted(folder)
    assert [said(one)[:40] for one in edit.lines()] == [
        SIX[:40],
        f"[{FUND[:39]}",
        "We recall what was agreed.",
    ]
    assert notes_of(edit) == [
        "General Assembly resolution 76/181, annex, para. 6.",
        "Cf. General Assembly resolution 70/174, annex, para. 12 (c).",
    ]
    assert [one for one in checked(folder, edit) if one["severity"] == "error"] == []


def test_show_says_a_paragraph_of_a_document(folder):
    status, text = run(folder, "show", "ga-76-181: para. 6", "brazil-1")
    assert status == 0, text
    assert SIX in " ".join(text.split())
    assert (
        "proposal of Brazil on behalf of the Group of 77 and China, third informal, 3 May 2026"
        in " ".join(text.split())
    )
    status, text = run(folder, "show", "ga-76-181: 9")
    assert status == 2
    assert "there is no para. 9 in General Assembly resolution 76/181, annex" in text


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("declaration.txt", "intensify", "strengthen", "the text of “ga-76-181: 5” has changed"),
        ("declaration.txt", "5. We", "4. We", "“ga-76-181: 5” has no text any more"),
        ("sources.yaml", "voluntary fund", "fund", "the text of “brazil-1” has changed"),
    ],
)
def test_a_document_whose_text_changed_since_is_said(folder, file, old, new, says):
    edit = drafted(folder)
    assert [one for one in checked(folder, edit) if one["code"] == "source-changed"] == []
    path = folder / file
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    (one,) = [one for one in checked(folder, edit) if one["code"] == "source-changed"]
    assert says in one["message"]
    assert any(FIVE in text["text"] or FUND in text["text"] for text in one["texts"])


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [("  unit: art.\n", "  unti: art.\n", 9), ("documents:\n", "documents: [\n", 2)],
)
def test_what_is_wrong_in_sources_yaml_stops_nothing_that_a_draft_has_inside(folder, old, new, line):
    drafted(folder)
    (folder / "sources.yaml").write_text(SOURCES.replace(old, new), encoding="utf-8")
    status, text = run(folder, "check", "d.docx")
    assert status == 0, text
    assert f"sources.yaml:{line}:" in text
    assert "footnotes" in text
    status, text = run(folder, "review", "d.docx", "-o", "r.html")
    assert status == 0, text
    assert f"sources.yaml:{line}:" in text
    assert "error:" not in text


def test_a_bad_line_in_sources_yaml_does_not_hide_the_other_documents(folder):
    bad = SOURCES.replace("  unit: art.\n", "  unti: art.\n")
    (folder / "sources.yaml").write_text(bad, encoding="utf-8")
    for given in ("ga-76-181: 6", "brazil-1", "lac-19h"):
        status, text = run(folder, "show", given)
        assert status == 1  # it is shown, and an error was told
        assert "sources.yaml:9:" in text
        assert given.replace("ga-76-181: 6", "General Assembly resolution 76/181, annex, para. 6") in text
    status, text = run(folder, "show", "untoc: 18")
    assert status == 1
    assert "Did you mean “unit”?" in text


def test_a_review_shows_the_words_of_a_document(folder):
    drafted(folder)
    status, text = run(folder, "review", "d.docx", "-o", "r.html")
    assert status == 0, text
    assert FIVE in (folder / "r.html").read_text(encoding="utf-8")


def test_a_delegates_edition_keeps_no_proposal_that_it_does_not_cite(folder):
    (folder / "sources.yaml").write_text(
        SOURCES + "- {id: japan-1, by: [Japan], text: Words that are not out yet.}\n", encoding="utf-8"
    )
    drafted(folder, "--edition", "delegates")
    parts = unzip((folder / "d.docx").read_bytes())
    assert not any(b"not out yet" in part for part in parts.values())


@pytest.mark.parametrize("file", ["../secret.txt", "/etc/passwd", "~/secret.txt"])
def test_no_document_outside_the_folder_is_opened_because_a_file_asks_for_it(tmp_path, file):
    (tmp_path / "secret.txt").write_text("1. The key is under the mat.\n", encoding="utf-8")
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "selection.yaml").write_text(
        "matrix: kyoto-2021\nclauses:\n- id: mat\n  sources: ['secret: 1']\n", encoding="utf-8"
    )
    (folder / "sources.yaml").write_text(
        f"documents:\n- id: secret\n  cited: A secret\n  file: {file}\n", encoding="utf-8"
    )

    status, messages = run(folder, "draft", "selection.yaml", "-o", "d.docx")

    assert status == 1
    assert "sources.yaml:4:9: error: " in messages
    assert "is not in this folder" in messages
    assert "mat" not in messages.replace("mat.", "").partition("under the")[2]
    assert not (folder / "d.docx").exists()


@pytest.mark.parametrize(
    "typed", ["United Nations Convention against Corruption, art. 5.", "A/RES/70/175, para. 5."]
)
def test_what_is_not_declared_comes_home_once_it_is(tmp_path, typed):
    room = Room(tmp_path)
    edit = room.edit()
    edit.add_reference(edit.clause("clause_af_37b"), f" {typed}")
    file = room.save(edit)
    assert "sources.yaml" in room.home(file)
    assert not room.proposed
    assert "sources.yaml" in drafter("check", file)
    unit, cited = (
        ("art.", typed.partition(", art")[0])
        if "art." in typed
        else ("para.", "General Assembly resolution 70/175")
    )
    declared = f"documents:\n- id: other\n  cited: {cited}\n  unit: {unit}\n"
    (tmp_path / "sources.yaml").write_text(declared, encoding="utf-8")
    room.home(file)
    assert "other" in str(room.proposed["af-37b:sources"]["set"])
