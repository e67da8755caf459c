"""A form: the outline of a document, its words in templates and phrases, its looks in a Word file.

What forms share stands once, in ``templates/common``; a form's own file of the same name comes first.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from drafter.files import shipped_folder
from drafter.form.glossary import Glossary, load_glossary
from drafter.form.outline import Outline, read_outline
from drafter.form.templates import Template, load_templates
from drafter.phrases import Phrases, load_phrases
from drafter.problems import ContentError, DrafterError, raise_on_errors

SHARED_FOLDER = "common"
WORD_FILE = "word.docx"

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
        return self._templates[template].say(values)


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
        **dict.fromkeys([part.text for part in outline.parts if part.text], _PART_KNOWS),
        **dict.fromkeys([item.text for item in outline.front if item.text], _ABOUT),
        **dict.fromkeys([part.opening for part in outline.parts if part.opening], _OPENING_KNOWS),
        **dict.fromkeys([annex.text for annex in outline.annexes if annex.text], _ANNEX_KNOWS),
        **_NEEDED,
    }
    paths = {name: file_of(folder, f"{name}.j2") for name in known}
    templates = load_templates(paths, known, frozenset(_NEEDED), phrases.plural, problems)
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
