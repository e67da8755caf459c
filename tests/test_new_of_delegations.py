"""A delegation's new paragraph, wherever it typed it and in whatever style, is printed under its name."""

import pytest
from test_home_staying import of, styled
from word_room import AF_37B, Room, drafter
from word_tracking import added_below, change, end_changed, reword, w

SELECTION = """\
matrix: kyoto-2021
{form}delegations: [Egypt, Group of 77]
clauses:
- id: af-37b
- id: lac-79j
"""
# Where each is typed: below which words.
PLACES = {
    "opening": ("Shaded: 2",),
    "preamble": ("Assembled at the Fourteenth",),
    "chapeau": ("We therefore endeavour",),
    "heading": ("New technologies", "H4"),
    "last": ("Discuss effective", "SingleTxt"),
    "note": ("How to read this paper",),
    "annex": ("Annex II. Recommendations", "H1"),
}


def words_at(place):
    return f"Reaffirm our {place} commitment to widows"


def typed(words, author=""):
    """A plain paragraph, put in by an author, or by nobody who says so."""
    made = styled(words, "PlainTxt")
    if author:
        for content in list(made.iter(w("r"))):
            put = change("ins", author)
            content.addprevious(put)
            put.append(content)
        end_changed(made, "ins", author)
    return made


def with_all(room, author=""):
    edit = room.edit()
    for place, (words, *styles) in PLACES.items():
        of(edit, words, *styles).addnext(typed(f"{words_at(place)}.", author))
    return room.save(edit)


def printed(room):
    """The lines of the paper, up to its annexes."""
    text = room.markdown().partition("Annex I.")[0].replace("\\", "")
    return [line for line in text.splitlines() if line]


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("author", "more"), [("Egypt", ()), pytest.param("", ("--of", "Egypt"), marks=pytest.mark.thorough)]
)
def test_words_in_a_plain_style_are_a_block_under_the_name_of_whoever_typed_them(tmp_path, author, more):
    room = Room(tmp_path, SELECTION.format(form=""))
    paper = with_all(room, author)
    told = room.home(paper, more=more)
    assert len(room.proposed) == 5
    room.take(*room.proposed)
    lines = printed(room)
    of_egypt = [line for line in lines if line.endswith("*(Egypt)*")]
    assert of_egypt == [
        f"[{words_at('opening')}.] *(Egypt)*",
        f"[{words_at('preamble')}.] *(Egypt)*",
        f"1. [{words_at('chapeau')};] *(Egypt)*",
        f"3. [{words_at('heading')};] *(Egypt)*",
        f"5. [{words_at('last')}.] *(Egypt)*",
    ]
    assert lines[lines.index(of_egypt[2]) - 1] == "We therefore endeavour to take the following actions:"
    assert lines[lines.index(of_egypt[3]) - 1] == "#### New technologies as tools against crime"
    # What stands among notes and in annexes is no paragraph of the declaration: it is told, and stays there.
    assert not any(words_at(place) in line for line in lines for place in ("note", "annex"))
    assert all(words_at(place) in told for place in ("note", "annex"))
    assert not room.proposed
    assert "nothing to propose" in room.home(paper, more=more)


@pytest.mark.thorough
def test_in_a_form_whose_headings_are_numbered_paragraphs(tmp_path):
    room = Room(tmp_path, SELECTION.format(form="form: doha\n"))
    edit = room.edit()
    of(edit, "With regard to the criminal", "SingleTxt").addnext(typed(f"{words_at('chapeau')}.", "Egypt"))
    room.home(room.save(edit))
    room.take(*room.proposed)
    assert sum(words_at("chapeau") in line and line.endswith("*(Egypt)*") for line in printed(room)) == 1
    assert "nothing that" in room.home(room.folder / "back.docx")


@pytest.mark.thorough
def test_others_words_there_stay_the_desks(tmp_path):
    room = Room(tmp_path, SELECTION.format(form=""))
    edit = room.edit()
    last = of(edit, "Discuss effective", "SingleTxt")
    last.addnext(styled("We thank the people of Japan.", "PlainTxt"))
    last.addnext(typed(f"{words_at('last')}.", "Egypt"))
    blank = of(edit, "Recognizing [the considerations")
    blank.addprevious(typed("Mindful of the widows of war,", "Egypt"))
    room.home(room.save(edit))
    assert sorted(room.proposed) == [
        "closing:words",
        "mindful-widows-war:new:egypt",
        "reaffirm-our-last:new:egypt",
    ]
    room.take(*room.proposed)
    lines = printed(room)
    assert "[Mindful of the widows of war,] *(Egypt)*" in lines
    assert f"3. [{words_at('last')}.] *(Egypt)*" in lines
    assert "We thank the people of Japan." in lines


LETTERED = ("Reaffirm our commitment to:", "(a) Legal aid;", "(b) Courts that widows can reach.")


@pytest.mark.thorough
def test_what_a_delegation_wrote_in_letters_keeps_its_lines_and_its_name(tmp_path):
    room = Room(tmp_path, SELECTION.format(form=""))
    edit = room.edit()
    below = of(edit, "Discuss effective", "SingleTxt")
    for words, style in reversed([*zip(LETTERED, ("SingleTxt", "PlainTxt", "PlainTxt"), strict=True)]):
        made = typed(words, "Egypt")
        made.find(f"{w('pPr')}/{w('pStyle')}").set(w("val"), style)
        below.addnext(made)
    room.home(room.save(edit))
    (given,) = {one.partition(":")[0] for one in room.proposed}
    room.take(given)
    (own,) = room.block(given)["wordings"]
    assert own == {"by": ["Egypt"], "wording": "\n".join(LETTERED)[:-1]}
    paper = "\n".join(printed(room))
    assert (
        "3. [Reaffirm our commitment to:\n(a) Legal aid;\n(b) Courts that widows can reach.] *(Egypt)*"
        in paper
    )
    assert "nothing that" in room.home(room.folder / "back.docx")
    drafter("draft", room.selection, "-o", room.folder / "round-2.docx")
    assert "nothing that" in room.home(room.folder / "round-2.docx")


@pytest.mark.thorough
def test_a_name_typed_behind_a_new_paragraph_is_whose_it_is(tmp_path):
    room = Room(tmp_path, SELECTION.format(form=""))
    edit = room.edit()
    below = of(edit, "Discuss effective", "SingleTxt")
    below.addnext(styled("Ask the Office for help (UNODC).", "SingleTxt"))
    below.addnext(styled("Reaffirm our commitment to widows, (Group of 77)", "SingleTxt"))
    room.home(room.save(edit))
    room.take(*room.proposed)
    lines = printed(room)
    assert "3. [Reaffirm our commitment to widows;] *(Group of 77)*" in lines
    assert "4. Ask the Office for help (UNODC)." in lines
    assert "nothing that" in room.home(room.folder / "back.docx")


@pytest.mark.thorough
@pytest.mark.parametrize("form", ["", "form: doha\n"])
def test_a_colon_at_the_end_of_a_paragraph_stays(tmp_path, form):
    room = Room(tmp_path, SELECTION.format(form=form))
    edit = room.edit()
    of(edit, "To revise laws" if form else "Revise laws").addnext(typed("Call upon States to:", "Egypt"))
    edit.replace_words(of(edit, "iscuss effective" if not form else "To discuss effective"), ".", ":")
    room.home(room.save(edit))
    room.take(*room.proposed)
    assert any(line.endswith("[Call upon States to:] *(Egypt)*") for line in printed(room))
    assert not any(mark in "\n".join(printed(room)) for mark in (":;", ":."))
    assert room.block("lac-79j")["wording"].endswith(":")
    assert "nothing that" in room.home(room.folder / "back.docx")
    drafter("draft", room.selection, "-o", room.folder / "round-2.docx")
    assert "nothing that" in room.home(room.folder / "round-2.docx")


@pytest.mark.parametrize("end", [",", ";"])
@pytest.mark.thorough
def test_a_closing_mark_stands_in_the_place_of_what_was_typed(tmp_path, end):
    room = Room(tmp_path, SELECTION.format(form=""))
    edit = room.edit()
    of(edit, "Revise laws", "SingleTxt").addnext(styled(f"Build courts for widows{end}", "SingleTxt"))
    of(edit, "New technologies", "H4").addnext(styled(f"Build roads for widows{end}", "SingleTxt"))
    room.home(room.save(edit))
    room.take(*room.proposed)
    lines = printed(room)
    assert "2. Build courts for widows;" in lines
    assert "3. Build roads for widows;" in lines
    assert "nothing that" in room.home(room.folder / "back.docx")


@pytest.mark.thorough
def test_a_paragraph_that_stays_an_action_never_was_a_principle(tmp_path):
    """Africa, para. 37 (b), is an action; by most of its sources, 17 (b) and (d) among them, it were none."""
    room = Room(tmp_path, SELECTION.format(form=""))
    edit = room.edit()
    paragraph = edit.clause("clause_af_37b")
    for letter in "bd":
        report = "Report of the regional preparatory meeting for Africa, Addis Ababa"
        edit.add_reference(paragraph, f" {report}, para. 17 ({letter}).")
    for mark in edit.references(paragraph)[1:]:
        content = mark.getparent()
        put = change("ins", "Egypt")
        content.addprevious(put)
        put.append(content)
    reword(paragraph, "Egypt", "women", "women and girls")
    told = room.home(room.save(edit))
    assert room.proposed["af-37b:kind:egypt"]["set"] == {"kind": "action"}
    assert "kind, and so the part\n    stays: action\n" in told


@pytest.mark.thorough
@pytest.mark.parametrize("way", ["--leave", "--take"])
def test_a_paragraph_keeps_its_words_whatever_becomes_first_of_what_keeps_it(tmp_path, way):
    room = Room(tmp_path, SELECTION.format(form=""))
    edit = room.edit()
    added_below(edit, edit.clause("clause_af_37b"), "Egypt", "Act together;")
    edit.renumber()
    room.home(room.save(edit))
    (new,) = [one for one in room.proposed if ":new:" in one]
    (keeping,) = [one for one in room.proposed if one.startswith("af-37b:")]

    said = drafter("select", room.selection, way, keeping)
    assert (f"{keeping} waits for {new}" in said) == (keeping in room.proposed) == (way == "--leave")

    room.take(new)
    assert not room.proposed
    text = "\n".join(printed(room))
    assert AF_37B in text
    assert "Act together" in text


@pytest.mark.thorough
@pytest.mark.parametrize("author", ["", "Egypt"])
def test_words_typed_behind_what_leads_over_to_the_text_are_its_first_wherever_blocks_stand(tmp_path, author):
    # A block of the preamble may stand at the end of the file: it says itself where it belongs.
    alarmed = '- id: alarmed\n  part: preamble\n  text: "Alarmed by the growth of crime,"\n'
    room = Room(tmp_path, SELECTION.format(form="") + alarmed)
    edit = room.edit()
    of(edit, "Declare the following").addnext(typed(f"{words_at('first')}.", author))
    room.home(room.save(edit))
    room.take(*room.proposed)
    lines = printed(room)
    first = next(n for n, line in enumerate(lines) if words_at("first") in line)
    assert lines[first].startswith("1. ")
    assert lines[first - 1] == "We therefore endeavour to take the following actions:"


ALARMED = "- id: alarmed\n  part: preamble\n  text: Alarmed by crime,\n"


@pytest.mark.parametrize(
    ("author", "end", "own"),
    [
        ("Egypt", ";", ""),
        ("", ",", ""),
        pytest.param("", ";", "", marks=pytest.mark.thorough),
        ("", ";", ALARMED),
        pytest.param("Egypt", ";", ALARMED, marks=pytest.mark.thorough),
    ],
)
def test_the_name_behind_a_new_paragraph_of_the_preamble_is_read_whatever_stands_there(
    tmp_path, author, end, own
):
    room = Room(tmp_path, SELECTION.format(form="") + own)
    edit = room.edit()
    of(edit, "Declare the following").addprevious(typed(f"Honouring the widows{end} (Egypt)", author))
    room.home(room.save(edit))
    (given,) = room.proposed
    room.take(given)
    (wording,) = room.block(given.partition(":")[0])["wordings"]
    assert wording == {"by": ["Egypt"], "wording": f"Honouring the widows{end}"}
    assert f"[Honouring the widows{end}] *(Egypt)*" in printed(room)
    assert "nothing" in room.home(room.folder / "back.docx")
