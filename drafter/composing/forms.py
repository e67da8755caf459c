"""A form: what parts a document has (``outline.yaml``) and what words they use (``*.j2``)."""

from __future__ import annotations

import traceback
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from jinja2 import (
    Environment,
    StrictUndefined,
    Template,
    TemplateError,
    TemplateSyntaxError,
    UndefinedError,
    meta,
    nodes,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment

from drafter.characters import unsafe_characters
from drafter.composing.glossary import Glossary, load_glossary
from drafter.composing.spelling import Abbreviations
from drafter.composing.wording import Voice
from drafter.model import Kind
from drafter.problems import ContentError, DrafterError, Problem, Severity, did_you_mean, raise_on_errors
from drafter.store.files import read_text
from drafter.store.strict_yaml import (
    Problems,
    compose,
    read_choice,
    read_list,
    read_mapping,
    read_text_value,
    require_text,
)

ANNEXES = {"concordance": 5, "not-used": 4}  # each annex and the number of its columns

# Templates that every form has, with the names that they know; a clause or a note without words would be
# none. The words of a part and of an annex know the names below.
_NEEDED: dict[str, tuple[str, ...]] = {
    "title": (
        "matrix",
        "criteria",
        "clauses",
        "guidance",
        "sources",
        "recommendations",
        "regions",
        "versions",
        "alternatives",
    ),
    "heading": ("title", "level"),
    "clause": ("text",),
    "footnote": ("region", "meeting", "place", "dates", "symbol", "paragraph", "see"),
}
_PART_KNOWS = ("clauses", "parts")
_OPENING_KNOWS = ("title", "clauses")
_ANNEX_KNOWS = ("rows",)

_MARKS = {"semicolon": ";", "full-stop": "."}

# What a template gets must be able to end up in a Word file and be read by somebody; a template that
# makes more than this is at fault.
_LONGEST_TEXT = 200_000


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the document.

    Attributes:
        id: Its id.
        text: The name of the template of its opening words; empty where it has none.
        kinds: The kinds of clauses that stand in it; empty for a part of words only.
        voice: How its clauses speak.
        opening: The name of the template of the numbered paragraph that opens each section, whose clauses are
            its lettered items; empty where clauses are numbered paragraphs themselves.
        mark: What a clause ends in; the last of the document, and the last of a list, in a full stop.
        headings: Whether sections and themes are printed as headings.
        new_page: Whether it begins on a new page.
    """

    id: str
    text: str
    kinds: tuple[Kind, ...]
    voice: Voice
    opening: str
    mark: str
    headings: bool
    new_page: bool


@dataclass(frozen=True, slots=True)
class Annex:
    """A table at the end.

    Attributes:
        id: One of ``ANNEXES``.
        text: The name of the template of its opening words.
        columns: The headings of its columns.
    """

    id: str
    text: str
    columns: tuple[str, ...]


@dataclass(frozen=True)
class Form:
    """A form, loaded and ready to say its words.

    Attributes:
        name: The folder's name.
        folder: The folder.
        language: BCP 47 tag of the language that its words are in.
        parts: In order.
        annexes: In order.
        abbreviations: What is done with abbreviations.
        glossary: What they stand for.
    """

    name: str
    folder: Path
    language: str
    parts: tuple[Part, ...]
    annexes: tuple[Annex, ...]
    abbreviations: Abbreviations
    glossary: Glossary
    _templates: Mapping[str, Template] = field(repr=False)

    @property
    def word_template(self) -> Path:
        """The Word file that says how it looks."""
        return self.folder / "word.docx"

    @property
    def has_lettered_clauses(self) -> bool:
        """Whether clauses of a part are the lettered items of a paragraph."""
        return any(part.opening for part in self.parts)

    @property
    def template_names(self) -> frozenset[str]:
        """The names of its templates, without ``.j2``."""
        return frozenset(self._templates)

    def say(self, template: str, **values: object) -> str:
        """The words of a template.

        Args:
            template: Its name, without ``.j2``.
            values: Plain data.

        Raises:
            ContentError: if the template is at fault, with its file and line.
        """
        try:
            text = self._templates[template].render(values)
        except (
            TemplateError,
            TypeError,
            ValueError,
            ArithmeticError,
            LookupError,
            AttributeError,
            RecursionError,
        ) as error:
            raise ContentError([self._problem(template, error, values)]) from error
        self._look_over(template, text)
        return text.strip()

    def _look_over(self, template: str, text: str) -> None:
        """Refuse words that could not be printed, or none where some are needed."""
        if text.isprintable() and text.strip() and len(text) <= _LONGEST_TEXT:
            return
        path = str(self.folder / f"{template}.j2")
        message = ""
        if len(text) > _LONGEST_TEXT:
            message = f"this makes more than {_LONGEST_TEXT:,} characters"
        elif template in _NEEDED and not text.strip():
            message = "this makes no words"
        if message:
            raise ContentError([Problem("template-error", message, file=path)])
        raise_on_errors(
            [
                Problem("template-error", f"this makes what cannot be printed: {found.message}", file=path)
                for found in unsafe_characters(text, path)
                if found.severity is Severity.ERROR
            ]
        )

    def _problem(self, template: str, error: Exception, values: Mapping[str, object]) -> Problem:
        path = str(self.folder / f"{template}.j2")
        lines = [
            frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == path
        ]
        hint = ""
        if isinstance(error, UndefinedError):
            unknown = str(error).partition("'")[2].partition("'")[0]
            hint = did_you_mean(unknown, values) or f"Names known here: {', '.join(values)}."
        return Problem("template-error", f"{error}", hint=hint, file=path, line=(lines or [0])[-1] or 0)


def load_form(folder: Path) -> Form:
    """Load a form.

    Raises:
        DrafterError: if a file of it cannot be read.
        ContentError: with every fault in its outline and templates.
    """
    if not folder.is_dir():
        raise DrafterError(f"{folder} is not a folder", "A form is a folder with an outline.yaml in it.")
    root, problems = compose(folder / "outline.yaml")
    top = read_mapping(
        root, problems, "the outline", required=("language", "parts"), optional=("annexes", "abbreviations")
    )
    language = require_text(top.get("language"), problems, "the language")
    parts = [_read_part(node, problems) for node in read_list(top.get("parts"), problems, "the parts")]
    _refuse_rivals(parts, list(read_list(top.get("parts"), problems, "the parts")), problems)
    annexes = [_read_annex(node, problems) for node in read_list(top.get("annexes"), problems, "the annexes")]
    abbreviations = read_choice(top.get("abbreviations"), problems, "way", list(Abbreviations))
    names = {
        **dict.fromkeys([part.text for part in parts if part.text], _PART_KNOWS),
        **dict.fromkeys([part.opening for part in parts if part.opening], _OPENING_KNOWS),
        **dict.fromkeys([annex.text for annex in annexes if annex.text], _ANNEX_KNOWS),
        **_NEEDED,
    }
    templates = _load_templates(folder, names, problems)
    raise_on_errors(problems.in_order())
    return Form(
        name=folder.resolve().name,
        folder=folder,
        language=language,
        parts=tuple(parts),
        annexes=tuple(annexes),
        abbreviations=Abbreviations(abbreviations or Abbreviations.THROUGHOUT),
        glossary=load_glossary(folder),
        _templates=templates,
    )


def _read_part(node: yaml.Node, problems: Problems) -> Part:
    values = read_mapping(
        node,
        problems,
        "a part",
        required=("id",),
        optional=("text", "kinds", "voice", "opening", "ends_in", "headings", "new_page"),
    )
    return Part(
        id=require_text(values.get("id"), problems, "a part's id"),
        text=read_text_value(values.get("text"), problems, "a part's text") or "",
        kinds=tuple(
            Kind(kind)
            for item in read_list(values.get("kinds"), problems, "a part's kinds")
            if (kind := read_choice(item, problems, "kind", list(Kind)))
        ),
        voice=Voice(read_choice(values.get("voice"), problems, "voice", list(Voice)) or Voice.BARE_VERB),
        opening=read_text_value(values.get("opening"), problems, "a part's opening") or "",
        mark=_MARKS[read_choice(values.get("ends_in"), problems, "mark", list(_MARKS)) or "semicolon"],
        headings=_yes_or_no(values.get("headings"), problems),
        new_page=_yes_or_no(values.get("new_page"), problems),
    )


def _refuse_rivals(parts: list[Part], nodes: list[yaml.Node], problems: Problems) -> None:
    """Two parts of one id, or for one kind, would take each other's clauses."""
    ids: set[str] = set()
    kinds: set[Kind] = set()
    for part, node in zip(parts, nodes, strict=True):
        if part.id in ids:
            problems.add("duplicate-id", node, f"two parts have the id “{part.id}”")
        for kind in kinds & set(part.kinds):
            problems.add("duplicate-kind", node, f"two parts are for the kind “{kind}”", "Keep one.")
        ids.add(part.id)
        kinds |= set(part.kinds)


def _read_annex(node: yaml.Node, problems: Problems) -> Annex:
    values = read_mapping(node, problems, "an annex", required=("id", "text", "columns"))
    annex_id = read_choice(values.get("id"), problems, "annex", list(ANNEXES))
    columns = tuple(
        require_text(item, problems, "a column's heading")
        for item in read_list(values.get("columns"), problems, "an annex's columns")
    )
    if annex_id and "columns" in values and len(columns) != ANNEXES[annex_id]:
        problems.add(
            "wrong-columns",
            values["columns"],
            f"the annex “{annex_id}” has {ANNEXES[annex_id]} columns, not {len(columns)}",
        )
    return Annex(annex_id, require_text(values.get("text"), problems, "an annex's text"), columns)


def _yes_or_no(node: yaml.Node | None, problems: Problems) -> bool:
    return read_choice(node, problems, "value", ["yes", "no"]) == "yes"


def _load_templates(
    folder: Path, names: Mapping[str, tuple[str, ...]], problems: Problems
) -> dict[str, Template]:
    """Load templates, having reported every one that is missing or at fault.

    Args:
        folder: The form's folder.
        names: The templates' names, each with the names that it knows.
        problems: Where to report.
    """
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
    templates = {}
    for name, known in names.items():
        path = folder / f"{name}.j2"
        try:
            parsed = environment.parse(read_text(path), name, str(path))
            code = environment.compile(parsed, name, str(path))
            templates[name] = Template.from_code(environment, code, environment.make_globals(None))
        except TemplateSyntaxError as error:
            problems.found.append(
                Problem("template-error", error.message or "", file=str(path), line=error.lineno)
            )
        except DrafterError as error:
            problems.found.append(Problem("no-template", error.message, hint=error.hint))
        else:
            problems.found += _unknown_names(parsed, known, environment, str(path))
    return templates


def _unknown_names(
    parsed: nodes.Template, known: Sequence[str], environment: Environment, path: str
) -> Iterator[Problem]:
    """Names that a template uses and nobody tells it, in any branch of it."""
    unknown = meta.find_undeclared_variables(parsed) - set(known) - set(environment.globals)
    lines: dict[str, int] = {}
    for used in parsed.find_all(nodes.Name):
        lines.setdefault(used.name, used.lineno)
    for name in sorted(unknown, key=lambda name: lines[name]):
        hint = did_you_mean(name, known) or f"Names known here: {', '.join(known)}."
        yield Problem("unknown-name", f"unknown name “{name}”", hint=hint, file=path, line=lines[name])


def unused_templates(form: Form) -> list[str]:
    """The names of template files in a form's folder that its outline does not use."""
    return sorted(path.name for path in form.folder.glob("*.j2") if path.stem not in form.template_names)
