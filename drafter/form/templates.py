"""Templates: the words of a form, in Jinja (https://jinja.palletsprojects.com), which a house may change."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from drafter.files import read_text
from drafter.problems import ContentError, DrafterError, Problem, Severity, did_you_mean, raise_on_errors
from drafter.records import Problems
from drafter.text import unsafe_characters

if TYPE_CHECKING:
    from jinja2 import Environment
    from jinja2 import Template as Compiled

# Text without any of these is printed as it stands, and needs no engine.
_TAG = re.compile(r"\{[{%#]")
# What a template gets must be able to end up in a Word file and be read by somebody; a template that
# makes more than this is at fault.
_LONGEST_TEXT = 200_000


@dataclass(frozen=True, slots=True)
class Template:
    """The words of one file.

    Attributes:
        text: As it stands there.
        compiled: For the engine; None where it needs none.
        must_speak: Whether it is at fault if it makes no words.
    """

    path: str
    text: str
    compiled: Compiled | None
    must_speak: bool

    def say(self, values: Mapping[str, object]) -> str:
        """Its words, told some plain data.

        Raises:
            ContentError: if it is at fault, with its file and line.
        """
        if self.compiled is None:
            text = self.text
        else:
            try:
                text = self.compiled.render(values)
            except Exception as error:  # whatever a person's template does, its line is what helps
                import traceback

                lines = [
                    frame.lineno
                    for frame in traceback.extract_tb(error.__traceback__)
                    if frame.filename == self.path
                ]
                problem = Problem("template-error", str(error), file=self.path, line=(lines or [0])[-1] or 0)
                raise ContentError([problem]) from error
        self._refuse_unprintable(text)
        return text.strip()

    def _refuse_unprintable(self, text: str) -> None:
        if text.isprintable() and text.strip() and len(text) <= _LONGEST_TEXT:
            return
        if len(text) > _LONGEST_TEXT:
            faults = [f"this makes more than {_LONGEST_TEXT:,} characters"]
        elif self.must_speak and not text.strip():
            faults = ["this makes no words"]
        else:
            found = [one for one in unsafe_characters(text, self.path) if one.severity is Severity.ERROR]
            faults = [f"this makes what cannot be printed: {one.message}" for one in found]
        raise_on_errors([Problem("template-error", fault, file=self.path) for fault in faults])


def load_templates(
    paths: Mapping[str, Path],
    known: Mapping[str, tuple[str, ...]],
    must_speak: frozenset[str],
    plural: Callable[..., str],
    problems: Problems,
) -> dict[str, Template]:
    """Load templates, having reported every one that is missing or at fault.

    Args:
        paths: The file of each, by name.
        known: The names that each knows.
        must_speak: Those that are at fault if they make no words.
        plural: What templates know as “plural”: told a number and words, the word that the number asks for.
        problems: Where to report.
    """
    loaded = {}
    engine: Environment | None = None
    for name, path in paths.items():
        try:
            text = read_text(path)
        except DrafterError as error:
            problems.found.append(Problem("no-template", error.message, hint=error.hint))
            continue
        compiled = None
        if _TAG.search(text):
            engine = engine or _engine(plural)
            compiled, faults = _compile(engine, text, name, str(path), known[name])
            problems.found += faults
        loaded[name] = Template(str(path), text, compiled, name in must_speak)
    return loaded


def _engine(plural: Callable[..., str]) -> Environment:
    """Jinja, in which a template can print what it is told, and nothing else."""
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    engine = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
    engine.globals["plural"] = plural
    return engine


def _compile(
    engine: Environment, text: str, name: str, path: str, known: tuple[str, ...]
) -> tuple[Compiled | None, list[Problem]]:
    from jinja2 import Template as Compiled
    from jinja2 import TemplateSyntaxError, nodes

    def unknown_names(parsed: nodes.Template) -> Iterator[Problem]:
        """Names that a template uses and nobody tells it, in any branch of it."""
        names = list(parsed.find_all(nodes.Name))
        told = {*known, *engine.globals, *(name.name for name in names if name.ctx != "load")}
        lines = {name.name: name.lineno for name in reversed(names) if name.name not in told}
        for one in sorted(lines, key=lambda one: lines[one]):
            hint = did_you_mean(one, known) or f"Names known here: {', '.join(known)}."
            yield Problem("unknown-name", f"unknown name “{one}”", hint=hint, file=path, line=lines[one])

    try:
        parsed = engine.parse(text, name, path)
        code = engine.compile(parsed, name, path)
    except TemplateSyntaxError as error:
        return None, [Problem("template-error", error.message or "", file=path, line=error.lineno)]
    return Compiled.from_code(engine, code, engine.make_globals(None)), list(unknown_names(parsed))
