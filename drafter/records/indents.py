"""Slips in how far lines are indented: what YAML makes of lists, and of lines below others."""

from __future__ import annotations

import re
from itertools import islice

from drafter.records.stops import (
    FOLD,
    ITEM,
    KEY,
    NEAR,
    Slip,
    Stop,
    above,
    below,
    blanks,
    indent_of,
    is_folded,
    key_column,
    shown,
)

_KNOWN = (
    "mapping values|expected key|expected <block end>|sequence entries|expected '-' indicator|"
    "expected <document start>"
)


def fold(stop: Stop) -> Slip | None:
    """A line of a text that is no further in than the key above it, or not as far as the text's first."""
    for number in stop.near:
        line, own = stop.lines[number], indent_of(stop.lines[number])
        if KEY.match(line.lstrip()) or line[own] == "-":
            continue
        head = next((n for n in above(stop.lines, number) if indent_of(stop.lines[n]) <= own), None)
        if head is None or not FOLD.search(stop.lines[head]):
            continue
        first = next(below(stop.lines, head))
        if own <= key_column(stop.lines[head]) or own < indent_of(stop.lines[first]):
            message = f"“{shown(line)}” is not indented as the text to which it belongs"
            wanted = own + 2 if first == number else indent_of(stop.lines[first])
            hint = f"Put {wanted} blanks before each line below “{shown(stop.lines[head])}”."
            return Slip(number, own, message, hint)
    return None


def first_of_block(stop: Stop) -> Slip | None:
    """The first of some lines, where those below it are all indented otherwise: it is the odd one."""
    number = next(above(stop.lines, stop.line), None)
    if number is None or not re.search(_KNOWN, stop.problem) or not KEY.match(stop.here.lstrip()):
        return None
    line, column = stop.lines[number], key_column(stop.here)
    own, head = key_column(line), next(above(stop.lines, number), None)
    is_first = line.lstrip().startswith("- ") or head is None or _leads_in(stop.lines[head], column)
    others = [key_column(stop.lines[n]) for n in islice(below(stop.lines, stop.line), NEAR)]
    wanted = column - 2 * line.lstrip().startswith("- ")
    if not is_first or own == column or column not in others or wanted < 0 or not KEY.match(line.lstrip()):
        return None
    if stop.here.lstrip().startswith("- ") and not line.lstrip().startswith("- "):
        return None
    message = f"“{shown(line)}” is not indented as the lines below it"
    return Slip(number, indent_of(line), message, _put(wanted))


def _leads_in(line: str, column: int) -> bool:
    """Whether lines that stand so far in may stand below a line: it has a key, and nothing behind it."""
    return line.rstrip().endswith(":") and key_column(line) < column


def _item_above(stop: Stop) -> int | None:
    """How far the next item of a list above is indented."""
    items = (n for n in above(stop.lines, stop.line) if stop.lines[n].lstrip().startswith("- "))
    return next((indent_of(stop.lines[n]) for n in items), None)


def item_of_nothing(stop: Stop) -> Slip | None:
    """An item of a list, where the line that says of what is missing above it."""
    own, before = indent_of(stop.here), next(above(stop.lines, stop.line), None)
    if before is None or "expected key" not in stop.problem or not stop.here.lstrip().startswith("- "):
        return None
    is_item = any(stop.lines[n].lstrip().startswith("-") for n in above(stop.lines, stop.line))
    if is_item or own != stop.column or indent_of(stop.lines[before]) < own:
        return None
    what = f"“{shown(stop.here)}” is an item of a list, and no line above it says of which"
    hint = "Write the key of the list, and a colon, on a line above the first item (“clauses:”)."
    return Slip(stop.line, own, what, hint)


def indentation(stop: Stop) -> Slip | None:
    """A line that is not indented as those around it."""
    if not re.search(_KNOWN, stop.problem):
        return None
    number = stop.line
    if (rest := stop.here.strip()) and "'-'" in stop.problem and _item_above(stop) == indent_of(stop.here):
        own = indent_of(stop.here)
        what = f"“{shown(rest)}” stands where the next item of the list begins"
        hint = ITEM.format(rest=shown(rest))
        if KEY.match(rest):
            hint = f"If it belongs to the item above it, put {blanks(own + 2)} before it. {hint}"
        return Slip(number, own, what, hint)
    if stop.here.lstrip().startswith("- "):
        # Lines above it that stand as far left as its dash do not belong to the item before it.
        own = indent_of(stop.here)
        for other in above(stop.lines, stop.line):
            if indent_of(stop.lines[other]) == own and not stop.lines[other].lstrip().startswith("-"):
                number = other
            else:
                break
    slip = _beside_others(stop, number)
    if slip is None and stop.here.lstrip().startswith("- "):
        slip = _beside_others(stop, stop.line) or _item_among_keys(stop)
    return slip


def _beside_others(stop: Stop, number: int) -> Slip | None:
    """A line that is not as far in as the one before it, or an item not as far as the item before it."""
    line = stop.lines[number]
    others = [n for n in above(stop.lines, number) if not is_folded(stop.lines, n)]
    if not line.strip() or not others:
        return None
    if line.lstrip().startswith("- "):
        others = [n for n in others if stop.lines[n].lstrip().startswith("- ")]
        wanted = indent_of(stop.lines[others[0]]) if others else 0
    else:
        wanted = key_column(stop.lines[others[0]])
    if wanted == indent_of(line):
        return None
    hint, words = _put(wanted), _words_behind(stop.lines[next(above(stop.lines, number))])
    if words and indent_of(line) > wanted:
        hint += f" Or, if it belongs to “{words[0]}” in the line above, take “{words[1]}” out there."
    return Slip(number, indent_of(line), f"“{shown(line)}” is not indented as the lines around it", hint)


def item_below_words(stop: Stop) -> Slip | None:
    """An item below a key with words behind it: these are too much, or the list's own key is gone."""
    here, own = stop.here, indent_of(stop.here)
    head = next(above(stop.lines, stop.line), None)
    words = _words_behind(stop.lines[head]) if head is not None else None
    if head is None or words is None or not _is_item(here) or not re.search(_KNOWN, stop.problem):
        return None
    if _is_item(stop.lines[head]):
        return None  # it is the first item that is indented otherwise
    items = (n for n in above(stop.lines, stop.line) if _is_item(stop.lines[n]))
    if own < key_column(stop.lines[head]) or any(indent_of(stop.lines[n]) == own for n in items):
        return None
    what = f"“{shown(here)}” is an item of a list, and no line above it says of which"
    hint = (
        f"If it is the list of “{words[0]}”, take “{words[1]}” out in line {head + 1}. If not, write the key "
        "of the list, and a colon, on a line above the first item (“clauses:”)."
    )
    return Slip(stop.line, own, what, hint)


def _words_behind(line: str) -> tuple[str, str] | None:
    """The key of a line, and a plain word or two behind it; None where there are none."""
    key = KEY.match(line.lstrip())
    said = line.lstrip()[key.end() :].strip() if key else ""
    return (key[1], shown(said)) if key and said and not FOLD.search(line) else None


def _is_item(line: str) -> bool:
    return line.lstrip().startswith("- ")


def _item_among_keys(stop: Stop) -> Slip:
    what = f"“{shown(stop.here)}” is an item of a list, and the lines above it are of none"
    hint = "Begin each item with “- ”, the first one too; or take the hyphen out."
    return Slip(stop.line, indent_of(stop.here), what, hint)


def _put(wanted: int) -> str:
    return (
        f"Put {blanks(wanted)} before it, no more and no fewer." if wanted else "Delete the blanks before it."
    )
