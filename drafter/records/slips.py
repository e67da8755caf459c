"""What a person who writes YAML by hand gets wrong, in that person's words: where, what, and what to do.

The parser tells where it could not go on (YAML 1.2.2, chapters 6 to 8), which is often a line or two below
the slip, and in words of its own. What the slip was shows in the lines themselves.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import yaml

from drafter.records import indents
from drafter.records.stops import (
    ITEM,
    KEY,
    NEAR,
    SHOWN,
    Slip,
    Stop,
    above,
    head_of,
    indent_of,
    is_folded,
    key_column,
    shown,
    upwards,
)
from drafter.text.words import shortened

_GLUED_KEY = re.compile(r"(?:- +)?([A-Za-z][\w-]*):(\S.*)")
# A colon as other keyboards have it, or one with a blank behind it that is not the plain one.
_ODD_COLON = re.compile(
    r"(?:- +)?([A-Za-z][\w-]*)\s*(?:([：︓﹕∶ː꞉])|:([^\S \n]|[\u200b\u2060\ufeff]))\s*(.*)"
)
_LONGEST_KEY = 1024  # characters (YAML 1.2.2, 7.4.2)
_LIKE_YAML = re.compile(
    r"[-–—−][\s\w]|[\"']?[^\W\d][\w-]*[\"']?\s*[:=;：]|[\[\]{}]|<{7}|={7}|>{7}|[?%]|<<:|---|\.\.\."
)
_WRONG_DASH = re.compile(r"(?:[–—−‐‑] *|-)(?=[^\W_]|\+)")
_ODD_BLANK = re.compile(r" *(?:- *)?(?=[^\S ]|\u200b|\ufeff)")
_COMMENT = re.compile(r"(?:^|[ \t])#")
_CLOSED = re.compile(r'(?:- +)?[\w-]+: +("(?:[^"\\]|\\.)*"|\'[^\']*\'|\[[^\[\]]*\]|\{[^{}]*\})(?=.)')
_OPENED = re.compile(r"(?:- +)?(?:[\w-]+|\"[^\"]*\"|'[^']*'): +([\"'])")
_OF_TWO_VERSIONS = re.compile(r"(<{7}|[|]{7}|={7}|>{7})( |$)")
_BELOW = "Write “{key}: >-”, and the text on the next line, further in: there it may have any characters."


def find_slip(text: str, line: int, column: int, problem: str, begun: int) -> Slip | None:
    """What the slip was; None where the lines do not show it.

    Args:
        text: The file's.
        line: Where the parser stopped, from 0.
        column: Likewise.
        problem: What it said.
        begun: The line where what it was reading began.
    """
    lines = text.split("\n")
    line = min(line, len(lines) - 1)
    stop = Stop(lines, line, column, problem, [*upwards(lines, line)][:NEAR], begun)
    return next(filter(None, (rule(stop) for rule in _RULES)), None)


def is_like_yaml(line: str) -> bool:
    """Whether a line is like one of drafter's files, if not quite: a key, an item, a sign of versions."""
    return _LIKE_YAML.match(line) is not None


def wrong_dash(words: str) -> str:
    """What to do about words that begin with a dash that begins no item of a list; empty for others."""
    dash = _WRONG_DASH.match(words)
    return ITEM.format(rest=shortened(words[dash.end() :], SHOWN)) if dash else ""


def odd_colon(node: yaml.Node, lines: Sequence[str]) -> Slip | None:
    """What is wrong with a text that would be “key: value” but for its colon, or the blank behind that."""
    if not isinstance(node, yaml.ScalarNode) or node.style or node.start_mark.line >= len(lines):
        return None
    line, column = node.start_mark.line, node.start_mark.column
    odd = _ODD_COLON.match(lines[line][column:])
    return _odd_at(odd, line, column) if odd else None


# What each slip is known by


def _two_versions(stop: Stop) -> Slip | None:
    """The marks that programs for versions put around what two people changed."""
    for number in stop.near:
        if mark := _OF_TWO_VERSIONS.match(stop.lines[number]):
            hint = "Keep what holds, and delete the lines that begin with “<<<<<<<”, “=======” and “>>>>>>>”."
            what = f"“{mark[1]}” stands where two versions of this file were put together"
            return Slip(number, 0, what, hint)
    return None


def _document(stop: Stop) -> Slip | None:
    """Lines that begin or end a document, or say of which kind it is (YAML 1.2.2, chapter 9)."""
    if not re.search("document|node content", stop.problem):
        return None
    for number in stop.near:
        line = stop.lines[number]
        if line.startswith(("---", "...", "%")):
            hint = "Delete this line, or put what stands below it into a file of its own."
            return Slip(number, 0, f"“{shown(line)}” does not stand in drafter's files", hint)
    return None


def _backslash(stop: Stop) -> Slip | None:
    if "escape" not in stop.problem:
        return None
    at = stop.here.rfind("\\", 0, stop.column + 1)
    named = stop.here[at : at + 2]
    hint = "Write two there, or put the text between single quotation marks (')."
    what = f"between double quotation marks a backslash begins the name of a sign, and “{named}” is none here"
    return Slip(stop.line, at, what, hint)


def _dash(stop: Stop) -> Slip | None:
    for number in stop.near:
        line = stop.lines[number]
        hint = wrong_dash(line.strip())
        if hint and not is_folded(stop.lines, number):
            is_glued = line.lstrip().startswith("-")
            what = (
                "has no blank behind its hyphen" if is_glued else f"begins with the dash “{line.strip()[0]}”"
            )
            return Slip(number, indent_of(line), f"“{shown(line)}” {what}, so it is no item of a list", hint)
    return None


def _blank(stop: Stop) -> Slip | None:
    for number in stop.near:
        odd = _ODD_BLANK.match(stop.lines[number])
        if odd:
            what = "a tab" if stop.lines[number][odd.end()] == "\t" else "a blank of another kind"
            hint = "Delete what stands before the words, and type plain blanks, as in the lines around it."
            return Slip(number, odd.end(), f"{what} stands here, where only plain blanks may", hint)
    return None


def _sign_of_yaml(stop: Stop) -> Slip | None:
    """Lines that are put in from elsewhere (“<<: *”), or begin with “%” or “?”: drafter's files have none."""
    line, own = stop.here, indent_of(stop.here)
    for number in stop.near:
        if stop.lines[number].lstrip().startswith("? ") and not is_folded(stop.lines, number):
            at = indent_of(stop.lines[number])
            return Slip(
                number, at, "a line cannot begin with “?”", "Take the sign out, with the blank behind it."
            )
    if line.lstrip().startswith("<<") and "alias" in stop.problem:
        hint = "Take this line out, and write what is meant in its place."
        what = f"“{shown(line)}” would bring in lines from elsewhere, and drafter's files have none that do"
        return Slip(stop.line, own, what, hint)
    if line.startswith("%") and re.search("directive|non-alphabetical|alphabetic or numeric", stop.problem):
        return Slip(stop.line, 0, "a line cannot begin with “%”", "Take the sign out.")
    return None


def _first_character(stop: Stop) -> Slip | None:
    known = "cannot start any token|alias|anchor|directive|tag|expected alphabetic or numeric"
    if not re.search(known, stop.problem):
        return None
    key = KEY.match(stop.here.lstrip())
    column = stop.column
    if "expected alphabetic or numeric" in stop.problem:  # of “*” and “&” it tells at the sign behind them
        column = max(stop.here.rfind(sign, 0, stop.column) for sign in "*&")
    character = stop.here[column : column + 1]
    if column < 0 or not character or character.isspace():
        return None
    hint = _BELOW.format(key=key[1] if key else "wording")
    return Slip(stop.line, column, f"a text cannot begin with “{character}”", hint)


def _behind_fold(stop: Stop) -> Slip | None:
    """Words on the line of “key: >-”, below which the text begins."""
    if "expected comment or line break" not in stop.problem:
        return None
    sign = re.search(r"[>|][-+0-9]*", stop.here)
    if sign is None:
        return None
    what = f"words stand in the line of “{sign[0]}”, which says that the text begins on the next line"
    hint = f"Put them on the next line, further in; or take the “{sign[0]}” out."
    return Slip(stop.line, sign.start(), what, hint)


def _open_quotation(stop: Stop) -> Slip | None:
    """Of one that is not closed the parser tells at the end of the file, or where the next one stands."""
    before = stop.here[: stop.column].rstrip()
    mark = before[-1:] if before[-1:] in ("'", '"') and before.count(before[-1]) % 2 else ""
    if not mark and "end of stream" not in stop.problem:
        return None
    for number in upwards(stop.lines, stop.line - bool(mark)):
        opened = _OPENED.match(stop.lines[number].lstrip())
        if opened and mark in ("", opened[1]) and stop.lines[number].count(opened[1]) % 2:
            column = indent_of(stop.lines[number]) + opened.start(1)
            hint = "Put one at the end of the text, or take this one out."
            closed = f"closed only in line {stop.line + 1}" if mark else "never closed"
            return Slip(number, column, f"the quotation mark that stands here is {closed}", hint)
    return None


def _comment(stop: Stop) -> Slip | None:
    before = stop.lines[stop.line - 1].lstrip() if stop.line else ""
    comment = _COMMENT.search(before)
    here = stop.here.lstrip()
    # Below a line that is nothing but a comment no text can be broken off, but for one that began above it.
    is_alone = before.startswith("#") and not any(
        indent_of(stop.here) > indent_of(stop.lines[n]) for n in above(stop.lines, stop.line)
    )
    if (
        not comment
        or is_alone
        or "expected" not in stop.problem
        or not here
        or here[0] in "-#"
        or KEY.match(here)
    ):
        return None
    hint = (
        "In the line above, “#” begins a comment, behind which no text goes on: put the text in quotation "
        "marks, or the comment above it."
    )
    return Slip(stop.line, stop.column, "the text of the line above does not go on here", hint)


def _second_colon(stop: Stop) -> Slip | None:
    before = stop.here[: stop.column]
    if "mapping values" not in stop.problem or ": " not in before:
        return None
    key = KEY.match(stop.here.lstrip())
    hint = 'A text with a colon in it stands between quotation marks: reason: "Too: detailed".'
    if key:
        hint = f"{hint} Or w{_BELOW[1:].format(key=key[1])}"
    return Slip(stop.line, stop.column, "a second colon stands in this line", hint)


def _text_behind(stop: Stop) -> Slip | None:
    closed = _CLOSED.match(stop.here.lstrip())
    if not closed or indent_of(stop.here) + closed.end() > stop.column:
        return None
    key = KEY.match(stop.here.lstrip())
    mark = closed[1][0]
    what = f"the text goes on behind “{shown(closed[1])}”, where it must end since it begins with “{mark}”"
    hint = _BELOW.format(key=key[1] if key else "wording")
    return Slip(stop.line, stop.column, what, hint)


def _long_key(stop: Stop) -> Slip | None:
    own = indent_of(stop.here)
    if not re.search("mapping values|expected ':'", stop.problem) or stop.column - own <= _LONGEST_KEY:
        return None
    what = f"“{shown(stop.here[: own + SHOWN])} …” has more than {_LONGEST_KEY:,} characters before its colon"
    return Slip(
        stop.line, own, what, "Write a key of one word before the colon; or put the text in quotation marks."
    )


def _begins_lines(stop: Stop, number: int) -> bool:
    """Whether a line is the first of a list's item, of the file, or below a key: no text goes on in it."""
    line = stop.lines[number].lstrip()
    head = head_of(stop.lines, number)
    before = next(above(stop.lines, number), None)
    if line.startswith("- ") or before is None:
        return True
    return head == before and stop.lines[before].rstrip().endswith(":")


def _no_colon(stop: Stop) -> Slip | None:
    """A line that has no colon, or none that is one, told below it: or, as the last resort, in it."""
    if "expected ':'" in stop.problem:
        numbers = [stop.begun]
    elif "mapping values" in stop.problem:
        own = indent_of(stop.here)
        head = next((n for n in above(stop.lines, stop.line) if key_column(stop.lines[n]) <= own), None)
        is_peer = head is not None and key_column(stop.lines[head]) == own
        numbers = [head] if head is not None and is_peer and _begins_lines(stop, head) else []
    else:
        return None
    not_folded = (number for number in numbers if not is_folded(stop.lines, number))
    return next(filter(None, (_no_key(stop, number) for number in not_folded)), None)


def _odd_at(odd: re.Match[str], number: int, column: int) -> Slip:
    """What is told of an odd colon, or an odd blank behind one, in a line that begins at a column."""
    what = f"“{odd[2]}” is not the plain colon “:”" if odd[2] else "a blank of another kind stands"
    hint = f"Type it anew: “{odd[1]}: {shortened(odd[4], SHOWN)}”."
    return Slip(number, column + odd.start(2 if odd[2] else 3), f"{what} behind “{odd[1]}”", hint)


def _odd_colon_above(stop: Stop) -> Slip | None:
    """The first line that has an odd blank behind its colon: it was read as no key, and told far below."""
    for number in range(min(stop.line + 1, len(stop.lines))):
        line = stop.lines[number]
        odd = _ODD_COLON.match(line.lstrip())
        if odd and odd[3] and not is_folded(stop.lines, number):
            return _odd_at(odd, number, indent_of(line))
    return None


def _anchor(stop: Stop) -> Slip | None:
    """A value that begins with a sign by which YAML names it, or uses one that has a name."""
    key = KEY.match(stop.here.lstrip())
    rest = stop.here.lstrip()[key.end() :].lstrip() if key else ""
    if not key or rest[:1] not in ("&", "*", "!"):
        return None
    column = len(stop.here) - len(rest)
    return Slip(stop.line, column, f"a text cannot begin with “{rest[0]}”", _BELOW.format(key=key[1]))


def _no_key(stop: Stop, number: int) -> Slip | None:
    """What is wrong with a line in place of “key: value”; None where it is one."""
    line = stop.lines[number]
    own = indent_of(line)
    if odd := _ODD_COLON.match(line.lstrip()):
        return _odd_at(odd, number, own)
    if (glued := _GLUED_KEY.match(line.lstrip())) and not re.search(r"\w", glued[2]):
        what = f"“{shown(glued[2])}” stands behind the colon of “{glued[1]}”"
        return Slip(number, own, what, f"Take it out, or write what is meant: “{glued[1]}: …”.")
    if glued:
        message = f"“{shown(line)}” has no blank behind the colon"
        return Slip(number, own, message, f"Write: {glued[1]}: {shortened(glued[2], SHOWN)}")
    if KEY.match(line.lstrip()):
        return None
    hint = "Write a key, a colon and a blank first (“reason: too long”); or indent it as the text above."
    return Slip(number, own, f"“{shown(line)}” is no line of “key: value”", hint)


def _no_key_here(stop: Stop) -> Slip | None:
    if not re.search("expected key|expected '-'", stop.problem):
        return None
    return next(filter(None, (_no_key(stop, number) for number in stop.near[:2])), None)


_RULES: tuple[Callable[[Stop], Slip | None], ...] = (
    _two_versions,
    _document,
    _backslash,
    _dash,
    _blank,
    _sign_of_yaml,
    _odd_colon_above,
    _behind_fold,
    _first_character,
    _open_quotation,
    _long_key,
    _second_colon,
    _text_behind,
    _comment,
    indents.fold,
    _anchor,
    _no_colon,
    indents.item_below_words,
    indents.item_of_nothing,
    indents.first_of_block,
    indents.indentation,
    _no_key_here,
)
