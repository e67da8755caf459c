"""A wording with a footnote that somebody strikes out: whose it is is said, and nobody's goes silently."""

import pytest
import yaml
from word_editing import said
from word_reading import w
from word_room import Room, drafter
from word_tracking import change, end_changed, reword, struck_whole

from drafter.decisions import OwnWording, SelectionEntry, Status, StatusChange

pytestmark = pytest.mark.thorough

SELECTION = """\
matrix: kyoto-2021
clauses:
- id: af-37b
  sources: [+lac-19h]
  wordings:
    - sources: [af-37b]
    - by: [Egypt]
      role: alternative
      sources: [lac-19h]
      wording: Repeal such laws
- id: lac-79j
- id: culture-of-lawfulness
- id: legal-aid
  wording: Pay for legal aid
"""
EGYPTS = yaml.safe_load(SELECTION)["clauses"][0]["wordings"][1]


@pytest.fixture
def room(tmp_path):
    return Room(tmp_path, SELECTION)


def struck(room, author, name="back.docx"):
    edit = room.edit()
    own = next(one for one in edit.lines("AltTxt") if "Repeal such laws" in said(one))
    if author:
        struck_whole(own, author)
    else:
        own.getparent().remove(own)
    return room.save(edit, name)


def test_whoever_strikes_its_own_wording_with_a_footnote_is_told_how_to_withdraw_it(room):
    told = " ".join(room.home(struck(room, "Egypt")).split())
    assert 'its own words; to withdraw them: --status withdrawn "1 bis" --by "Egypt"' in told
    assert "strikes out its own wording “Repeal such laws”" in told
    # The clause that has the source of itself is not Egypt's business.
    assert "clause 3: sources (nobody touched it" in told
    room.take("af-37b")
    assert "# Egypt: without lac-19h, and its own wording “Repeal such laws”" in room.selection.read_text(
        "utf-8"
    )
    assert room.proposed == {}
    assert "sources" not in room.block("culture-of-lawfulness")
    assert "has nothing that" in room.home(room.folder / "back.docx")


@pytest.mark.thorough
def test_whose_wording_is_struck_is_said(room):
    told = " ".join(room.home(struck(room, "Japan")).split())
    assert "strikes out the wording of Egypt: “Repeal such laws”" in told
    room.take("af-37b")
    said_there = "# Japan: without lac-19h, and the wording of Egypt: “Repeal such laws”"
    assert said_there in room.selection.read_text("utf-8")
    assert "Repeal such laws" in room.markdown().partition("Annex I.")[0]


@pytest.mark.thorough
def test_a_delegations_wording_that_was_deleted_without_tracking_stays(room):
    told = room.home(struck(room, ""))
    assert "would take out or reword what Egypt proposed, which stays" in told
    assert "What Egypt proposed stays" in room.take("af-37b")
    assert EGYPTS in room.block("af-37b")["wordings"]
    assert "# back.docx has not what Egypt proposed: “Repeal such laws”" in room.selection.read_text("utf-8")
    assert room.proposed == {}
    assert "has nothing that" in room.home(room.folder / "back.docx")


@pytest.mark.thorough
def test_as_text_it_goes_and_stands_as_taken_out(room):
    room.home(struck(room, ""))
    room.take("af-37b", more=("--as-text", "--by", "Chair"))
    (gone,) = room.block("af-37b")["withdrawn"]
    assert (gone["of"], gone["wording"], gone["is"]) == (["Egypt"], "Repeal such laws", "taken out")
    assert gone["by"] == ["Chair"]
    assert "none of its wordings can be" not in drafter("check", room.selection)
    assert "Repeal such laws" not in room.markdown().partition("Annex I.")[0]


BLOCK = """\
matrix: kyoto-2021
clauses:
- id: af-37b
- id: desk-peace
  text: Commit to lasting peace
  wordings:
    - by: [Japan]
      wording: Build no new prison
"""
OF_EGYPT = "    - by: [Egypt]\n      wording: Mend the old prisons\n"


@pytest.mark.parametrize("more", [OF_EGYPT, pytest.param("", marks=pytest.mark.thorough)])
def test_where_the_text_is_deleted_what_others_propose_below_it_is_not_the_drafters_text(tmp_path, more):
    room = Room(tmp_path, BLOCK + more)
    edit = room.edit()
    gone = edit.clause("clause_desk_peace")
    gone.getparent().remove(gone)
    paper = room.save(edit)
    room.home(paper)
    room.take("desk-peace")
    lines = room.markdown().partition("Annex I.")[0].replace("\\", "")
    assert "2. [Build no new prison.] *(Japan)*" in lines
    assert lines.count("Build no new prison") == 1
    assert "lasting peace" not in lines
    assert ("2 bis. [Mend the old prisons.] *(Egypt)*" in lines) == bool(more)
    assert "has nothing that" in room.home(paper)


OWN = """\
matrix: kyoto-2021
clauses:
- id: culture-of-lawfulness
  wordings:
    - sources: [lac-19h]
    - sources: [wa-14c]
      wording: Honour judges
"""


@pytest.mark.parametrize("way", ["drop", pytest.param("as text", marks=pytest.mark.thorough)])
def test_own_words_on_a_source_that_are_taken_out_stand_so_in_annex_ii(tmp_path, way):
    room = Room(tmp_path, OWN)
    if way == "drop":
        said_so = drafter(
            "select", room.selection, "--drop", "1 bis", "--reason", "too long", "--by", "Chair"
        )
        assert "no longer has “Honour judges”; its words stay in its block, and in Annex II" in said_so
    else:
        edit = room.edit()
        struck_whole(next(one for one in edit.lines("AltTxt") if "Honour" in said(one)), "Norway")
        room.home(room.save(edit))
        room.take("culture-of-lawfulness", more=("--as-text", "--by", "Chair"))
    (gone,) = room.block("culture-of-lawfulness")["withdrawn"]
    assert (gone["wording"], gone["is"], gone["by"]) == ("Honour judges", "taken out", ["Chair"])
    text, _, annexes = room.markdown().partition("Annex I.")
    assert "Honour judges" not in text
    assert "Honour judges" in annexes.partition("Annex II")[2]


@pytest.mark.thorough
def test_a_paragraph_whose_footnote_comes_to_another_stays_as_it_is(room):
    edit = room.edit()
    paragraph = edit.clause("clause_legal_aid")
    cites = said(edit.note(edit.references(edit.clause("clause_lac_79j"))[0])).strip()
    edit.add_reference(paragraph, cites)
    mark = paragraph.findall(f"{paragraph.tag[:-1]}r")[-1]
    put = change("ins", "Japan")
    mark.addprevious(put)
    put.append(mark)
    told = " ".join(room.home(room.save(edit)).split())
    # A further footnote behind words that it left alone is a comment, which takes nobody's source.
    assert "Japan: lac-79j too, behind the text: “Pay for legal aid”" in told
    assert "nobody touched it" not in told
    assert list(room.proposed) == ["legal-aid:remark:japan"]
    room.take("legal-aid")
    assert "# Japan: lac-79j too, behind the text: “Pay for legal aid”" in room.selection.read_text("utf-8")
    assert "sources" not in room.block("lac-79j")
    assert room.proposed == {}


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("author", "more"), [("Egypt", ()), pytest.param("", ("--of", "Egypt"), marks=pytest.mark.thorough)]
)
def test_what_a_delegation_strikes_of_its_own_stays_while_it_rewords_another_of_its_own(
    tmp_path, author, more
):
    own = "    - by: [Egypt]\n      wording: {}\n"
    words = own.format("Honour volunteers of the coast") + own.format("Honour officers of the coast")
    selection = f"matrix: kyoto-2021\nclauses:\n- id: af-37b\n  wordings:\n{words}- id: lac-79j\n"
    room = Room(tmp_path, selection)
    edit = room.edit()
    first, second = edit.lines("AltTxt")
    if author:
        struck_whole(first, author)
        reword(second, author, "officers", "young officers")
    else:
        first.getparent().remove(first)
        edit.replace_words(second, "officers", "young officers")
    told = " ".join(room.home(room.save(edit), more=more).split())
    assert "was: Honour officers of … now: Honour young officers of …" in told
    assert 'to withdraw them: --status withdrawn "1 bis" --by "Egypt"' in told
    room.take("af-37b:wording:egypt")
    wordings = room.block("af-37b")["wordings"]
    assert [one["wording"] for one in wordings if "by" in one] == [
        "Honour volunteers of the coast",
        "Honour young officers of the coast",
    ]
    room.take("af-37b:remark:egypt")
    assert "nothing that" in room.home(room.folder / "back.docx", more=more)
    paper = room.folder / "round-1.docx"
    drafter("select", room.selection, "--status", "withdrawn", "1 bis", "--by", "Egypt", "--in", paper)
    assert room.block("af-37b")["withdrawn"][0]["wording"] == "Honour volunteers of the coast"


def test_a_declared_proposal_that_goes_with_its_paragraph_stands_in_the_annex_of_what_is_not_used(tmp_path):
    declared = "proposals:\n- id: chile-1\n  by: [Chile]\n  meeting: first informal\n  text: Plant gardens\n"
    (tmp_path / "sources.yaml").write_text(declared, encoding="utf-8")
    room = Room(tmp_path, SELECTION + "- id: lac-19d\n  sources: [+chile-1, +lac-19e]\n")
    drafter("select", room.selection, "--drop", "lac-19d", "--reason", "Too long")
    printed = drafter("draft", room.selection, "--format", "markdown", "-o", "-")
    (row,) = [one for one in printed.splitlines() if "Plant gardens" in one]
    assert row.startswith("| Chile | proposal, first informal | Plant gardens | Left out: Too long")
    # Of the recommendations that went with it the annex says so among those that are not used.
    assert (
        len([one for one in printed.splitlines() if "para.\N{NO-BREAK SPACE}19\N{NO-BREAK SPACE}(e)" in one])
        == 1
    )
    assert "1 taken out" in drafter("status", room.selection)


def test_what_others_propose_in_a_paragraph_that_was_withdrawn_is_withdrawn_by_nobody():
    withdrawn = StatusChange(Status.WITHDRAWN, by=("Brazil",))
    first, later = OwnWording(wording="Act now", by=("Brazil",)), OwnWording(wording="Act", by=("Egypt",))
    entry = SelectionEntry("own-1", wordings=(first, later), status=(withdrawn,))
    assert [(one.of, one.in_words) for one in entry.all_withdrawn] == [
        (("Brazil",), "withdrawn by Brazil"),
        (("Egypt",), "left out: proposed since Brazil withdrew the paragraph"),
    ]


@pytest.mark.thorough
def test_who_struck_a_meetings_words_and_who_decided_so_stands_in_annex_ii(tmp_path):
    room = Room(tmp_path, "matrix: kyoto-2021\nclauses:\n- id: af-37b\n- id: legal-aid\n- id: lac-79j\n")
    edit = room.edit()
    own = next(one for one in edit.lines("AltTxt") if "2 bis." in said(one))
    struck_whole(own, "Egypt")
    room.home(room.save(edit))
    room.take(*room.proposed, more=("--as-text", "--by", "Chair"))
    why = "struck out, back.docx, clause 2, by Egypt (Chair)"
    (dropped,) = room.block("legal-aid")["sources"]
    assert room.block("legal-aid")["reasons"] == {dropped.removeprefix("-"): why}
    assert f"Taken out of the paragraph “legal-aid”: {why}" in room.markdown()
    assert "has nothing that" in room.home(room.folder / "back.docx")


ALARMED = """\
- id: alarmed
  part: preamble
  wordings:
  - by: [Egypt]
    wording: "Alarmed by crime,"
"""
OTHER = '  - by: [Chile]\n    wording: "Alarmed by fear,"\n'
JOINT = '  - by: [Chile, Egypt]\n    wording: "Alarmed by war,"\n'


@pytest.mark.parametrize(
    ("more", "words", "named"),
    [
        ("", "crime", "alarmed"),
        (OTHER, "crime", "alarmed"),
        (OTHER, "fear", "alarmed Alternative 1"),
        (OTHER + JOINT, "war", "alarmed Alternative 2"),
    ],
)
def test_how_words_without_a_number_are_withdrawn_is_said_so_that_it_can_be_done(
    tmp_path, more, words, named
):
    room, by = Room(tmp_path, SELECTION + ALARMED + more), "Chile" if words == "fear" else "Egypt"
    edit = room.edit()
    paragraph = next(one for one in edit.body.iter(w("p")) if f"Alarmed by {words}" in said(one))
    struck_whole(paragraph, by)
    shown = " ".join(room.home(room.save(edit)).split())
    own = f'--status withdrawn "{named}" --by "{by}"'
    assert (own in shown) == (words != "war")  # others propose these, too
    drafter("select", room.selection, "--status", "withdrawn", named, "--by", by)
    printed = room.markdown().partition("Annex I.")[0].replace("\\", "")
    assert (f"Alarmed by {words}" in printed) == (words == "war")
    assert not more or printed.count("Alarmed by") == more.count("Alarmed by") + (words == "war")
    assert words != "war" or "Alarmed by war,] *(Chile)*" in printed


@pytest.mark.thorough
def test_words_without_a_number_are_dropped_by_their_id_and_label_and_else_nothing_is(tmp_path):
    room = Room(tmp_path, SELECTION + ALARMED + OTHER)
    drafter("select", room.selection, "--drop", "alarmed alternative 1", "--reason", "no", "--by", "Chair")
    assert room.block("alarmed")["withdrawn"][0]["of"] == ["Chile"]
    assert "Alarmed by fear" not in room.markdown().partition("Annex I.")[0]
    before = room.selection.read_bytes()
    drafter("select", room.selection, "--drop", "alarmed alternative 7", "--reason", "no", status=2)
    assert room.selection.read_bytes() == before


OF_JAPAN = """\
matrix: kyoto-2021
clauses:
- id: af-37b
  sources: [+lac-19h]
  wordings:
    - sources: [af-37b]
    - by: [Brazil, Japan]
      role: alternative
      sources: [lac-19h]
      wording: Build courts in every harbour
    - by: [Japan]
      role: alternative
      wording: Send ships to every island
"""


def test_who_strikes_what_it_proposes_with_others_keeps_its_name_behind_its_own_new_words(tmp_path):
    room = Room(tmp_path, OF_JAPAN)
    edit = room.edit()
    joint, own = edit.lines("AltTxt")
    struck_whole(joint, "Japan")
    reword(own, "Japan", "ships", "more ships")
    room.home(room.save(edit))
    room.take("af-37b")
    assert room.block("af-37b")["wordings"][1:] == [
        {"by": ["Japan"], "wording": "Send more ships to every island"},
        {
            "role": "alternative",
            "by": ["Brazil", "Japan"],
            "sources": ["lac-19h"],
            "wording": "Build courts in every harbour",
        },
    ]


ALIKE = """\
matrix: kyoto-2021
clauses:
- id: desk-law
  text: Promote a culture of lawfulness as a way to trust in the law
  wordings:
    - by: [Kenya]
      wording: Promote a and KENADD culture of lawfulness as a way to trust in the law
    - by: [European Union]
      wording: Promote a and EULATEC culture of lawfulness as a way to trust in the law
"""


@pytest.mark.parametrize(
    ("old", "new"),
    [("and EULATEC", "KENEU"), pytest.param("and EULATEC", "and KENADD KENEU", marks=pytest.mark.thorough)],
)
def test_who_strikes_its_own_wording_and_rewords_one_that_is_like_it_rewords_that_one(tmp_path, old, new):
    room = Room(tmp_path, ALIKE)
    edit = room.edit()
    of_kenya, of_eu = (
        next(one for one in edit.lines("AltTxt") if word in said(one)) for word in ("KENADD", "EULATEC")
    )
    reword(of_eu, "Kenya", old, new)
    struck_whole(of_kenya, "Kenya")
    told = " ".join(room.home(room.save(edit)).split())
    assert "would take out or reword what European Union proposed, which stays" in told
    assert 'its own words; to withdraw them: --status withdrawn "1 bis" --by "Kenya"' in told
    assert "Kenya would delete its own wording “Promote a and KENADD culture" in told
    assert "delete the wording of European Union" not in told
    room.take("desk-law")
    was = yaml.safe_load(ALIKE)["clauses"][0]["wordings"]
    kenyas = f"Promote a {new} culture of lawfulness as a way to trust in the law"
    assert [(one["by"], one["wording"]) for one in room.block("desk-law")["wordings"]] == [
        *((one["by"], one["wording"]) for one in was),
        (["Kenya"], kenyas),
    ]
    assert "has nothing that" in room.home(room.folder / "back.docx")


TWO = """\
matrix: kyoto-2021
clauses:
- id: af-37b
- id: desk-courts
  text: Build open courts in every town of the island
- id: desk-lawyers
  text: Pay every lawyer of the poor in good time
"""


def test_who_rewords_its_own_and_strikes_what_another_made_of_it_says_both(tmp_path):
    """Two that differ in a word: the one that is gone was not run together with the other."""
    own = (
        "- id: courts\n  part: actions\n  wordings:\n"
        "  - by: [Kenya]\n    wording: Develop courts for all in all regions\n"
        "  - by: [Egypt]\n    role: alternative\n    wording: Develop courts for all in all provinces\n"
    )
    room = Room(tmp_path, f"matrix: kyoto-2021\nclauses:\n- id: af-37b\n{own}")
    edit = room.edit()
    kenyas, egypts = (
        next(one for one in edit.lines("SingleTxt", "AltTxt") if word in said(one))
        for word in ("all regions", "all provinces")
    )
    reword(kenyas, "Kenya", "all regions", "all villages")
    struck_whole(egypts, "Kenya")
    told = " ".join(room.home(room.save(edit)).split())
    assert "Kenya would delete the wording of Egypt: “Develop courts for all in all provinces”" in told
    assert "would take out or reword" not in told
    room.take("courts")
    assert [(one["by"], one["wording"].rpartition(" ")[2]) for one in room.block("courts")["wordings"]] == [
        (["Kenya"], "villages"),
        (["Egypt"], "provinces"),
    ]


def test_what_runs_on_into_the_next_paragraph_is_not_struck_out(tmp_path):
    room = Room(tmp_path, TWO)
    edit = room.edit()
    end_changed(edit.clause("clause_desk_courts"), "del", "Brazil")
    told = " ".join(room.home(room.save(edit)).split())
    assert "Brazil would delete the wording" not in told
    (name,) = (one for one in room.proposed if ":wording:brazil" in one)
    (own,) = room.proposed[name]["set"]["wordings"]
    assert "Build open courts" in own["wording"]
    assert "Pay every lawyer" in own["wording"]


@pytest.mark.thorough
@pytest.mark.parametrize("more", [(), ("--as-text",)])
def test_who_strikes_the_end_of_a_paragraph_would_have_neither_out(tmp_path, more):
    room = Room(
        tmp_path,
        "matrix: kyoto-2021\nclauses:\n"
        "- id: one\n  wordings:\n  - by: [Egypt]\n    wording: Pay all lawyers\n"
        "- id: two\n  wordings:\n  - by: [Chile]\n    wording: Build new courts\n",
    )
    edit = room.edit()
    end_changed(next(one for one in edit.lines("SingleTxt") if "Pay all" in said(one)), "del", "Brazil")
    paper = room.save(edit)
    room.home(paper)
    room.take(*room.proposed, more=more)
    assert "delete" not in room.markdown()
    text = room.selection.read_text("utf-8")
    if more:
        assert room.block("one")["decision"] == "out"
        assert room.block("one")["reason"] == "put together with “two” in back.docx"
    else:
        assert list(room.block("one")) == ["id", "wordings"]
        assert "# Brazil would put it together with “two”" in text
        assert "Brazil: 1 proposal (2 bis); 1 remark in the selection (1)" in drafter(
            "status", room.selection
        )
    assert "has nothing " in room.home(paper)
