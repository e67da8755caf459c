"""What a person who writes YAML by hand gets wrong, in that person's words: where, what, and what to do.

The parser tells where it could not go on (YAML 1.2.2, chapters 6 to 8), which is often a line or two below
the slip, and in words of its own. What the slip was shows in the lines themselves.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from drafter.text.words import shortened

_NEAR = 3  # lines that are looked at, the one where the parser stopped among them
SHOWN = 40  # characters of a line
_KEY = re.compile(r"(?:- +)?([\w-]+):(?: |$)")
_GLUED_KEY = re.compile(r"(?:- +)?([A-Za-z][\w-]*):(\S.*)")
_WRONG_DASH = re.compile(r"(?:[–—−‐‑] *|-)(?=[^\W_]|\+)")
_ODD_BLANK = re.compile(r" *(?:- *)?(?=[^\S ]|\u200b|\ufeff)")
_FOLD = re.compile(r": *[>|][-+]?[1-9]?[-+]?(?: +#.*)?$")
_COMMENT = re.compile(r"(?:^|[ \t])#")
_CLOSED = re.compile(r'(?:- +)?[\w-]+: +("(?:[^"\\]|\\.)*"|\'[^\']*\'|\[[^\[\]]*\]|\{[^{}]*\})(?=.)')
_OPENED = re.compile(r"(?:- +)?[\w-]+: +([\"'])")
_OF_TWO_VERSIONS = re.compile(r"(<{7}|[|]{7}|={7}|>{7})( |$)")
_BELOW = "Write “{key}: >-”, and the text on the next line, further in: there it may have any characters."
_ITEM = "An item of a list begins with a hyphen and a blank: “- {rest}”."


class Slip(NamedTuple):
    """What a person wrote by a slip; line and column from 0."""

    line: int
    column: int
    message: str
    hint: str


class _Stop(NamedTuple):
    """Where the parser stopped, and why; the numbers of the lines near, upwards, without comments."""

    lines: Sequence[str]
    line: int
    column: int
    problem: str
    near: Sequence[int]

    @property
    def here(self) -> str:
        """The line where it stopped."""
        return self.lines[self.line]


def find_slip(text: str, line: int, column: int, problem: str) -> Slip | None:
    """What the slip was; None where the lines do not show it.

    Args:
        text: The file's.
        line: Where the parser stopped, from 0.
        column: Likewise.
        problem: What it said.
    """
    lines = text.split("\n")
    line = min(line, len(lines) - 1)
    stop = _Stop(lines, line, column, problem, [*_upwards(lines, line)][:_NEAR])
    return next(filter(None, (rule(stop) for rule in _RULES)), None)


def wrong_dash(words: str) -> str:
    """What to do about words that begin with a dash that begins no item of a list; empty for others."""
    dash = _WRONG_DASH.match(words)
    return _ITEM.format(rest=shortened(words[dash.end() :], SHOWN)) if dash else ""


def _upwards(lines: Sequence[str], line: int) -> Iterator[int]:
    """The numbers of the lines from one upwards, but for comments and what is blank."""
    for number in range(line, -1, -1):
        stripped = lines[number].strip()
        if stripped and not stripped.startswith("#"):
            yield number


def indent_of(line: str) -> int:
    """How many blanks stand before a line's words."""
    return len(line) - len(line.lstrip())


def _above(lines: Sequence[str], number: int) -> Iterator[int]:
    others = _upwards(lines, number)
    next(others, None)
    return others


def _head_of(lines: Sequence[str], number: int) -> int | None:
    """The number of the line that a line belongs below: the next one above that is less indented."""
    own = indent_of(lines[number])
    return next((above for above in _above(lines, number) if indent_of(lines[above]) < own), None)


def _is_folded(lines: Sequence[str], number: int) -> bool:
    """Whether a line is a text's, below “key: >-”, where anything may stand."""
    head = _head_of(lines, number)
    return head is not None and bool(_FOLD.search(lines[head]))


def _shown(line: str) -> str:
    return shortened(line.strip(), SHOWN)


# What each slip is known by


def _two_versions(stop: _Stop) -> Slip | None:
    """The marks that programs for versions put around what two people changed."""
    for number in stop.near:
        if mark := _OF_TWO_VERSIONS.match(stop.lines[number]):
            hint = "Keep what holds, and delete the lines that begin with “<<<<<<<”, “=======” and “>>>>>>>”."
            what = f"“{mark[1]}” stands where two versions of this file were put together"
            return Slip(number, 0, what, hint)
    return None


def _document(stop: _Stop) -> Slip | None:
    """Lines that begin or end a document, or say of which kind it is (YAML 1.2.2, chapter 9)."""
    if not re.search("document", stop.problem):
        return None
    for number in stop.near:
        line = stop.lines[number]
        if line.startswith(("---", "...", "%")):
            hint = "Delete this line, or put what stands below it into a file of its own."
            return Slip(number, 0, f"“{_shown(line)}” does not stand in drafter's files", hint)
    return None


def _backslash(stop: _Stop) -> Slip | None:
    if "escape" not in stop.problem:
        return None
    hint = "Write two there, or put the text between single quotation marks (')."
    what = (
        "between double quotation marks a backslash begins the name of a sign, and there is none of this name"
    )
    return Slip(stop.line, stop.here.rfind("\\", 0, stop.column + 1), what, hint)


def _dash(stop: _Stop) -> Slip | None:
    for number in stop.near:
        line = stop.lines[number]
        hint = wrong_dash(line.strip())
        if hint and not _is_folded(stop.lines, number):
            is_glued = line.lstrip().startswith("-")
            what = (
                "has no blank behind its hyphen" if is_glued else f"begins with the dash “{line.strip()[0]}”"
            )
            return Slip(number, indent_of(line), f"“{_shown(line)}” {what}, so it is no item of a list", hint)
    return None


def _blank(stop: _Stop) -> Slip | None:
    for number in stop.near:
        odd = _ODD_BLANK.match(stop.lines[number])
        if odd:
            what = "a tab" if stop.lines[number][odd.end()] == "\t" else "a blank of another kind"
            hint = "Delete what stands before the words, and type plain blanks, as in the lines around it."
            return Slip(number, odd.end(), f"{what} stands here, where only plain blanks may", hint)
    return None


def _first_character(stop: _Stop) -> Slip | None:
    key = _KEY.match(stop.here.lstrip())
    character = stop.here[stop.column : stop.column + 1]
    if not character or not re.search("cannot start any token|alias|anchor|directive|tag", stop.problem):
        return None
    hint = _BELOW.format(key=key[1] if key else "wording")
    return Slip(stop.line, stop.column, f"a text cannot begin with “{character}”", hint)


def _open_quotation(stop: _Stop) -> Slip | None:
    """Of a quotation mark without its other the parser tells only at the end of the file."""
    if "end of stream" not in stop.problem:
        return None
    for number in _upwards(stop.lines, stop.line):
        opened = _OPENED.match(stop.lines[number].lstrip())
        if opened and stop.lines[number].count(opened[1]) % 2:
            column = indent_of(stop.lines[number]) + opened.start(1)
            hint = "Put one at the end of the text, or take this one out."
            return Slip(number, column, "the quotation mark that stands here is never closed", hint)
    return None


def _comment(stop: _Stop) -> Slip | None:
    above = stop.line - 1
    comment = _COMMENT.search(stop.lines[above]) if above >= 0 else None
    here = stop.here.lstrip()
    if not comment or "expected" not in stop.problem or not here or here[0] in "-#" or _KEY.match(here):
        return None
    hint = (
        "In the line above, “#” begins a comment, behind which no text goes on: put the text in quotation "
        "marks, or the comment above it."
    )
    return Slip(stop.line, stop.column, "the text of the line above does not go on here", hint)


def _second_colon(stop: _Stop) -> Slip | None:
    before = stop.here[: stop.column]
    if "mapping values" not in stop.problem or ": " not in before:
        return None
    key = _KEY.match(stop.here.lstrip())
    hint = 'A text with a colon in it stands between quotation marks: reason: "Too: detailed".'
    if key:
        hint = f"{hint} Or w{_BELOW[1:].format(key=key[1])}"
    return Slip(stop.line, stop.column, "a second colon stands in this line", hint)


def _text_behind(stop: _Stop) -> Slip | None:
    closed = _CLOSED.match(stop.here.lstrip())
    if not closed or indent_of(stop.here) + closed.end() > stop.column:
        return None
    key = _KEY.match(stop.here.lstrip())
    mark = closed[1][0]
    what = f"the text goes on behind “{_shown(closed[1])}”, where it must end since it begins with “{mark}”"
    hint = _BELOW.format(key=key[1] if key else "wording")
    return Slip(stop.line, stop.column, what, hint)


def _fold(stop: _Stop) -> Slip | None:
    """A line of a text that is no further in than the key above it."""
    for number in stop.near:
        line, own = stop.lines[number], indent_of(stop.lines[number])
        head = next((n for n in _above(stop.lines, number) if indent_of(stop.lines[n]) <= own), None)
        is_key = bool(_KEY.match(line.lstrip()))
        if head is not None and _FOLD.search(stop.lines[head]) and not is_key and line[own] != "-":
            message = f"“{_shown(line)}” is not indented as the text to which it belongs"
            hint = f"Put {own + 2} blanks before each line below “{_shown(stop.lines[head])}”."
            return Slip(number, own, message, hint)
    return None


def _no_colon(stop: _Stop) -> Slip | None:
    if "could not find expected ':'" not in stop.problem:
        return None
    for number in stop.near[1:] if stop.near[:1] == [stop.line] else stop.near:
        line = stop.lines[number]
        glued = _GLUED_KEY.match(line.lstrip())
        if glued:
            message = f"“{_shown(line)}” has no blank behind the colon"
            return Slip(number, indent_of(line), message, f"Write: {glued[1]}: {shortened(glued[2], SHOWN)}")
        if not _KEY.match(line.lstrip()):
            hint = (
                "Write a key, a colon and a blank first (“reason: too long”); or indent it as the text above."
            )
            return Slip(number, indent_of(line), f"“{_shown(line)}” is no line of “key: value”", hint)
    return None


def _item_above(stop: _Stop) -> int | None:
    """How far the next item of a list above is indented."""
    items = (n for n in _above(stop.lines, stop.line) if stop.lines[n].lstrip().startswith("- "))
    return next((indent_of(stop.lines[n]) for n in items), None)


def _indentation(stop: _Stop) -> Slip | None:
    known = "mapping values|expected key|expected <block end>|sequence entries|expected '-' indicator"
    if not re.search(known, stop.problem):
        return None
    number = stop.line
    if (rest := stop.here.strip()) and "'-'" in stop.problem and _item_above(stop) == indent_of(stop.here):
        what = f"“{_shown(rest)}” stands where the next item of the list begins"
        return Slip(number, indent_of(stop.here), what, _ITEM.format(rest=_shown(rest)))
    if stop.here.lstrip().startswith("- "):
        # Lines above it that stand as far left as its dash do not belong to the item before it.
        own = indent_of(stop.here)
        for above in _above(stop.lines, stop.line):
            if indent_of(stop.lines[above]) == own and not stop.lines[above].lstrip().startswith("-"):
                number = above
            else:
                break
    line = stop.lines[number]
    others = [*_above(stop.lines, number)]
    if not line.strip() or not others:
        return None
    if line.lstrip().startswith("- "):
        others = [n for n in others if stop.lines[n].lstrip().startswith("- ")]
        wanted = indent_of(stop.lines[others[0]]) if others else 0
    else:
        before = stop.lines[others[0]]
        wanted = indent_of(before) + 2 * before.lstrip().startswith("- ")
    if wanted == indent_of(line):
        return None
    so_many = f"{wanted} blanks" if wanted > 1 else "1 blank"
    hint = f"Put {so_many} before it, no more and no fewer." if wanted else "Delete the blanks before it."
    return Slip(number, indent_of(line), f"“{_shown(line)}” is not indented as the lines around it", hint)


_RULES: tuple[Callable[[_Stop], Slip | None], ...] = (
    _two_versions,
    _document,
    _backslash,
    _dash,
    _blank,
    _first_character,
    _open_quotation,
    _second_colon,
    _text_behind,
    _comment,
    _fold,
    _no_colon,
    _indentation,
)
