"""Run every drafter command of the README and of the pages in docs, and put what it prints below it.

    python tools/readme.py            # write them
    python tools/readme.py --check    # exit 1 if one is out of date
    python tools/readme.py docs/form.md

The commands of a page run one after the other in a folder of its own. They stand in blocks marked
``console``, each behind ``$ ``. A line ``[…]`` among the lines below a command stands for any number of
lines: what stands before and after it keeps its number of lines. What people do in Word between two commands
stands in a comment of the page, “<!-- In Word: FILE to FILE, AUTHOR: “old” → “new”; “old” → gone -->”:
tracked under the author's name; without one untracked.
"""

import argparse
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent / "tests"))

from word_editing import Edit, said  # type: ignore[import-not-found]
from word_tracking import reword  # type: ignore[import-not-found]

ROOT = Path(__file__).resolve().parent.parent
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
EXAMPLE_FILES = ROOT / "data" / "kyoto-2021"
OTHER_EXAMPLE = ROOT / "data" / "slovenia-2019" / "thematic-list.docx"
LEFT_OUT = "[…]"

_BLOCK = re.compile(
    r"(?<=^```console\n)(?P<block>.*?)(?=^```$)|(?<=^<!-- In Word: )(?P<edit>.*?)(?= -->$)",
    re.DOTALL | re.MULTILINE,
)
_EDIT = re.compile(r"“([^”]*)” → (?:“([^”]*)”|gone)")


def with_output(page: str) -> str:
    """A page's text with what its commands print now."""
    with tempfile.TemporaryDirectory() as folder:
        there = Path(folder) / EXAMPLE_FILES.relative_to(ROOT)
        there.mkdir(parents=True)
        for name in ("annex-b.txt", "about.yaml"):
            shutil.copy(EXAMPLE_FILES / name, there)
        other = Path(folder) / OTHER_EXAMPLE.relative_to(ROOT)
        other.parent.mkdir()
        shutil.copy(OTHER_EXAMPLE, other)
        return _BLOCK.sub(lambda found: _done(found, Path(folder)), page)


def _done(found: re.Match[str], folder: Path) -> str:
    if found["edit"] is None:
        return _run_block(found["block"], folder)
    where, _, edits = found["edit"].partition(": ")
    files, _, author = where.partition(", ")
    before, after = files.split(" to ")
    edit = Edit((folder / before).read_bytes())
    for old, new in _EDIT.findall(" ".join(edits.split())):
        (line,) = [one for one in edit.lines() if said(one).count(old) == 1]
        if not new:
            line.getparent().remove(line)
        elif author:
            reword(line, author, old, new)
        else:
            edit.replace_words(line, old, new)
    (folder / after).write_bytes(edit.save())
    return found["edit"]


def _run_block(block: str, folder: Path) -> str:
    commands = re.split(r"^(?=\$ )", block, flags=re.MULTILINE)
    return "".join(_run(command, folder) for command in commands if command)


def _run(command: str, folder: Path) -> str:
    line, _, shown = command.partition("\n")
    words = shlex.split(line.removeprefix("$ "))
    if words[0] != "drafter":
        raise SystemExit(f"the commands here are drafter's own: {line}")
    # With this setting each run would compile drafter anew.
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    result = subprocess.run(
        [sys.executable, "-m", "drafter", *words[1:]],
        cwd=folder,
        env={**kept, "COLUMNS": "100"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if result.returncode:
        raise SystemExit(f"{line}\n{result.stderr}")
    # Places of files that ship are shown as they are from the top of this folder.
    printed = (result.stdout + result.stderr).replace(
        f"{EXAMPLE_FILES}{os.sep}", f"{EXAMPLE_FILES.relative_to(ROOT).as_posix()}/"
    )
    lines = [text.rstrip() for text in printed.splitlines()]
    return "\n".join([line, *_shortened(lines, shown.splitlines())]) + "\n"


def _shortened(lines: list[str], shown: list[str]) -> list[str]:
    if LEFT_OUT not in shown:
        return lines
    first = shown.index(LEFT_OUT)
    last = len(shown) - first - 1
    return [*lines[:first], LEFT_OUT, *(lines[-last:] if last else [])]


def main() -> int:
    """Write the pages, or check them.

    Returns:
        The exit status: 1 if a check found a difference, else 0.
    """
    parser = argparse.ArgumentParser(description="Run the commands of the README and of docs.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if out of date")
    parser.add_argument("pages", nargs="*", type=Path, metavar="PAGE", help="only these; by default all")
    options = parser.parse_args()
    outdated = []
    for path in options.pages or PAGES:
        old = path.read_text(encoding="utf-8")
        new = with_output(old)
        if old != new:
            outdated.append(path.name)
            if not options.check:
                path.write_text(new, encoding="utf-8", newline="\n")
    print(*outdated, sep="\n", end="\n" if outdated else "")
    return int(options.check and bool(outdated))


if __name__ == "__main__":
    sys.exit(main())
