"""The commands of the README, and of the pages in docs, print what stands below them."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize(
    "page",
    [
        "README.md",
        *(
            pytest.param(page.name, marks=pytest.mark.thorough)
            for page in sorted((ROOT / "docs").glob("*.md"))
            if "```console" in page.read_text(encoding="utf-8")
        ),
    ],
)
def test_every_command_of_a_page_prints_what_stands_below_it(page):
    folder = ROOT if page == "README.md" else ROOT / "docs"
    result = subprocess.run(
        [sys.executable, ROOT / "tools" / "readme.py", "--check", folder / page],
        capture_output=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr.decode() or "run tools/readme.py and read the change"


def test_the_readme_is_short_and_leads_to_every_page_of_the_docs():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    assert len(readme.encode()) <= 10_000
    for page in (ROOT / "docs").glob("*.md"):
        others = "".join(one.read_text(encoding="utf-8") for one in (ROOT / "docs").glob("*.md"))
        assert f"docs/{page.name}" in readme or f"({page.name})" in others


def test_the_readme_shows_a_picture_that_is_there():
    assert "docs/page.png" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert (ROOT / "docs" / "page.png").read_bytes().startswith(b"\x89PNG")
