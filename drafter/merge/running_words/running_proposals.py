"""Running words that were changed in Word, as proposals for the selection; see ``merge.sides.running``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import NamedTuple

from drafter.check.harmless import folded
from drafter.decisions import SelectionEntry
from drafter.draft.blocks import Paragraph
from drafter.draft.model import Draft
from drafter.draft.running import HEAD, above, text_of
from drafter.merge.proposals import Field, Proposal
from drafter.merge.sides.running import RunningText
from drafter.merge.sides.standing import words_of
from drafter.merge.sides.three_way import ThreeWay, conflict_if
from drafter.merge.signature import went_and_came
from drafter.merge.telling import told
from drafter.merge.words.both_words import with_both_words
from drafter.text.italics import marked
from drafter.text.words import excerpt

# What is compared of running words: what each paragraph is, and its words.
_Said = tuple[tuple[str, str], ...]


class Edit(NamedTuple):
    """Paragraphs in the place of those from ``start`` to before ``stop``."""

    start: int
    stop: int
    words: tuple[Paragraph, ...]


def running_proposals(merge: ThreeWay, text: RunningText, composed: Draft) -> Iterator[Proposal]:
    """Running words that were changed in Word and that the selection does not say.

    Args:
        merge: The three sides.
        text: What stands in Word.
        composed: What the selection drafts with all proposals about clauses taken.
    """
    base, ours = merge.base.words, merge.draft.words
    clauses = {above(given): given for given in merge.entries}
    for name in dict.fromkeys([*text.proposed, *base]):
        was, now = base.get(name, ()), tuple(text.proposed.get(name, ()))
        there = ours.get(name, was)
        theirs_only = [one for one in edits(was, now) if one not in edits(was, there)]
        if not theirs_only or _said(now) == _said(there):
            continue
        if not now and (name in HEAD or name not in composed.words):
            continue  # it goes with its clauses; a line of the title is told
        both = with_both(was, there, theirs_only)
        if both is not None and _said(both) == _said(there):
            continue  # it has been taken, and something else has been changed since
        if name in HEAD:
            line = (both or now)[0]
            to = SelectionEntry(name, above=marked(line.text, line.italics))
        else:
            to = SelectionEntry(clauses.get(name, name), above=text_of(now if both is None else both))
        yield _proposal(name, to, was, now, is_changed=both is None)


def edits(was: Sequence[Paragraph], now: Sequence[Paragraph]) -> list[Edit]:
    """What was put in the place of which paragraphs.

    Args:
        was: The paragraphs that stood there.
        now: Those that stand there.
    """
    matcher = SequenceMatcher(None, _said(was), _said(now), autojunk=False)
    words = [replace(one, name="", entry=0) for one in now]
    changes = (one for one in matcher.get_opcodes() if one[0] != "equal")
    return [Edit(i, j, tuple(words[k:end])) for _, i, j, k, end in changes]


def with_both(
    was: Sequence[Paragraph], there: Sequence[Paragraph], theirs: Sequence[Edit]
) -> list[Paragraph] | None:
    """Running words with what both sides changed; None where they changed the same, or what stands beside.

    Args:
        was: As they were.
        there: As one side has them.
        theirs: What the other changed.
    """
    ours = edits(was, there)
    if any(one.start <= other.stop and other.start <= one.stop for one in ours for other in theirs):
        return _word_by_word(was, there, with_edits(was, theirs))
    return with_edits(was, [*ours, *theirs])


def with_edits(was: Sequence[Paragraph], every: Iterable[Edit]) -> list[Paragraph]:
    """Paragraphs with what was put in the place of some."""
    both = list(was)
    for one in sorted(every, key=lambda one: one.start, reverse=True):
        both[one.start : one.stop] = one.words
    return both


def _word_by_word(
    was: Sequence[Paragraph], there: Sequence[Paragraph], now: Sequence[Paragraph]
) -> list[Paragraph] | None:
    """Paragraphs that both sides changed; None where one came or went, or both touched the same words."""
    if not len(was) == len(there) == len(now):
        return None
    found = []
    for old, *others in zip(was, there, now, strict=True):
        both = with_both_words(*(marked(one.text, one.italics) for one in (old, *others)))
        if both is None or len({(one.role, one.lead_in) for one in (old, *others)}) > 1:
            return None
        found.append(replace(Paragraph.of(old.role, both, old.lead_in), name=others[0].name))
    return found


def _proposal(
    name: str, to: SelectionEntry, was: Sequence[Paragraph], now: Sequence[Paragraph], *, is_changed: bool
) -> Proposal:
    gone = [words_of(one) for one in was if one not in now]
    come = [words_of(one) for one in now if one not in was]
    old, new = " / ".join(gone), " / ".join(come)
    if len(gone) == len(come):
        signatures = [tuple((text, frozenset[str](), ()) for text in texts) for texts in (gone, come)]
        old, new = went_and_came(*signatures)
    is_of_clause = name != to.id
    return Proposal(
        to.id,
        Field.ABOVE if is_of_clause else Field.WORDS,
        to,
        ours=old,
        theirs=new or "taken out",
        conflict=conflict_if(is_changed),
    )


def head_proposals(merge: ThreeWay, text: RunningText, composed: Draft) -> Iterator[Proposal]:
    """Lines of the title that nobody changed, and that would go with what else is proposed of it."""
    for name, was in merge.base.words.items():
        now = text.proposed.get(name, ())
        if name in HEAD and _said(now) == _said(was) == _said(merge.draft.words.get(name, ())) != _said(
            composed.words.get(name, ())
        ):
            to = SelectionEntry(name, above=marked(was[0].text, was[0].italics))
            yield Proposal(name, Field.WORDS, to, ours="", theirs=f"stays: {to.above}")


def _said(words: Sequence[Paragraph]) -> _Said:
    return tuple((one.role, folded(words_of(one))) for one in words)


def below_headings(found: Iterable[Proposal], merge: ThreeWay, running: RunningText) -> Iterator[Proposal]:
    """New paragraphs; of those below a heading that a person put above another it is said that it stays.

    Args:
        found: The proposals of new paragraphs.
        merge: The three sides.
        running: The running words of the draft.
    """
    names = {above(given): given for given in merge.entries}
    at = {clause.id: clause.place for clause in merge.clauses}
    printed = [clause.place for clause in merge.clauses if clause.printed]
    for one in found:
        place = at.get(one.clause, -1)
        before = max((other for other in printed if other < place), default=-1)
        over = [
            names[name] for n, name in sorted(running.home.items()) if before < n < place and name in names
        ]
        if not over or over[-1] == one.clause:
            yield one
            continue
        words = excerpt(" ".join(merge.entries[over[-1]].above.split()).lstrip("# "))
        yield one.telling(told("stays-above", words=words, clause=over[-1]))
