"""Counts what drafter holds, and fails past a bound in pyproject.toml.

With ``--messages``, print every message that a user can meet, by room, each with its file, line and hint.
"""

from __future__ import annotations

import ast
import contextlib
import io
import os
import re
import sys
import tokenize
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
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
    "Problem", "DrafterError", "UsageError", "ClickException", "fail", "add", "message", "echo",
    "result", "wrote", "_print_line",
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


def texts_of(node: ast.expr, named: dict[str, list[ast.expr]]) -> list[str]:
    """Return the texts that an expression can have."""
    if isinstance(node, ast.IfExp):
        return texts_of(node.body, named) + texts_of(node.orelse, named)
    if isinstance(node, ast.Call):  # “…”.strip(), or a function of the module
        return texts_of(getattr(node.func, "value", node.func), named)
    if isinstance(node, ast.Name):
        others = {name: values for name, values in named.items() if name != node.id}
        return [text for value in named.get(node.id, ()) for text in texts_of(value, others)]
    text = " ".join(text_of(node).split())
    return [text] if WORDS.search(text) else []


def named_in(nodes: Iterable[ast.AST]) -> dict[str, list[ast.expr]]:
    """Return what is assigned to each name, and what each function returns."""
    named: dict[str, list[ast.expr]] = {}
    for node in nodes:
        if isinstance(node, ast.Assign):
            target, value = node.targets[0], node.value
            pairs = zip(getattr(target, "elts", [target]), getattr(value, "elts", [value]), strict=False)
            for name, part in pairs:
                named.setdefault(getattr(name, "id", ""), []).append(part)
        elif isinstance(node, ast.FunctionDef):
            found = (part.value for part in ast.walk(node) if isinstance(part, ast.Return))
            named[node.name] = [value for value in found if value]
    return named


def messages(path: Path) -> Iterator[tuple[str, str, str]]:
    """Give the messages of a file, each with its line or code and its hint.

    In a call that speaks to a user, the first text of two words is a message, and the second is a hint.
    """
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".yaml":
        for finding in yaml.safe_load(source)["findings"]:
            yield finding["code"], finding["message"], finding.get("hint", "")
        return
    tree = ast.parse(source)
    scopes = [tree, *(node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))]
    scope_of = {node: scope for scope in scopes for node in ast.walk(scope) if isinstance(node, ast.Call)}
    for call in sorted(scope_of, key=lambda call: call.lineno):
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        if name in SPEAKERS:
            named = named_in(tree.body) | named_in(ast.walk(scope_of[call]))
            arguments = [*call.args, *(keyword.value for keyword in call.keywords)]
            texts, hints = (*filter(None, (texts_of(part, named) for part in arguments)), [], [])[:2]
            for text in dict.fromkeys(texts):
                yield str(call.lineno), text, " / ".join(dict.fromkeys(hints))


def speaking() -> list[Path]:
    """Return the files with messages: modules and catalogues, by room."""
    files = [*(ROOT / "drafter").rglob("*.py"), *(ROOT / "drafter").rglob("catalogue.yaml")]
    return sorted(files, key=lambda path: (path.parent, path.name))


def print_messages() -> None:
    """Print every message by room, with its file, its line and its hint."""
    room = ""
    for path in speaking():
        for place, message, hint in messages(path):
            if room != (room := path.parent.relative_to(ROOT).as_posix()):
                print(f"\n{room}\n")
            print(f"  {f'{path.name} {place}':32} {message}{f'  → {hint}' if hint else ''}")


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
        "messages": len({message for path in speaking() for _, message, _ in messages(path)}),
        "options": options.total(),
        "command-options": max(options.values()),
        "documentation-words": sum(len(page.read_text(encoding="utf-8").split()) for page in pages),
        "packages": len(project["dependencies"]),
    }


def main() -> int:
    """Print every count with its bound, and return 1 for an exceeded bound."""
    if "--messages" in sys.argv:
        with contextlib.suppress(BrokenPipeError):
            print_messages()
            sys.stdout.flush()
            return 0
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # Python writes the rest when it ends
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
