"""``drafter`` alone, and a draft that is opened."""

from __future__ import annotations

import click
import pytest

from tools import drafter_here


def alone(folder):
    done = drafter_here(cwd=folder)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def test_an_empty_folder_is_told_how_to_begin(tmp_path):
    said = alone(tmp_path)

    assert said.startswith("There is no selection and no paper in this folder yet.")
    assert "drafter select --min-regions 3 -o selection.yaml" in said
    assert "drafter -h" in said


def test_what_stands_in_the_folder_says_what_is_next(tmp_path):
    drafter_here("select", "--min-regions", "5", "-o", "my round.yaml", cwd=tmp_path)
    drafter_here("draft", "my round.yaml", "-o", "round-1.docx", cwd=tmp_path)
    (tmp_path / "notes.yaml").write_text("matrix: no selection\n", encoding="utf-8")
    said = alone(tmp_path)

    assert "In this folder: 'my round.yaml', round-1.docx." in said.replace('"', "'")
    assert "drafter check round-1.docx" in said
    assert "--from round-1.docx" in said
    assert "-o round-2.docx" in said


@pytest.mark.parametrize("status", [0, 1])
def test_a_draft_is_opened_when_that_is_asked_for(tmp_path, monkeypatch, status):
    opened = []
    monkeypatch.setattr(click, "launch", lambda name: opened.append(name) or status)
    done = drafter_here("draft", "--min-regions", "5", "-o", "a.docx", "--open", cwd=tmp_path)

    assert opened == ["a.docx"]
    assert (b"No program opened a.docx" in done.stderr) == bool(status)
