"""“(Kenya: delete)” behind another's bracket and its names is a wish about that bracket."""

import pytest
from word_editing import run, said
from word_reading import w
from word_room import Room, drafter
from word_tracking import change, cut_out

pytestmark = pytest.mark.thorough

AT_THE_END = "Trust the law of the sea [and herders] (Chile);"
WITHIN = "Trust [and love] (Chile) the law of the sea;"
SELECTION = """\
matrix: kyoto-2021
delegations: [Chile, Kenya]
words:
  actions: "We therefore take [now] (Chile) the following actions:"
clauses:
- id: trust
  text: %s
- id: lac-79j
"""
PLACES = [
    # where, the bracket, what it stands behind in the paragraph, as it is to read
    (AT_THE_END, "(Chile)", "Trust the law of the sea [and herders] (Chile; Kenya: %s);"),
    (AT_THE_END, "(Chile);", "Trust the law of the sea [and herders] (Chile; Kenya: %s);"),
    (WITHIN, "(Chile)", "Trust [and love] (Chile; Kenya: %s) the law of the sea;"),
]
WAYS = ["tracked", "untracked", "of Kenya"]


def line(edit, words):
    return next(one for one in edit.body.iter(w("p")) if words in said(one))


def typed_behind(paragraph, words, typed, author=""):
    """Type something right behind words in a paragraph."""
    cut_out(paragraph, words).addnext(change("ins", author, run(typed)) if author else run(typed))


def body_of(room):
    return " ".join(room.markdown().replace("\\", "").replace("*", "").partition("Annex I.")[0].split())


@pytest.mark.parametrize(("words", "place", "wanted"), PLACES)
@pytest.mark.parametrize(("way", "says"), [(WAYS[0], "delete"), (WAYS[1], "retain"), (WAYS[2], "delete")])
def test_in_the_paper_it_is_of_the_bracket(tmp_path, words, place, wanted, way, says):
    room = Room(tmp_path, SELECTION % words.rstrip(";"))
    edit = room.edit()
    typed_behind(line(edit, "Trust"), place, f" (Kenya: {says})", "Kenya" if way == "tracked" else "")
    file, more = room.save(edit), ("--of", "Kenya") if way == "of Kenya" else ()
    room.home(file, more=more)
    drafter("select", room.selection, "--take-all")
    body = body_of(room)
    assert wanted.rstrip(";") % says in body
    assert body.count("Kenya") == 1
    assert body.count("Trust") == 1
    assert "wishes" not in room.block("trust")
    assert "Kenya: 1 bracket (1)" in drafter("status", room.selection)
    assert "has nothing that" in room.home(file, more=more)
    drafter("draft", room.selection, "-o", tmp_path / "round-2.docx")
    assert "has nothing that" in room.home(tmp_path / "round-2.docx")


@pytest.mark.parametrize(
    ("words", "place", "wanted"),
    [
        (
            "Trust the law of the sea [and herders]",
            "herders]",
            "Trust the law of the sea [and herders] (Kenya: delete);",
        ),
        (
            "Trust the law of the sea [and herders]",
            "herders];",
            "Trust the law of the sea [and herders] (Kenya: delete);",
        ),
        (
            "Trust [and love] the law of the sea",
            "love]",
            "Trust [and love] (Kenya: delete) the law of the sea;",
        ),
    ],
)
@pytest.mark.parametrize("way", [WAYS[0], WAYS[2]])
def test_so_it_is_where_nobody_is_named_behind_it(tmp_path, words, place, wanted, way):
    room = Room(tmp_path, SELECTION % words)
    edit = room.edit()
    typed_behind(line(edit, "Trust"), place, " (Kenya: delete)", "Kenya" if way == "tracked" else "")
    file, more = room.save(edit), ("--of", "Kenya") if way == "of Kenya" else ()
    room.home(file, more=more)
    drafter("select", room.selection, "--take-all")
    assert f"1. {wanted}" in body_of(room)
    assert body_of(room).count("Trust") == 1
    assert "Kenya: 1 bracket (1)" in drafter("status", room.selection)
    assert "has nothing that" in room.home(file, more=more)


@pytest.mark.parametrize(("words", "place", "wanted"), [*PLACES])
@pytest.mark.parametrize("way", [WAYS[0], WAYS[2]])
def test_in_a_file_that_was_passed_on_too(tmp_path, words, place, wanted, way):
    put_in = words[words.index(" [") : words.index(" (Chile)")] + " (Chile)"
    room = Room(tmp_path, SELECTION % words.replace(put_in, "").rstrip(";"))
    edit = room.edit()
    typed_behind(line(edit, "Trust"), words.partition(put_in)[0], put_in, "Chile")
    room.save(edit, "chile.docx")
    behind = "" if place.endswith(")") else ";"
    paragraph = line(edit, "Trust")
    typed, author = " (Kenya: delete)", "Kenya" if way == "tracked" else ""
    new = change("ins", author, run(typed)) if author else run(typed)
    (cut_out(paragraph, ";") if behind else next(paragraph.iter(w("ins")))).addnext(new)
    file = room.save(edit, "kenya.docx")
    more = ("--of", "Kenya") if way == "of Kenya" else ()
    told = room.home(file, more=more)
    assert "typed without tracking" not in told
    whose = {name: one["by"] for name, one in room.proposed.items()}
    assert whose == {"trust:wording:chile": ["Chile"], "trust:wording:kenya": ["Kenya"]}
    drafter("select", room.selection, "--take-all")
    body = body_of(room)
    assert f"[{(wanted % 'delete').rstrip(';')};] (Kenya)" in body
    assert f"[{words}] (Chile)" in body
    assert "Whole paragraph" not in body
    assert "wishes" not in room.block("trust")
    assert "nothing" in room.home(file, more=more)
    assert room.proposed == {}


@pytest.mark.parametrize("more", [(), ("--of", "Kenya")])
def test_what_was_printed_behind_what_another_puts_in_is_not_typed(tmp_path, more):
    wish = "  wishes:\n  - by: [Kenya]\n    says: delete\n- id: lac-79j"
    room = Room(tmp_path, (SELECTION % "Trust the law of the sea").replace("- id: lac-79j", wish))
    edit = room.edit()
    typed_behind(line(edit, "Trust"), "the law of the sea;", " [and herders] (Chile)", "Chile")
    told = room.home(room.save(edit), more=more)
    assert "typed without tracking" not in told
    assert "not imported" not in told
    assert [*room.proposed] == ["trust:wording:chile"]


def test_where_nobody_says_whose_it_is_that_is_told(tmp_path):
    room = Room(tmp_path, SELECTION % "Trust the law of the sea")
    edit = room.edit()
    paragraph = line(edit, "Trust")
    typed_behind(paragraph, "the law of the sea", " [and herders] (Chile)", "Chile")
    next(paragraph.iter(w("ins"))).addnext(run(" (Kenya: delete)"))
    told = " ".join(room.home(room.save(edit)).split())
    assert "“(Kenya: delete)” was typed without tracking behind what Chile put in" in told
    assert "Say with --of whose wish that is." in told
    assert [*room.proposed] == ["trust:wording:chile"]
    room.take("trust:wording:chile")
    assert "Kenya" not in body_of(room)


@pytest.mark.parametrize("author", ["Kenya", ""])
def test_among_running_words_too(tmp_path, author):
    room = Room(tmp_path, SELECTION % AT_THE_END.rstrip(";"))
    edit = room.edit()
    typed_behind(line(edit, "therefore take"), "(Chile)", " (Kenya: delete)", author)
    file = room.save(edit)
    room.home(file)
    drafter("select", room.selection, "--take-all")
    assert "We therefore take [now] (Chile; Kenya: delete) the following actions" in body_of(room)
    assert "has nothing that" in room.home(file)


@pytest.mark.parametrize(
    ("words", "typed"),
    [(AT_THE_END, " Whole paragraph: (Kenya: delete)"), ("Trust the law of the sea;", " (Kenya: delete)")],
)
def test_what_is_of_the_whole_paragraph_stays_so(tmp_path, words, typed):
    room = Room(tmp_path, SELECTION % words.rstrip(";"))
    edit = room.edit()
    line(edit, "Trust").append(change("ins", "Kenya", run(typed)))
    room.home(room.save(edit))
    drafter("select", room.selection, "--take-all")
    assert room.block("trust")["wishes"] == [{"by": ["Kenya"], "says": "delete"}]
