"""A form: the outline of a document, its words in templates and phrases, its looks in a Word file.

What forms share stands once, in ``templates/common``; a form's own file of the same name comes first.
Templates are in Jinja (https://jinja.palletsprojects.com), and a house may change them.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from drafter.files import read_text, shipped_folder
from drafter.form.outline import Outline, read_outline
from drafter.phrases import Phrases, load_phrases
from drafter.problems import ContentError, DrafterError, Problem, Severity, did_you_mean, raise_on_errors
from drafter.records import Record, list_of, optional, required, text, yes_or_no
from drafter.text import unsafe_characters

if TYPE_CHECKING:
    from jinja2 import Template, nodes

SHARED_FOLDER = "common"
WORD_FILE = "word.docx"
# What a template makes must be able to end up in a Word file and be read by somebody; a template that
# makes more than this is at fault.
_LONGEST_TEXT = 200_000

# What the title and the front matter are told about the draft.
_ABOUT = tuple(
    "matrix source source_date criteria clauses guidance sources recommendations not_used regions "
    "contributing versions alternatives own_words shared left_open fill_in".split()
)
# Templates that every form has, with the names that they know; a document or a note without words would be
# none. The words of a part and of an annex know the names below.
_NEEDED: dict[str, tuple[str, ...]] = {
    "title": _ABOUT,
    "footnote": ("region", "meeting", "place", "dates", "symbol", "paragraph", "see"),
}
_PART_KNOWS = ("clauses", "parts")
_OPENING_KNOWS = ("title", "clauses")
_ANNEX_KNOWS = ("rows",)


@dataclass(frozen=True)
class Form(Outline):
    """A form, loaded and ready to say its words."""

    folder: Path
    glossary: Glossary
    phrases: Phrases
    _templates: dict[str, Template] = field(repr=False)

    @property
    def name(self) -> str:
        """The folder's name."""
        return self.folder.resolve().name

    @property
    def word_template(self) -> Path:
        """The Word file that says how it looks."""
        return file_of(self.folder, WORD_FILE)

    @property
    def unused_templates(self) -> list[str]:
        """The names of template files in its folder that its outline does not use."""
        return sorted(path.name for path in self.folder.glob("*.j2") if path.stem not in self._templates)

    def say(self, template: str, **values: object) -> str:
        """The words of a template, told some plain data.

        Args:
            template: Its name, without ``.j2``.
            values: By the names that it knows.

        Raises:
            ContentError: if it is at fault, with its file and line.
        """
        compiled = self._templates[template]
        path = compiled.filename or ""
        try:
            text = compiled.render(values)
        except Exception as error:  # whatever a person's template does, its line is what helps
            import traceback

            frames = traceback.extract_tb(error.__traceback__)
            lines = [frame.lineno or 0 for frame in frames if frame.filename == path]
            problem = Problem("template-error", str(error), file=path, line=lines[-1] if lines else 0)
            raise ContentError([problem]) from error
        found = [one for one in unsafe_characters(text, path) if one.severity is Severity.ERROR]
        faults = [f"this makes what cannot be printed: {one.message}" for one in found]
        if len(text) > _LONGEST_TEXT:
            faults = [f"this makes more than {_LONGEST_TEXT:,} characters"]
        elif template in _NEEDED and not text.strip():
            faults = ["this makes no words"]
        raise_on_errors([Problem("template-error", fault, file=path) for fault in faults])
        return text.strip()


def load_form(folder: Path) -> Form:
    """Load a form.

    Raises:
        DrafterError: if a file of it cannot be read.
        ContentError: with every fault in its outline, phrases and templates.
    """
    if not folder.is_dir():
        raise DrafterError(f"{folder} is not a folder", "A form is a folder with an outline.yaml in it.")
    outline, problems = read_outline(folder)
    try:
        phrases = load_phrases(folder)
    except ContentError as error:
        problems.found += error.problems
        phrases = load_phrases()
    known = {
        **{part.text: _PART_KNOWS for part in outline.parts if part.text},
        **{item.text: _ABOUT for item in outline.front if item.text},
        **{part.opening: _OPENING_KNOWS for part in outline.parts if part.opening},
        **{annex.text: _ANNEX_KNOWS for annex in outline.annexes if annex.text},
        **_NEEDED,
    }
    templates, faults = _templates(folder, known, phrases)
    problems.found += faults
    raise_on_errors(problems.in_order())
    return Form(
        **vars(outline),
        folder=folder,
        glossary=load_glossary(folder),
        phrases=phrases,
        _templates=templates,
    )


def file_of(folder: Path, name: str) -> Path:
    """A file of a form: its own, or else the one that forms share, or else where it should stand."""
    own, shared = folder / name, shipped_folder("templates") / SHARED_FOLDER / name
    return shared if shared.is_file() and not own.exists() else own


def _templates(
    folder: Path, known: Mapping[str, tuple[str, ...]], phrases: Phrases
) -> tuple[dict[str, Template], list[Problem]]:
    """The templates of a form, in which they can print what they are told and nothing else; and their faults.

    Args:
        folder: The form's.
        known: The names that each template knows.
        phrases: Of the form; templates know as “plural” what gives the word that a number asks for.
    """
    from jinja2 import StrictUndefined, TemplateSyntaxError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    engine = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
    engine.globals["plural"] = phrases.plural
    loaded: dict[str, Template] = {}
    faults: list[Problem] = []
    for name, names in known.items():
        path = file_of(folder, f"{name}.j2")
        try:
            parsed = engine.parse(read_text(path), name, str(path))
            code = engine.compile(parsed, name, str(path))
            loaded[name] = engine.template_class.from_code(engine, code, engine.make_globals(None))
            faults += _unknown_names(parsed, (*names, *engine.globals), names, str(path))
        except DrafterError as error:
            faults.append(Problem("no-template", error.message, hint=error.hint))
        except TemplateSyntaxError as error:
            message = error.message or ""
            faults.append(Problem("template-error", message, file=str(path), line=error.lineno))
    return loaded, faults


def _unknown_names(
    parsed: nodes.Template, told: Iterable[str], known: tuple[str, ...], path: str
) -> Iterator[Problem]:
    """Names that a template uses and nobody tells it, in any branch of it."""
    from jinja2 import nodes

    names = list(parsed.find_all(nodes.Name))
    all_told = {*told, *(name.name for name in names if name.ctx != "load")}
    lines = {name.name: name.lineno for name in reversed(names) if name.name not in all_told}
    for one in sorted(lines, key=lambda one: lines[one]):
        hint = did_you_mean(one, known) or f"Names known here: {', '.join(known)}."
        yield Problem("unknown-name", f"unknown name “{one}”", hint=hint, file=path, line=lines[one])


# Abbreviations and what they stand for: ``glossary.yaml`` here, and a form's own beside its outline

GLOSSARY_FILE = "glossary.yaml"

# At least two capitals or digits, beginning with a capital; an “s” at the end is a plural's.
_ABBREVIATION = re.compile(r"\b[A-Z](?:[A-Z0-9]+\b|[A-Z]+(?=s\b))")
_NO_ABBREVIATION = re.compile(r"[IVXLC]+|UN")


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """An abbreviation.

    Attributes:
        long: What it stands for, without an article.
        article: Whether running text puts “the” before the long form.
        also: Another short name before the abbreviation in brackets; empty where none.
        is_spelt: Whether clauses may spell it out; no for a short title such as “2030 Agenda”.
    """

    short: str
    long: str
    article: bool
    also: str
    is_spelt: bool


@dataclass(frozen=True)
class Glossary:
    """Abbreviations, those of a form first."""

    abbreviations: tuple[Abbreviation, ...]

    @functools.cached_property
    def by_short(self) -> dict[str, Abbreviation]:
        """Those that clauses may spell out, by abbreviation."""
        return {item.short: item for item in reversed(self.abbreviations) if item.is_spelt}

    @functools.cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(item.short for item in self.abbreviations)

    @functools.cached_property
    def _likenesses(self) -> tuple[tuple[Abbreviation, re.Pattern[str]], ...]:
        """A pattern for both forms of each; a short form often stands without the article."""
        found = []
        for item in self.abbreviations:
            short, long = re.escape(item.short), re.escape(item.long)
            both = rf"{long}(?:\s+\({short}\))?"
            found.append((item, re.compile(rf"\b(?:the\s+)?(?:{both}|{short}\b)", re.IGNORECASE)))
        return tuple(found)

    def shortened(self, text: str) -> str:
        """A text with every long form abbreviated: what two wordings have in common."""
        folded = text.casefold()
        for item, both in self._likenesses:
            if item.short.casefold() in folded or item.long.casefold() in folded:
                text = both.sub(item.short, text)
        return text

    def unknown_in(self, text: str) -> tuple[str, ...]:
        """The abbreviations in a text that the glossary lacks; roman numerals are none."""
        found = dict.fromkeys(match[0] for match in _ABBREVIATION.finditer(text))
        return tuple(
            word for word in found if word not in self._known and not _NO_ABBREVIATION.fullmatch(word)
        )


@functools.cache
def load_glossary(folder: Path | None = None) -> Glossary:
    """The glossary that ships with drafter, with a form's own added.

    Args:
        folder: The form's folder, in which a ``glossary.yaml`` may stand.

    Raises:
        ContentError: with every fault in a file.
    """
    shipped = Path(__file__).with_name(GLOSSARY_FILE)
    paths = [shipped]
    if folder is not None and (folder / GLOSSARY_FILE).is_file():
        paths.insert(0, folder / GLOSSARY_FILE)
    return Glossary(tuple(item for path in paths for item in _read(path)))


_GLOSSARY = Record(
    "the glossary",
    lambda abbreviations: abbreviations,
    abbreviations=required(
        list_of(
            Record(
                "an abbreviation",
                Abbreviation,
                short=required(text),
                long=required(text),
                article=optional(yes_or_no, default=False),
                also=optional(text, ""),
                is_spelt=optional(yes_or_no, default=True, key="spell"),
            )
        )
    ),
)


def _read(path: Path) -> tuple[Abbreviation, ...]:
    found: tuple[Abbreviation, ...]
    found, problems = _GLOSSARY.load(path)
    problems.refuse_repeats(
        "duplicate-abbreviation",
        ((item.short, problems.node_of(item)) for item in found),
        "“{}” stands in the glossary twice; first in line {first}",
        "Keep one of them.",
    )
    raise_on_errors(problems.in_order())
    return found
