"""Writes docs/cli.md, and renews the outputs and the table of findings in the other pages.

    python tools/reference.py            # write what is out of date
    python tools/reference.py --check    # write nothing; fail if anything is out of date

Each page runs in a new folder, which has the folder ``data``. Blocks marked ``console`` hold
commands after ``$ ``, each with what it prints. A line with nothing but ``…`` is any number of lines.
A block such as ``yaml sources.yaml`` is saved as that file. A block marked ``python`` runs, and the
``text`` block after it is its output. ``EDITED`` has the edits of people in copies of a draft.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import click
import docx
import yaml

from drafter.cli import cli
from drafter.cli import main as drafter
from drafter.matrix.criteria import OPTIONS

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "docs" / "cli.md"
WIDTH = "100"

# The copies that people edit in Word: file → the original, the old words and the new words.
EDITED = {
    "egypt.docx": ("round-1.docx", "Promote a culture", "Promote, where appropriate, a culture"),
    "desk.docx": ("round-1.docx", "Give due consideration to", "Take into account"),
}

_ELIDED = "…"
_OPTION = re.compile(r"^(?=  -)", re.MULTILINE)
# The table of findings in docs/checks.md.
_FINDINGS = re.compile(
    r"(?<=^\| code \| severity \| message \|\n\|---\|---\|---\|\n)(?:\|.*\n)+", re.MULTILINE
)
_BLOCK = re.compile(r"^```(?P<info>.+)\n(?P<body>(?:.*\n)*?)```$", re.MULTILINE)
_INTRODUCTION = """\
# Commands

This page has the help of each command, which `drafter COMMAND -h` prints. `tools/reference.py` writes it.

Data goes to standard output, and messages go to standard error. Word files have the date in
`SOURCE_DATE_EPOCH`, or none. A command ends with one of these statuses:

| status | meaning |
|---|---|
| 0 | all is well |
| 1 | there are problems |
| 2 | the command was called wrongly |
| 3 | a file cannot be read or written |
| 130 | the command was interrupted |

`list`, `draft` and `select` also take the criteria of `themes`, from `--theme` to `--count`. For `draft` and
`select`, the default of `--min-regions` is 2.
"""


# The reference


def reference() -> str:
    """Return docs/cli.md: the help of every command, shared options once."""
    pages, criteria = [_INTRODUCTION], {f"--{name}" for name in OPTIONS.values()}
    for path in _commands(cli, ""):
        shown_once = {"-h,"} if path == "themes" else {"-h,", *criteria}
        parts = _OPTION.split(run(f"drafter {path} -h", Path.cwd()))
        text = "".join(part for part in parts if part.split()[0] not in shown_once)
        pages.append(f"## {path}\n\n```text\n{text.rstrip()}\n```\n")
    return "\n".join(pages)


def _commands(group: click.Group, above: str) -> Iterator[str]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        path = f"{above} {name}".strip()
        if isinstance(command, click.Group):
            yield from _commands(command, path)
        else:
            yield path


# The pages


def pages() -> list[Path]:
    """Return the pages with commands to run."""
    return [ROOT / "README.md", *sorted(page for page in (ROOT / "docs").glob("*.md") if page != REFERENCE)]


def run(line: str, folder: Path) -> str:
    """Run a command line of drafter in a folder, and return its output.

    Raises:
        ValueError: if it runs another program.
    """
    arguments = shlex.split(line)
    if arguments[0] != "drafter":
        message = f"not a command of drafter: {line}"
        raise ValueError(message)
    for name in {argument.partition("=")[2] or argument for argument in arguments} & EDITED.keys():
        _edit(folder, name)
    printed = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    with (
        contextlib.chdir(folder),
        mock.patch.dict(os.environ, COLUMNS=WIDTH),
        mock.patch.object(sys, "argv", arguments),
        mock.patch.object(sys.modules["__main__"], "__package__", None),  # click would name the module
        contextlib.redirect_stdout(printed),
        contextlib.redirect_stderr(printed),
        contextlib.suppress(SystemExit),
    ):
        drafter()
    return printed.buffer.getvalue().decode().replace("\r\n", "\n")


def _edit(folder: Path, name: str) -> None:
    """Make a copy of a draft as a person edits it in Word."""
    source, old, new = EDITED[name]
    if not (folder / source).exists():
        return
    document = docx.Document(str(folder / source))
    text_run = next(piece for line in document.paragraphs for piece in line.runs if old in piece.text)
    text_run.text = text_run.text.replace(old, new)
    document.save(str(folder / name))


def renewed(page: Path) -> str:
    """Run all commands of a page, and return it with their present output."""
    text = _FINDINGS.sub(lambda _: "".join(_findings()), page.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(ROOT / "data", folder / "data")
        return "".join(_renewed(text, folder))


def _findings() -> Iterator[str]:
    """Give the lines of the table of findings."""
    catalogue = yaml.safe_load((ROOT / "drafter" / "check" / "catalogue.yaml").read_text(encoding="utf-8"))
    for finding in catalogue["findings"]:
        code = finding["code"].partition("/")[0]
        words = re.sub(r"\{(\w+)\}", r"*\1*", f"{finding['message']}. {finding.get('hint', '')}").strip()
        yield f"| `{code}` | {finding['severity']} | {words[0].upper()}{words[1:]} |\n"


def _renewed(text: str, folder: Path) -> Iterator[str]:
    done, program = 0, ""
    for block in _BLOCK.finditer(text):
        yield text[done : block.start("body")]
        done = block.end("body")
        kind, _, name = block["info"].partition(" ")
        body = block["body"]
        if name:
            (folder / name).write_text(body, encoding="utf-8")
        if kind == "console":
            commands = re.split(r"^(?=\$ )", body, flags=re.MULTILINE)
            body = "".join(_console(command, folder) for command in commands if command)
        elif kind == "text" and program:
            body = shown(_python(program, folder), body)
        program = body if kind == "python" else ""
        yield body
    yield text[done:]


def _console(command: str, folder: Path) -> str:
    line, _, expected = command.partition("\n")
    return f"{line}\n{shown(run(line.removeprefix('$ '), folder), expected)}"


def _python(program: str, folder: Path) -> str:
    printed = io.StringIO()
    with contextlib.chdir(folder), contextlib.redirect_stdout(printed):
        exec(compile(program, "the page", "exec"), {})  # noqa: S102  # our own page
    return printed.getvalue()


def shown(printed: str, expected: str) -> str:
    """Return the lines of a page if they fit an output, else the new lines.

    Args:
        printed: The whole output.
        expected: The lines of the page; a line with nothing but "…" is any number of lines.
    """
    lines = [line.rstrip() for line in printed.splitlines()]
    wanted = expected.splitlines()
    pattern = "".join(
        r"(?:.*\n)*?" if line == _ELIDED else f"{re.escape(line.rstrip())}\n" for line in wanted
    )
    if re.fullmatch(pattern, "".join(f"{line}\n" for line in lines)):
        return expected
    if _ELIDED in wanted:
        first, last = wanted.index(_ELIDED), wanted[::-1].index(_ELIDED)
        lines = [*lines[:first], _ELIDED, *(lines[-last:] if last else [])]
    return "".join(f"{line}\n" for line in lines)


def main() -> int:
    """Write or name the pages that are out of date, and return the status."""
    stale = 0
    for page in [*pages(), REFERENCE]:
        new = reference() if page == REFERENCE else renewed(page)
        if not page.exists() or new != page.read_text(encoding="utf-8"):
            stale += 1
            print(f"{page.relative_to(ROOT)} is out of date")
            if "--check" not in sys.argv:
                page.write_text(new, encoding="utf-8", newline="\n")
    return int(bool(stale) and "--check" in sys.argv)


if __name__ == "__main__":
    sys.exit(main())
