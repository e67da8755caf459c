"""The example of a negotiation, which keeps its own books and says itself what does not hold."""

import re
import subprocess
import sys

import pytest

from tools import LONGEST_RUN, REPOSITORY, tool


def played(folder, *options):
    script = REPOSITORY / "examples" / "negotiation.py"
    run = subprocess.run(
        [sys.executable, script, folder, *options], capture_output=True, check=False, timeout=LONGEST_RUN
    )
    told = run.stdout.decode()
    assert run.returncode == 0, told + run.stderr.decode()
    return {name: int(count) for count, name in re.findall(r"(\d+) × (\w+)", told)}


@pytest.mark.thorough
def test_a_round_loses_nothing_and_calls_nothing_more_than_it_is(tmp_path):
    done = played(tmp_path / "room", "--rounds", "1", "--paragraphs", "16", "--without-libreoffice")
    assert (done["proposal"], done["own"], done["bracket"]) == (12, 3, 6)


@pytest.mark.thorough
def test_ten_rounds_lose_nothing_and_call_nothing_more_than_it_is(tmp_path):
    tool("soffice")
    done = played(tmp_path / "room")
    told = (done["proposal"], done["own"], done["join"], done["reopened"], done["bracket"])
    assert told == (120, 30, 20, 15, 60)
