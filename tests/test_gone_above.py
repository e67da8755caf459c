"""A heading that a delegation put above a paragraph goes with it, and that is said under its name."""

import pytest
from word_editing import run, said
from word_room import Room, drafter
from word_tracking import change, cut_out, struck_whole

SELECTION = """\
matrix: kyoto-2021
clauses:
- id: lac-79j
- id: coasts
  heading: item-6-v
  above: |-
    ### [Flamingo [and ptarmigan] (Norway) coasts] (Kenya on behalf of the African Group)

    The desk's line on reefs
  wordings:
    - by: [Kenya on behalf of the African Group]
      wording: Protect the mangrove coasts
- id: af-37b
"""
FLAMINGO = "Flamingo [and ptarmigan] (Norway) coasts"
KENYA = "Kenya on behalf of the African Group"


def status(path):
    return " ".join(drafter("status", path).split())


def annex_ii(path):
    printed = drafter("draft", path, "--format", "markdown", "-o", "-").replace("\\", "")
    text, _, annex = printed.partition("Annex II.")
    assert "lamingo" not in text.partition("Annex I.")[0]
    return annex


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "selection.yaml"
    path.write_text(SELECTION, encoding="utf-8")
    return path


def test_what_stands_above_a_paragraph_that_is_left_out_is_listed_under_its_name(path):
    told = drafter("select", path, "--drop", "coasts", "--reason", "no support", "--by", "Chair")
    assert f"With it goes what stands above it: “{FLAMINGO}” ({KENYA})." in told
    assert "With it goes what stands above it: “The desk's line on reefs”." in told
    assert f"left out: no support (Chair): above coasts “{FLAMINGO}” ({KENYA})" in status(path)
    assert "; 1 taken out" in status(path)  # the paragraph; what stands above it is none
    annex = annex_ii(path)
    row = next(line for line in annex.splitlines() if FLAMINGO in line)
    assert row.startswith(f"| {KENYA} ")
    assert "Above the paragraph “coasts”" in row
    assert "The desk's line on reefs" in annex
    drafter("select", path, "--undo")
    assert path.read_text("utf-8") == SELECTION


def test_so_it_is_where_the_paragraph_is_withdrawn_or_joined_with_another(path):
    drafter("select", path, "--status", "withdrawn", "coasts", "--by", KENYA)
    shown = status(path)
    assert f"withdrawn by {KENYA}: above coasts “{FLAMINGO}”" in shown
    assert (
        f"taken out: {KENYA} withdrew the paragraph: above coasts “The desk's line on reefs”"
        in shown.replace("left out", "taken out")
    )
    drafter("select", path, "--undo")
    drafter("select", path, "--join", "af-37b", "coasts")
    assert f"above coasts “{FLAMINGO}” ({KENYA})" in status(path)
    assert FLAMINGO in annex_ii(path)


def test_a_word_typed_into_anothers_heading_takes_nothing_of_it_away(tmp_path):
    whole = SELECTION.replace("[and ptarmigan] (Norway) ", "")
    room = Room(tmp_path, whole)
    edit = room.edit()
    heading = next(line for line in edit.lines("H4") if "Flamingo" in said(line))
    cut_out(heading, "coasts").addprevious(change("ins", "Norway", run("and ptarmigan ")))
    room.home(room.save(edit))
    told = room.take("coasts:above:norway")
    assert "went for it" not in told
    assert "[Flamingo [and ptarmigan] (Norway) coasts]" in " ".join(room.block("coasts")["above"].split())


def test_so_it_is_where_the_strike_of_the_paragraph_is_taken_as_text(tmp_path):
    room = Room(tmp_path, SELECTION)
    edit = room.edit()
    struck_whole(next(line for line in edit.lines("SingleTxt") if "mangrove" in said(line)), "Egypt")
    room.home(room.save(edit))
    told = room.take("coasts:decision:egypt", more=("--as-text", "--by", "Chair"))
    assert f"with the paragraph goes what stood above it: “{FLAMINGO}” ({KENYA})" in told
    assert FLAMINGO in annex_ii(room.selection)
