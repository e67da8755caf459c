"""Importing edits, taking and leaving them, as functions that a Python program can call."""

from __future__ import annotations

import pytest
from word_editing import Edit

from drafter import DrafterError, import_edits, open_selection
from drafter.merge.deciding import decide_proposals, renewed
from drafter.merge.proposals import Field, Proposal, Proposals, dump_proposals, load_proposals, proposals_path
from drafter.model import SelectionEntry
from tools import drafter_here


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A selection, and a draft of it in which somebody reworded the first clause."""
    folder = tmp_path_factory.mktemp("python")
    drafter_here("select", "--min-regions", 4, "-o", folder / "selection.yaml")
    drafter_here("draft", folder / "selection.yaml", "-o", folder / "made.docx")
    edit = Edit((folder / "made.docx").read_bytes())
    edit.replace_words(edit.clause("clause_culture_of_lawfulness"), "trust in", "confidence in")
    (folder / "edited.docx").write_bytes(edit.save())
    return folder


def test_edits_are_imported_and_taken_without_writing_anything(folder):
    selection = open_selection(folder / "selection.yaml")
    before = selection.path.read_bytes()
    (one,) = import_edits(selection, folder / "edited.docx").proposals
    assert (one.id, one.field) == ("culture-of-lawfulness:wording", "wording")
    assert "confidence in" in one.theirs

    found = renewed((), [one], "edited.docx", selection.in_blocks.text).found
    content = dump_proposals(selection.path, found, ())
    path = proposals_path(selection.path)
    path.write_bytes(content)
    read = load_proposals(selection.path)
    assert read.found[0].to.wordings == one.to.wordings
    assert not read.found[0].is_edited
    assert dump_proposals(selection.path, read.found, read.comments) == content

    decided = decide_proposals(selection, read, ["culture-of-lawfulness"], [])
    assert [one.id for one in decided.taken] == ["culture-of-lawfulness:wording"]
    assert not decided.rest
    assert "confidence in" in decided.selection.entry("culture-of-lawfulness").wordings[0].wording
    assert not decide_proposals(selection, read, [], ["culture-of-lawfulness"]).rest
    with pytest.raises(DrafterError, match="there is no proposal"):
        decide_proposals(selection, read, ["legal-aid"], [])
    assert selection.path.read_bytes() == before
    path.unlink()


@pytest.mark.parametrize("is_before", [True, False])
def test_new_clauses_at_one_place_come_in_as_they_stand_in_word(folder, is_before):
    selection = open_selection(folder / "selection.yaml")
    new = [
        Proposal(
            given, Field.NEW, SelectionEntry(given, added=("lac-19h",)), "culture-of-lawfulness", is_before
        )
        for given in ("own-one", "own-two")
    ]
    decided = decide_proposals(selection, Proposals(selection.path, tuple(new)), [], [], take_all=True)
    ids = [entry.id for entry in decided.selection.file.clauses]
    at = ids.index("own-one")
    assert ids[at + 1] == "own-two"
    assert ids[at + 2 if is_before else at - 1] == "culture-of-lawfulness"


def test_a_draft_that_nobody_touched_has_nothing_to_propose(folder):
    selection = open_selection(folder / "selection.yaml")
    imported = import_edits(selection, folder / "made.docx")
    assert not imported.proposals
    assert not imported.problems
