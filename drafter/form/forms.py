"""Loads a form, and renders its templates.

A form has an outline, words in templates and phrases, and looks in a Word file. ``templates/common`` has the
files that forms share; a form's file of the same name replaces the shared one.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateRuntimeError, TemplateSyntaxError, nodes
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer
from msgspec import Struct

from drafter.files import read_text, shipped_folder
from drafter.form.glossary import Glossary, load_glossary
from drafter.form.outline import Front, Outline, read_outline
from drafter.phrases import Phrases, load_phrases
from drafter.problems import ContentError, DrafterError, Problem, Severity, did_you_mean, raise_on_errors
from drafter.text import unsafe_characters

SHARED_FOLDER = "common"
WORD_FILE = "word.docx"

# The names that templates know: those of the document, and further ones of two templates.
_ABOUT = tuple(
    "matrix meeting place dates region_words has_meetings contributing clauses recommendations not_used "
    "criteria provenance edition annexes alternatives versions added edited cf see_also shared status "
    "fill_in missing_symbols is_long title subtitle version date".split()
)
_FOOTNOTE = tuple("region meeting place symbol again report cited regions paragraph see in_part cf".split())
_OPENING = ("heading",)
# A document or a footnote without words would be none.
_NEVER_EMPTY = ("title", "footnote")


class Form(Struct, frozen=True):
    """A form, loaded and ready to give its words.

    Attributes:
        folder: Its folder.
        outline: The parts of its documents.
        glossary: Its abbreviations.
        phrases: Its phrases.
    """

    folder: Path
    outline: Outline
    glossary: Glossary
    phrases: Phrases
    _engine: Engine
    _templates: dict[str, Template]

    @property
    def name(self) -> str:
        """The name of the folder."""
        return self.folder.resolve().name

    @property
    def word_template(self) -> Path:
        """The Word file that has its looks."""
        return file_of(self.folder, WORD_FILE)

    @property
    def unused_templates(self) -> list[str]:
        """The names of its template files that its outline does not use."""
        return sorted(path.name for path in self.folder.glob("*.j2") if path.stem not in self._templates)

    def say(self, template: str, **values: object) -> str:
        """Return the words of a template.

        Args:
            template: Its name, without ``.j2``.
            values: By the names that it knows.

        Raises:
            ContentError: if the template is at fault, with its file and line.
        """
        compiled = self._templates[template]
        path = compiled.filename or ""
        try:
            text = self._engine.text_of(compiled, values)
        except Exception as error:  # whatever a person's template does, its line is what helps
            frames = traceback.extract_tb(error.__traceback__)
            lines = [frame.lineno or 0 for frame in frames if frame.filename == path]
            problem = Problem("template-error", str(error), file=path, line=lines[-1] if lines else 0)
            raise ContentError([problem]) from error
        unsafe = [found for found in unsafe_characters(text, path) if found.severity is Severity.ERROR]
        if template in _NEVER_EMPTY and not text.strip():
            unsafe.append(Problem("template-error", "this template must print words", file=path))
        raise_on_errors(unsafe)
        return text.strip()


def load_form(folder: Path) -> Form:
    """Load a form.

    Raises:
        DrafterError: if a file of it cannot be read.
        ContentError: with every problem in its outline, phrases and templates.
    """
    outline, problems = read_outline(folder)
    found = list(problems.in_order())
    try:
        phrases = load_phrases(folder)
    except ContentError as error:
        found += error.problems
        phrases = load_phrases()
    engine = Engine({"plural": phrases.plural, "number": phrases.number})
    about = [
        "title",
        *(Front.NOTE.value for item in outline.front if item is Front.NOTE),
        *(part.text for part in outline.parts if part.text),
        *(annex.template for annex in outline.annexes if annex),  # None: one that cannot be read
    ]
    known = dict.fromkeys(about, _ABOUT)
    known |= {part.opening: _OPENING for part in outline.parts if part.opening} | {"footnote": _FOOTNOTE}
    templates: dict[str, Template] = {}
    for name, names in known.items():
        found += _load_template(folder, name, names, engine, templates)
    raise_on_errors(found)
    return Form(folder, outline, load_glossary(folder), phrases, engine, templates)


def file_of(folder: Path, name: str) -> Path:
    """Return the path of a file of a form, or of the file that forms share."""
    path, shared = folder / name, shipped_folder("templates") / SHARED_FOLDER / name
    return shared if shared.is_file() and not path.exists() else path


def _load_template(
    folder: Path, name: str, known: tuple[str, ...], engine: Engine, templates: dict[str, Template]
) -> Iterator[Problem]:
    """Load a template into ``templates``, and give the problems in it."""
    path = file_of(folder, f"{name}.j2")
    try:
        parsed, templates[name] = engine.compile_file(read_text(path), name, str(path))
    except DrafterError as error:
        yield Problem("no-template", error.message, hint=error.hint)
    except TemplateSyntaxError as error:
        yield Problem("template-error", error.message or "", file=str(path), line=error.lineno)
    else:
        yield from _unknown_names(parsed, known, engine.globals, str(path))


def _unknown_names(
    parsed: nodes.Template, known: tuple[str, ...], functions: Mapping[str, object], path: str
) -> Iterator[Problem]:
    """Find names that a template uses, in any branch, and does not know."""
    names = list(parsed.find_all(nodes.Name))
    allowed = {*known, *functions, *(name.name for name in names if name.ctx != "load"), "loop"}
    lines = {name.name: name.lineno for name in reversed(names) if name.name not in allowed}
    for name in sorted(lines, key=lambda name: lines[name]):
        hint = did_you_mean(name, known) or f"Names that can be used here: {', '.join(known)}."
        yield Problem("unknown-name", f"unknown name “{name}”", hint=hint, file=path, line=lines[name])


# Bounds for what a template makes: people read it in a Word file.
LONGEST_TEXT = 200_000
_MOST_TURNS = 20_000
# Filters whose result is no longer than their input.
_FILTERS = (
    "capitalize d default first int last length list lower reject select sort string title trim unique upper"
)


class Engine(ImmutableSandboxedEnvironment):
    """Compiles and renders templates.

    Args:
        functions: What templates may call, by name.
    """

    intercepted_binops = frozenset(("+", "-", "*", "/", "//", "%", "**"))

    def __init__(self, functions: Mapping[str, Callable[..., object]]) -> None:
        super().__init__(undefined=StrictUndefined, autoescape=False, optimized=False)
        self.filters = {name: self.filters[name] for name in _FILTERS.split()}
        self.filters |= {"replace": _replace, "join": _join}
        self.globals = dict(functions)
        self._turns = 0

    def compile_file(self, source: str, name: str, path: str) -> tuple[nodes.Template, Template]:
        """Return a template parsed, with its loops counted, and compiled.

        Raises:
            TemplateSyntaxError: if the source is no template.
        """
        parsed = _Counting().visit(self.parse(source, name, path))
        code = self.compile(parsed, name, path)
        return parsed, self.template_class.from_code(self, code, self.make_globals(None))

    def text_of(self, template: Template, values: Mapping[str, object]) -> str:
        """Return what a template makes of some values.

        Raises:
            Exception: of any kind that a template can raise.
        """
        self._turns = 0
        parts: list[str] = []
        length = 0
        for part in template.generate(values):
            length = _bounded(length + len(part))
            parts.append(part)
        return "".join(parts)

    def turn(self) -> None:
        """Count a turn of a loop."""
        self._turns += 1
        if self._turns > _MOST_TURNS:
            raise TemplateRuntimeError(f"loops take more than {_MOST_TURNS:,} turns")

    def concatenated(self, *values: object) -> str:
        """Return what "~" makes."""
        _bounded(sum(len(str(value)) for value in values))
        return "".join(map(str, values))

    def is_safe_callable(self, obj: object) -> bool:
        """Tell whether a template may call something.

        A method of a text could make it grow beyond bounds.
        """
        is_method = getattr(obj, "__self__", None) is self
        return is_method or any(obj is function for function in self.globals.values())

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> object:  # noqa: ANN401, ARG002
        """Return what "+" and "-" make; templates have no other arithmetic."""
        if operator == "-" and isinstance(left, int):
            return left - right
        if operator == "+":
            _bounded(sum(len(value) for value in (left, right) if hasattr(value, "__len__")))
            return left + right
        raise TemplateRuntimeError(f"“{operator}” is not available in templates")


class _Counting(NodeTransformer):
    """Has each turn of a loop counted, and what "~" makes measured."""

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802  # as Jinja calls it
        self.generic_visit(node)
        node.body.insert(0, nodes.ExprStmt(_call("turn", [], node.lineno), lineno=node.lineno))
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return _call("concatenated", node.nodes, node.lineno)


def _call(method: str, arguments: list[nodes.Expr], line: int) -> nodes.Call:
    return nodes.Call(nodes.EnvironmentAttribute(method), arguments, [], None, None, lineno=line)


def _bounded(length: int) -> int:
    if length > LONGEST_TEXT:
        raise TemplateRuntimeError(f"this makes more than {LONGEST_TEXT:,} characters")
    return length


def _replace(text: object, old: str, new: str) -> str:
    whole = str(text)
    _bounded(len(whole) + (whole.count(old) if old else len(whole) + 1) * len(new))
    return whole.replace(old, new)


def _join(items: Iterable[object], between: str = "") -> str:
    texts = [str(item) for item in items]
    _bounded(sum(map(len, texts)) + len(between) * len(texts))
    return between.join(texts)
