"""The README's commands print what the README says."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_every_command_of_the_readme_prints_what_stands_below_it():
    result = subprocess.run(
        [sys.executable, ROOT / "tools" / "readme.py", "--check"], capture_output=True, check=False
    )
    assert result.returncode == 0, result.stderr.decode() or "run tools/readme.py and read the change"


def test_the_readme_shows_a_picture_that_is_there():
    assert "docs/page.png" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert (ROOT / "docs" / "page.png").read_bytes().startswith(b"\x89PNG")
