"""A delegation's words on footnotes of their own: they stand beside the text, which keeps its own."""

import re

import pytest
from word_editing import said
from word_room import Room, drafter
from word_tracking import change, reword

# Each makes drafts and reads several files back: .ci/run does it.
pytestmark = pytest.mark.thorough

OWN = """\
matrix: kyoto-2021
clauses:
- id: own
  heading: item-4-ii
  text: Trust the law
  sources: [+af-37a]
- id: legal-aid
"""


@pytest.fixture
def room(tmp_path):
    return Room(tmp_path, OWN)


def line(edit, words):
    return next(one for one in edit.lines("SingleTxt", "AltTxt") if words in said(one))


def cited(edit, paragraph):
    return said(edit.note(edit.references(paragraph)[0])).strip()


def one_more(edit, paragraph, old, new):
    """Egypt's footnote behind that of a paragraph, of another place in the same report."""
    edit.add_reference(paragraph, cited(edit, paragraph).replace(old, new))
    mark = edit.references(paragraph)[-1].getparent()
    mark.addprevious(put := change("ins", "Egypt"))
    put.append(mark)


def printed(room):
    return room.markdown().partition("Annex I.")[0]


def test_beside_a_text_of_ones_own_with_its_sources_no_words_of_these_come(room):
    edit = room.edit()
    paragraph = line(edit, "Trust the law")
    reword(paragraph, "Egypt", "the law", "all laws")
    one_more(edit, paragraph, "37 (a)", "37 (c)")
    paper = room.save(edit)
    room.home(paper)
    room.take(*room.proposed)
    assert room.block("own")["wordings"] == [
        {"sources": ["af-37c"], "role": "alternative", "by": ["Egypt"], "wording": "Trust all laws"}
    ]
    text = printed(room)
    # The text keeps its footnote, and what Annex B has there (a victim-centred approach) does not come.
    assert r"\[Trust the law;\][^" in text
    assert r"\[Trust all laws;\][^" in text
    assert "victim-centred" not in text
    assert "has nothing that" in room.home(paper)


def test_two_wordings_each_with_a_footnote_of_its_own_both_stand(room):
    edit = room.edit()
    for words, old, new in (("2 bis.", "44 (g)", "44 (f)"), ("2 ter.", "45 (g)", "45 (f)")):
        paragraph = line(edit, words)
        reword(paragraph, "Egypt", "legal aid", "quick legal aid")
        one_more(edit, paragraph, old, new)
    room.home(room.save(edit))
    room.take(*room.proposed)
    of_egypt = [one for one in room.block("legal-aid")["wordings"] if "by" in one]
    assert [one["sources"] for one in of_egypt] == [["ap-44f"], ["af-45f"]]
    assert all("quick legal aid" in one["wording"] for one in of_egypt)


def with_another_footnote(room):
    """A paper in which Egypt rewords 2 bis, and cites another paragraph there."""
    edit = room.edit()
    paragraph = line(edit, "2 bis.")
    reword(paragraph, "Egypt", "legal aid", "quick legal aid")
    reword(edit.note(edit.references(paragraph)[0]), "Egypt", "44 (g)", "44 (f)")
    return room.save(edit)


def test_whoever_rewords_a_wording_and_corrects_its_footnote_would_have_nothing_out(room):
    paper = with_another_footnote(room)
    room.home(paper)
    room.take(*room.proposed)
    block = room.block("legal-aid")
    assert "wished" not in block
    assert [one["sources"] for one in block["wordings"] if "by" in one] == [["ap-44f"]]
    assert "  # Egypt: without ap-44g\n" in room.selection.read_text("utf-8")
    assert "delete" not in printed(room)
    assert "has nothing that" in room.home(paper)


def test_as_the_text_its_footnote_stands_in_the_place_of_the_other(room):
    paper = with_another_footnote(room)
    room.home(paper)
    room.take(*room.proposed, more=("--as-text", "--by", "Chair"))
    text = printed(room)
    assert "quick legal aid" in text
    assert room.block("legal-aid")["sources"] == ["+ap-44f", "-ap-44g"]
    assert "has nothing that" in room.home(paper)


@pytest.mark.parametrize(("place", "source"), [("43 (f)", "eu-43f"), ("36 (c)", "eu-36c")])
def test_a_footnote_that_somebody_puts_on_words_of_its_own_stands_behind_these(tmp_path, place, source):
    """By Annex B, 43 (f) is about alternatives to incarceration; 36 (c) is behind other words already."""
    room = Room(
        tmp_path,
        "matrix: kyoto-2021\noptions:\n  alternatives: bis\nclauses:\n"
        "- id: community-based-crime-prevention\n  wordings:\n"
        "  - {by: [European Union], wording: Strengthen badger neighbourhoods}\n- id: lac-79j\n",
    )
    edit = room.edit()
    paragraph = line(edit, "Strengthen badger")
    report = "Report of the regional preparatory meeting for Europe, Vienna"
    edit.add_reference(paragraph, f"{report}, para. {place}.")
    mark = edit.references(paragraph)[-1].getparent()
    mark.addprevious(put := change("ins", "European Union"))
    put.append(mark)
    room.home(room.save(edit))
    room.take(*room.proposed)
    (own,) = (one for one in room.block("community-based-crime-prevention")["wordings"] if one.get("by"))
    assert (own["wording"], own["sources"]) == ("Strengthen badger neighbourhoods", [source])
    text = printed(room)
    assert text.count("Strengthen badger neighbourhoods") == 1
    assert "alternatives to incarceration" not in text
    assert "Strengthen community-based crime prevention and criminal justice, " in text


def citing_another(edit, paragraph, author, place):
    """The only footnote of a paragraph struck, and one put in that cites another place of the same report."""
    (old,) = edit.references(paragraph)
    edit.add_reference(paragraph, "Report of the regional preparatory meeting for Europe, Vienna, " + place)
    first, new = edit.references(paragraph)
    assert first is old
    for kind, mark in (("ins", new), ("del", old)):
        content = mark.getparent()
        content.addprevious(put := change(kind, author))
        put.append(content)


@pytest.mark.parametrize("more", [(), ("--as-text",)])
@pytest.mark.parametrize(("added", "old"), [("  sources: [+eu-28d]\n", "eu-28d"), ("", "eu-36c")])
def test_who_cites_another_source_for_its_own_words_keeps_them_on_that_alone(tmp_path, added, old, more):
    """By Annex B, 36 (c) is behind the text of this paragraph, 28 (d) is about crime data."""
    room = Room(
        tmp_path,
        "matrix: kyoto-2021\noptions:\n  alternatives: bis\nclauses:\n"
        f"- id: community-based-crime-prevention\n{added}  wordings:\n  - by: [European Union]\n"
        f"    sources: [{old}]\n    wording: Strengthen lynx neighbourhoods\n- id: lac-79j\n",
    )
    before = printed(room)
    edit = room.edit()
    citing_another(edit, line(edit, "Strengthen lynx"), "European Union", "para. 43 (f).")
    paper = room.save(edit)
    assert "would take out" not in room.home(paper)
    room.take(*room.proposed, more=more)
    block = room.block("community-based-crime-prevention")
    (own,) = (one for one in block["wordings"] if "wording" in one)
    assert (own["wording"], own["sources"]) == ("Strengthen lynx neighbourhoods", ["eu-43f"])
    assert own.get("by") == ["European Union"]
    assert "withdrawn" not in block
    assert "without" not in room.selection.read_text("utf-8").replace("before", "")
    text = printed(room)
    # The paper has the same paragraphs, one of them with another footnote.
    assert text == before
    assert "Vienna, para. 43 (f)" in room.markdown().replace("\N{NO-BREAK SPACE}", " ")
    assert "has nothing that" in room.home(paper)


def test_a_paragraph_of_its_own_stays_where_it_is_with_its_first_footnote(tmp_path):
    """By Annex B, 43 (f) is under another heading than what stands around it."""
    room = Room(
        tmp_path,
        "matrix: kyoto-2021\nclauses:\n- id: legal-aid\n- id: own\n  wordings:\n"
        "  - {by: [European Union], wording: Strengthen heron lakes}\n- id: lac-79j\n",
    )
    before = printed(room)
    edit = room.edit()
    paragraph = line(edit, "heron lakes")
    edit.add_reference(
        paragraph, "Report of the regional preparatory meeting for Europe, Vienna, para. 43 (f)."
    )
    mark = edit.references(paragraph)[-1].getparent()
    mark.addprevious(put := change("ins", "European Union"))
    put.append(mark)
    paper = room.save(edit)
    room.home(paper)
    room.take(*room.proposed)
    headings = [one for one in before.splitlines() if one.startswith("#")]
    text = printed(room)
    assert [one for one in text.splitlines() if one.startswith("#")] == headings
    assert text.count("[^") == before.count("[^") + 1
    assert "alternatives to incarceration" not in text
    assert "has nothing that" in room.home(paper)


def test_of_two_footnotes_of_its_own_words_one_that_is_struck_goes(tmp_path):
    room = Room(
        tmp_path,
        "matrix: kyoto-2021\nclauses:\n- id: af-37b\n  sources: [+eu-28d, +eu-43f]\n  wordings:\n"
        "  - by: [European Union]\n    sources: [eu-28d, eu-43f]\n    wording: Strengthen lynx laws\n",
    )
    edit = room.edit()
    mark = edit.references(line(edit, "Strengthen lynx"))[0].getparent()
    mark.addprevious(put := change("del", "European Union"))
    put.append(mark)
    paper = room.save(edit)
    room.home(paper)
    room.take(*room.proposed)
    block = room.block("af-37b")
    (own,) = (one for one in block["wordings"] if "wording" in one)
    assert own["sources"] == ["eu-43f"]
    assert block["sources"] == ["+eu-43f"]
    assert "28 (d)" not in printed(room)
    assert "has nothing that" in room.home(paper)


PAIR = tuple(f"community-based-crime-prevention:{what}:european-union" for what in ("sources", "wording"))


@pytest.fixture
def of_two(tmp_path):
    """Two delegations, each of which cites otherwise behind words of its own in one paragraph."""
    room = Room(
        tmp_path,
        "matrix: kyoto-2021\noptions:\n  alternatives: bis\nclauses:\n"
        "- id: community-based-crime-prevention\n  sources: [+eu-28d]\n  wordings:\n"
        "  - by: [European Union]\n    sources: [eu-28d]\n    wording: Strengthen lynx neighbourhoods\n"
        "  - by: [Egypt]\n    wording: Strengthen badger neighbourhoods\n- id: lac-79j\n",
    )
    edit = room.edit()
    citing_another(edit, line(edit, "Strengthen lynx"), "European Union", "para. 36 (c).")
    room.save(edit, "eu.docx")
    edit = room.edit()
    edit.add_reference(
        line(edit, "Strengthen badger"),
        "Report of the regional preparatory meeting for Europe, Vienna, para. 43 (f).",
    )
    mark = edit.references(line(edit, "Strengthen badger"))[-1]
    mark.getparent().insert(mark.getparent().index(mark), change("ins", "Egypt", mark))
    room.save(edit, "egypt.docx")
    room.home(tmp_path / "eu.docx", tmp_path / "egypt.docx")
    return room


def unnoted(room):
    return re.sub(r"\[\^\d+\]", "", printed(room))


@pytest.mark.parametrize("first", ["egypt", "european-union", ""])
def test_what_another_cites_meanwhile_leaves_no_half_of_a_pair(of_two, first):
    assert {*PAIR} < {*of_two.proposed}
    before = unnoted(of_two)
    if first:
        of_two.take(f"community-based-crime-prevention:wording:{first}")
    drafter("select", of_two.selection, "--take-all")
    assert not of_two.proposed
    assert unnoted(of_two) == before  # no paragraph more: by Annex B, 28 (d) is about crime data
    block = of_two.block("community-based-crime-prevention")
    on = {one["by"][0]: one["sources"] for one in block["wordings"] if "by" in one}
    assert on == {"European Union": ["eu-36c"], "Egypt": ["eu-43f"]}
    assert "+eu-28d" not in block["sources"]


def test_a_pair_of_which_a_half_is_stale_waits_whole(of_two):
    before = of_two.selection.read_text("utf-8")
    of_two.selection.write_text(before.replace("[+eu-28d]", "[+eu-28d, +eu-28c]"), encoding="utf-8")
    told = drafter("select", of_two.selection, "--take-all", status=1)
    assert {*PAIR} <= {*of_two.proposed}
    assert f"{PAIR[1]} was left to be decided about, too" in told
    own = [one for one in of_two.block("community-based-crime-prevention")["wordings"] if "lynx" in str(one)]
    assert own == [
        {"by": ["European Union"], "sources": ["eu-28d"], "wording": "Strengthen lynx neighbourhoods"}
    ]


@pytest.mark.parametrize("half", PAIR)
def test_a_pair_is_taken_whole_and_left_whole(of_two, half):
    of_two.take(half)
    assert not {*PAIR} & {*of_two.proposed}
    drafter("select", of_two.selection, "--undo")
    drafter("select", of_two.selection, "--leave", half)
    drafter("select", of_two.selection, "--take-all")
    text = printed(of_two)
    assert text.count("Strengthen lynx") == 1
    assert "data" not in text
