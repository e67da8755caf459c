"""Running words: title, preamble, headings and what stands between parts; a form's, or a person's own.

Each stretch of them has a name, by which a selection puts words of its own in its place and by which a draft
that comes back is known: the id of a part, of a section or of a theme; “closing” for what stands behind the
last paragraph; a key of ``about`` for a line of the title; and “ID:above” for what stands above a clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace

from drafter.draft.blocks import Paragraph, Role
from drafter.form.forms import Form
from drafter.form.outline import Part
from drafter.model import Matrix
from drafter.paper import Head
from drafter.text.italics import marked

CLOSING = "closing"
NOTHING = "none"  # as an outline says that no heading is printed
HEAD = tuple(one.name for one in fields(Head))
HEADINGS = {"#": Role.HEADING_1, "##": Role.HEADING_2, "###": Role.HEADING_3}
_SIGNS = {role: sign for sign, role in HEADINGS.items()}
_HEADING = re.compile(r"(#{1,3}) +(.*)", re.DOTALL)
_LEAD_IN = re.compile(r"\*\*(?P<lead_in>[^*]+)\*\*\s*(?P<text>.*)", re.DOTALL)
_MARK = "said by about"  # in the place of a fact, to see which line says it


def paragraphs_of(text: str) -> list[Paragraph]:
    """The paragraphs of a template's words, or of a person's own.

    Blank lines stand between them, "#" to "###" before headings, "**" around words that lead in, "*" around
    italics.
    """
    found = []
    for stretch in re.split(r"\n\s*\n", text.strip()) if text.strip() else ():
        line = " ".join(stretch.split())
        if heading := _HEADING.fullmatch(line):
            found.append(Paragraph.of(HEADINGS[heading[1]], heading[2]))
        elif lead_in := _LEAD_IN.fullmatch(line):
            found.append(Paragraph.of(Role.TEXT, lead_in["text"], lead_in["lead_in"]))
        else:
            found.append(Paragraph.of(Role.TEXT, line))
    return found


def text_of(paragraphs: Iterable[Paragraph]) -> str:
    """The words from which ``paragraphs_of`` makes some paragraphs; “none” for none."""
    said = []
    for one in paragraphs:
        lead_in = f"**{one.lead_in}** " if one.lead_in else ""
        words = marked(one.text, one.italics)
        said.append(f"{_SIGNS[one.role]} {words}" if one.role in _SIGNS else lead_in + words)
    return "\n\n".join(said) or NOTHING


def above(clause: str) -> str:
    """The name of what stands above a clause."""
    return f"{clause}:above"


class Names:
    """The names of the running words of a draft.

    Args:
        parts: The parts of the form.
        matrix: The matrix.

    Attributes:
        of_sections: Section id → the name of its heading; where a part has that name, with “:section”.
        of_themes: Theme id → the name of its heading; where a part or a section has that, with “:theme”.
        known: All that a selection can have words of its own for.
    """

    def __init__(self, parts: Sequence[Part], matrix: Matrix) -> None:
        taken = {CLOSING, *(part.id for part in parts)}
        sections = [one.id for one in matrix.sections]
        self.of_sections = {one: f"{one}:section" if one in taken else one for one in sections}
        taken |= {*sections}
        self.of_themes = {one.id: f"{one.id}:theme" if one.id in taken else one.id for one in matrix.themes}
        ids = [part.id for part in parts]
        self.known = (*ids, CLOSING, *self.of_sections.values(), *self.of_themes.values())


def title_lines(form: Form, about: Mapping[str, object]) -> list[Paragraph]:
    """The title and the lines below it; each that says one fact of ``about``, and nothing else, has its name.

    Args:
        form: Which of the facts stand where.
        about: What its template is told.
    """
    lines = paragraphs_of(form.say("title", **about))
    names = {0: "title"}
    for fact in HEAD:
        tried = paragraphs_of(form.say("title", **{**about, fact: _MARK}))
        if len(tried) == len(lines):
            names |= {n: fact for n, line in enumerate(tried) if line.text == _MARK}
    roles = [Role.TITLE, *[Role.SUBTITLE] * len(lines)]
    return [replace(line, role=roles[n], name=names.get(n, "")) for n, line in enumerate(lines)]


@dataclass(frozen=True, slots=True)
class RunningWords:
    """The running words of one draft, each with its name.

    Attributes:
        own: A person's own, by the names of what they replace.
    """

    own: Mapping[str, str]

    def of(self, name: str, words: Sequence[Paragraph] = ()) -> Iterator[Paragraph]:
        """A person's own words, or else those of the form."""
        own = self.own.get(name)
        said = words if own is None else _own(own)
        return (replace(one, name=name, is_own=own is not None) for one in said)

    def opening(self, name: str, words: Paragraph) -> Iterator[Paragraph]:
        """What opens a list: of several paragraphs the last has its number, and there is always one."""
        said = list(self.of(name, [words]))
        texts = [n for n, one in enumerate(said) if one.role in (Role.TEXT, Role.CHAPEAU)]
        if texts:
            said[texts[-1]] = replace(said[texts[-1]], role=Role.CHAPEAU)
        else:
            said.append(replace(words, name=name))
        yield from said

    @staticmethod
    def above(clause: str, words: str) -> Iterator[Paragraph]:
        """A person's own words above a clause."""
        said = _own(words) if words else ()
        return (replace(one, name=above(clause), is_own=True) for one in said)


def _own(words: str) -> list[Paragraph]:
    return [] if words.strip() == NOTHING else paragraphs_of(words)
