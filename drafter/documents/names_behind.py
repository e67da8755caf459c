"""Takes the names from behind the texts of a list: whose a recommendation is, where no column says it.

The lists of recommendations of the Universal Periodic Review are written so: “Ratify it (Chile) (Peru);”, and
two texts under one number as “Ratify it (Chile); consider ratifying it (Peru);”.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from drafter.documents.headings import key_of
from drafter.documents.names import CAN_BE_NAME, INSIDE, MAY_BE_NAME, NOT_SMALL, RUN, SEPARATORS, Names
from drafter.documents.table import Account, Piece, SpanKind

_NEXT_SENTENCE = re.compile(rf"\s*\.\s+(?={NOT_SMALL})")


def names_within(text: str) -> list[str]:
    """What stands in brackets with a semicolon and more of a text behind it."""
    return [inside(found[-1]) for found, end in _at_ends(Piece(text, 0, 0), is_last=False) if end < len(text)]


@dataclass(frozen=True, slots=True)
class Said:
    """A text and the names behind it."""

    names: tuple[str, ...]
    paragraphs: tuple[Piece, ...]


def take_names(paragraphs: Sequence[Piece], names: Names, account: Account) -> list[Said] | None:
    """Take the names from behind a text; or from behind each, where several stand one behind the other.

    Args:
        paragraphs: The text.
        names: The names of the list.
        account: Where to say what was read, and what cannot be told.

    Returns:
        The texts; none of them where no names stand at the end; None where it cannot be told, and is said,
        whether brackets within are a name: what stands before them would be given to another.
    """
    said: list[Said] = []
    taken: list[Piece] = []
    own: list[Piece] = []
    for paragraph in paragraphs:
        start = 0
        is_last = paragraph is paragraphs[-1]
        for brackets, end in _at_ends(paragraph, is_last=is_last):
            is_end = is_last and end == len(paragraph.text)
            last = inside(brackets[-1])
            if doubt := _doubt(last, names, is_end=is_end):
                _refuse(doubt, brackets[-1], last, account)
                return None
            if not (CAN_BE_NAME.match(last) if is_end else names.are_named(last, is_within=True)):
                continue
            is_behind = not paragraph.text[start : brackets[0].column - paragraph.column].strip()
            above = _at_end_of(own) if is_behind else []
            those = _of_names([*above, *brackets], names, account)
            opened = next(one for one in those if one not in above).column - paragraph.column
            _take_off(own, [one for one in those if one in above], taken)
            own.append(paragraph.part(start, opened))
            taken.append(paragraph.part(opened, end))
            if not (whose := list(_whose(those, names, account))):
                return []
            said.append(Said(tuple(dict.fromkeys(whose)), tuple(own)))
            own, start = [], end
        if paragraph.text[start:].strip():
            own.append(paragraph.part(start))
    if own:
        return []
    texts = [piece for one in said for piece in one.paragraphs]
    if any(_has_names(piece, names, account, is_last=piece is texts[-1]) for piece in texts):
        return None
    account.take(SpanKind.REGION, taken)
    return said


def _doubt(last: str, names: Names, *, is_end: bool) -> str:
    """The word by which the catalogue says that brackets at the end of a text may be no name, if any."""
    if is_end:
        return "in-list/acronym-behind" if names.is_acronym(last) else ""
    is_unknown = MAY_BE_NAME.match(last) and not names.are_named(last, is_within=True)
    return "in-list/name-within" if is_unknown else ""


def _refuse(key: str, brackets: Piece, name: str, account: Account) -> None:
    """Say that it is not known whether brackets are a name, and how one is declared."""
    example = f"- {{key: {key_of(name, (), is_whole=True)}, name: {name}}}"
    account.report(key, brackets, name=name, example=example)


def _has_names(text: Piece, names: Names, account: Account, *, is_last: bool) -> bool:
    """Whether a text has names in brackets left in it, or it cannot be told, and is said."""
    for brackets in brackets_in(text):
        name = inside(brackets)
        end = brackets.column - text.column + len(brackets.text)
        may_be_name = MAY_BE_NAME.match(name)
        if names.are_named(name, is_within=True):
            account.report("in-list/named-within", brackets, name=name)
            return True
        if may_be_name and not is_last and not text.text[end:].strip(SEPARATORS):
            _refuse("in-list/name-within/line", brackets, name, account)
            return True
        if may_be_name and _NEXT_SENTENCE.match(text.text, end):
            account.report("name-within-text", brackets, name=name)
    return False


def brackets_in(text: Piece) -> list[Piece]:
    """All brackets in a text."""
    return [text.part(*found.span()) for found in INSIDE.finditer(text.text)]


def _at_end_of(own: Sequence[Piece]) -> list[Piece]:
    """The brackets that end a text; where a line has nothing else, those of the line above it, too."""
    found: list[Piece] = []
    for piece in reversed(own):
        run = next(
            (one for one in RUN.finditer(piece.text) if not piece.text[one.end() :].strip(SEPARATORS)), None
        )
        if run is None:
            break
        whole = piece.part(*run.span())
        found = [whole.part(*one.span()) for one in INSIDE.finditer(run[0])] + found
        if piece.text[: run.start()].strip():
            break
    return found


def _take_off(own: list[Piece], those: Sequence[Piece], taken: list[Piece]) -> None:
    """Take names off the end of a text."""
    for name in reversed(those):
        while own and (own[-1].line, own[-1].column) > (name.line, name.column):
            taken.append(own.pop())
        cut = name.column - own[-1].column
        taken.append(own[-1].part(cut))
        own[-1] = own[-1].part(0, cut)


def _whose(those: Sequence[Piece], names: Names, account: Account) -> Iterator[str]:
    """The names in brackets, without what is said of them: “(Chile, as coordinator of the Group)”."""
    for piece in those:
        every = names.of(inside(piece))
        for aside in names.asides(inside(piece)):
            account.report("no-name-in-brackets", piece, name=aside)
        for name in every:
            if name != every[0] and names.is_aside(name):
                account.report("no-name-in-brackets", piece, name=name)
            else:
                yield name


def _at_ends(paragraph: Piece, *, is_last: bool) -> Iterator[tuple[list[Piece], int]]:
    """Brackets, one behind the other, that a semicolon or the end of all follows; and where that ends."""
    for run in RUN.finditer(paragraph.text):
        behind = paragraph.text[run.end() :]
        rest = behind.lstrip(SEPARATORS)
        if behind.lstrip().startswith(";") or (is_last and not rest):
            whole = paragraph.part(run.start(), run.end())
            yield (
                [whole.part(*one.span()) for one in INSIDE.finditer(run[0])],
                len(paragraph.text) - len(rest),
            )


def _of_names(brackets: Sequence[Piece], names: Names, account: Account) -> list[Piece]:
    """Those at the end that are names: the last, and one between names; “(No. 29) (Chile) (Peru)”."""
    named = [names.are_named(inside(piece), is_within=False) for piece in brackets]
    first = named.index(True) if True in named else len(brackets)
    those = [brackets[-1]]
    for place, piece in reversed([*enumerate(brackets)][:-1]):
        text = inside(piece)
        has_name = any(names.of(inside(one)) for one in those)
        if has_name and not named[place]:
            may_be_name = MAY_BE_NAME.match(text)
            is_between = may_be_name and place > first
            if may_be_name:
                key = "name-before-name" + ("/between" if is_between else "")
                account.report(key, piece, name=text, other=inside(those[0]))
            if not is_between:
                break
        those.insert(0, piece)
    return those


def inside(brackets: Piece) -> str:
    """What stands in brackets."""
    return brackets.text[1:-1].strip()
