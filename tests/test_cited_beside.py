"""New words with a footnote to what another wording of the same paragraph stands on: both have it."""

import pytest
from test_text_since_the_paper import wordings
from word_editing import element, said
from word_room import Room, drafter
from word_tracking import change, reword, run

SELECTION = """\
matrix: kyoto-2021
clauses:
- id: youth-forums-on-lawfulness
- id: legal-aid
"""
# The source of the paragraph's third wording.
NOTE = "Report of the regional preparatory meeting for Africa, Addis Ababa, para. 45 (b)."


OF_AF_45C = "Report of the regional preparatory meeting for Africa, Addis Ababa, para. 45 (c)."


def noted(edit, line, note, author="Chile"):
    edit.add_reference(line, note)
    mark = edit.references(line)[-1]
    if author:
        mark.getparent().insert(mark.getparent().index(mark), change("ins", author, mark))


def reworded(edit, note):
    line = next(one for one in edit.lines("SingleTxt") if "Raise awareness among" in said(one))
    reword(line, "Chile", "youth and", "youth and LYNX and")
    noted(edit, line, note)


def typed_below(edit, note, author="Chile"):
    """A further wording below the others, with a footnote between its words and its name."""
    new = element('<w:p><w:pPr><w:pStyle w:val="AltTxt"/></w:pPr></w:p>')
    last = next(one for one in edit.lines("AltTxt") if "Promote and raise awareness" in said(one))
    last.addnext(new)
    words, name = run("1 quater. [Train LYNX judges;]"), run(" (Chile)")
    new.append(change("ins", author, words) if author else words)
    noted(edit, new, note, author)
    new.append(change("ins", author, name) if author else name)


def test_both_have_it(tmp_path):
    room = Room(tmp_path, SELECTION)
    before = wordings(room)
    edit = room.edit()
    reworded(edit, NOTE)
    room.home(room.save(edit))
    drafter("select", room.selection, "--take-all")
    assert [one for one in wordings(room) if "LYNX" not in one] == before
    (own,) = (one for one in room.block("youth-forums-on-lawfulness")["wordings"] if "by" in one)
    assert (own["by"], own["sources"]) == (["Chile"], ["af-45b"])


# What Latin America and the Caribbean say in 59 (i) is the paragraph's first wording.
OF_LAC_59I = (
    "Report of the regional preparatory meeting for Latin America and the Caribbean "
    "(A/CONF.234/RPM.3/1), para. 59 (i)."
)


@pytest.mark.parametrize(
    ("note", "author", "source"),
    [
        (NOTE, "Chile", "af-45b"),
        pytest.param(NOTE, "", "af-45b", marks=pytest.mark.thorough),
        pytest.param(OF_LAC_59I, "Chile", "lac-59i", marks=pytest.mark.thorough),
    ],
)
def test_so_it_is_behind_a_further_wording(tmp_path, note, author, source):
    room = Room(tmp_path, SELECTION)
    before = wordings(room)
    edit = room.edit()
    typed_below(edit, note, author)
    file = room.save(edit)
    of = () if author else ("--of", "Chile")
    room.home(file, more=of)
    drafter("select", room.selection, "--take-all")
    assert [one for one in wordings(room) if "LYNX" not in one] == before
    (own,) = (one for one in room.block("youth-forums-on-lawfulness")["wordings"] if "by" in one)
    assert (own["wording"], own["by"], own["sources"]) == ("Train LYNX judges", ["Chile"], [source])
    assert "nothing that" in room.home(file, more=of)


ADDED = SELECTION.replace("lawfulness\n", "lawfulness\n  sources: [+af-45c]\n")


@pytest.mark.parametrize("typed", [reworded, pytest.param(typed_below, marks=pytest.mark.thorough)])
def test_so_it_is_where_the_block_adds_the_source(tmp_path, typed):
    room = Room(tmp_path, ADDED)
    before = wordings(room)
    edit = room.edit()
    typed(edit, OF_AF_45C)
    file = room.save(edit)
    room.home(file)
    drafter("select", room.selection, "--take-all")
    assert [one for one in wordings(room) if "LYNX" not in one] == before
    (own,) = (one for one in room.block("youth-forums-on-lawfulness")["wordings"] if "by" in one)
    assert (own["by"], own["sources"]) == (["Chile"], ["af-45c"])
    assert "nothing that" in room.home(file)


OF_ONE_TEXT = """\
clauses:
- id: awareness
  sources: [+af-45c]
  {text}: Raise awareness among the youth and others
- id: lac-79j
"""


def further(room):
    """Chile's own wording below the only one, which cites the same."""
    edit = room.edit()
    new = element('<w:p><w:pPr><w:pStyle w:val="AltTxt"/></w:pPr></w:p>')
    edit.lines("SingleTxt")[0].addnext(new)
    words, name = run("1 bis. [Train LYNX judges;]"), run(" (Chile)")
    new.append(change("ins", "Chile", words))
    noted(edit, new, OF_AF_45C)
    new.append(change("ins", "Chile", name))
    room.home(room.save(edit))
    drafter("select", room.selection, "--take-all")


def test_so_it_is_beside_the_only_wording(tmp_path):
    room = Room(tmp_path, "matrix: kyoto-2021\n" + OF_ONE_TEXT.format(text="wording"))
    further(room)
    words = [(one.get("by"), one["sources"]) for one in room.block("awareness")["wordings"]]
    assert words == [(None, ["af-45c"]), (["Chile"], ["af-45c"])]


def test_the_source_of_a_text_of_its_own_stays_there_and_who_cites_it_is_told(tmp_path):
    room = Room(tmp_path, "matrix: kyoto-2021\n" + OF_ONE_TEXT.format(text="text"))
    further(room)
    (own,) = room.block("awareness")["wordings"]
    assert (own["by"], "sources" in own) == (["Chile"], False)
    said = "# Chile: af-45c too, behind what Chile proposed: “Train LYNX judges”"
    assert said in room.selection.read_text("utf-8")


DOCUMENTS = """\
documents:
- id: doha
  cited: General Assembly resolution 70/174, annex
  short: Doha Declaration
  paragraphs: {"5": Ensure appropriate policies, "10": Strive to strengthen crime prevention}
"""
OF_TWO = """\
matrix: kyoto-2021
clauses:
- id: toucan
  sources: ["+doha: 5"]
  wordings:
  - sources: ["doha: 5"]
    by: [Brazil]
    wording: Welcome the TOUCAN follow-up to the Declaration
- id: hyena
  sources: ["+doha: OTHER"]
  wordings:
  - sources: ["doha: OTHER"]
    by: [Kenya]
    wording: Welcome the HYENA follow-up to the Declaration
- id: lac-79j
"""


@pytest.mark.parametrize("more", [(), pytest.param(("--as-text",), marks=pytest.mark.thorough)])
@pytest.mark.parametrize("other", ["5", pytest.param("10", marks=pytest.mark.thorough)])
def test_a_joint_text_keeps_its_footnotes_and_a_late_rewording_of_a_half_has_its_own_after_a_split(
    tmp_path, other, more
):
    (tmp_path / "sources.yaml").write_text(DOCUMENTS, encoding="utf-8")
    room = Room(tmp_path, OF_TWO.replace("OTHER", other))
    late = room.edit()
    for word, new, by in (("TOUCAN", "ARARA", "Brazil"), ("HYENA", "PUMA", "Kenya")):
        line = next(one for one in late.lines("SingleTxt") if word in said(one))
        reword(line, by, f"{word} follow-up", f"{word} and {new} follow-up")
    file = room.save(late)
    drafter("select", room.selection, "--join", "toucan", "hyena")
    joint = room.markdown().partition("Annex I.")[0].partition("HYENA")[2].partition("\n")[0]
    room.home(file)
    told = drafter("select", room.selection, "--take-all", *more)
    text = room.markdown().partition("Annex I.")[0].partition("HYENA")[2].partition("\n")[0]
    assert "[^" in joint
    assert text == joint
    assert "keeps the footnote to doha: 5, which is of “Welcome the TOUCAN and ARARA" in told
    assert f"keeps the footnote to doha: {other}, which is of “Welcome the HYENA and PUMA" in told
    assert "nothing that" in room.home(file)
    drafter("select", room.selection, "--split", "toucan")
    for clause, on in (("toucan", "5"), ("hyena", other)):
        assert [one["sources"] for one in room.block(clause)["wordings"]] == [[f"doha: {on}"]] * 2
    assert "keeps the footnote" not in room.selection.read_text("utf-8")


OF_TWO_SOURCES = """\
matrix: kyoto-2021
clauses:
- id: af-37b
  sources: [+lac-79j]
  wordings:
  - sources: [af-37b, lac-79j]
    by: [Brazil]
    wording: Revise the TOUCAN laws
- id: legal-aid
"""


def test_beside_a_joint_text_that_names_its_sources_both_have_the_footnote(tmp_path):
    room = Room(tmp_path, OF_TWO_SOURCES)
    late = room.edit()
    reword(next(one for one in late.lines("SingleTxt") if "TOUCAN" in said(one)), "Brazil", "laws", "acts")
    file = room.save(late)
    drafter("select", room.selection, "--join", "af-37b", "legal-aid")
    joint, *_ = room.block("af-37b")["wordings"]
    room.home(file)
    drafter("select", room.selection, "--take-all")
    kept, *_, own = room.block("af-37b")["wordings"]
    assert kept == joint
    assert {"af-37b", "lac-79j"} <= {*joint["sources"]}
    assert (own["by"], {*own["sources"]}) == (["Brazil"], {"af-37b", "lac-79j"})
    assert "nothing that" in room.home(file)
