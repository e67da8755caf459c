"""What somebody would have done with words in brackets, typed in round brackets of its own behind names.

[and herders] (Chile) (Kenya: delete)    [and herders] (Chile; Kenya: delete)
[and herders] (Chile); (Kenya: delete)   [and herders] (Chile; Kenya: delete);

It is of that bracket: what is said of all of a paragraph behind one is led over to, “Whole paragraph:”.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from drafter.brackets import Bracketed, Wish, bracketed_in
from drafter.merge.words.wishes_within import behind_bracket, each_of
from drafter.returned.returned_line import ReturnedLine
from drafter.text.italics import Ranges, without_stretch
from drafter.text.own_brackets import HELD

# A group behind a bracket and its names, and the closing mark between.
_GROUP = re.compile(rf"(?P<mark>[.;,]?)\s*(?P<group>\({HELD}+\))")


def with_wishes_in_one(line: ReturnedLine, whole: Callable[[str], str]) -> ReturnedLine:
    """A line with the wishes that were typed behind brackets and their names among these.

    Args:
        line: The line.
        whole: Gives a name as the selection has it.
    """
    printed = line.printed
    was, stands = printed.text if printed else "", " ".join(line.paragraph.text.split())
    text, italics, behind = line.text, line.italics, line.behind
    is_plain = printed is not None and not any(
        (printed.support, printed.sponsors, printed.status, printed.wishes)
    )
    if behind and is_plain:  # in the style of names, behind the words themselves
        typed, italics = _in_one(f"{text} {behind}", italics, was, stands, whole)
        if typed != f"{text} {behind}":
            return replace(line, text=typed, italics=italics, behind="")
    text, italics = _in_one(text, italics, was, stands, whole)
    return replace(line, text=text, italics=italics) if text != line.text else line


def words_with_wishes_in_one(text: str, was: str, whole: Callable[[str], str]) -> str:
    """Words with the wishes that were typed behind brackets and their names among these.

    Args:
        text: The words.
        was: As they were printed; what stood so there stays.
        whole: Gives a name as the selection has it.
    """
    return _in_one(text, (), was, text, whole)[0]


def _in_one(
    text: str, italics: Ranges, was: str, stands: str, whole: Callable[[str], str]
) -> tuple[str, Ranges]:
    """The same, with the italics; but for groups between which something else stands in the paragraph."""
    for one in sorted(bracketed_in(text), key=lambda one: -one.end):
        typed, mark, end = list[tuple[str, str]](), "", one.wishes_end
        while found := _GROUP.match(text, end):
            passage, wishes = text[one.end - 1 : found.end()], _wishes_in(found["group"], whole)
            is_here = passage in stands and passage not in was and not _holds_all(one, text, found.end(), was)
            if not wishes or not is_here or (mark and found["mark"]):
                break
            typed, mark, end = [*typed, *each_of(wishes)], mark or found["mark"], found.end()
        if typed and (one.wishes or mark):
            anew = {name for name, _ in typed}
            stay = [(name, says) for name, says in each_of(one.wishes) if not (says and whole(name) in anew)]
            now = behind_bracket(list(dict.fromkeys([*stay, *typed]))) + mark
            italics = without_stretch(italics, one.end, end, one.end + len(now))
            text = text[: one.end] + now + text[end:]
    return text, italics


def _wishes_in(group: str, whole: Callable[[str], str]) -> tuple[Wish, ...]:
    """What a group says, by the names that the selection knows; nothing where it is none of wishes alone."""
    wishes = bracketed_in(f"[…] {group}")[0].wishes
    return tuple(
        replace(one, by=tuple(map(whole, one.by)))
        for one in (wishes if all(one.says for one in wishes) else ())
    )


def _holds_all(one: Bracketed, text: str, end: int, was: str) -> bool:
    """Whether a bracket is around all of a paragraph, and was not so, under its names, in its words."""
    own = text[: one.wishes_end]
    is_of_words = one.wishes_end > one.end and was.startswith(own)
    return not text[: one.start].strip() and not text[end:].strip(" .;,") and not is_of_words
