"""Names and wishes that people type before the bracket which closes all of a wording: they stand behind it.

[Ensure free legal information; (Japan, Norway)]    [Ensure free legal information;] (Japan, Norway)
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import replace

from drafter.brackets import bracketed_in, is_bracketed
from drafter.merge.sides.typed_behind import TypedBehind
from drafter.merge.sides.typed_number import number_before
from drafter.returned.returned_line import ReturnedLine
from drafter.text.italics import without_stretch
from drafter.text.own_brackets import HELD, HELD_ANY

_GROUPS = re.compile(rf"(?:\s*\({HELD}+\))+")
_INSIDE = re.compile(rf"(?P<groups>{_GROUPS.pattern})\s*(?P<mark>[.;,]?)\s*\](?P<end>[\s.;]*)$")
_GROUP = re.compile(rf"\({HELD_ANY}+\)")


def with_names_behind(line: ReturnedLine, typed: TypedBehind) -> ReturnedLine:
    """A line with what was typed so behind its bracket; what drafter printed there stays.

    Args:
        line: The line.
        typed: Tells names from words.
    """
    # Only the last groups can stand there: looked for from each group on, thousands of them would take long.
    last = next(iter(deque(_GROUPS.finditer(line.text), maxlen=1)), None)
    found, number = last and _INSIDE.match(line.text, last.start()), number_before(line)
    whole = line.text[number.end() if number else 0 :]
    words = line.text[: found.start()] if found else ""
    if found is None or not is_bracketed(whole) or not _are_names(line, words, found["groups"], typed):
        return line
    groups, closed = found["groups"].strip(), f"{words}{found['mark']}]"
    italics = without_stretch(line.italics, *found.span("groups"))
    if line.behind:
        behind = f"{groups} {line.behind}"
        return replace(line, text=f"{closed}{found['end']}", behind=behind, italics=italics)
    return replace(line, text=f"{closed} {groups}{found['end']}", italics=italics)


def _are_names(line: ReturnedLine, words: str, groups: str, typed: TypedBehind) -> bool:
    """Whether groups in round brackets say who wants what of all words before them.

    Behind a closing mark they do. Without one known names do that stand behind no bracket of their own; and
    in a new paragraph without footnotes, whose words can be no source's, whatever may be a name.
    """
    before = words.rstrip()
    if (line.printed and groups.strip() in line.printed.text) or before.endswith("]"):
        return False
    every = [bracketed_in(f"[…] {group}")[0].wishes for group in _GROUP.findall(groups)]
    names = [name for wishes in every for wish in wishes for name in wish.by]
    if not all(every) or before.endswith((".", ";", ",")) or typed.are_known(names):
        return all(every)
    is_new = line.clause is None and not line.notes
    return is_new and typed.may_be_names(names) and not any(name.isupper() for name in names)
