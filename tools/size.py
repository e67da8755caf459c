"""Counts what drafter holds, and fails past a bound in pyproject.toml.

With ``--messages``, print every message that a user can meet, by room, each with its file, line and hint.
"""

from __future__ import annotations

import ast
import io
import re
import sys
import tokenize
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click
import yaml

from drafter.cli import cli

ROOT = Path(__file__).resolve().parent.parent
NOT_CODE = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENDMARKER,
}
# The names of calls whose text a user reads.
SPEAKERS = {
    "Problem", "DrafterError", "UsageError", "BadParameter", "ClickException",
    "fail", "add", "message", "refuse_repeats", "refuse_same", "finding", "_refusal",
}  # fmt: skip
WORDS = re.compile(r"[^\W\d_]{2,}.* ", re.DOTALL)  # at least two words: not “… …”, nor a name alone


def code_lines(source: str) -> int:
    """Count the lines that hold code: no comments, docstrings or blank lines."""
    lines: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type not in NOT_CODE:
            lines.update(range(token.start[0], token.end[0] + 1))
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            continue
        if ast.get_docstring(node) is not None:
            docstring = node.body[0]
            lines -= set(range(docstring.lineno, (docstring.end_lineno or docstring.lineno) + 1))
    return len(lines)


def text_of(node: ast.expr) -> str:
    """Return the text of a literal, with "…" for the values of an f-string."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(text_of(part) or "…" for part in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return text_of(node.left) + text_of(node.right)
    return ""


def messages(source: str) -> Iterator[tuple[int, str, str]]:
    """Give the messages of a module, each with its line and its hint.

    A message is the first text of two words in a call that speaks to a user, and a hint is the second.
    """
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    for node in sorted(calls, key=lambda call: call.lineno):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in SPEAKERS:
            arguments = [
                *node.args,
                *(keyword.value for keyword in node.keywords if keyword.arg == "message"),
            ]
            message, hint, *_ = [*filter(WORDS.search, map(text_of, arguments)), "", ""]
            if message:
                yield node.lineno, " ".join(message.split()), " ".join(hint.split())


def print_messages() -> None:
    """Print every message by room, with its file, its line and its hint."""
    for room in sorted({path.parent for path in (ROOT / "drafter").rglob("*.py")}):
        lines = []
        for path in sorted(room.glob("*.py")):
            for line, message, hint in messages(path.read_text(encoding="utf-8")):
                lines.append((f"{path.name}:{line}", f"{message}  → {hint}" if hint else message))
        for path in sorted(room.glob("catalogue.yaml")):
            for finding in yaml.safe_load(path.read_text(encoding="utf-8"))["findings"]:
                hint = f"  → {finding['hint']}" if "hint" in finding else ""
                lines.append((f"{path.name} {finding['code']}", f"{finding['message']}{hint}"))
        if lines:
            print(f"\n{room.relative_to(ROOT).as_posix()}\n")
            print(*(f"  {place:32} {words}" for place, words in lines), sep="\n")


def option_places() -> Counter[str]:
    """Count the options of each command, without help."""

    def count(command: click.Command, path: str) -> Iterator[tuple[str, int]]:
        if isinstance(command, click.Group):
            context = click.Context(command)
            for name in command.list_commands(context):
                subcommand = command.get_command(context, name)
                if subcommand is not None:
                    yield from count(subcommand, f"{path} {name}".strip())
        else:
            yield path, sum(isinstance(parameter, click.Option) for parameter in command.params)

    return Counter(dict(count(cli, "")))


def sizes() -> dict[str, int]:
    """Count everything that has a bound."""
    sources = {path: path.read_text(encoding="utf-8") for path in sorted((ROOT / "drafter").rglob("*.py"))}
    folders = Counter(path.parent for path in sources)
    tests = [*(ROOT / "tests").rglob("*.py")]
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *ROOT.glob("benchmarks/*.md")]
    options = option_places()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {
        "code-lines": sum(map(code_lines, sources.values())),
        "modules": len(sources),
        "module-lines": max(len(source.splitlines()) for source in sources.values()),
        "folder-modules": max(folders.values()),
        "test-lines": sum(len(path.read_text(encoding="utf-8").splitlines()) for path in tests),
        "messages": len({message for source in sources.values() for _, message, _ in messages(source)}),
        "options": options.total(),
        "command-options": max(options.values()),
        "documentation-words": sum(len(page.read_text(encoding="utf-8").split()) for page in pages),
        "packages": len(project["dependencies"]),
    }


def main() -> int:
    """Print every count with its bound, and return 1 for an exceeded bound."""
    if "--messages" in sys.argv:
        print_messages()
        return 0
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    bounds: dict[str, int] = project["tool"]["drafter-size"]
    counts = sizes()
    if missing := counts.keys() ^ bounds.keys():
        print(f"pyproject.toml and this script disagree on: {', '.join(sorted(missing))}")
        return 1
    exceeded = [name for name, bound in bounds.items() if counts[name] > bound]
    for name, bound in bounds.items():
        print(f"{name:20} {counts[name]:7,} of {bound:7,}{'  too many' if name in exceeded else ''}")
    return 1 if exceeded else 0


if __name__ == "__main__":
    sys.exit(main())
