"""What a delegation struck out of what another put in, in a file that was passed on.

With the changes of both nothing is left of it, so that no words of its own say so: what it would have out
is what the other proposes. It stands behind that, once that is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from drafter.brackets import DELETE, Wish
from drafter.decisions import SelectionEntry, WishedWording
from drafter.docx.reader import WordDocument
from drafter.docx.reading.paragraphs import Paragraph
from drafter.draft.blocks import Paragraph as Running
from drafter.draft.running import paragraphs_of
from drafter.merge.proposals import OF_RUNNING, Field, Proposal
from drafter.merge.proposing.authors import all_of_delegation
from drafter.merge.proposing.said_already import says_already
from drafter.merge.proposing.struck import remark
from drafter.merge.running_words.running_theirs import also_gone, name_of
from drafter.merge.sides.views import View, plain_words, read_in
from drafter.merge.signature import shown_change
from drafter.merge.telling import notice, told
from drafter.merge.words.under_a_name import settled
from drafter.problems import Problem
from drafter.selection.wishes import in_words
from drafter.text.differences import compare_words, word_pieces
from drafter.text.italics import marked, significant_of
from drafter.text.words import excerpt


class Struck(NamedTuple):
    """A paragraph in which a delegation struck out what another put in, so that nothing is left of it."""

    by: str
    other: str
    place: int


def struck_in_others(
    read: Callable[[Sequence[str]], WordDocument],
    document: WordDocument,
    authors: Mapping[str, Sequence[str]],
    with_each: Mapping[str, WordDocument],
) -> list[Struck]:
    """Where delegations struck out all that others put in.

    Args:
        read: Reads the file with the tracked changes of some authors alone.
        document: The file with every one rejected.
        authors: The delegations → their authors' names in Word.
        with_each: The file with the changes of each delegation alone.
    """
    plain = _said_in(document)
    each = {one: _said_in(with_theirs) for one, with_theirs in with_each.items()}
    found = []
    for one, names in authors.items():
        at = dict.fromkeys(place for name in names for place in document.pending[name])
        for other in authors:
            theirs = each[other]
            places = [
                place
                for place in at
                if read_in(theirs.get(place)) != read_in(plain.get(place))
                and (
                    read_in(each[one].get(place)) == read_in(plain.get(place))
                    or not {*with_each[one].needed.get(place, ())}.isdisjoint(authors[other])
                )
            ]
            if other == one or not places:
                continue
            both = _said_in(read((*names, *authors[other])))
            for place in places:
                sides = [said.get(place) for said in (plain, theirs, both, each[one])]
                found += [Struck(one, other, place)] if _is_struck(*sides) else []
    return found


def _said_in(document: WordDocument) -> dict[int, Paragraph]:
    return {one.place: one for one in document.paragraphs if one.text}


def _is_struck(
    plain: Paragraph | None, theirs: Paragraph | None, both: Paragraph | None, own: Paragraph | None
) -> bool:
    """Whether nothing is left of what another put in in a paragraph.

    Args:
        plain: The paragraph with every tracked change rejected.
        theirs: With the other's accepted.
        both: With those of both.
        own: With those of whoever may have struck it out.
    """
    if read_in(both) == read_in(theirs):
        return False
    if read_in(own) == read_in(plain):
        return True
    old, new, now = ([*map(str.strip, word_pieces(one.text if one else ""))] for one in (plain, theirs, both))
    changed = [one for one in compare_words(old, new) if not one.is_same]
    come = {word for one in changed for word in new[slice(*one.new)]}.difference(old)
    if not come or not come.isdisjoint(now) or any(one.old[0] != one.old[1] for one in changed):
        return False
    # Who puts other words in the place of another's has a wording of its own, and the other's stays.
    places = {one.old[0] for one in changed}
    others = [one.old for one in compare_words(old, now) if not one.is_same]
    return not any(start <= place <= end for place in places for start, end in others)


def on_what_is_left(
    with_each: Mapping[str, WordDocument], authors: Mapping[str, Sequence[str]], struck: Sequence[Struck]
) -> dict[str, WordDocument]:
    """The file with the changes of each delegation, which are not made on what it struck out.

    Args:
        with_each: The same, by delegation.
        authors: The delegations → their authors' names in Word.
        struck: Where they struck out all that others put in.
    """
    gone = {(one.by, one.place, author) for one in struck for author in authors[one.other]}
    found = {}
    for name, document in with_each.items():
        left = {
            place: tuple(one for one in others if (name, place, one) not in gone)
            for place, others in document.needed.items()
        }
        needed = {place: others for place, others in left.items() if others}
        found[name] = replace(document, needed=needed)
    return found


def strikes_of(
    struck: Iterable[Struck],
    views: Mapping[str, tuple[View, View]],
    named: Iterable[tuple[Proposal, Proposal]],
) -> tuple[list[Proposal], list[Problem]]:
    """That delegations would delete what others put in, as theirs; and what is to be told of it.

    Args:
        struck: Where.
        views: The file without the changes of each delegation, and with them.
        named: What is proposed, and the same as its new clauses are to be called.
    """
    ids = {(*one.by, one.clause): given.clause for one, given in named if one.field is Field.NEW}
    found: list[Proposal] = []
    problems = []
    for one in struck:
        if one.other not in views:
            continue
        plain, theirs = views[one.other]
        every = all_of_delegation(one.other, plain, theirs)
        made = [
            each
            for each in _strikes(one, every, theirs, ids)
            if each.said not in [other.said for other in found if other.by == each.by]
        ]
        new = [each for each in made if not says_already(each, theirs.merge)]
        found += new
        if not new:
            paragraph = theirs.paragraphs.get(one.place)
            words = f"“{excerpt(paragraph.text)}”" if paragraph else "…"
            key = "says-already" if made else "not-taken-home"
            problems.append(notice(theirs.document.name, key, by=one.by, count=1, shown=words))
    return found, problems


def _strikes(
    one: Struck, every: Sequence[Proposal], theirs: View, ids: Mapping[tuple[str, ...], str]
) -> Iterator[Proposal]:
    """What a delegation would have out of what another proposes in a paragraph."""
    by, clause = (one.by or told("nobody"),), theirs.places.get(one.place, "")
    if not clause:
        name = theirs.running.home.get(one.place, "")
        yield from (_in_running(each, by, one, theirs) for each in every if _is_at(each, name))
        return
    its = theirs.clauses.get(clause)
    line = (
        next((line for at, line in zip(its.places, its.lines, strict=True) if at == one.place), None)
        if its
        else None
    )
    if its is None or line is None:
        return
    said = told("strikes-pending", by=by[0], others=one.other, words=line.text)
    for each in every:
        words = [own for own in each.to.wordings if significant_of(own.wording) == significant_of(line.text)]
        if each.clause != clause or each.field not in (Field.NEW, Field.WORDING) or not words:
            continue
        given = ids.get((one.other, clause), clause)
        waits = told("about-pending", others=one.other)
        if its.printed is None and line is its.lines[0]:
            to = SelectionEntry(given, wishes=(Wish(by, DELETE),))
            yield Proposal(given, Field.REMARK, to, theirs=said, by=by, number=each.number, conflict=waits)
            return
        wished = WishedWording(by, DELETE, words[0].wording, words[0].sources)
        said = told("strikes-out/of", by=by[0], others=one.other, words=words[0].wording)
        found = remark(given, said, by, each.number)
        yield replace(found, to=replace(found.to, wished=(wished,)), conflict=waits)
        return
    if clause in theirs.merge.entries:
        yield remark(clause, said, by, its.printed_label)


def wishes_of_new(named: Iterable[Proposal]) -> list[Proposal]:
    """Proposals; of a new paragraph that another put in the same file, with wishes behind it, these alone.

    Args:
        named: What is proposed, as its new clauses are to be called.
    """
    every = [*named]
    new = [one for one in every if one.field is Field.NEW]

    def wish(one: Proposal) -> Proposal:
        same = (each for each in new if (each.draft, _said(each)) == (one.draft, _said(one)))
        first = next((each for each in same if each.by != one.by), None)
        if first is None or {name for each in first.to.wishes for name in each.by} & {*one.by}:
            return one
        to = SelectionEntry(first.clause, wishes=one.to.wishes)
        waits, shown = told("about-pending", others=" and ".join(first.by)), f"({in_words(to.wishes)})"
        made = Proposal(first.clause, Field.REMARK, to, theirs=shown, by=one.by, conflict=waits)
        return replace(made, number=one.number, draft=one.draft)

    is_wish = [one.field is Field.NEW and one.by and one.to.wishes for one in every]
    return [wish(one) if may_be else one for one, may_be in zip(every, is_wish, strict=True)]


def _said(one: Proposal) -> list[str]:
    return [significant_of(words.wording) for words in one.to.wordings]


def _is_at(one: Proposal, name: str) -> bool:
    return one.field in OF_RUNNING and name_of(one) == name


def _in_running(one: Proposal, by: tuple[str, ...], struck: Struck, theirs: View) -> Proposal:
    """Running words as another proposes them, with the wish that what it put in be deleted."""
    text = plain_words(theirs.paragraphs[struck.place].text)

    def is_struck(words: str) -> bool:
        return plain_words(settled(words, one.by)) in text

    said = told("strikes-pending/running", by=by[0], others=struck.other)
    found = also_gone(one, by, is_struck)
    before, after = (paragraphs_of(each.to.above) for each in (one, found))
    ways = [
        shown_change(settled(_words(was), one.by, is_taken=False).split(), _words(now).split())
        for was, now in zip(before, after, strict=True)
        if was != now
    ]
    ours, shown = (" / ".join(each) for each in (zip(*ways, strict=True) if ways else ("", "")))
    return replace(found, ours=ours, theirs=shown, conflict=said)


def _words(one: Running) -> str:
    return marked(one.text, one.italics)
