"""Proposals that are taken one after the other: what was taken makes none stale that stands beside it."""

import pytest
from word_editing import said
from word_reading import w
from word_room import AF_37B, Room, drafter
from word_tracking import added_below, reword, struck_whole

WAS = "Reaffirm our commitment to courts of justice and to the safety of ships"
OWN = "Repeal all old rules [, also those of custom,] (Chile; Brazil: delete) in time"
SELECTION = f"""\
matrix: kyoto-2021
clauses:
- id: desk
  text: {WAS}
- id: af-37b
  wordings:
  - by: [Chile]
    wording: "{OWN}"
- id: legal-aid
"""


@pytest.fixture
def room(tmp_path):
    return Room(tmp_path, SELECTION)


def line(edit, words):
    return next(one for one in edit.body.iter(w("p")) if words in said(one))


def of(room, author, within, *changes, name=""):
    edit = room.edit()
    for old, new in changes:
        reword(line(edit, within), author, old, new)
    return room.save(edit, f"{name or author}.docx".lower())


@pytest.mark.parametrize("is_first", [True, False])
def test_of_two_that_change_other_words_of_a_text_both_are_taken_as_text_one_by_one(room, is_first):
    room.home(
        of(room, "Brazil", "Reaffirm", ("courts", "courts and tribunals")),
        of(room, "Egypt", "Reaffirm", ("ships", "all ships")),
    )
    names = ["desk:wording:brazil", "desk:wording:egypt"]
    for name in names if is_first else reversed(names):
        assert "replaces" not in room.take(name, more=("--as-text",))
    both = WAS.replace("courts", "courts and tribunals").replace("ships", "all ships")
    assert room.block("desk")["text"] == both
    assert "withdrawn" not in room.block("desk")


def test_what_waits_is_proposed_as_where_its_file_is_read_again(room):
    egypt = of(room, "Egypt", "Reaffirm", ("ships", "all ships"))
    room.home(of(room, "Brazil", "Reaffirm", ("courts", "courts and tribunals")), egypt)
    room.take("desk:wording:brazil", more=("--as-text",))
    waits = room.proposed["desk:wording:egypt"]
    room.home(egypt)
    assert room.proposed["desk:wording:egypt"] == waits


def test_of_two_that_change_the_same_words_the_second_says_what_it_would_replace(room):
    egypt = of(room, "Egypt", "Reaffirm", ("ships", "all ships"))
    room.home(of(room, "Brazil", "Reaffirm", ("ships", "big ships")), egypt)
    room.take("desk:wording:brazil", more=("--as-text",))
    refused = drafter("select", room.selection, "--take", "desk:wording:egypt", "--as-text", status=2)
    assert "safety of big ships" in refused
    assert room.block("desk")["text"] == WAS.replace("ships", "big ships")
    # Beside the text it replaces nothing.
    room.take("desk:wording:egypt")
    assert room.block("desk")["wordings"] == [
        {"role": "alternative", "by": ["Egypt"], "wording": WAS.replace("ships", "all ships")}
    ]


def test_what_somebody_wrote_meanwhile_is_stale_all_the_same(room):
    room.home(
        of(room, "Brazil", "Reaffirm", ("courts", "courts and tribunals")),
        of(room, "Egypt", "Reaffirm", ("ships", "all ships")),
    )
    text = room.selection.read_text("utf-8")
    room.selection.write_text(text.replace("commitment", "faith"), encoding="utf-8")
    for name in ("desk:wording:brazil", "desk:wording:egypt"):
        told = drafter("select", room.selection, "--take", name, "--as-text", status=2)
        assert "nothing was written" in told


def test_all_but_what_is_stale_are_taken(room):
    room.home(
        of(room, "Brazil", "Reaffirm", ("courts", "courts and tribunals")),
        of(room, "Egypt", "Revise", ("women", "women and girls")),
    )
    text = room.selection.read_text("utf-8")
    room.selection.write_text(text.replace("commitment", "faith"), encoding="utf-8")
    told = drafter("select", room.selection, "--take-all", "--as-text", status=1)
    assert "Taken: af-37b:wording:egypt" in told
    assert "desk:wording:brazil (brazil.docx, clause 1, by Brazil) was left to be decided about" in told
    assert "read the Word file again" in told
    assert [*room.proposed] == ["desk:wording:brazil"]
    assert room.block("desk")["text"] == WAS.replace("commitment", "faith")
    assert room.block("af-37b")["wordings"][0]["wording"] == AF_37B.replace("women", "women and girls")


def test_what_was_left_when_all_were_taken_is_told_where_it_is_taken_later(room):
    room.home(
        of(room, "Brazil", "Reaffirm", ("courts", "courts and tribunals")),
        of(room, "Egypt", "Revise", ("women", "women and girls")),
    )
    text, proposals = room.selection.read_text("utf-8"), room.folder / "selection.proposals.yaml"
    as_read = proposals.read_bytes()
    room.selection.write_text(text.replace("commitment", "faith"), encoding="utf-8")
    drafter("select", room.selection, "--take-all", "--as-text", status=1)
    assert room.proposed["desk:wording:brazil"]["left"]
    drafter("select", room.selection, "--undo")
    assert proposals.read_bytes() == as_read
    drafter("select", room.selection, "--redo")
    # Read again, what is stale is compared anew: it can be taken, and that it waited is not forgotten.
    room.home(room.folder / "brazil.docx")
    told = drafter("select", room.selection, "--take-all", "--as-text")
    assert "desk:wording:brazil was left to be decided about by an earlier --take-all" in told
    assert "Taken: desk:wording:brazil" in told
    assert "faith to courts and tribunals" in room.block("desk")["text"]


def test_what_is_left_alone_is_known_as_left_though_nothing_is_taken(room):
    for size in ("big", "all"):
        edit = room.edit()
        edit.replace_words(line(edit, "Reaffirm"), "ships", f"{size} ships")
        room.home(room.save(edit, f"{size}.docx"))
    drafter("select", room.selection, "--take-all", status=1)
    drafter("select", room.selection, "--leave", "desk:wording")
    told = drafter("select", room.selection, "--take-all")
    assert "desk:wording:2 was left to be decided about by an earlier --take-all" in told
    # What somebody takes by its name was decided about.
    drafter("select", room.selection, "--undo")
    assert "earlier --take-all" not in room.take("desk:wording:2")


def without_others(room):
    """A file in which somebody strikes two of three wordings, and rewords the first, without tracking."""
    edit = room.edit()
    edit.replace_words(edit.clause("clause_legal_aid"), "legal aid", "free legal aid")
    for one in [each for each in edit.lines("AltTxt") if " bis." in said(each) or " ter." in said(each)][-2:]:
        one.getparent().remove(one)
    return room.save(edit, "chair.docx")


@pytest.mark.parametrize("is_first", [True, False])
def test_what_a_file_has_of_a_paragraph_is_taken_one_by_one(room, is_first):
    room.home(without_others(room))
    names = [name for name in room.proposed if name.startswith("legal-aid:")]
    assert names == ["legal-aid:sources", "legal-aid:wording"]
    for name in names if is_first else reversed(names):
        room.take(name, more=("--as-text",))
    apart = room.block("legal-aid")
    drafter("select", room.selection, "--undo")
    drafter("select", room.selection, "--undo")
    drafter("select", room.selection, "--take-all", "--as-text")
    assert apart == room.block("legal-aid")


def files_of_a_bracket(room):
    brazil = of(room, "Brazil", "Repeal", ("Brazil: delete", "Brazil: retain"))
    chile = of(room, "Chile", "Repeal", ("Repeal all old rules", "Burn each and every old book"))
    return brazil, chile


NEW = OWN.replace("Repeal all old rules", "Burn each and every old book")


@pytest.mark.parametrize("is_one_by_one", [True, False])
def test_a_wish_in_a_bracket_and_other_words_around_it_both_stand(room, is_one_by_one):
    room.home(*files_of_a_bracket(room))
    for name in ("brazil", "chile") if is_one_by_one else ():
        room.take(f"af-37b:wording:{name}")
    if not is_one_by_one:
        drafter("select", room.selection, "--take-all")
    (own,) = [one for one in room.block("af-37b")["wordings"] if "by" in one]
    assert own == {"by": ["Chile"], "wording": NEW.replace("Brazil: delete", "Brazil: retain")}


@pytest.mark.parametrize("is_one_by_one", [True, False])
def test_a_wish_in_a_bracket_that_goes_meanwhile_is_kept_with_it(room, is_one_by_one):
    edit = room.edit()
    reword(line(edit, "Repeal"), "Chile", f"{OWN};", "Burn books;")
    brazil = of(room, "Brazil", "Repeal", ("Brazil: delete", "Brazil: retain"))
    room.home(brazil, room.save(edit, "chile.docx"))
    for name in ("brazil", "chile") if is_one_by_one else ():
        room.take(f"af-37b:wording:{name}")
    if not is_one_by_one:
        told = drafter("select", room.selection, "--take-all")
        assert "what Brazil would have in brackets does not stand there as it did" in told
    (own,) = [one for one in room.block("af-37b")["wordings"] if "by" in one]
    assert own == {"by": ["Chile"], "wording": "Burn books"}
    (gone,) = room.block("af-37b")["withdrawn"]
    assert gone["wording"] == OWN.replace("Brazil: delete", "Brazil: retain")


def test_what_was_taken_before_is_told_so(room):
    room.home(without_others(room))
    room.take("legal-aid:sources", more=("--as-text",))
    told = drafter("select", room.selection, "--take", "legal-aid:sources", status=2)
    assert "“legal-aid:sources” is decided about already: --take legal-aid:sources --as-text, of 20" in told
    assert f"--from {room.folder / 'chair.docx'}" in told
    drafter("select", room.selection, "--undo")
    room.take("legal-aid:sources")
    assert "there is no proposal “legal-aid:source”" in drafter(
        "select", room.selection, "--take", "legal-aid:source", status=2
    )


def test_what_is_stale_and_brings_something_back_is_told_as_stale(tmp_path):
    gone = f"  withdrawn:\n  - of: [Chile]\n    wording: {WAS.replace('ships', 'boats')}\n    by: [Chile]\n"
    room = Room(tmp_path, SELECTION.replace("- id: af-37b\n", f"{gone}- id: af-37b\n", 1))
    edit = room.edit()
    edit.replace_words(line(edit, "Reaffirm"), "ships", "boats")
    file = room.save(edit)
    room.home(file)
    assert "brings back what has gone" in drafter("select", room.selection, "--take-all")
    text = room.selection.read_text("utf-8")
    room.selection.write_text(text.replace("text: Reaffirm", "text: Firmly reaffirm"), encoding="utf-8")
    told = drafter("select", room.selection, "--take-all", status=1)
    assert f"read the Word file again: --from {file}" in told
    assert "brings back" not in told


@pytest.mark.parametrize("first", ["", "brazil"])
def test_words_of_the_desk_and_of_a_delegation_in_one_text_are_taken_one_by_one(room, first):
    edit = room.edit()
    edit.replace_words(line(edit, "Reaffirm"), "ships", "all ships")
    room.home(of(room, "Brazil", "Reaffirm", ("courts", "courts and tribunals")), room.save(edit))
    names = ["desk:wording", "desk:wording:brazil"]
    for name in reversed(names) if first else names:
        room.take(name, more=("--as-text",))
    both = WAS.replace("courts", "courts and tribunals").replace("ships", "all ships")
    assert room.block("desk")["text"] == both
    assert "withdrawn" not in room.block("desk")


@pytest.mark.parametrize("order", [("brazil", "egypt"), ("egypt", "brazil")])
def test_what_somebody_wants_of_a_bracket_prints_no_wording_twice_though_another_came_first(tmp_path, order):
    """Egypt would have another wording out besides."""
    more = "  - role: alternative\n    by: [Chile]\n    wording: "
    chiles = SELECTION.replace("  - by: [Chile]\n    wording: ", more)
    room = Room(
        tmp_path, chiles.replace("- id: legal-aid", f"{more}Sail all seas in the morning\n- id: legal-aid")
    )
    edit = room.edit()
    reword(line(edit, "Repeal all"), "Egypt", "Brazil: delete", "Brazil: delete; Egypt: retain")
    struck_whole(line(edit, "Sail all seas"), "Egypt")
    brazils = of(room, "Brazil", "Revise laws", ("policies", "practices"))
    room.home(room.save(edit, "egypt.docx"), brazils)
    for name in order:
        room.take(f"af-37b:wording:{name}")
    stand = [(one["wording"].strip(), one["by"]) for one in room.block("af-37b")["wordings"] if "by" in one]
    assert sorted(stand) == [
        (OWN.replace("Brazil: delete", "Brazil: delete; Egypt: retain"), ["Chile"]),
        (AF_37B.replace("policies", "practices"), ["Brazil"]),
        ("Sail all seas in the morning", ["Chile"]),
    ]


def test_all_but_what_has_no_place_any_more_is_taken(room):
    edit = room.edit()
    added_below(edit, line(edit, "Reaffirm"), "Brazil", "Light lighthouses by night")
    reword(edit.clause("clause_legal_aid"), "Brazil", "legal", "free legal")
    reword(line(edit, "Repeal"), "Brazil", "in time", "in due time")
    room.home(room.save(edit, "brazil.docx"))
    (new,) = [name for name in room.proposed if ":new:" in name]
    text = room.selection.read_text("utf-8")
    without = text.replace(f"- id: desk\n  text: {WAS}\n", "")
    room.selection.write_text(without, encoding="utf-8")

    told = drafter("select", room.selection, "--take-all", status=1)

    assert "Taken: af-37b:wording:brazil" in told
    assert f"“{new}” cannot be taken: {room.selection} has no clause “desk” to put it beside" in told
    assert [*room.proposed] == [new]
    # With the clause there again it has its place.
    now = room.selection.read_text("utf-8")
    room.selection.write_text(now.replace("clauses:\n", f"clauses:\n- id: desk\n  text: {WAS}\n"), "utf-8")
    assert f"{new} was left to be decided about by an earlier" in drafter(
        "select", room.selection, "--take-all"
    )
