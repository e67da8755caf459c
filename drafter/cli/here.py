"""``drafter`` alone: what there is in this folder, and what to do next."""

from __future__ import annotations

import re
from pathlib import Path

from drafter.cli.console import next_round, quoted, show
from drafter.files.reading import read_bytes
from drafter.matrix.loading import MATRIX_FILE

_SELECTION = re.compile(rb"^matrix:.*^clauses:", re.MULTILINE | re.DOTALL)
_MOST = 5  # files that are named
_LARGEST = 1 << 20  # bytes of a file that is looked into


def say() -> None:
    """Say it, by the files in this folder."""
    folder = Path()
    selections = [
        path
        for path in sorted(folder.glob("*.yaml"))
        if path.is_file() and path.stat().st_size <= _LARGEST and _SELECTION.search(read_bytes(path))
    ]
    files = (path for path in folder.glob("*.docx") if path.is_file())
    papers = sorted(files, key=lambda path: path.stat().st_mtime_ns, reverse=True)
    found = [quoted(path) for path in (*selections, *papers)]
    named = ", ".join(found[:_MOST]) + (f" and {len(found) - _MOST} more" if len(found) > _MOST else "")
    show(f"In this folder: {named}." if found else "There is no selection and no paper in this folder yet.")
    show("Next:")
    steps = _steps(selections, papers)
    width = max(len(command) for command, _ in steps)
    for command, what in steps:
        show(f"  {command.ljust(width)}  {what}")


def _steps(selections: list[Path], papers: list[Path]) -> list[tuple[str, str]]:
    """Commands, and what each is for."""
    steps = (
        [(f"drafter check {quoted(papers[0])}", "what no longer stands on what it cites")] if papers else []
    )
    if not selections:
        steps += [
            ("drafter themes", "what there is"),
            ("drafter select --min-regions 3 -o selection.yaml", "a selection that you edit"),
            ("drafter draft -o kyoto.docx", "a paper at once"),
        ]
        if not Path(MATRIX_FILE).is_file():
            steps.append(("drafter new my-folder --from FILE", "a folder for a matrix of your own"))
    for path in selections[:1]:
        if papers:
            home = f"drafter select {quoted(path)} --from {quoted(papers[0])}"
            steps.append((home, "what people changed in Word"))
        if path.with_suffix(".proposals.yaml").exists():
            steps.append((f"drafter select {quoted(path)} --take-all", "or --take, --leave, one by one"))
        steps.append((f"drafter draft {quoted(path)} -o {quoted(next_round(path))}", "the paper"))
    return [*steps, ("drafter -h", "all commands")]
