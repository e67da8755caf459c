"""A form: what parts a document has (``outline.yaml``) and what words they use (``*.j2``)."""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from jinja2 import (
    Template,
    TemplateError,
)

from drafter.characters import unsafe_characters
from drafter.composing.glossary import Glossary, load_glossary
from drafter.composing.outlines import (
    FrontItem,
    HeadingRule,
    read_front,
    read_heading,
    read_words,
)
from drafter.composing.spelling import Abbreviations
from drafter.composing.template_faults import in_plain_words, unknown_name
from drafter.composing.template_files import load_templates
from drafter.composing.wording import Voice
from drafter.model import Kind
from drafter.problems import ContentError, DrafterError, Problem, Severity, did_you_mean, raise_on_errors
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
# What the title and the front matter are told about the draft.
_ABOUT = (
    "matrix",
    "source",
    "source_date",
    "criteria",
    "clauses",
    "guidance",
    "sources",
    "recommendations",
    "not_used",
    "regions",
    "contributing",
    "versions",
    "alternatives",
    "own_words",
    "shared",
    "left_open",
    "fill_in",
)
# Templates that every form has, with the names that they know; a clause or a note without words would be
# none. The words of a part and of an annex know the names below.
_NEEDED: dict[str, tuple[str, ...]] = {
    "title": _ABOUT,
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
        closing: The name of the template of the words after its clauses; empty where it has none.
        kinds: The kinds of clauses that stand in it; empty for a part of words only.
        sections: Words of the titles of the sections that it is for; empty for all.
        voice: How its clauses speak.
        opening: The name of the template of the numbered paragraph that opens each section, whose clauses are
            its lettered items; empty where clauses are numbered paragraphs themselves.
        mark: What a clause ends in; the last of the document, and the last of a list, in a full stop.
        headings: Whether sections and themes are printed as headings.
        new_page: Whether it begins on a new page.
    """

    id: str
    text: str
    closing: str
    kinds: tuple[Kind, ...]
    sections: tuple[str, ...]
    voice: Voice
    opening: str
    mark: str
    headings: bool
    new_page: bool

    def takes(self, kind: Kind, section: str) -> bool:
        """Whether clauses of a kind, from the section with this title, stand in it."""
        title = section.casefold()
        return kind in self.kinds and (not self.sections or any(w.casefold() in title for w in self.sections))


@dataclass(frozen=True, slots=True)
class Annex:
    """A table at the end.

    Attributes:
        id: One of ``ANNEXES``.
        text: The name of the template of its opening words.
        columns: The headings of its columns.
        landscape: Whether it, and all that follows, stands on pages that lie on their long side.
    """

    id: str
    text: str
    columns: tuple[str, ...]
    landscape: bool


@dataclass(frozen=True)
class Form:
    """A form, loaded and ready to say its words.

    Attributes:
        name: The folder's name.
        folder: The folder.
        language: BCP 47 tag of the language that its words are in.
        front: What stands between the title and the text, in order.
        headings: What is printed in place of titles of the matrix.
        parts: In order.
        annexes: In order.
        abbreviations: What is done with abbreviations.
        glossary: What they stand for.
    """

    name: str
    folder: Path
    language: str
    front: tuple[FrontItem, ...]
    headings: tuple[HeadingRule, ...]
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
    def template_names(self) -> frozenset[str]:
        """The names of its templates, without ``.j2``."""
        return frozenset(self._templates)

    def heading(self, title: str, level: str) -> str:
        """The heading for a title of the matrix: by the first rule that fits, else the title as it stands.

        Args:
            title: The title of a section or theme.
            level: "section" or "theme".

        Returns:
            The words to print; empty where none are wanted.

        Raises:
            ContentError: if the template is at fault.
        """
        folded = title.casefold()
        for rule in self.headings:
            if rule.level == level and rule.words.casefold() in folded:
                title = rule.printed
                break
        return self.say("heading", title=title, level=level) if title else ""

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
        if unknown := unknown_name(error):
            hint = did_you_mean(unknown, values) or f"Names known here: {', '.join(values)}."
        return Problem(
            "template-error", in_plain_words(error), hint=hint, file=path, line=(lines or [0])[-1] or 0
        )


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
        root,
        problems,
        "the outline",
        required=("language", "parts"),
        optional=("front", "headings", "annexes", "abbreviations"),
    )
    language = require_text(top.get("language"), problems, "the language")
    parts = [_read_part(node, problems) for node in read_list(top.get("parts"), problems, "the parts")]
    _refuse_rivals(parts, list(read_list(top.get("parts"), problems, "the parts")), problems)
    annexes = [_read_annex(node, problems) for node in read_list(top.get("annexes"), problems, "the annexes")]
    front = [read_front(node, problems) for node in read_list(top.get("front"), problems, "the front")]
    headings = [
        read_heading(node, problems) for node in read_list(top.get("headings"), problems, "the headings")
    ]
    words_of_parts = [name for part in parts for name in (part.text, part.closing) if name]
    abbreviations = read_choice(top.get("abbreviations"), problems, "way", list(Abbreviations))
    names = {
        **dict.fromkeys(words_of_parts, _PART_KNOWS),
        **dict.fromkeys([item.text for item in front if item.text], _ABOUT),
        **dict.fromkeys([part.opening for part in parts if part.opening], _OPENING_KNOWS),
        **dict.fromkeys([annex.text for annex in annexes if annex.text], _ANNEX_KNOWS),
        **_NEEDED,
    }
    templates = load_templates(folder, names, problems)
    raise_on_errors(problems.in_order())
    return Form(
        name=folder.resolve().name,
        folder=folder,
        language=language,
        front=tuple(front),
        headings=tuple(headings),
        parts=tuple(parts),
        annexes=tuple(annexes),
        abbreviations=Abbreviations(abbreviations or Abbreviations.THROUGHOUT),
        glossary=load_glossary(folder),
        _templates=templates,
    )


def needs_of(folder: Path) -> tuple[tuple[str, ...], bool]:
    """What a form needs of its Word file, as far as its outline can be read, whatever else is wrong with it.

    Returns:
        The ids of its front's items, and whether it has lettered clauses.
    """
    try:
        root, _ = compose(folder / "outline.yaml")
    except DrafterError:
        return (), False
    nothing = Problems("")  # ``load_form`` reports
    top = read_mapping(root, nothing, "the outline", optional=("front", "parts"))
    front = [read_front(node, nothing).id for node in read_list(top.get("front"), nothing, "the front")]
    parts = [_read_part(node, nothing) for node in read_list(top.get("parts"), nothing, "the parts")]
    return tuple(front), any(part.opening for part in parts)


def _read_part(node: yaml.Node, problems: Problems) -> Part:
    values = read_mapping(
        node,
        problems,
        "a part",
        required=("id",),
        optional=(
            "text",
            "closing",
            "kinds",
            "sections",
            "voice",
            "opening",
            "ends_in",
            "headings",
            "new_page",
        ),
    )
    return Part(
        id=require_text(values.get("id"), problems, "a part's id"),
        text=read_text_value(values.get("text"), problems, "a part's text") or "",
        closing=read_text_value(values.get("closing"), problems, "a part's closing words") or "",
        sections=read_words(values.get("sections"), problems, "a section's title"),
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
    """Two parts of one id, or for one kind, would take each other's clauses.

    A kind may have several parts if all but the last of them are for certain sections.
    """
    ids: set[str] = set()
    kinds: set[Kind] = set()
    for part, node in zip(parts, nodes, strict=True):
        if part.id in ids:
            problems.add("duplicate-id", node, f"two parts have the id “{part.id}”")
        for kind in kinds & set(part.kinds):
            problems.add("duplicate-kind", node, f"two parts are for the kind “{kind}”", "Keep one.")
        ids.add(part.id)
        if not part.sections:
            kinds |= set(part.kinds)


def _read_annex(node: yaml.Node, problems: Problems) -> Annex:
    values = read_mapping(
        node, problems, "an annex", required=("id", "text", "columns"), optional=("landscape",)
    )
    annex_id = read_choice(values.get("id"), problems, "annex", list(ANNEXES))
    columns = read_words(values.get("columns"), problems, "a column's heading")
    if annex_id and "columns" in values and len(columns) != ANNEXES[annex_id]:
        problems.add(
            "wrong-columns",
            values["columns"],
            f"the annex “{annex_id}” has {ANNEXES[annex_id]} columns, not {len(columns)}",
        )
    text = require_text(values.get("text"), problems, "an annex's text")
    return Annex(annex_id, text, columns, _yes_or_no(values.get("landscape"), problems))


def _yes_or_no(node: yaml.Node | None, problems: Problems) -> bool:
    return read_choice(node, problems, "value", ["yes", "no"]) == "yes"


def unused_templates(form: Form) -> list[str]:
    """The names of template files in a form's folder that its outline does not use."""
    return sorted(path.name for path in form.folder.glob("*.j2") if path.stem not in form.template_names)
