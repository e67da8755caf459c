"""Names that people type in Word, read as those whom the selection knows."""

import pytest
import yaml
from word_editing import element, said
from word_reading import w
from word_room import SELECTION, Room, drafter
from word_tracking import added_below, change, reword, run

from drafter.selection.known_names import begun_by

DECLARED = """\
documents:
- id: rules
  cited: General Assembly resolution 70/175, annex
  paragraphs:
    "1": Keep to the United Nations rules (the Nelson Mandela Rules).
- id: others
  cited: General Assembly resolution 65/229, annex
"""
GROUP = "the Group of 77 and China"
KNOWN = {
    "delegations": f"delegations: [Brazil, China, {GROUP}, Egypt]\n",
    "authors": f"authors:\n  G77: {GROUP}\n",
    "elsewhere in the selection": "",
}


@pytest.mark.thorough
@pytest.mark.parametrize("known", KNOWN)
def test_a_name_that_the_selection_knows_is_read_whole(tmp_path, known):
    fund = "- id: af-37b\n  wordings:\n  - by: [Brazil]\n    wording: Establish a fund for witnesses\n"
    other = f"- id: lac-79j\n  wordings:\n  - by: [{GROUP}]\n    wording: Build no prison\n"
    selection = SELECTION.replace("- id: af-37b\n", fund).replace("clauses:", f"{KNOWN[known]}clauses:")
    room = Room(tmp_path, selection if KNOWN[known] else selection.replace("- id: lac-79j\n", other))
    edit = room.edit()
    line = next(one for one in edit.lines("AltTxt") if "witnesses" in said(one))
    edit.replace_words(line, "(Brazil)", "(Brazil, Egypt, Group of 77 and China)")
    new = element('<w:p><w:pPr><w:pStyle w:val="AltTxt"/></w:pPr></w:p>')
    new.append(change("ins", "Egypt", run(f"[Pay for interpreters;] (Egypt, {GROUP})")))
    line.addnext(new)
    room.home(room.save(edit))
    drafter("select", room.selection, "--take-all")
    blocks = yaml.safe_load(room.selection.read_text("utf-8"))["clauses"]
    by = {one["wording"]: one["by"] for block in blocks for one in block.get("wordings", ())}
    assert by["Establish a fund for witnesses"] == ["Brazil", "Egypt", GROUP]
    assert by["Pay for interpreters"] == ["Egypt", GROUP]


@pytest.mark.thorough
def test_a_name_that_delegations_does_not_list_is_said(tmp_path):
    listed = SELECTION.replace("clauses:", "delegations: [Brazil, Egypt]\nclauses:")
    room = Room(tmp_path, listed)
    edit = room.edit()
    paragraph = edit.clause("clause_af_37b")
    for words in ("Improve prisons (Chile)", "Train guards (Egypt)", "Work with the Office (UNODC)"):
        added_below(edit, paragraph, "Brazil", words)
    other = "Egypt on behalf of the African Group"
    new = element('<w:p><w:pPr><w:pStyle w:val="AltTxt"/></w:pPr></w:p>')
    new.append(change("ins", "Brazil", run(f"[Pay for interpreters;] ({other})")))
    edit.clause("clause_lac_79j").addnext(new)
    told = room.home(room.save(edit))
    assert told.count("is read as words") == 1
    assert "“(Chile)” typed behind" in told
    assert "Where that is who proposes it, write Chile below “delegations”" in told
    refused = drafter("select", room.selection, "--take-all", status=1)
    assert f"would name “{other}”" in refused
    assert f"write “{other}” below “delegations” in selection.yaml" in refused
    assert "--by-author" not in refused
    # As the refusal says:
    room.selection.write_text(listed.replace("Egypt]", f"Egypt, {other}]"), encoding="utf-8")
    drafter("select", room.selection, "--take-all")
    assert other in room.selection.read_text("utf-8").partition("clauses:")[2]


UK = "United Kingdom of Great Britain and Northern Ireland"


def test_a_name_in_short_that_is_not_listed_leaves_what_names_it_and_no_more(tmp_path):
    room = Room(tmp_path, SELECTION.replace("clauses:", f"delegations: [Brazil, {UK}]\nclauses:"))
    edit = room.edit()
    reword(edit.clause("clause_af_37b"), "Brazil", "women", "women [and girls] (UK: retain)")
    reword(edit.clause("clause_legal_aid"), "Brazil", "legal", "free legal")
    for at, words in (("clause_af_37b", "policies"), ("clause_legal_aid", "aid")):
        reword(edit.clause(at), "J. Silva", words, f"all {words}")
    paper = room.save(edit)
    room.home(paper)

    told = drafter("select", room.selection, "--take-all", status=1)

    assert "Taken: legal-aid:wording:brazil" in told
    assert "af-37b:wording:brazil was left to be decided about: it would name “UK”" in told
    assert f"Did you mean “{UK}”? It was typed as a name in back.docx" in told
    assert told.count("J. Silva") == 2
    assert "af-37b:wording:j-silva, legal-aid:wording:j-silva were left" in told
    assert '--from back.docx --by-author "J. Silva=DELEGATION"' in told
    names = {"af-37b:wording:brazil", "af-37b:wording:j-silva", "legal-aid:wording:j-silva"}
    assert {*room.proposed} == names
    # Who asks for one of them by its name is refused as ever.
    refused = drafter("select", room.selection, "--take", "af-37b:wording:brazil", status=2)
    assert "nothing was written: af-37b:wording:brazil would name “UK”" in refused
    assert f"Did you mean “{UK}”?" in refused


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("UK", [UK]),
        ("US", ["United States of America"]),
        ("USA", ["United States of America"]),
        *((other, []) for other in ("UN", "Us", "U", "AU")),
    ],
)
def test_first_letters_in_capitals_may_be_those_of_a_longer_name(typed, meant):
    assert [*begun_by(typed, ["Uganda", UK, "United States of America", "Austria"])] == meant


# As footnotes are typed and read: the marks stand behind the words, or behind the names.
@pytest.mark.thorough
def test_names_behind_words_with_a_footnote_are_names(tmp_path):
    room = Room(tmp_path)
    edit = room.edit()
    above = edit.clause("clause_af_37b")
    cited = said(edit.note(edit.references(above)[0])).strip()
    for words, behind in (("Train guards", " (Egypt and Japan)"), ("Open courts (Japan)", "")):
        new = element('<w:p><w:pPr><w:pStyle w:val="SingleTxt"/></w:pPr></w:p>')
        new.append(run(words))
        above.addnext(new)
        edit.add_reference(new, cited)
        if behind:
            new.append(run(behind))
    room.home(room.save(edit))
    words = [one["set"]["wordings"][0] for one in room.proposed.values() if "wordings" in one["set"]]
    assert [(one["wording"], one["by"]) for one in words] == [
        ("Open courts", ["Japan"]),
        ("Train guards", ["Egypt", "Japan"]),
    ]


@pytest.mark.thorough
def test_what_the_source_has_in_brackets_is_no_name(tmp_path):
    (tmp_path / "sources.yaml").write_text(DECLARED, encoding="utf-8")
    room = Room(tmp_path)
    edit = room.edit()
    above = edit.clause("clause_af_37b")
    typed = {
        "Keep to the rules (the Nelson Mandela Rules)": "70/175",  # its text says so
        "Pay guards (the Bangkok Rules)": "65/229",  # its text is not at hand
    }
    for words, resolution in typed.items():
        new = element('<w:p><w:pPr><w:pStyle w:val="SingleTxt"/></w:pPr></w:p>')
        new.append(run(words))
        above.addnext(new)
        edit.add_reference(new, f"General Assembly resolution {resolution}, annex, para. 1.")
    room.home(room.save(edit))
    assert {one["set"]["text"] for one in room.proposed.values()} == {*typed}


@pytest.mark.parametrize("style", ["", pytest.param("Support", marks=pytest.mark.thorough)])
def test_a_name_that_is_not_listed_beside_one_that_is_is_said(tmp_path, style):
    room = Room(tmp_path, SELECTION.replace("clauses:", "delegations: [Brazil, Chile]\nclauses:"))
    edit = room.edit()
    made = added_below(edit, edit.clause("clause_af_37b"), "Brazil", "Build courts;")
    made.append(change("ins", "Brazil", run(" (Chile, Peru)", style)))
    told = " ".join(room.home(room.save(edit)).split())
    assert "of “(Chile, Peru)” typed behind" in told
    assert "Peru is left out" in told
    assert "write Peru below “delegations”" in told
    room.take(next(name for name in room.proposed if ":new:" in name))
    blocks = yaml.safe_load(room.selection.read_text("utf-8"))["clauses"]
    (words,) = [one for block in blocks for one in block.get("wordings", ())]
    assert (words["wording"], words["by"]) == ("Build courts", ["Brazil", "Chile"])


LISTS = [f"delegations: [Brazil, Egypt, {GROUP}]\n", f"authors: {{A. Diallo: {GROUP}}}\n"]


@pytest.mark.parametrize("listed", LISTS)
def test_a_group_is_known_by_its_first_letters_as_a_sponsor(tmp_path, listed):
    own = "- id: trees\n  wordings:\n  - {by: [Brazil], wording: Plant oaks}\n"
    room = Room(tmp_path, SELECTION.replace("clauses:", f"{listed}clauses:") + own)
    edit = room.edit()
    (line,) = [one for one in edit.lines("SingleTxt") if "Plant oaks" in said(one)]
    line.append(change("ins", GROUP, run(" (G77)")))
    added_below(edit, edit.clause("clause_af_37b"), "Egypt", "Build courts; (Egypt, G77)")
    room.home(room.save(edit))
    drafter("select", room.selection, "--take-all")
    blocks = yaml.safe_load(room.selection.read_text("utf-8"))["clauses"]
    by = {one["wording"]: one["by"] for block in blocks for one in block.get("wordings", ())}
    assert by == {"Plant oaks": ["Brazil", GROUP], "Build courts": ["Egypt", GROUP]}


@pytest.mark.parametrize("at", ["end", pytest.param("start", marks=pytest.mark.thorough)])
def test_a_bracket_of_names_typed_in_another_style_is_one_of_theirs(tmp_path, at):
    fund = "- id: fund\n  wordings:\n  - by: [Brazil, Egypt]\n    wording: Establish a fund for witnesses\n"
    room = Room(tmp_path, SELECTION + fund)
    edit = room.edit()
    line = next(one for one in edit.lines("SingleTxt") if "witnesses" in said(one))
    edit.replace_words(line, " (Brazil, Egypt)", " (Brazil" if at == "end" else " Brazil)")
    if at == "end":
        line.append(run(")"))
    else:
        names = next(one for one in line.iter(w("r")) if "Brazil" in (one.findtext(w("t")) or ""))
        names.find(w("t")).text = "Brazil)"
        names.addprevious(run(" ("))
    room.home(room.save(edit), more=("--of", "Egypt"))
    assert {name: one["by"] for name, one in room.proposed.items()} == {"fund:sponsors:egypt": ["Egypt"]}
    assert "(Brazil, Egypt) Establish" in room.proposed["fund:sponsors:egypt"]["ours"]
    assert room.proposed["fund:sponsors:egypt"]["theirs"].startswith("(Brazil) Establish")
