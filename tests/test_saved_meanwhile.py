"""What somebody saves in a file that people edit, while a command works, is never written over."""

import os
from pathlib import Path

import pytest
from word_editing import said
from word_room import Room
from word_tracking import struck_whole

from tools import drafter_here

NETWORK, STEEL = "Found a network of judges", "Build a net of steel"
SELECTION = f"""\
matrix: kyoto-2021
clauses:
- id: af-37b
- id: network
  wordings:
    - by: [Brazil]
      wording: {NETWORK}
- id: net
  text: Build a net
  wordings:
    - by: [Norway]
      wording: {STEEL}
"""
BY_HAND = b"# saved by hand, meanwhile\n"
SELECTION_FILE, PROPOSALS, HISTORY = (
    f"selection{ending}" for ending in (".yaml", ".proposals.yaml", ".history.txt")
)
COMMANDS = {
    ("--from", "back.docx", "--of", "Chile", "--by-author", "J. Silva=Brazil"): (SELECTION_FILE, PROPOSALS),
    ("--take-all",): (SELECTION_FILE, PROPOSALS),
    ("--leave", "network"): (PROPOSALS, HISTORY),
    ("--status", "withdrawn", "network", "--by", "Brazil"): (PROPOSALS, HISTORY),
    ("--undo",): (SELECTION_FILE, PROPOSALS, HISTORY),
    ("--redo",): (PROPOSALS,),
    ("--drop", "af-37b"): (SELECTION_FILE, HISTORY),
}


@pytest.fixture
def room(tmp_path):
    """A selection about which decisions were made and undone, and about which there is to be decided."""
    found = Room(tmp_path, SELECTION)
    edit = found.edit()
    for words, by in ((NETWORK, "Brazil"), (STEEL, "Norway")):
        struck_whole(next(one for one in edit.lines("SingleTxt", "AltTxt") if words in said(one)), by)
    found.home(found.save(edit))
    for step in (("--take", "net"), ("--leave", "network"), ("--undo",)):
        assert drafter_here("select", found.selection, *step).returncode == 0
    return found


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("command", "file"), [(command, file) for command, files in COMMANDS.items() for file in files]
)
def test_what_is_saved_before_whichever_look_at_a_file_stands_there(room, monkeypatch, command, file):
    folder = room.selection.parent
    files = [folder / one for one in (SELECTION_FILE, PROPOSALS, HISTORY)]
    as_they_were = [one.read_bytes() for one in files]
    target, looks, moment = folder / file, 0, 0

    def saving_before(really):
        def look(path, *arguments, **others):
            nonlocal looks
            if isinstance(path, str | Path) and Path(path).absolute() == target:
                looks += 1
                if looks == moment:
                    with target.open("ab") as stream:
                        stream.write(BY_HAND)
            return really(path, *arguments, **others)

        return look

    monkeypatch.setattr(os, "open", saving_before(os.open))
    monkeypatch.setattr(os, "stat", saving_before(os.stat))
    while looks >= moment:
        for one, content in zip(files, as_they_were, strict=True):
            one.write_bytes(content)
        looks, moment = 0, moment + 1
        done = drafter_here("select", SELECTION_FILE, *command, cwd=folder)
        if looks >= moment:
            assert target.exists(), moment
            assert BY_HAND in target.read_bytes(), (moment, done.stdout, done.stderr)
        assert done.returncode in (0, 1, 3), done.stderr
        assert not [one for one in folder.iterdir() if one.name.startswith(".drafter")]
