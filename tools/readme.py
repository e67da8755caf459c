"""Run every drafter command of the README and put what it prints below it.

    python tools/readme.py            # write README.md
    python tools/readme.py --check    # exit 1 if it is out of date

Commands stand in blocks marked ``console``, each behind ``$ ``. A line ``[…]`` among the lines below a
command stands for any number of lines: what stands before and after it keeps its number of lines.
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

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
EXAMPLE_FILES = ROOT / "data" / "kyoto-2021"
LEFT_OUT = "[…]"

_BLOCK = re.compile(r"(?<=^```console\n)(.*?)(?=^```$)", re.DOTALL | re.MULTILINE)


def with_output(readme: str) -> str:
    """The README with what its commands print now.

    Args:
        readme: Its text.
    """
    with tempfile.TemporaryDirectory() as folder:
        there = Path(folder) / EXAMPLE_FILES.relative_to(ROOT)
        there.mkdir(parents=True)
        for name in ("annex-b.txt", "about.yaml"):
            shutil.copy(EXAMPLE_FILES / name, there)
        return _BLOCK.sub(lambda block: _run_block(block[1], Path(folder)), readme)


def _run_block(block: str, folder: Path) -> str:
    commands = re.split(r"^(?=\$ )", block, flags=re.MULTILINE)
    return "".join(_run(command, folder) for command in commands if command)


def _run(command: str, folder: Path) -> str:
    line, _, shown = command.partition("\n")
    words = shlex.split(line.removeprefix("$ "))
    if words[0] != "drafter":
        raise SystemExit(f"the README's commands are drafter's own: {line}")
    result = subprocess.run(
        [sys.executable, "-m", "drafter", *words[1:]],
        cwd=folder,
        env={**os.environ, "COLUMNS": "100"},
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
    """Write the README, or check it.

    Returns:
        The exit status: 1 if a check found a difference, else 0.
    """
    parser = argparse.ArgumentParser(description="Run the README's commands.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if out of date")
    options = parser.parse_args()
    old = README.read_text(encoding="utf-8")
    new = with_output(old)
    if options.check:
        return int(old != new)
    README.write_text(new, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
