"""The example of six rounds: every draft and every redline of it, valid and exact."""

from __future__ import annotations

import subprocess
import sys

import pytest
from redlines import by_pandoc, read_through

from tools import LONGEST_RUN, REPOSITORY, docx_integrity, open_xml_validator

pytestmark = pytest.mark.thorough
PAIRS = [(number, number + 1) for number in range(1, 6)]


@pytest.fixture(scope="module")
def rounds(tmp_path_factory):
    folder = tmp_path_factory.mktemp("rounds")
    script = REPOSITORY / "examples" / "six_rounds.py"
    run = subprocess.run(
        [sys.executable, script, folder], capture_output=True, check=False, timeout=LONGEST_RUN
    )
    assert run.returncode == 0, run.stderr.decode()
    return folder


@pytest.mark.parametrize("pair", PAIRS, ids="{0[0]} to {0[1]}".format)
def test_accepting_all_gives_the_later_draft_and_rejecting_all_the_earlier_one(rounds, pair):
    before, after = (rounds / f"round-{number}.docx" for number in pair)
    redline = (rounds / "redline-{}-{}.docx".format(*pair)).read_bytes()

    assert read_through(redline, accept=True) == read_through(after.read_bytes(), accept=True)
    assert read_through(redline, accept=False) == read_through(before.read_bytes(), accept=True)


@pytest.mark.parametrize("pair", PAIRS, ids="{0[0]} to {0[1]}".format)
def test_pandoc_reads_the_same_from_the_redlines(rounds, pair, tmp_path):
    before, after = ((rounds / f"round-{number}.docx").read_bytes() for number in pair)
    redline = (rounds / "redline-{}-{}.docx".format(*pair)).read_bytes()

    assert by_pandoc(redline, tmp_path, "accept") == by_pandoc(after, tmp_path)
    assert by_pandoc(redline, tmp_path, "reject") == by_pandoc(before, tmp_path)


def test_every_draft_and_every_redline_is_valid(rounds):
    files = sorted(rounds.glob("*.docx"))
    assert len(files) == 6 + 5
    for command in ([open_xml_validator()], [docx_integrity(), "check"]):
        for file in files:
            run = subprocess.run([*command, file], capture_output=True, check=False)
            assert run.returncode == 0, (file.name, run.stdout.decode())
