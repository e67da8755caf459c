"""A form: the outline of a document, its words in templates and phrases, its looks in a Word file.

What forms share stands once, in ``templates/common``; a form's own file of the same name comes first.
Templates are in Jinja (https://jinja.palletsprojects.com), and a house may change them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from types import CodeType
from typing import TYPE_CHECKING

from drafter.files.limits import LARGEST_TEMPLATE, LONGEST_PARAGRAPH, refuse_larger
from drafter.files.places import shipped_folder
from drafter.files.reading import exists, read_text, stands
from drafter.form.glossary import Glossary, load_glossary
from drafter.form.outline import OUTLINE_FILE, TEMPLATE_NAME, Outline, read_outline
from drafter.phrases import Phrases, load_phrases
from drafter.problems import ContentError, DrafterError, Problem, Severity, raise_on_errors
from drafter.text.looks import did_you_mean
from drafter.text.words import unsafe_characters

if TYPE_CHECKING:
    from jinja2 import Template, nodes

    from drafter.form.engine import Engine

SHARED_FOLDER = "common"
WORD_FILE = "word.docx"
_MEND = (
    "docs/form.md says what a template is told, docs/limits.md what it may do; “drafter form copy” gives "
    "some that work."
)
NOTE, GROUPED_NOTE = "footnote", "footnotes"  # the templates of a footnote to one source, and to several


# What is known of the paper and its meeting.
_HEAD = ("title", "subtitle", "meeting", "place", "dates", "date", "version", "standing", "author")
# What its regions are called, one and several; whether meetings are known whose reports they are; and the one
# report that has them all.
_REGIONS = ("region_words", "meetings", "report")
# What the title and the matter before and behind the text are told about the draft.
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
    "versions_below",
    "one_of_several",
    "additions",
    "merged",
    "lettered",
    "alternatives",
    "labels",
    "own_words",
    "proposed",
    "corrected",
    "cf",
    "shared",
    "left_open",
    "fill_in",
    "edition",
    "annexes",
    "support",
    "sponsored",
    "standing_said",
    "wishes_said",
    "tally",
    "withdrawn",
    "taken_out",
    "names_off",
    "quoted",
    "recommended",
    "documents",
    "bracketed_alone",
    "proposed_alone",
    "footnotes",
    "comments",
    "readers",
    "deciders",
    "kind_of_readers",
    "not_read",
    "rows",
    "regions_in_columns",
    *_HEAD,
    *_REGIONS,
)
# Templates that every form has, with the names that they know; a document or a note without words would be
# none. The words of a part and of an annex know the names below.
_NEEDED: dict[str, tuple[str, ...]] = {
    "title": _ABOUT,
    NOTE: (
        "region",
        "meeting",
        "place",
        "dates",
        "symbol",
        "paragraph",
        "see",
        "in_part",
        "cf",
        "report",
        "regions",
        "cited",
        "whose",
    ),
    # Each report has the names of the single note, with “paragraphs” for “paragraph”.
    GROUPED_NOTE: ("reports",),
}
# What each template of a footnote says in any case: where the source stands.
_PLACE = {NOTE: "paragraph", GROUPED_NOTE: "paragraphs"}
_PART_KNOWS = ("clauses", "own_words", "parts", "long", *_HEAD, *_REGIONS)
_OPENING_KNOWS = ("title", "clauses")


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
        engine: Engine = compiled.environment  # type: ignore[assignment]  # it comes from ours
        try:
            text = engine.said(compiled, values)
        except Exception as error:  # whatever a person's template does, its line is what helps
            import traceback

            from drafter.form.engine import in_words

            frames = traceback.extract_tb(error.__traceback__)
            lines = [frame.lineno or 0 for frame in frames if frame.filename == path]
            line = lines[-1] if lines else 0
            problem = Problem("template-error", in_words(error), hint=_MEND, file=path, line=line)
            raise ContentError([problem]) from error
        found = [one for one in unsafe_characters(text, path) if one.severity is Severity.ERROR]
        faults = [f"this makes what cannot be printed: {one.message}" for one in found]
        if template in _NEEDED and not text.strip():
            faults = ["this makes no words"]
        if any(len(one) > LONGEST_PARAGRAPH for one in text.split("\n\n")):
            faults = [f"this makes a paragraph of more than {LONGEST_PARAGRAPH:,} characters"]
        raise_on_errors([Problem("template-error", fault, hint=_MEND, file=path) for fault in faults])
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
        **dict.fromkeys([part.text for part in outline.parts if part.text], _PART_KNOWS),
        **dict.fromkeys([item.text for item in (*outline.front, *outline.back) if item.text], _ABOUT),
        **dict.fromkeys([part.opening for part in outline.parts if part.opening], _OPENING_KNOWS),
        **_NEEDED,
    }
    # What is no name is told by the outline, and looked for nowhere.
    known = {name: names for name, names in known.items() if TEMPLATE_NAME.fullmatch(name)}
    named = {one.text: problems.place_of(one, "text") for one in (*outline.front, *outline.back)}
    for part in outline.parts:
        named |= {getattr(part, key): problems.place_of(part, key) for key in ("text", "opening")}
    templates, faults = _templates(folder, known, phrases, named)
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
    return shared if exists(shared) and not stands(own) else own


def _templates(
    folder: Path,
    known: Mapping[str, tuple[str, ...]],
    phrases: Phrases,
    named: Mapping[str, tuple[int, int]],
) -> tuple[dict[str, Template], list[Problem]]:
    """The templates of a form, in which they can print what they are told and nothing else; and their faults.

    Args:
        folder: The form's.
        known: The names that each template knows.
        named: Where the outline names templates, by line and column.
        phrases: Of the form; templates know as “plural” what gives the word that a number asks for.
    """
    from jinja2 import TemplateSyntaxError

    from drafter.form.engine import TOO_DEEP, Engine, in_words_of_syntax

    engine = Engine()
    engine.globals["plural"] = phrases.plural
    loaded: dict[str, Template] = {}
    faults: list[Problem] = []
    for name, names in known.items():
        path = file_of(folder, f"{name}.j2")
        try:
            source = read_text(path)
            refuse_larger(len(source), LARGEST_TEMPLATE, str(path))
            code, found = _compiled(source, name, str(path), names, tuple(engine.globals))
            loaded[name] = engine.template_class.from_code(engine, code, engine.make_globals(None))
            faults += found
        except DrafterError as error:
            file, (line, column) = (
                (str(folder / OUTLINE_FILE), named[name]) if name in named else ("", (0, 0))
            )
            faults.append(
                Problem("no-template", error.message, Severity.ERROR, error.hint, file, line, column)
            )
        except TemplateSyntaxError as error:
            line = error.lineno
            of_line = source.split("\n")[line - 1 : line]
            said, hint = in_words_of_syntax(error.message or "", "".join(of_line))
            faults.append(Problem("template-error", said, hint=hint, file=str(path), line=line))
        except (RecursionError, MemoryError, SyntaxError, ValueError, OverflowError):
            faults.append(Problem("template-error", TOO_DEEP, hint=_MEND, file=str(path)))
    return loaded, faults


@lru_cache(maxsize=100)  # a command that lays drafts beside each other opens the same form many times
def _compiled(
    source: str, name: str, path: str, names: tuple[str, ...], everywhere: tuple[str, ...]
) -> tuple[CodeType, tuple[Problem, ...]]:
    """A template made ready, and its faults.

    Args:
        source: What stands in its file.
        name: What the form calls it.
        path: Its file.
        names: Those that it knows.
        everywhere: Those that every template knows.
    """
    from drafter.form.engine import Engine

    engine = Engine()
    parsed, counting = engine.parse_counting(source, name, path)
    faults = (*_other_files(parsed, path), *_unknown_names(parsed, (*names, *everywhere), names, path))
    faults = faults or tuple(_without_place(parsed, name, path))  # it may be misspelt
    return engine.compile(counting, name, path), faults


def _other_files(parsed: nodes.Template, path: str) -> Iterator[Problem]:
    """Places where a template would take in another file."""
    from jinja2 import nodes

    for one in parsed.find_all((nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)):
        message = "a template cannot take in another file (include, import, extends)"
        yield Problem("template-error", message, hint="Write the words here.", file=path, line=one.lineno)


def _without_place(parsed: nodes.Template, name: str, path: str) -> Iterator[Problem]:
    """That the template of a footnote nowhere says where the source stands: it would cite nothing."""
    from jinja2 import nodes

    place = _PLACE.get(name)
    said = {one.name for one in parsed.find_all(nodes.Name)} | {
        one.attr for one in parsed.find_all(nodes.Getattr)
    }
    if place and place not in said:
        message = f"no footnote made by this says where its source stands: “{place}” is missing"
        yield Problem(
            "missing-name", message, hint=f"Write “{{{{ {place} }}}}” or the like. {_MEND}", file=path
        )


def _unknown_names(
    parsed: nodes.Template, told: Iterable[str], known: tuple[str, ...], path: str
) -> Iterator[Problem]:
    """Names that a template uses and nobody tells it, in any branch of it."""
    from jinja2 import nodes

    names = list(parsed.find_all(nodes.Name))
    of_loops = ["loop"] if parsed.find(nodes.For) else []  # what Jinja itself tells inside a “for”
    all_told = {*told, *of_loops, *(name.name for name in names if name.ctx != "load")}
    lines = {name.name: name.lineno for name in reversed(names) if name.name not in all_told}
    for one in sorted(lines, key=lambda one: lines[one]):
        hint = did_you_mean(one, known) or f"Names known here: {', '.join(known)}."
        yield Problem("unknown-name", f"unknown name “{one}”", hint=hint, file=path, line=lines[one])
