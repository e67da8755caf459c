"""The negotiation in ``examples/``: three rounds of four delegations, in few commands and lines."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
sys.path.insert(0, str(EXAMPLES))

import negotiation  # noqa: E402  # the folder of examples is no package


@pytest.fixture(scope="module")
def played(tmp_path_factory) -> tuple[negotiation.Folder, list[str]]:
    """The folder after the last round, and what was printed in each."""
    path = tmp_path_factory.mktemp("negotiation")
    folder = negotiation.Folder(path)
    folder.selection.write_text(negotiation.SELECTION, encoding="utf-8", newline="")
    with (path / "log.txt").open("w", encoding="utf-8") as log, pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdout", log)
        negotiation.play(folder)
    return folder, re.split(r"\nRound \d\n", (path / "log.txt").read_text(encoding="utf-8"))[1:]


def test_a_round_takes_six_commands_and_at_most_120_lines(played):
    _, rounds = played
    assert len(rounds) == 3
    for text in rounds:
        assert len(re.findall(r"^\$ drafter ", text, re.MULTILINE)) == 6
        assert len(text.splitlines()) <= 120


def test_every_word_is_traceable_to_who_put_it_there(played):
    folder, _ = played
    files = [
        {name.lower(): edits for name, edits in delegations.items()} | {"edited": desk}
        for delegations, desk, _ in negotiation.ROUNDS
    ]
    names = {"Egypt", "Japan", "Chile", "Norway", "delete"}
    for _, word, asked in negotiation.origins(folder):
        if asked == "the start":
            assert word in re.findall(r"\w+", negotiation.SELECTION)
            continue
        put_in = [files[int(n) - 1][name] for name, n in re.findall(r"([a-z]+)-(\d)\.docx", asked)]
        typed = " ".join(edit[-1] for edits in put_in for edit in edits)
        assert word in typed.split() or word in re.findall(r"\w+", typed) or word in names, (word, asked)


def test_nothing_of_the_room_is_lost(played):
    folder, rounds = played
    text = folder.selection.read_text(encoding="utf-8")
    for kept in ("Egypt: ", "Our capital has to look at this.", "Norway: ", "We can go along with this."):
        assert kept in text
    assert "Egypt: put in “further” after “Strengthen” (the paragraph is agreed)" in text
    assert "11 bis" in rounds[-1]
    assert "Brackets by delegation" not in rounds[-1]  # the last ones are in a paragraph that is out


def test_undo_to_the_start_gives_the_first_file(played):
    folder, _ = played
    for _ in range(100):
        done = subprocess.run(
            [sys.executable, "-m", "drafter", "undo", "selection.yaml"],
            cwd=folder.path,
            capture_output=True,
            check=False,
        )
        if done.returncode:
            break
    assert folder.selection.read_bytes() == negotiation.SELECTION.encode()
