"""Takes the clauses of a selection apart that were joined; see ``joining`` for what that has written.

The file is put back as it was. Where that, joined again, gives what stands there now, nobody has edited it,
and it is as it was byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from drafter.brackets import Bracketed, bracketed_in
from drafter.decisions import OwnWording, SelectionEntry
from drafter.problems import DrafterError, ExitStatus
from drafter.selection.blocks import Block, Change, SelectionText
from drafter.selection.file import LINE_ENDS, end_of
from drafter.selection.joining import WORDS, join, whole_of, worded
from drafter.selection.lines import fact_lines
from drafter.selection.loading import OpenSelection
from drafter.stretches import OwnedWord, words_with_owners
from drafter.text.italics import unmarked
from drafter.text.similarity import words_of

_JOINED = re.compile(r"# from (--join [a-z0-9-]+(?: [a-z0-9-]+)+)")


@dataclass(frozen=True, slots=True)
class Parted:
    """What a split did.

    Attributes:
        selection: The selection after it.
        clauses: The clauses that are apart again, the first one first.
        words: The words of those that have others than before they were joined.
        own: People's own words among the joined ones, stretch by stretch; they stay with the first.
        open: Brackets with names around words of several clauses, which stand in none of them now.
        is_as_before: Whether nobody had edited what was joined.
    """

    selection: OpenSelection
    clauses: tuple[str, ...]
    words: Mapping[str, str]
    own: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    is_as_before: bool = False


def split(selection: OpenSelection, first: str) -> Parted:
    """The selection in which a clause is taken apart that was joined; of several times, the last one.

    Where somebody has edited its words since, each stretch goes back to the clause that has it, to both where
    two have it, and people's own words stay with the first; the joined words stay as a comment.

    Raises:
        DrafterError: if it was not joined, or the file's style does not allow it.
    """
    selection.clause(first)
    file = selection.in_blocks
    mark = _last_mark(file, first)
    if not mark:
        raise DrafterError(
            f"{first} was not joined with “--join”, so that there is nothing to take apart",
            "To make two clauses of its sources, see “Joining and splitting” in docs/selection.md.",
            status=ExitStatus.USAGE,
        )
    there = [one for one in mark.split()[2:] if selection.entry(one)]
    before = selection.reread(_before(file, mark, [first, *there]))
    again = join(before, first, there) if there else before
    if again.content == selection.content:
        return Parted(before, (first, *there), {}, is_as_before=True)
    before = selection.reread(_before(file, mark, [first, *there], is_kept=True))
    was, now = again.clause(first), selection.clause(first)
    words = {one: whole_of(before, one).words for one in (first, *there)}
    wanted = {first: _with_later_edits(before.clause(first), was, now)}
    own: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    said: dict[str, str] = {}
    if (joined := _words_in(now)) and joined != _words_in(was):
        parts, own, left = _parts(joined, words, selection.file.delegations)
        said = {one: part for one, part in parts.items() if _differ(part, words[one])}
    file = before.in_blocks
    for one in (first, *there):
        entry = before.clause(one)
        target = wanted.get(one, entry)
        if one in said:
            whole = whole_of(before, one)
            target = worded(replace(target, wordings=entry.wordings), whole, said[one], whole.sources)
            if one == first:
                target = _with_later_wordings(target, was, now)
        for key in WORDS:
            if fact_lines(target, key) != fact_lines(entry, key):
                file = file.with_fact(("clauses", one), key, fact_lines(target, key), keep_old=True)
    return Parted(before.reread(file), (first, *there), said, own, left)


def _last_mark(file: SelectionText, clause: str) -> str:
    """What a clause was joined by last; empty where it was not."""
    block = file.by_id[clause]
    for key, _ in block.node.value:
        if key.value in WORDS:
            for line in _comments_above(file, block, key.start_mark.line):
                found = _JOINED.fullmatch(file.lines[line].strip())
                if found and found[1].split()[1] == clause:
                    return found[1]
    return ""


def _comments_above(file: SelectionText, block: Block, line: int) -> Iterator[int]:
    """The comments right above a line, from below."""
    while line - 1 > block.start and file.lines[line - 1].strip().startswith("#"):
        line -= 1
        yield line


def _before(
    file: SelectionText, mark: str, clauses: Sequence[str], *, is_kept: bool = False
) -> SelectionText:
    """The file as it was before some clauses were joined.

    Args:
        file: The file.
        mark: What they were joined by.
        clauses: Which, the first one first.
        is_kept: Whether what the first one says now stays as comments.
    """
    kept, changes = f"# before {mark}: ", list[Change]()
    for clause in clauses:
        block = file.by_id[clause]
        gone: dict[int, list[str]] = {}
        for key, value in block.node.value:
            start, stop = key.start_mark.line, end_of(value)
            marks = [
                n for n in _comments_above(file, block, start) if file.lines[n].strip() == f"# from {mark}"
            ]
            is_of_first = clause == clauses[0] and key.value in WORDS
            if marks or (is_of_first and key.value != "sources"):
                space = " " * key.start_mark.column
                for n in range(start, stop):
                    line = file.lines[n].removeprefix(space)
                    gone[n] = [f"{space}# before --split: {line}"] if is_kept and is_of_first else []
        for n in range(block.start, block.stop):
            space, found, line = file.lines[n].partition(kept)
            if file.lines[n].strip() == f"# from {mark}":
                gone[n] = []
            elif found and not space.strip() and n not in gone:
                gone[n] = [f"{space}{line}" if line.strip(LINE_ENDS) else line]
        changes += [Change(n, n + 1, lines) for n, lines in gone.items()]
    return file.changed(changes, [("clauses", one) for one in clauses])


def _words_in(entry: SelectionEntry) -> str:
    """The first of people's words in a clause."""
    return entry.text or entry.wording or next((one.wording for one in entry.wordings if not one.by), "")


def _differ(part: str, whole: str) -> bool:
    """Whether what was found of a clause's words is something, and not the same as they were."""
    return bool(part) and words_of(unmarked(part)[0]) != words_of(unmarked(whole)[0])


def _with_later_edits(old: SelectionEntry, was: SelectionEntry, now: SelectionEntry) -> SelectionEntry:
    """A clause as it was before it was joined, with what people have changed since but for its words.

    Args:
        old: As it was before.
        was: As it was joined.
        now: As it stands.
    """
    added = [one for one in old.added if one in now.added or one not in was.added]
    added += [one for one in now.added if one not in was.added]
    dropped = [*old.dropped, *(one for one in now.dropped if one not in (*was.dropped, *old.dropped))]
    entry = replace(old, added=tuple(dict.fromkeys(added)), dropped=tuple(dropped))
    return _with_later_wordings(entry, was, now)


def _with_later_wordings(entry: SelectionEntry, was: SelectionEntry, now: SelectionEntry) -> SelectionEntry:
    """A clause with the wordings that people have put down since."""
    joined = {_words_in(was), _words_in(now)}
    new = [one for one in now.wordings if one not in was.wordings and one.wording not in joined]
    if not new:
        return entry
    if entry.wording:
        first = OwnWording(now.wordings[0].sources, entry.wording, supported=entry.supported)
        entry = replace(entry, wording="", supported="", wordings=(first,))
    return replace(entry, wordings=(*entry.wordings, *new))


def _parts(
    text: str, words: Mapping[str, str], delegations: Sequence[str]
) -> tuple[dict[str, str], tuple[str, ...], tuple[str, ...]]:
    """The words of a text by the clause that has them; what else ``Parted`` says of them."""
    brackets = bracketed_in(text, delegations)
    names = [(one.end, one.wishes_end) for one in brackets]
    found = words_with_owners(text, {one: [unmarked(own)[0]] for one, own in words.items()}, names)
    first = next(iter(words))
    having = {one: _claimed(found, one) for one in words}
    said = set().union(*having.values())
    for place, word in enumerate(found):
        if place not in said:  # people's own; or what stands a second time, which is not to be lost either
            having[next(iter(word.places), first)].add(place)
    given: dict[str, list[Bracketed]] = {one: [] for one in words}
    for bracket in brackets:
        within = {n for n, word in enumerate(found) if bracket.start < word.start < bracket.end}
        takers = [one for one in words if within <= having[one]]
        # Those of people's own words, and names, go to one; those that a clause had itself, back to it.
        is_new = bool(bracket.wishes) or all(not found[n].places for n in within)
        for one in takers[:1] if is_new else takers:
            if is_new or f"[{bracket.words}]" in words[one]:
                given[one].append(bracket)
    parts = {
        one: _put_together(text, found, _runs([n in own for n in range(len(found))]), brackets, given[one])
        for one, own in having.items()
    }
    own = tuple(
        text[found[run[0]].start : found[run[-1]].end] for run in _runs([not word.places for word in found])
    )
    kept = [one for own_brackets in given.values() for one in own_brackets]
    left = (text[one.start : one.wishes_end] for one in brackets if one.wishes and one not in kept)
    return parts, own, tuple(left)


def _claimed(words: Sequence[OwnedWord], clause: str) -> set[int]:
    """The places of a clause's words: each once, where most of them stand in a row."""
    places = [place for place, word in enumerate(words) if clause in word.places]
    told = groupby(enumerate(places), lambda pair: (words[pair[1]].places[clause], pair[1] - pair[0]))
    rows = [[place for _, place in own] for _, own in told]
    claimed: dict[int, int] = {}
    for row in sorted(rows, key=len, reverse=True):
        for place in row:
            claimed.setdefault(place + words[place].places[clause][1], place)
    return {*claimed.values()}


def _runs(kept: Sequence[bool]) -> list[list[int]]:
    """The places of what is kept, those that follow one another together."""
    groups = groupby(range(len(kept)), lambda place: kept[place])
    return [list(own) for is_kept, own in groups if is_kept]


def _put_together(
    text: str,
    words: Sequence[OwnedWord],
    runs: Sequence[Sequence[int]],
    brackets: Sequence[Bracketed],
    given: Sequence[Bracketed],
) -> str:
    """Some words of a text as a text of their own, with the marks between them.

    Args:
        text: The text.
        words: Its words.
        runs: The places of those that are kept.
        brackets: Its brackets.
        given: Those that stay, with the names behind them.
    """
    gone = {
        place
        for one in brackets
        if one not in given
        for place in (one.start, *range(one.end - 1, max(one.end, one.wishes_end)))
    }
    said: list[str] = []
    for run in runs:
        start, end = words[run[0]].start, words[run[-1]].end
        for one in given:
            if any(one.start < words[place].start < one.end for place in run):
                start, end = min(start, one.start), max(end, one.end, one.wishes_end)
        mark = text[end : end + 1] if run is not runs[-1] else ""
        kept = "".join(text[place] for place in range(start, end) if place not in gone)
        said.append(kept + (mark if mark in (",", ";", ":") else ""))
    lines = " ".join(said).split("\n")
    return "\n".join(" ".join(line.split()) for line in lines)
