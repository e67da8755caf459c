"""What somebody typed without tracking within words of another, where it cannot stand without these.

Whoever retypes a word of what another put in, with tracking off, takes it out of that, and nothing says so.
What is typed stands between two pieces of what was put in, and would be glued to the words before these. A
wish, “(Kenya: delete)”, right behind a bracket or names that another put in is about these.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from lxml import etree

from drafter.docx.parts.markup import XML_SPACE, w
from drafter.docx.tracked.revisions import ADDED, BETWEEN, INSERTED, author_of, take_out
from drafter.docx.tracked.typed_at_new import Typed, compact
from drafter.text.own_brackets import HELD_ANY, OWN_BRACKETS

_AROUND = 20  # signs before and behind, by which it is known what was printed there
_FEWEST = 12
_WISH = re.compile(rf"\s*\((?:[^():]|{OWN_BRACKETS})+: {HELD_ANY}+\)")


@dataclass(frozen=True, slots=True)
class _Within:
    """Runs that may have been typed, between two pieces of what another put in; a wish behind one of them."""

    before: etree._Element
    runs: tuple[etree._Element, ...]
    behind: etree._Element
    is_wish: bool = False

    @property
    def author(self) -> str:
        return author_of(self.before)

    @property
    def words(self) -> str:
        return _words_of(self.runs)

    @property
    def is_torn(self) -> bool:
        """Whether both pieces have a blank where they meet without what was typed, or neither has."""
        before, behind = _words_of([self.before]), _words_of([self.behind])
        return _is_glued(before, behind) or (before[-1:].isspace() and behind[:1].isspace())


def take_typed_within(
    body: etree._Element,
    authors: Collection[str],
    others: dict[etree._Element, set[str]],
    printed: Collection[str],
    *,
    is_theirs: bool,
) -> tuple[Typed, ...]:
    """Add to what a body cannot be read without those within whose words authors typed; else that goes.

    Args:
        body: The body, with its tracked changes.
        authors: Whose tracked changes are to be accepted.
        others: Paragraph → others whose changes are accepted there, as ``others_needed`` finds them.
        printed: The words that stood in the paper, as ``printed_in`` has them.
        is_theirs: Whether what was typed without tracking is those authors'.

    Returns:
        What was typed so and is left out.
    """
    left = []
    for paragraph, one in [*_typed_within(body, printed)]:
        if is_theirs:
            if one.author not in authors:
                others.setdefault(paragraph, set()).add(one.author)
            continue
        left.append(Typed(one.words.strip(), (one.author,), is_in_words=True, is_wish=one.is_wish))
        first, *rest = one.runs
        is_read = one.author in authors or one.author in others.get(paragraph, ())
        if is_read and _is_glued(_words_of([one.before]), _words_of([one.behind])):
            for place, text in enumerate(first.iter(w.t)):
                text.text = "" if place else " "
        else:
            take_out(first)
        for run in rest:
            take_out(run)
    return tuple(left)


def _typed_within(body: etree._Element, printed: Collection[str]) -> Iterator[tuple[etree._Element, _Within]]:
    """What was typed within words of others, and would be glued to others without these; each paragraph."""
    if not printed:
        return
    for paragraph in dict.fromkeys(one.getparent() for one in body.iter(INSERTED)):
        if paragraph is None or paragraph.tag != w.p:
            continue
        found = [*_within_in(paragraph)]
        every = {run for one in found for run in one.runs}
        for one in found:
            before, behind = _around(paragraph, one)
            is_apart = not (_is_glued(before, one.words) or _is_glued(one.words, behind) or one.is_torn)
            if not is_apart and any(
                _was_typed(one.words, *_around(paragraph, one, without), printed) for without in ((), every)
            ):
                yield paragraph, one
        for run, host in [*_wishes_in(paragraph)]:
            wish, said = _Within(host, (run,), run, is_wish=True), _words_of([run])
            before, behind = _around(paragraph, wish)
            end = match.end() if (match := _WISH.match(said)) else 0
            if end and _was_typed(said[:end], before, said[end:] + behind, printed):
                _part_behind(run, end)
                yield paragraph, wish


def _wishes_in(paragraph: etree._Element) -> Iterator[tuple[etree._Element, etree._Element]]:
    """Runs nobody tracked that begin as a wish does, each with the bracket or names of another before it."""
    before: etree._Element | None = None
    for one in paragraph:
        words = _words_of([one])
        if one.tag == INSERTED:
            before = one if words.rstrip().endswith(("]", ")")) else None
        elif one.tag == w.r and before is not None and words.strip(" .;,"):
            if _WISH.match(words) and len([*one.iter(w.t)]) == 1:
                yield one, before
            before = None


def _part_behind(run: etree._Element, end: int) -> None:
    """Part a run in two, of which the first has so many signs; the rest stands where it stood."""
    (text,) = run.iter(w.t)
    words = text.text or ""
    if words[end:]:
        rest = copy.deepcopy(run)
        run.addnext(rest)
        for one, said in ((run, words[:end]), (rest, words[end:])):
            (text,) = one.iter(w.t)
            text.text = said
            text.set(XML_SPACE, "preserve")


def _within_in(paragraph: etree._Element) -> Iterator[_Within]:
    """Runs nobody tracked, with words and nothing else, between two pieces that one person put in."""
    parts = [one for one in paragraph if one.tag not in BETWEEN]
    groups = [(tag, [*some]) for tag, some in groupby(parts, key=lambda one: one.tag)]
    for before, (tag, runs), behind in zip(groups, groups[1:], groups[2:], strict=False):
        if tag != w.r or not before[0] == behind[0] == INSERTED:
            continue
        found = _Within(before[1][-1], tuple(runs), behind[1][0])
        is_of_one = author_of(found.before) == author_of(found.behind)
        has_words_alone = all(one.tag in (w.rPr, w.t) for run in runs for one in run)
        if is_of_one and has_words_alone and found.words.strip():
            yield found


def _around(
    paragraph: etree._Element, one: _Within, without: Collection[etree._Element] = ()
) -> tuple[str, str]:
    """The words before and behind that nobody put in, also those that were struck out."""
    sides: tuple[list[str], list[str]] = [], []
    is_behind = 0
    for run in paragraph.iter(w.r):
        if run in one.runs:
            is_behind = 1
        elif run not in without and next(run.iterancestors(*ADDED), None) is None:
            sides[is_behind].append(_words_of([run]))
    return "".join(sides[0]), "".join(sides[1])


def _was_typed(words: str, before: str, behind: str, printed: Collection[str]) -> bool:
    """Whether what stands before and behind was printed without the words between."""
    start = compact(before.rpartition("[")[2])[-_AROUND:]
    end = compact(behind.partition("]")[0]).rstrip(".;,")[:_AROUND]
    without, within = start + end, start + compact(words) + end
    return (
        len(without) > _FEWEST
        and any(without in one for one in printed)
        and not any(within in one for one in printed)
    )


def _is_glued(before: str, behind: str) -> bool:
    return before[-1:].isalnum() and behind[:1].isalnum()


def _words_of(elements: Sequence[etree._Element]) -> str:
    return "".join(text.text or "" for one in elements for text in one.iter(w.t, w.delText))
