"""Takes the clauses of a selection apart that were joined; see ``joining`` for what that has written.

The file is put back as it was. Where that, joined again, gives what stands there now, nobody has edited it,
and it is as it was byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from drafter.decisions import OwnWording, SelectionEntry
from drafter.problems import DrafterError, ExitStatus
from drafter.selection.blocks import Block, Change, SelectionText
from drafter.selection.file import LINE_ENDS, end_of
from drafter.selection.giving_back import given_back, with_halves, with_their_footnotes
from drafter.selection.joined import brought_to
from drafter.selection.joining import (
    SAID,
    WORDS,
    Whole,
    brought,
    joined,
    said_since,
    whole_of,
    worded,
)
from drafter.selection.lines import fact_lines
from drafter.selection.loading import OpenSelection
from drafter.selection.parting import parts_of, wherever_it_stands, words_of_halves
from drafter.selection.since_joined import as_it_stood, said_of, with_later_status, with_what_was_said

_JOINED = re.compile(r"# from (--join [a-z0-9-]+(?: [a-z0-9-]+)+)")


@dataclass(frozen=True, slots=True)
class Parted:
    """What a split did.

    Attributes:
        selection: The selection after it.
        clauses: The clauses that are apart again, the first one first.
        words: The words of those that have others than before they were joined.
        none_left: Those none of whose words stood in the joined ones any more; they have them as before.
        own: People's own words among the joined ones, stretch by stretch, by the clause that has them now.
        open: Brackets around words of several clauses, which stand in none of them now.
        wordings: Other wordings that were put beside the joined one since, by the clause that has them now.
        reworded: Those whose other wordings were edited since, and are theirs as edited.
        said: What was said of the joined clause since, in words; empty where nothing was.
        gone: Clauses of which somebody has deleted the block.
        is_as_before: Whether nobody had edited what was joined, or said anything of it.
        has_its_words: Whether nobody had edited it, and something was said of it.
    """

    selection: OpenSelection
    clauses: tuple[str, ...]
    words: Mapping[str, str]
    none_left: tuple[str, ...] = ()
    own: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    open: tuple[str, ...] = ()
    wordings: Mapping[str, tuple[OwnWording, ...]] = field(default_factory=dict)
    reworded: tuple[str, ...] = ()
    said: str = ""
    gone: tuple[str, ...] = ()
    is_as_before: bool = False
    has_its_words: bool = False


def split(selection: OpenSelection, first: str) -> Parted:
    """The selection in which a clause is taken apart that was joined; of several times, the last one.

    Where somebody has edited its words since, each stretch goes back to the clause that has it, to both where
    two have it, and people's own words to the clause within whose words they stand, else to the first; the
    joined words stay as a comment. A wording that was put beside the joined one stays with the first, unless
    it was written into the paragraph of another, or has words of several as the joined one has them; so does
    what was said of it, but for reservations and what was agreed, which were of the words of each.

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
    others = mark.split()[2:]
    there = [one for one in others if selection.entry(one)]
    before = selection.reread(_before(file, mark, [first, *there]))
    again = joined(before, first, there) if there else before
    entries = {one: before.clause(one) for one in (first, *there)}
    sources = {one: before.sources[one] for one in entries}
    stands = again.clause(first)
    has_its_own = with_what_was_said(entries, entries, sources, stands, stands) == entries
    if has_its_own and again.content == selection.content:
        return Parted(before, (first, *there), {}, is_as_before=True)
    before = selection.reread(_before(file, mark, [first, *there], is_kept=True))
    gone = tuple(one for one in others if one not in there)
    told, now = said_of(file, first, mark), selection.clause(first)
    since = "" if told == said_since(now, mark) else said_since(now, mark).partition(": ")[2]
    before, written = given_back(selection, before, first, there)
    was = as_it_stood(stands, now, told)
    return _taken_apart(selection, before, was, (first, *there), since, gone, written)


def _taken_apart(
    selection: OpenSelection,
    before: OpenSelection,
    was: SelectionEntry,
    clauses: tuple[str, ...],
    since: str,
    gone: tuple[str, ...],
    written: Mapping[str, tuple[OwnWording, ...]],
) -> Parted:
    """What a split did where somebody has edited what was joined.

    Args:
        selection: As it stands.
        before: As it was before they were joined.
        was: The joined clause as it was made.
        clauses: The clauses, the first one first.
        since: What was said of the joined one since, in words.
        gone: The clauses of which somebody has deleted the block.
        written: For each of the others, the wordings beside the joined one that were written into it.
    """
    first, now = clauses[0], selection.clause(clauses[0])
    halves = {one: whole_of(before, one) for one in clauses}
    words = {one: half.words for one, half in halves.items()}
    drafted, stands = _words_in(was), _words_in(now) or _words_in(was)
    as_joined, _, _ = parts_of(drafted, words, drafted, selection.file.delegations)
    parts, own, left = as_joined, dict[str, tuple[str, ...]](), tuple[str, ...]()
    if stands != drafted:
        parts, own, left = parts_of(stands, words, drafted, selection.file.delegations)
    said = {
        one: part
        for one, part in parts.items()
        if part
        and wherever_it_stands(part)
        not in (wherever_it_stands(as_joined[one]), wherever_it_stands(words[one]))
    }
    edited, new = _wordings_since(was, now)
    # What only says that a source stands there says nothing new of the clause that it stands in.
    new = tuple(
        own for own in new if own != OwnWording(own.sources) or {*own.sources} - {*before.sources[first]}
    )
    of_others = {one: tuple(words for words in own if words in new) for one, own in written.items()}
    taken = [words for own in of_others.values() for words in own]
    beside = [words for words in new if words not in taken]
    delegations = selection.file.delegations
    parts_in = partial(words_of_halves, words=words, drafted=drafted, delegations=delegations)
    come, before = with_their_footnotes(with_halves(first, beside, of_others, before, parts_in), before)
    cited = {
        one: [source for words in own for source in words.sources if source not in before.sources[one]]
        for one, own in of_others.items()
    }
    now = _without_sources(now, [source for own in cited.values() for source in own])
    reworded, apart = [], dict[str, SelectionEntry]()
    for one, half in halves.items():
        entry = before.clause(one)
        target = _with_later_edits(entry, was, now) if one == first else entry
        # As each of its other wordings was when it was joined, and as it is now; None where it went.
        pairs = zip((*half.rest, *half.others), half.rest if one == first else brought(half), strict=False)
        changes = {old: edited[as_brought] for old, as_brought in pairs if as_brought in edited}
        more = come[one]
        target = replace(target, added=tuple(dict.fromkeys((*target.added, *cited.get(one, ())))))
        reworded += [one] if changes else []
        if changes or more:
            target = _with_wordings(target, half, changes, more)
        if one in said:
            rest = _changed(half.rest, changes, more)
            target = worded(target, replace(half, rest=rest), said[one], half.sources)
        if since:
            target = with_later_status(target, was, now)
        if since and one == first:
            kept = {key: getattr(now, key) for key in SAID[:3] if getattr(now, key) != getattr(was, key)}
            target = replace(target, **kept)
        apart[one] = target
    entries = {one: before.clause(one) for one in clauses}
    on = {one: before.sources[one] for one in clauses}
    file = before.in_blocks
    for one, target in with_what_was_said(apart, entries, on, was, now).items():
        for key in (*WORDS, *SAID, "withdrawn", "reasons"):
            if fact_lines(target, key) != fact_lines(entries[one], key):
                # What is said of a wording stands in the block that has it now.
                stays = key not in ("wishes", "wished", "withdrawn", "reasons")
                file = file.with_fact(("clauses", one), key, fact_lines(target, key), keep_old=stays)
    return Parted(
        before.reread(file),
        clauses,
        said,
        tuple(one for one, part in parts.items() if not part),
        own,
        left,
        {one: own for one, own in come.items() if own},
        tuple(reworded),
        since,
        gone,
        has_its_words=not gone and replace(now, **{key: getattr(was, key) for key in SAID}) == was,
    )


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
        lines = file.lines[block.start : block.stop]
        restored = {line.partition(kept)[2].partition(":")[0] for line in lines if kept in line}
        for key, value in block.node.value:
            start, stop = key.start_mark.line, end_of(value)
            while stop > start + 1 and not file.lines[stop - 1].strip():
                stop -= 1  # a blank line below it is nobody's value
            marks = [
                n for n in _comments_above(file, block, start) if file.lines[n].strip() == f"# from {mark}"
            ]
            is_of_first = clause == clauses[0] and key.value in WORDS
            is_said = clause == clauses[0] and key.value in SAID
            is_own = not marks and key.value in SAID and key.value in restored
            if marks or is_own or (is_of_first and key.value != "sources"):
                space = " " * key.start_mark.column
                for n in range(start, stop):
                    line = file.lines[n].removeprefix(space)
                    is_to_stay = is_kept and (is_of_first or is_own or is_said)
                    gone[n] = [f"{space}# before --split: {line}"] if is_to_stay else []
        for n in range(block.start, block.stop):
            space, found, line = file.lines[n].partition(kept)
            own = file.lines[n].strip()
            is_brought = own.startswith(f"# {brought_to(clauses[0], '')}".rstrip())
            if own == f"# from {mark}" or own.startswith(f"# since {mark}: ") or is_brought:
                gone[n] = []
            elif found and not space.strip() and n not in gone:
                gone[n] = [f"{space}{line}" if line.strip(LINE_ENDS) else line]
        changes += [Change(n, n + 1, lines) for n, lines in gone.items()]
    return file.changed(changes, [("clauses", one) for one in clauses])


def _words_in(entry: SelectionEntry) -> str:
    """The first of people's words in a clause."""
    return entry.text or entry.wording or next((one.wording for one in entry.wordings if not one.by), "")


def _with_later_edits(old: SelectionEntry, was: SelectionEntry, now: SelectionEntry) -> SelectionEntry:
    """A clause as it was before it was joined, with the sources that people have given or taken it since.

    Args:
        old: As it was before.
        was: As it was joined.
        now: As it stands.
    """
    added = [one for one in old.added if one in now.added or one not in was.added]
    added += [one for one in now.added if one not in was.added]
    dropped = [*old.dropped, *(one for one in now.dropped if one not in (*was.dropped, *old.dropped))]
    return replace(old, added=tuple(dict.fromkeys(added)), dropped=tuple(dropped))


def _without_sources(entry: SelectionEntry, sources: Sequence[str]) -> SelectionEntry:
    return replace(entry, added=tuple(one for one in entry.added if one not in sources))


def _wordings_since(
    was: SelectionEntry, now: SelectionEntry
) -> tuple[dict[OwnWording, OwnWording | None], tuple[OwnWording, ...]]:
    """What became of a joined clause's other wordings, None where one went; and those that came."""
    before, after = (
        [one for one in entry.wordings if entry.text or one.by or one.wording != _words_in(entry)]
        for entry in (was, now)
    )
    new, edited = [one for one in after if one not in before], dict[OwnWording, OwnWording | None]()
    for one in before:
        if one not in after:
            alike = [other for other in new if _is_same(one, other)]
            alike += [other for other in new if (other.by, other.sources) == (one.by, one.sources)]
            edited[one] = next(iter(alike), None)
            new = [other for other in new if other is not edited[one]]
    return edited, tuple(new)


def _is_same(one: OwnWording, other: OwnWording) -> bool:
    """Whether two wordings have the same words, and a sponsor in common: others have joined, or left."""
    return bool(one.wording and one.wording == other.wording and {*one.by} & {*other.by})


def _changed(
    wordings: Sequence[OwnWording],
    changes: Mapping[OwnWording, OwnWording | None],
    more: Sequence[OwnWording],
) -> tuple[OwnWording, ...]:
    """Some wordings with changes, and more behind them."""
    return (*filter(None, (changes.get(one, one) for one in wordings)), *more)


def _with_wordings(
    entry: SelectionEntry,
    whole: Whole,
    changes: Mapping[OwnWording, OwnWording | None],
    more: Sequence[OwnWording],
) -> SelectionEntry:
    """A clause with changes of its other wordings, and more of them."""
    more = (*(new for old, new in changes.items() if new and old not in entry.wordings), *more)
    if entry.wording and more:
        first = OwnWording(whole.sources, entry.wording, supported=entry.supported)
        entry = replace(entry, wording="", supported="", wordings=(first,))
    return replace(entry, wordings=_changed(entry.wordings, changes, more))
