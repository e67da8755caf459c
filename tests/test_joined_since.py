"""Files of a paper that was printed before paragraphs were joined: nobody's words stand in the YAML alone."""

import re

import pytest
import yaml
from word_editing import element, run, said
from word_faults import _note_text
from word_room import Room, drafter
from word_tracking import change, end_changed, reword, struck_whole

from tools import drafter_here

pytestmark = pytest.mark.thorough

SELECTION = """\
matrix: kyoto-2021
delegations: [Brazil, Egypt, Chile, Japan]
clauses:
- id: af-37b
- id: practices
  sources: [+lac-79j]
  wording: "Revise laws and practices that are discriminatory against women"
- id: legal-aid
  wordings:
  - sources: [ap-44g, wa-42a, af-45g]
    wording: Pay for legal aid
  - by: [Chile]
    wording: Pay for translators
- id: own-1
  text: Establish a fund for the victims of crime
"""
CUSTOMS = "Revise laws and customs that are discriminatory against women"


@pytest.fixture
def room(tmp_path):
    room = Room(tmp_path)
    room.selection.write_text(SELECTION, encoding="utf-8")
    drafter("draft", room.selection, "-o", tmp_path / "round-1.docx", "--overwrite")
    return room


def line(edit, words):
    return next(one for one in edit.lines("SingleTxt", "AltTxt", "LetteredTxt") if words in said(one))


def customs(edit, author=""):
    place = line(edit, "practices that")
    if author:
        reword(place, author, "practices", "customs")
    else:
        edit.replace_words(place, "practices", "customs")


def home(room, *edits, more=()):
    files = [room.save(edit, f"back-{n}.docx") for n, edit in enumerate(edits)]
    told = room.home(*files, more=more)
    drafter("select", room.selection, "--take-all")
    for one in files:  # what is taken is not proposed again
        assert "has nothing that" in room.home(one, more=more)
    return told


def text_of(room):
    return room.markdown().partition("Annex I.")[0]


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("author", "more"),
    [
        ("Brazil", ()),
        pytest.param("", (), marks=pytest.mark.thorough),
        pytest.param("", ("--of", "Japan"), marks=pytest.mark.thorough),
    ],
)
def test_words_of_a_joined_paragraph_stand_beside_the_joint_text_and_go_back_with_a_split(room, author, more):
    edit = room.edit()
    customs(edit, author)
    drafter("select", room.selection, "--join", "af-37b", "practices")
    told = home(room, edit, more=more)
    assert "practices is joined with af-37b: taken, it stands beside the joint text" in told

    name = author or ("Japan" if more else "")
    behind = rf" \*\({name}\)\*" if name else "\n"
    assert re.search(rf"1 bis\. \[{CUSTOMS};\]{behind}", text_of(room).replace("\\", ""))
    if name:
        assert f"{name}: 1 proposal (1 bis)" in drafter("status", room.selection)
    assert "joined with af-37b" not in room.markdown().partition("Annex II.")[2].partition("##")[0]

    told = drafter("select", room.selection, "--split", "af-37b")
    assert "stands in practices now, into whose paragraph it was written" in told
    by = {one["wording"]: one.get("by") for one in room.block("practices")["wordings"]}
    assert by == {
        "Revise laws and practices that are discriminatory against women": None,
        CUSTOMS: [name] if name else None,
    }
    assert room.block("af-37b") == {"id": "af-37b"}
    rest = room.selection.read_text("utf-8").partition("- id: legal-aid")[2]
    assert rest == SELECTION.partition("- id: legal-aid")[2]
    assert "beside the text of" not in room.selection.read_text("utf-8")


@pytest.mark.thorough
def test_a_typed_wording_with_a_name_a_footnote_and_words_of_the_first_come_too(room):
    edit = room.edit()
    customs(edit)
    edit.add_reference(line(edit, "customs"), _note_text("af-37c"))
    typed = element('<w:p><w:pPr><w:pStyle w:val="AltTxt"/></w:pPr></w:p>')
    typed.append(run("2 bis. [End impunity;] (Brazil)"))
    line(edit, "customs").addnext(typed)
    edit.replace_words(line(edit, "policies"), "policies", "plans")
    drafter("select", room.selection, "--join", "af-37b", "practices")
    home(room, edit)
    text = text_of(room).replace("\\", "")
    assert "[Revise laws and [policies] [practices] that are discriminatory against women;]" in text
    assert "[Revise laws and plans that are discriminatory against women;]" in text
    assert re.search(rf"\[{CUSTOMS};\]\[\^\d\]", text)
    assert re.search(r"\[End impunity;\] \*\(Brazil\)\*", text)

    drafter("select", room.selection, "--split", "af-37b")
    assert room.block("practices")["sources"] == ["+lac-79j", "+af-37c"]
    assert "sources" not in room.block("af-37b")
    assert [one["wording"] for one in room.block("af-37b")["wordings"]] == [
        "Revise laws and plans that are discriminatory against women"
    ]
    assert "End impunity" in [one["wording"] for one in room.block("practices")["wordings"]]


@pytest.mark.thorough
def test_who_rewords_its_own_alternative_of_a_paragraph_that_is_joined_by_now_has_one(room):
    edit = room.edit()
    reword(line(edit, "Pay for translators"), "Chile", "translators", "good translators")
    drafter("select", room.selection, "--join", "own-1", "legal-aid")
    home(room, edit)
    of_chile = [one["wording"] for one in room.block("own-1")["wordings"] if one["by"] == ["Chile"]]
    assert of_chile == ["Pay for good translators"]
    # What stood there is told as for any other paragraph: as a comment.
    assert "#     wording: >-\n  #       Pay for translators\n" in room.selection.read_text("utf-8")
    assert "Chile: 1 proposal (3 bis)" in drafter("status", room.selection)
    drafter("select", room.selection, "--split", "own-1")
    of_chile = [one["wording"] for one in room.block("legal-aid")["wordings"] if one.get("by") == ["Chile"]]
    assert of_chile == ["Pay for good translators"]
    assert "wordings" not in room.block("own-1")


@pytest.mark.thorough
def test_two_delegations_and_a_chain_of_joins_give_everything_back_step_by_step(room):
    edits = [room.edit() for _ in range(3)]
    customs(edits[0], "Brazil")
    customs(edits[1], "Egypt")
    reword(line(edits[2], "Pay for legal aid"), "Japan", "legal aid", "legal advice")
    drafter("select", room.selection, "--join", "legal-aid", "practices")
    drafter("select", room.selection, "--join", "own-1", "legal-aid")
    home(room, *edits)
    text = text_of(room).replace("\\", "")
    assert re.search(rf"\[{CUSTOMS}.\] \*\(Brazil, Egypt\)\*", text)
    assert re.search(r"\[Pay for legal advice.\] \*\(Japan\)\*", text)
    drafter("select", room.selection, "--split", "own-1")
    assert room.block("own-1") == {"id": "own-1", "text": "Establish a fund for the victims of crime"}
    assert "beside the text of legal-aid since: Revise laws" in room.selection.read_text("utf-8")
    drafter("select", room.selection, "--split", "legal-aid")
    by = {one["wording"]: one.get("by") for one in room.block("practices")["wordings"]}
    assert by[CUSTOMS] == ["Brazil", "Egypt"]
    by = {one["wording"]: one.get("by") for one in room.block("legal-aid")["wordings"]}
    assert by == {
        "Pay for legal aid": None,
        "Pay for translators": ["Chile"],
        "Pay for legal advice": ["Japan"],
    }


@pytest.mark.thorough
def test_what_was_read_before_the_join_and_taken_after_it_goes_there_too(room):
    edits = [room.edit() for _ in range(2)]
    customs(edits[0], "Brazil")
    struck_whole(line(edits[1], "practices that"), "Egypt")
    room.home(*(room.save(edit, f"back-{n}.docx") for n, edit in enumerate(edits)))
    drafter("select", room.selection, "--join", "af-37b", "practices")
    drafter("select", room.selection, "--take-all")
    assert re.search(rf"\[{CUSTOMS};\] \*\(Brazil\)\*", text_of(room).replace("\\", ""))
    assert "# Egypt: delete “Revise laws and practices that are" in room.selection.read_text("utf-8")
    assert "Egypt: 1 remark in the selection (1)" in drafter("status", room.selection)


@pytest.mark.thorough
def test_as_text_words_of_a_joined_paragraph_do_not_take_the_place_of_the_joint_text(room):
    edit = room.edit()
    customs(edit, "Brazil")
    drafter("select", room.selection, "--join", "af-37b", "practices")
    room.home(room.save(edit))
    drafter("select", room.selection, "--take-all", "--as-text")
    text = text_of(room).replace("\\", "")
    assert "[Revise laws and [policies] [practices] that" in text
    assert re.search(rf"\[{CUSTOMS};\] \*\(Brazil\)\*", text)


@pytest.mark.thorough
def test_other_wishes_about_a_joined_paragraph_are_remarks_in_its_block(room):
    struck, noted, headed = room.edit(), room.edit(), room.edit()
    struck_whole(line(struck, "practices that"), "Egypt")
    place = line(noted, "practices that")
    noted.set_note(noted.references(place)[0], _note_text("af-37c"))
    heading = element('<w:p><w:pPr><w:pStyle w:val="H23"/></w:pPr></w:p>')
    heading.append(run("A heading of ours"))
    line(headed, "practices that").addprevious(heading)
    drafter("select", room.selection, "--join", "af-37b", "practices")
    joined = yaml.safe_load(room.selection.read_text("utf-8"))
    home(room, struck, noted, headed)
    block = room.selection.read_text("utf-8").partition("- id: practices")[2].partition("- id:")[0]
    assert "# Egypt: delete “Revise" in block
    assert "# somebody without a name: +af-37c -lac-79j, behind “Revise" in block
    assert "A heading of ours” above “Revise" in block
    assert yaml.safe_load(room.selection.read_text("utf-8")) == joined
    assert "Egypt: 1 remark in the selection (1)" in drafter("status", room.selection)


@pytest.mark.thorough
def test_a_wording_that_was_struck_is_told_with_its_words(tmp_path):
    room = Room(tmp_path, "matrix: kyoto-2021\nclauses:\n- id: af-37b\n- id: culture-of-lawfulness\n")
    edit = room.edit()
    struck = line(edit, "Complement traditional")
    opening = said(struck).partition("[")[2][:30]
    struck_whole(struck, "Egypt")
    drafter("select", room.selection, "--join", "af-37b", "culture-of-lawfulness")
    told = home(room, edit)
    assert f"Egypt: delete the wording “{opening}" in told
    assert f"# Egypt: delete the wording “{opening}" in room.selection.read_text("utf-8")


def test_a_wish_about_one_wording_comes_home_alone_and_goes_with_the_wording(room):
    edit = room.edit()
    struck_whole(line(edit, "Pay for translators"), "Egypt")
    drafter("select", room.selection, "--join", "own-1", "legal-aid")
    told = home(room, edit)
    assert "Egypt would delete the wording of Chile: “Pay for translators”" in told
    assert "not imported" not in told
    wished = {"by": ["Egypt"], "says": "delete", "wording": "Pay for translators"}
    for clause in ("own-1", "legal-aid"):  # in the joint text, and apart again
        assert re.search(
            r"Pay for translators.\] \*\(Chile\)\* \*\(Egypt: delete\)\*", text_of(room).replace("\\", "")
        )
        assert wished in room.block(clause)["wished"]
        if clause == "own-1":
            drafter("select", room.selection, "--split", "own-1")
    assert room.block("own-1") == {"id": "own-1", "text": "Establish a fund for the victims of crime"}


@pytest.mark.thorough
def test_a_wording_that_goes_from_a_joint_text_goes_from_the_paragraph_that_had_it(room):
    drafter("select", room.selection, "--join", "own-1", "af-37b", "legal-aid")
    drafter("draft", room.selection, "-o", room.folder / "round-2.docx")
    lines = text_of(room).replace("\\", "")
    number = re.search(r"^\d+ (?:bis|ter|quater)(?=\. \[Pay for translators)", lines, re.MULTILINE)[0]
    drafter("select", room.selection, "--status", "withdrawn", number, "--by", "Chile")
    drafter("select", room.selection, "--split", "own-1")
    assert "withdrawn" not in room.block("own-1")
    (gone,) = room.block("legal-aid")["withdrawn"]
    assert (gone["wording"], gone["of"]) == ("Pay for translators", ["Chile"])
    assert "Chile" not in str(room.block("legal-aid")["wordings"])


@pytest.mark.thorough
def test_a_name_behind_a_wording_joins_it_where_it_stands_now_and_goes_back_with_it(room):
    edit = room.edit()
    edit.replace_words(line(edit, "translators"), "Chile", "Chile, Egypt")
    drafter("select", room.selection, "--join", "own-1", "legal-aid")
    home(room, edit)
    assert re.search(r"translators.\] \*\(Chile, Egypt\)\*", text_of(room).replace("\\", ""))
    drafter("select", room.selection, "--split", "own-1")
    (one,) = [one for one in room.block("legal-aid")["wordings"] if "by" in one]
    assert (one["wording"], one["by"]) == ("Pay for translators", ["Chile", "Egypt"])
    assert room.block("own-1") == {"id": "own-1", "text": "Establish a fund for the victims of crime"}


@pytest.mark.thorough
def test_a_new_paragraph_behind_a_joined_one_stands_in_the_paper(room):
    edit = room.edit()
    new = element('<w:p><w:pPr><w:pStyle w:val="SingleTxt"/></w:pPr></w:p>')
    new.append(change("ins", "Brazil", run("Uphold the gardens of the host city;")))
    end_changed(new, "ins", "Brazil")
    line(edit, "practices that").addnext(new)
    drafter("select", room.selection, "--join", "af-37b", "practices")
    home(room, edit)
    assert re.search(
        r"\[Uphold the gardens of the host city;\] \*\(Brazil\)\*", text_of(room).replace("\\", "")
    )


@pytest.mark.thorough
def test_what_is_said_of_a_joined_clause_alone_is_refused(room):
    drafter("select", room.selection, "--join", "af-37b", "practices")
    drafter("select", room.selection, "--join", "own-1", "legal-aid")
    before = room.selection.read_bytes()
    for said_of in (
        ("--status", "reserved", "practices", "--by", "Egypt"),
        ("--maybe", "practices"),
        ("--supported", "practices", "--by", "A. Diallo"),
        ("--word", "practices"),
        ("--drop", "3 bis", "--in", room.folder / "round-1.docx"),
        ("--status", "withdrawn", "3 bis", "--by", "Chile", "--in", room.folder / "round-1.docx"),
    ):
        done = drafter_here("select", room.selection, *said_of)
        first = "own-1" if "3 bis" in said_of else "af-37b"
        assert f"is joined with {first}, which has its words; nothing was written" in done.stderr.decode()
        assert f"--split {first}" in done.stderr.decode()
    assert room.selection.read_bytes() == before


@pytest.mark.thorough
def test_words_that_come_to_a_block_that_is_out_stand_in_annex_ii(room):
    edit = room.edit()
    customs(edit)
    drafter("select", room.selection, "--drop", "practices", "--reason", "too long")
    home(room, edit)
    out = room.markdown().partition("Annex II.")[2]
    assert CUSTOMS in out
    assert "1 taken out" in drafter("status", room.selection)
    # By hand, into a block that is joined.
    drafter("select", room.selection, "--join", "own-1", "legal-aid")
    text = room.selection.read_text("utf-8")
    room.selection.write_text(text.replace("Pay for translators", "Pay nobody", 1), encoding="utf-8")
    assert "Pay nobody" in room.markdown().partition("Annex II.")[2]
    assert "legal-aid “Pay nobody” (Chile)" in drafter("status", room.selection)


PARTED = """\
matrix: kyoto-2021
delegations: [Egypt, Chile, Japan]
clauses:
- id: af-37b
- id: practices
  sources: [+lac-79j]
  wording: "Build better prisons for young people in every town"
"""


@pytest.fixture
def parted(tmp_path):
    """A paper in which two paragraphs stand joined, with what Japan wrote into the second."""
    room = Room(tmp_path, PARTED)
    edit = room.edit()
    reword(line(edit, "Build better"), "Japan", "better prisons", "small prisons")
    drafter("select", room.selection, "--join", "af-37b", "practices")
    home(room, edit)
    drafter("draft", room.selection, "-o", tmp_path / "round-1.docx", "--overwrite")
    return room


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("was", "now", "author", "wording"),
    [
        ("small prisons", "small clean prisons", "Egypt", ["Egypt"]),
        ("small prisons", "small clean prisons", "Japan", ["Japan"]),
        ("small prisons", "small clean prisons", "", None),
    ],
)
def test_words_of_a_paragraph_that_was_parted_since_stand_where_those_are_that_they_reword(
    parted, was, now, author, wording
):
    edit = parted.edit()
    place = next(one for one in edit.lines("AltTxt") if was in said(one))
    if author:
        reword(place, author, was, now)
    else:
        edit.replace_words(place, was, now)
    drafter("select", parted.selection, "--split", "af-37b")
    told = " ".join(home(parted, edit).split())
    assert "in its paper the words that it rewords stood in af-37b; practices has them by now" in told
    assert "not imported" not in told
    assert parted.block("af-37b") == {"id": "af-37b"}
    by = {one["wording"]: one.get("by") for one in parted.block("practices")["wordings"]}
    words = "Build {} prisons for young people in every town".format
    assert by[words("small clean")] == wording
    assert (words("small") in by) is (author != "Japan")
    assert words("better") in by


@pytest.mark.thorough
@pytest.mark.parametrize("more", [(), ("--as-text",)])
def test_new_words_for_a_joint_text_stand_in_the_part_that_they_reword(parted, more):
    edit = parted.edit()
    reword(edit.clause("clause_af_37b"), "Egypt", "better prisons", "good prisons")
    drafter("select", parted.selection, "--split", "af-37b")
    told = " ".join(parted.home(parted.save(edit)).split())
    assert [*parted.proposed] == ["practices:wording:egypt"]
    assert "in its paper this stood in af-37b as one text with others'" in told
    parted.take("practices", more=more)
    assert parted.block("af-37b") == {"id": "af-37b"}
    good = "Build good prisons for young people in every town"
    text, *others = parted.block("practices")["wordings"]
    assert [text["wording"], *(one["wording"] for one in others if one.get("by") == ["Egypt"])] == (
        [good] if more else [good.replace("good", "better"), good]
    )
    assert "has nothing that" in parted.home(parted.folder / "back.docx")


@pytest.mark.parametrize("more", [pytest.param((), marks=pytest.mark.thorough), ("--as-text",)])
def test_what_is_reworded_in_either_half_of_a_joint_text_is_that_half_s_alone(parted, more):
    edit = parted.edit()
    place = edit.clause("clause_af_37b")
    reword(place, "Egypt", "policies", "customs")
    reword(place, "Egypt", "young people", "the young")
    drafter("select", parted.selection, "--split", "af-37b")
    parted.home(parted.save(edit))
    assert [*parted.proposed] == ["af-37b:wording:egypt", "practices:wording:egypt"]
    drafter("select", parted.selection, "--take-all", *more)
    text = text_of(parted).replace("\\", "")
    customs = "Revise laws and customs that are discriminatory against women"
    young = "Build better prisons for the young in every town"
    assert ("discriminatory against women] [Build" in text) is False
    if more:
        assert re.search(rf"^1\. \[?{customs}", text, re.MULTILINE)
        assert re.search(rf"^2\. \[?{young}", text, re.MULTILINE)
    else:
        assert f"[{customs};] *(Egypt)*" in text
        assert re.search(rf"\[{young}[.;]\] \*\(Egypt\)\*", text)
        assert re.search(r"^1\. \[Revise laws and policies", text, re.MULTILINE)
    assert "has nothing that" in parted.home(parted.folder / "back.docx")


@pytest.mark.thorough
def test_a_source_that_was_dropped_from_a_joint_text_stays_dropped_where_it_came_from(tmp_path):
    room = Room(
        tmp_path,
        "matrix: kyoto-2021\nclauses:\n- id: own-1\n  text: Act now\n- id: culture-of-lawfulness\n",
    )
    drafter("select", room.selection, "--join", "own-1", "culture-of-lawfulness")
    drafter("draft", room.selection, "-o", tmp_path / "round-2.docx")
    drafter("select", room.selection, "--drop", "1 ter", "--reason", "too long", "--by", "Chair")
    (gone,) = {"+ap-13b", "+lac-19h", "+wa-14c", "+af-17c"} - {*room.block("own-1")["sources"]}
    told = drafter("select", room.selection, "--split", "own-1")
    assert "as it was before" not in told
    assert room.block("own-1") == {"id": "own-1", "text": "Act now"}
    assert room.block("culture-of-lawfulness")["sources"] == [f"-{gone[1:]}"]


def test_a_paragraph_on_no_source_has_its_half_of_a_joint_text_too(tmp_path):
    text = "matrix: kyoto-2021\nclauses:\n- id: af-37b\n- id: own-1\n  text: Plant trees in every town\n"
    room = Room(tmp_path, text)
    drafter("select", room.selection, "--join", "af-37b", "own-1")
    drafter("draft", room.selection, "-o", tmp_path / "round-1.docx", "--overwrite")
    edit = room.edit()
    reword(edit.clause("clause_af_37b"), "Egypt", "trees", "tall trees")
    drafter("select", room.selection, "--split", "af-37b")
    room.home(room.save(edit))
    assert [*room.proposed] == ["own-1:wording:egypt"]
    room.take("own-1")
    (own,) = room.block("own-1")["wordings"]
    assert (own["wording"], own["by"]) == ("Plant tall trees in every town", ["Egypt"])
    assert room.block("af-37b") == {"id": "af-37b"}
    assert "has nothing that" in room.home(tmp_path / "back.docx")


PROPOSED = """\
matrix: kyoto-2021
clauses:
- id: af-37b
- id: corridors
  wordings:
  - by: [Brazil, Chile]
    wording: Promote corridors for tapirs
- id: lanes
  wordings:
  - by: [Japan]
    wording: Promote lanes with old oaks
"""
OAKS, ELMS = "Promote lanes with old oaks", "Promote lanes with old elms"


@pytest.mark.parametrize("author", ["Japan", "Egypt", ""])
def test_what_delegations_propose_and_was_joint_is_reworded_in_the_part_that_has_it(tmp_path, author):
    room = Room(tmp_path, PROPOSED)
    drafter("select", room.selection, "--join", "corridors", "lanes")
    drafter("draft", room.selection, "-o", tmp_path / "round-1.docx", "--overwrite")
    edit = room.edit()
    place = line(edit, "old oaks")
    if author:
        reword(place, author, "oaks", "elms")
    else:
        edit.replace_words(place, "oaks", "elms")
    drafter("select", room.selection, "--split", "corridors")
    stood = room.block("corridors")
    paper = room.save(edit)
    room.home(paper)
    assert [*room.proposed] == [f"lanes:wording{':' if author else ''}{author.lower()}"]
    drafter("select", room.selection, "--take-all")
    assert room.block("corridors") == stood
    found = [(tuple(one.get("by", ())), one["wording"]) for one in room.block("lanes")["wordings"]]
    new = ((author,) if author else (), ELMS)
    assert found == ([new] if author == "Japan" else [(("Japan",), OAKS), new])
    assert "has nothing that" in room.home(paper)


def test_so_it_is_where_a_name_came_off_the_other_part_meanwhile(tmp_path):
    room = Room(tmp_path, PROPOSED)
    drafter("select", room.selection, "--join", "corridors", "lanes")
    drafter("draft", room.selection, "-o", tmp_path / "round-1.docx", "--overwrite")
    edit = room.edit()
    place = line(edit, "old oaks")
    reword(place, "Japan", "oaks", "elms")
    reword(place, "Egypt", "tapirs", "pumas")
    drafter("select", room.selection, "--split", "corridors")
    drafter("select", room.selection, "--status", "withdrawn", "corridors", "--by", "Chile")
    room.home(room.save(edit))
    assert [*room.proposed] == ["corridors:wording:egypt", "lanes:wording:japan"]
    drafter("select", room.selection, "--take-all")
    found = {tuple(one["by"]): one["wording"] for one in room.block("corridors")["wordings"]}
    assert found == {("Brazil",): "Promote corridors for tapirs", ("Egypt",): "Promote corridors for pumas"}
    assert [one["wording"] for one in room.block("lanes")["wordings"]] == [ELMS]
