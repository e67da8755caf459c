"""Words of the desk's own in the place of words with brackets: whose these were is said; they are kept."""

import os
import subprocess
import sys

import pytest
from word_room import drafter

OWN = (
    "Revise laws [, including walrus laws,] (Norway) and [every scarab policy] (Egypt: retain; Japan: delete)"
)
BLOCKS = {
    "wording": f'- id: af-37b\n  wording: "{OWN}"\n',
    "text": f'- id: af-37b\n  text: "{OWN}"\n',
    "wordings": f'- id: af-37b\n  wordings:\n  - wording: "{OWN}"\n  - by: [Chile]\n    wording: Repeal it\n',
}


def words(path, said):
    done = subprocess.run(
        [sys.executable, "-m", "drafter", "select", path, "--word", path.stem],
        input=said.encode(),
        capture_output=True,
        check=True,
        env=os.environ,
    )
    return " ".join(done.stderr.decode().split())


@pytest.fixture(params=list(BLOCKS))
def path(tmp_path, request):
    path = tmp_path / ("own-1.yaml" if request.param == "text" else "af-37b.yaml")
    block = BLOCKS[request.param].replace("af-37b", path.stem)
    path.write_text(f"matrix: kyoto-2021\nclauses:\n{block}- id: lac-79j\n", encoding="utf-8")
    return path


@pytest.mark.thorough
def test_whose_brackets_go_is_said_and_the_words_stand_below_withdrawn(path):
    before = path.read_bytes()
    told = words(path, "Revise laws [, including walrus laws,] (Norway)")
    assert "What Egypt and Japan would have in brackets there is not in your words: “Revise laws" in told
    listed = " ".join(drafter("status", path).split())
    why = "the paragraph was worded anew, without the brackets of Egypt and Japan"
    assert f"taken out: {why}: a wording of {path.stem} “Revise laws" in listed
    printed = drafter("draft", path, "--format", "markdown", "-o", "-").replace("\\", "")
    (row,) = (line for line in printed.partition("Annex II.")[2].splitlines() if OWN in line)
    has_source = path.stem == "af-37b" and "wordings" not in path.read_text("utf-8")
    assert ("Africa, para." in row) == has_source
    drafter("select", path, "--undo")
    assert path.read_bytes() == before


def test_where_all_of_them_stay_nothing_is_said(path):
    told = words(path, f"Kindly {OWN.replace('Revise', 'revise')}")
    assert "brackets" not in told
    assert "withdrawn" not in path.read_text("utf-8")
