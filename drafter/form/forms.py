"""A form: what parts a document has (``outline.yaml``) and what words they use (``*.j2``)."""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import Template, TemplateError

from drafter.form.glossary import Glossary, load_glossary
from drafter.form.outlines import FrontItem, HeadingRule, read_front, read_heading
from drafter.form.parts import Abbreviations, Annex, Part, read_annex, read_part, refuse_rivals
from drafter.form.template_faults import in_plain_words, unknown_name
from drafter.form.template_files import load_templates
from drafter.problems import ContentError, DrafterError, Problem, Severity, did_you_mean, raise_on_errors
from drafter.records import (
    Problems,
    compose,
    read_choice,
    read_list,
    read_mapping,
    require_text,
)
from drafter.text import unsafe_characters

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

# What a template gets must be able to end up in a Word file and be read by somebody; a template that
# makes more than this is at fault.
_LONGEST_TEXT = 200_000


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
    parts = [read_part(node, problems) for node in read_list(top.get("parts"), problems, "the parts")]
    refuse_rivals(parts, list(read_list(top.get("parts"), problems, "the parts")), problems)
    annexes = [read_annex(node, problems) for node in read_list(top.get("annexes"), problems, "the annexes")]
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
    parts = [read_part(node, nothing) for node in read_list(top.get("parts"), nothing, "the parts")]
    return tuple(front), any(part.opening for part in parts)


def unused_templates(form: Form) -> list[str]:
    """The names of template files in a form's folder that its outline does not use."""
    return sorted(path.name for path in form.folder.glob("*.j2") if path.stem not in form.template_names)
